// Decisions on their way to the server: written down first, sent one by one in order, forgotten after an answer.
import { Refusal, ask } from "./net.js";

const outboxes = new Map();
const KEY = "expertise-outbox-";
/** Tells "saved" with {draft, entry, answer} and "queue": for those who look after all drafts at once. */
export const outgoing = new EventTarget();
const WAITS = [500, 1000, 2000, 4000, 8000, 10000];

/** The one outbox of a draft in this page; later calls only renew the token. */
export function outboxFor(data) {
  const key = `${KEY}${data.draft}${data.person ? `-${data.person}` : ""}`;
  const address = `${data.root}/draft/${encodeURIComponent(data.draft)}/entries`;
  if (!outboxes.has(key)) outboxes.set(key, new Outbox(key, data.draft));
  const outbox = outboxes.get(key);
  outbox.address = address;
  outbox.token = data.token;
  return outbox;
}

/** Send what any earlier page of this person left in this browser. */
export function resumeAll(data) {
  const tail = data.person ? `-${data.person}` : "";
  for (const key of kept(KEY)) {
    const draft = key.slice(KEY.length).split("-")[0];
    if (key === `${KEY}${draft}${tail}`) outboxFor({ ...data, draft }).hurry();
  }
}

/** Whether any entry of this page waits for its answer. */
export function waiting() { return [...outboxes.values()].some((outbox) => outbox.entries().length > 0); }

/** The names of what this browser keeps, none where it keeps nothing. */
export function kept(prefix) {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
}

class Outbox {
  constructor(key, draft) {
    this.key = key;
    this.draft = draft;
    this.listeners = new Set();
    this.sending = false;
    this.failures = 0;
    this.problem = null;
    this.kept = null; // entries of a browser that refuses localStorage
    addEventListener("online", () => this.hurry());
    addEventListener("focus", () => this.hurry());
    addEventListener("storage", (event) => { if (event.key === key) this.tell("elsewhere"); });
    addEventListener("beforeunload", (event) => this.warn(event));
    addEventListener("pagehide", () => this.leave());
  }

  /** What is not answered yet, oldest first. */
  entries() {
    if (this.kept) return this.kept;
    try {
      const found = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  }

  write(entries) {
    try {
      if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
      else localStorage.removeItem(this.key);
      this.kept = null;
    } catch {
      this.kept = entries;
    }
  }

  push(entry) {
    this.write([...this.entries(), entry]);
    this.tell("queue");
    this.pump();
  }

  drop(client) {
    this.write(this.entries().filter((entry) => entry.client !== client));
  }

  /** Try now instead of at the end of the wait. */
  hurry() {
    if (!this.entries().length || this.sending) return;
    clearTimeout(this.timer);
    this.pump();
  }

  async pump() {
    if (this.sending) return;
    clearTimeout(this.timer);
    this.sending = true;
    try {
      // Two windows on one draft share the list; the lock exists on https and localhost only, and
      // elsewhere the server's memory of `client` makes a double send harmless.
      if (navigator.locks) await navigator.locks.request(this.key, () => this.sendAll());
      else await this.sendAll();
    } finally {
      this.sending = false;
    }
    if (this.problem) this.wait();
    else if (this.entries().length) this.pump();
  }

  async sendAll() {
    for (let entry = this.entries()[0]; entry; entry = this.entries()[0]) {
      if (!(await this.send(entry))) return;
    }
  }

  /** Send one entry; false when it has to wait. */
  async send(entry) {
    let answer;
    try {
      answer = await ask(this.address, this.token, entry);
    } catch (error) {
      if (!(error instanceof Refusal) || error.passing) return this.failed(error);
      this.settle(entry);
      this.tell("refused", entry, error);
      return true;
    }
    this.settle(entry);
    this.tell("saved", entry, answer);
    outgoing.dispatchEvent(new CustomEvent("saved", { detail: { draft: this.draft, entry, answer } }));
    return true;
  }

  settle(entry) {
    this.drop(entry.client);
    this.failures = 0;
    this.problem = null;
  }

  failed(error) {
    this.problem = error;
    this.failures += 1;
    this.tell("queue");
    return false;
  }

  wait() {
    const pause = WAITS[Math.min(this.failures, WAITS.length) - 1];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pump(), pause);
  }

  /** Listeners are {alive(), queue(), elsewhere(), saved(entry, answer), refused(entry, error)}; dead ones go. */
  tell(what, ...details) {
    for (const listener of [...this.listeners]) {
      if (!listener.alive()) this.listeners.delete(listener);
      else listener[what](...details);
    }
    if (what !== "queue") this.tell("queue");
    else outgoing.dispatchEvent(new Event("queue"));
  }

  /**
   * The page goes: all entries set out now, without waiting for locks or answers. They go as one list: what is on its
   * way already may reach the program behind it, and is known there by then; sent twice it is entered once.
   */
  leave() {
    const entries = this.entries();
    if (entries.length) ask(this.address, this.token, entries.length > 1 ? entries : entries[0]).catch(() => {});
  }

  /** Ask before leaving while the server does not answer; otherwise the entry is on its way. */
  warn(event) {
    if (!this.entries().length || !this.problem) return;
    event.preventDefault();
    event.returnValue = "";
  }
}
