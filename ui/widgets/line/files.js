// Files that a page offers: what was typed goes first, what takes long or goes wrong is said in the person's language.
import { waiting } from "../reader/outbox.js";
import { flushTyped, typing } from "../typing/typed.js";

const SOON = 700; // most files are there by then
const PATIENCE = 15000; // for what was typed to reach the journal
const PAUSE = 50;
const READ = 10000; // a sentence with what to do
const KEPT = 60000; // the browser saves a file from memory

/** Answer presses on links to files; `say(text, time)` shows a line, `hush(text)` takes it back. */
export function takeFiles(say, hush, word) {
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((node) => node instanceof Element && node.matches("a.expertise-file"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") !== "true") take(link, say, hush, word);
  }, { capture: true });
}

async function take(link, say, hush, word) {
  const making = word("line-file-making");
  const late = setTimeout(() => say(making), SOON);
  let trouble = "";
  link.setAttribute("aria-busy", "true");
  try {
    trouble = await typedIsKept() ? await fetched(link) : word("line-unsent");
  } catch {
    trouble = word("line-file-failed");
  }
  link.removeAttribute("aria-busy");
  clearTimeout(late);
  hush(making);
  if (trouble) say(trouble, READ);
}

async function typedIsKept() {
  const until = performance.now() + PATIENCE;
  flushTyped();
  while (waiting() || typing()) {
    if (performance.now() > until) return false;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  return true;
}

/** Save the file; return what the program says instead of one, empty when all went well. */
async function fetched(link) {
  const answer = await fetch(link.href, { cache: "no-store" });
  if (!answer.ok) return (await answer.json()).error.message;
  const address = URL.createObjectURL(await answer.blob());
  const saved = document.createElement("a");
  saved.href = address;
  saved.download = link.download;
  saved.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
  return "";
}
