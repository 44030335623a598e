// Texts typed into the fields of one draft: in the browser's storage with every key, in the outbox after a pause.
import { uuid } from "../reader/dom.js";
import { kept, outboxFor, outgoing } from "../reader/outbox.js";

const KEY = "expertise-typed-";
const PAUSE = 1000;
const drafts = new Map();
/** What the journal is known to hold, by draft: path -> {text, seq}; pages drawn before that show it all the same. */
const answered = new Map();
outgoing.addEventListener("saved", ({ detail: { draft, entry, answer } }) => {
  if (entry.action !== "requisites") return;
  if (!answered.has(draft)) answered.set(draft, new Map());
  for (const [path, text] of Object.entries(entry.values)) answered.get(draft).set(path, { text, seq: answer.seq });
});

/** What a page of the journal up to `seq` does not show yet, by path. */
export function newer(draft, seq) {
  const later = [...(answered.get(draft) ?? [])].filter(([, said]) => said.seq > seq);
  return Object.fromEntries(later.map(([path, said]) => [path, said.text]));
}

/** The texts of a draft on their way in this page; later calls only renew the token. */
export function typedFor(data) {
  const key = `${KEY}${data.draft}-${data.person ?? ""}`;
  if (!drafts.has(key)) drafts.set(key, new Typed(key));
  const typed = drafts.get(key);
  typed.outbox = outboxFor(data);
  return typed;
}

/** Send what any earlier page of this person left. */
export function resumeTyped(data) {
  for (const key of kept(KEY)) {
    const draft = key.slice(KEY.length).split("-")[0];
    if (key === `${KEY}${draft}-${data.person ?? ""}` && !drafts.has(key)) typedFor({ ...data, draft }).flush();
  }
}

/** Whether a text of this page is not in an outbox yet. */
export function typing() { return [...drafts.values()].some((typed) => Object.keys(typed.values).length > 0); }

/** Put every typed text into its outbox now. */
export function flushTyped() { for (const typed of drafts.values()) typed.flush(); }

class Typed {
  constructor(key) {
    this.key = key;
    this.values = this.stored();
    // Before the outbox's own "pagehide", which sends what it finds.
    addEventListener("pagehide", () => this.flush(), { capture: true });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
  }

  stored() {
    try {
      const found = JSON.parse(localStorage.getItem(this.key) ?? "{}");
      return found && typeof found === "object" ? found : {};
    } catch {
      return {};
    }
  }

  put(path, text) {
    this.values[path] = text;
    this.write();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  write() {
    try {
      if (Object.keys(this.values).length) localStorage.setItem(this.key, JSON.stringify(this.values));
      else localStorage.removeItem(this.key);
    } catch { /* a browser without storage sends all the same */ }
  }

  flush() {
    clearTimeout(this.timer);
    const { values } = this;
    if (!Object.keys(values).length) return;
    this.values = {};
    // First into the outbox, then out of here: between the two it is in both, never in none.
    this.outbox.push({ client: uuid(), action: "requisites", values });
    this.write();
  }

  /** What is typed and not answered yet, by path: it goes before what the server says. */
  unsent() {
    const entries = this.outbox.entries().filter((entry) => entry.action === "requisites");
    return Object.assign({}, ...entries.map((entry) => entry.values), this.values);
  }
}
