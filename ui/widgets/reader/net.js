// Requests to our own routes.

/** An answer that is not 2xx: `status` (0 when there was no answer), `code` and a message for people. */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message || code);
    this.status = status;
    this.code = code;
  }

  /** Whether asking again can help: no answer, a failing server, an expired session, too many requests. */
  get passing() {
    return this.status === 0 || this.status >= 500 || [401, 408, 425, 429].includes(this.status);
  }
}

const PATIENCE = 30000;
/** Browsers let 64 KB outlive a page; signs of Cyrillic take two bytes. */
const OUTLIVES = 25000;

/** Fetch JSON with the session token; raises Refusal. */
export async function ask(url, token, body) {
  const options = { headers: { "X-Expertise-Token": token, Accept: "application/json" } };
  if (body !== undefined) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
    options.keepalive = options.body.length < OUTLIVES; // goes on when the page is closed
    options.cache = "no-store";
  }
  const answer = await reach(url, options);
  if (!answer.ok) throw await refusal(answer);
  try {
    return await answer.json();
  } catch (error) {
    throw new Refusal(0, "unreadable-answer", String(error.message));
  }
}

async function reach(url, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(url, { ...options, signal: stop.signal });
  } catch (error) {
    throw new Refusal(0, "no-answer", String(error.message));
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(answer) {
  let told = {};
  try { told = (await answer.json()).error ?? {}; } catch { /* a proxy's page, not ours */ }
  return new Refusal(answer.status, told.code ?? `http-${answer.status}`, told.message ?? `HTTP ${answer.status}`);
}
