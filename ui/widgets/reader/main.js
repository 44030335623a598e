// The reader: one act, its findings and the expert's decisions. mount() is the only entry.
import { Reader } from "./reader.js";

const readers = new WeakMap();

/**
 * Show the act `data.document` inside `element` (in a page or an open shadow root).
 *
 * Called again with the same document it keeps text, scroll and selection, takes over token and height,
 * and opens a new `goto`; another document, draft or interface language builds the reader anew.
 */
export function mount(element, data) {
  const known = readers.get(element);
  if (known && known.same(data)) {
    known.refresh(data);
    return;
  }
  if (known) known.close();
  const reader = new Reader(element, data);
  readers.set(element, reader);
  reader.start();
}
