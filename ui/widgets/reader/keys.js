// Keys by their place on the keyboard, so that they work on Russian, Kyrgyz and Latin layouts alike.
import { typing } from "./dom.js";

/** Streamlit has its own hotkeys on these letters; they must not reach it from the reader's page. */
const HOST_KEYS = new Set(["KeyR", "KeyC"]);

const ACTIONS = {
  KeyJ: (reader, event) => reader.step(1, event.timeStamp),
  KeyK: (reader, event) => reader.step(-1, event.timeStamp),
  KeyN: (reader, event) => reader.nextOpen(event.timeStamp),
  KeyA: (reader, event) => reader.card.accept(event.timeStamp),
  KeyR: (reader) => reader.card.startReject(),
  KeyE: (reader) => reader.card.startChange(),
  KeyO: (reader) => reader.own.start(),
  KeyU: (reader) => reader.undo(),
  KeyC: (reader) => reader.copies(),
  F1: (reader) => reader.legend.toggle(),
};

export function listen(reader, signal) {
  document.addEventListener("keydown", (event) => {
    if (reader.here() && reader.model && handle(reader, event)) take(event);
  }, { capture: true, signal });
}

function take(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** True when the key was the reader's. */
function handle(reader, event) {
  if (event.isComposing || event.defaultPrevented) return false;
  if (event.code === "Escape") return escape(reader, event);
  if (event.code === "Enter" && event.ctrlKey) return save(reader, event);
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event) || elsewhere(event)) return false;
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return ran(() => reader.legend.toggle());
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit) return reader.card.form?.choose?.(Number(digit[1])) ?? false;
  return letter(reader, event);
}

function letter(reader, event) {
  const action = ACTIONS[event.code];
  if (!action || (event.repeat && !["KeyJ", "KeyK"].includes(event.code))) {
    if (HOST_KEYS.has(event.code)) event.stopImmediatePropagation();
    return false;
  }
  if (reader.legend.open && event.code !== "F1") return true;
  // While a form is open, letters that would throw its words away do nothing.
  if (reader.card.form && !["F1", "KeyJ", "KeyK"].includes(event.code)) return true;
  if (reader.card.form?.touched?.()) return true;
  return ran(() => action(reader, event));
}

function ran(action) {
  action();
  return true;
}

/** A dialog of the page around the reader keeps its keys. */
function elsewhere(event) {
  return event.composedPath().some((node) => node instanceof Element && node.matches("[role=dialog]:not(.rd-legend), [role=listbox], [role=menu]"));
}

function escape(reader, event) {
  if (reader.legend.open) return ran(() => reader.legend.toggle());
  if (reader.card.form && !elsewhere(event)) return ran(() => reader.card.closeForm());
  return false;
}

function save(reader, event) {
  if (!reader.card.form) return false;
  return ran(() => reader.card.form.save(event.timeStamp));
}
