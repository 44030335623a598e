// What this browser tab remembers of a document: the place in the text and the open finding.

const name = (data) => ["expertise-reader", data.document, data.view, data.beside].filter(Boolean).join("-");

export function recall(data) {
  try { return JSON.parse(sessionStorage.getItem(name(data)) ?? "{}") ?? {}; } catch { return {}; }
}

export function remember(data, change) {
  try {
    sessionStorage.setItem(name(data), JSON.stringify({ ...recall(data), ...change }));
  } catch { /* without storage the page opens at its beginning */ }
}
