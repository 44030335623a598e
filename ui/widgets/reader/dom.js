// Small helpers over the DOM. Text from the server only ever becomes textContent.

/** Make an element. `on` holds listeners, `testid` becomes data-testid, null and false attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else if (name === "text") node.textContent = value;
    else if (name === "testid") node.setAttribute("data-testid", value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A push button: `options` are attributes, `label` its words, `action` what a press does. */
export function button(label, action, options = {}) {
  return el("button", { type: "button", class: "rd-button", ...options, text: label, on: { click: action } });
}

/** Call back once the frame after the current changes is on the screen. */
export function afterPaint(callback) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); callback(); };
    channel.port2.postMessage(0);
  });
}

/** Measure from a time stamp (ms, as of event.timeStamp) to the next painted frame. */
export function measurePainted(name, start) {
  afterPaint(() => measure(name, start));
}

export function measure(name, start) {
  try { performance.measure(name, { start, end: performance.now() }); } catch { /* a measure never stops work */ }
}

/** Random identifier; randomUUID exists only on https and localhost, ministries also use plain http. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** True while the event comes from a field where letters are typed. */
export function typing(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target.matches("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
