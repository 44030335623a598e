// On every page: says when the program does not answer, sends what was left, and draws pages again after typing.
import { el } from "../reader/dom.js";
import { outgoing, resumeAll, waiting } from "../reader/outbox.js";
import { flushTyped, resumeTyped, typing } from "../typing/typed.js";
import { takeFiles } from "./files.js";

const PATIENCE = 1500; // a page that only changes its connection is no trouble
const AGAIN = 400;
const LOST = 1500;
const TRIES = 5;
const HELD = 3000; // somebody who clicks on and on sees the new page all the same
const SLOW = 60000; // a click on a link is answered by its page, however late

let host = null; // the component of the page of now
let stale = null; // {draft, seq, tries, until}: typed texts are in the journal, the page may be drawn from before
let next = 0;
let pressed = 0; // when somebody last clicked: the program has not heard of it at once
let due = null; // {page, until}: the last click on a link or button, until its page, or any run, is there
let lost = null;
let timer = 0;

/** Called by every run of a page: `data.seq` is the journal of `data.draft` as that run saw it. */
export function mount(data, rerun) {
  const first = host === null;
  host = { data, rerun };
  if (due && !due.page) due = null;
  if (first) start();
  resumeTyped(data);
  resumeAll(data);
  clearTimeout(next);
  if (stale && fresh(stale)) stale = null;
  if (stale) next = setTimeout(drawAgain, AGAIN);
  watch();
}

function start() {
  outgoing.addEventListener("saved", ({ detail }) => {
    if (detail.entry.action !== "requisites") return;
    stale = { draft: detail.draft, seq: detail.answer.seq, tries: 0, until: performance.now() + HELD };
    if (fresh(stale)) stale = null;
    else drawAgain();
  });
  new MutationObserver(watch).observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });
  document.addEventListener("click", note, { capture: true });
  document.addEventListener("click", hold, { capture: true });
  takeFiles(say, hush, (key) => host.data.words[key]);
  addEventListener("popstate", () => { due = { page: null, until: performance.now() + HELD }; });
}

/** A click may take long to reach the program: what it asks for is remembered until it is there. */
function note(event) {
  pressed = performance.now();
  const hit = (name) => event.composedPath().find((node) => node instanceof Element && node.matches(name));
  const link = hit("a[href]");
  const away = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === "_blank" || link?.hasAttribute("download");
  if (link && !away && link.origin === location.origin) due = { page: link.pathname, until: pressed + SLOW };
  else if (!link && hit("button") && !hit(".ty")) due = { page: null, until: pressed + HELD };
}

/** Whether the page was drawn from a journal that has these texts. */
function fresh({ draft, seq }) { return host.data.draft === draft && host.data.seq >= seq; }

/**
 * Ask for a run of the page, unless somebody is still typing: the way out of the form runs it anyway.
 *
 * A run asked for while a click in the menu is on its way would name the page that is being left, and lead back.
 */
function drawAgain() {
  clearTimeout(next);
  if (!stale || inForm() || stale.tries >= TRIES) return;
  if (running() || leaving()) {
    next = setTimeout(drawAgain, AGAIN);
    return;
  }
  stale.tries += 1;
  host.rerun(stale.seq);
  next = setTimeout(drawAgain, LOST); // a wish that came while the page was built anew is not heard
}

function running() {
  return document.querySelector("[data-test-script-state]")?.dataset.testScriptState !== "notRunning";
}

function leaving() {
  const now = performance.now();
  const awaited = due !== null && now < due.until;
  if (awaited && due.page) return due.page !== location.pathname;
  return now < stale.until && (awaited || now - pressed < AGAIN);
}

function inForm() {
  const focused = document.activeElement?.shadowRoot?.activeElement;
  return Boolean(focused?.closest(".ty"));
}

/** Nothing is signed before what was typed is in the journal. */
function hold(event) {
  const sign = event.composedPath().some((node) => node instanceof Element && node.matches(".st-key-sign button"));
  if (!sign) return;
  flushTyped();
  if (!waiting() && !typing()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  say(host.data.words["line-unsent"], 4000);
}

// The line to the program.

function watch() {
  const state = document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState;
  if (state === undefined || state === "CONNECTED") return back();
  if (lost === null) lost = setTimeout(() => say(host.data.words["line-lost"]), PATIENCE);
}

function back() {
  if (lost === null) return;
  clearTimeout(lost);
  lost = null;
  resumeAll(host.data);
  if (banner().hidden === false) say(host.data.words["line-back"], 2500);
}

function say(text, while_ = 0) {
  const node = banner();
  clearTimeout(timer);
  node.textContent = text;
  node.lang = host.data.lang;
  node.hidden = false;
  if (while_) timer = setTimeout(() => { node.hidden = true; }, while_);
}

/** Take a line back, unless another is shown by now. */
function hush(text) { if (banner().textContent === text) banner().hidden = true; }

function banner() {
  const known = document.querySelector(".expertise-line");
  if (known) return known;
  const node = el("div", { class: "expertise-line", role: "alert", testid: "line", hidden: true });
  document.body.append(node);
  return node;
}
