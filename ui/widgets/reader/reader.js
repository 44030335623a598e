// The parts of the page put together, and what passes between them.
import { Card } from "./card.js";
import { Contents } from "./contents.js";
import { copiesForm, decidedHere } from "./copies.js";
import { FacingPane } from "./facing.js";
import { el, measure, measurePainted, uuid } from "./dom.js";
import { Filters } from "./filters.js";
import { listen } from "./keys.js";
import { Legend } from "./legend.js";
import { Model } from "./model.js";
import { ask } from "./net.js";
import { Notices } from "./notices.js";
import { outboxFor } from "./outbox.js";
import { OwnFinding } from "./own.js";
import { recall, remember } from "./memory.js";
import { TextPane } from "./text.js";
import { inLanguage, speaker } from "./words.js";

const DECIDING = ["accept", "change", "reject"];

export class Reader {
  constructor(element, data) {
    this.element = element;
    this.data = data;
    this.began = performance.now();
    this.say = speaker(data.words);
    this.selected = null;
    this.stamps = new Map(); // client -> time stamp of the press that made the entry
    this.decidedLast = []; // keys of the last decision saved here
    this.undoable = []; // keys of the last entry saved here, while it is the last of all
  }

  same(data) {
    const kept = ["root", "draft", "document", "lang", "language", "view", "beside"].every((name) => data[name] === this.data[name]);
    return kept && this.shell?.parentNode === this.element;
  }

  start() {
    this.outbox = outboxFor(this.data);
    this.text = this.data.view ? new FacingPane(this) : new TextPane(this);
    this.contents = new Contents(this);
    this.filters = new Filters(this);
    this.card = new Card(this);
    this.own = new OwnFinding(this);
    this.notices = new Notices(this);
    this.legend = new Legend(this);
    this.build();
    this.listen();
    this.load();
  }

  build() {
    const sheet = el("link", { rel: "stylesheet", href: new URL("reader.css", import.meta.url).href });
    this.styled = new Promise((done) => { sheet.onload = done; sheet.onerror = done; setTimeout(done, 3000); });
    this.loading = el("p", { class: "rd-loading", role: "status", text: this.say("loading") });
    this.text.sheet.append(this.loading);
    this.panes = el("div", { class: "rd-panes" }, this.contents.node, this.text.node, this.card.node);
    this.shell = el("div", { class: this.data.view ? `rd rd-facing rd-view-${this.data.view}` : "rd", testid: "reader", lang: this.data.lang },
      sheet, this.filters.node, this.notices.bars, this.panes, this.own.button, this.notices.toasts, this.legend.node);
    this.fit();
    this.shell.style.visibility = "hidden";
    this.styled.then(() => { this.shell.style.visibility = ""; });
    this.element.replaceChildren(this.shell);
  }

  /** Take the height that was asked for; "fill" is what the window has left below the reader's top. */
  fit() {
    const { height } = this.data;
    if (height !== "fill") return void (this.shell.style.height = height || "640px");
    const { top, height: now } = this.shell.getBoundingClientRect();
    // A page that is scrolled already, or not laid out yet, says nothing of the room there is.
    if (now && top > 0) this.shell.style.height = `${Math.max(420, Math.floor(innerHeight - top - 10))}px`;
    else this.shell.style.height ||= "calc(100vh - 210px)";
    return undefined;
  }

  listen() {
    if (this.live && !this.live.signal.aborted) return;
    this.live = new AbortController();
    listen(this, this.live.signal);
    addEventListener("resize", () => this.fit(), { signal: this.live.signal });
    this.own.listen(this.live.signal);
    this.outbox.listeners.add(this.post ??= {
      alive: () => this.here(),
      queue: () => this.queued(),
      elsewhere: () => { if (this.model && !this.outbox.entries().length) this.reload(); }, // another window saved
      saved: (entry, answer) => this.saved(entry, answer),
      refused: (entry, error) => this.refused(entry, error),
    });
  }

  /** Whether the reader is still on the page; otherwise it stops listening. */
  here() {
    if (this.element.isConnected && this.shell.parentNode === this.element) return true;
    this.live?.abort();
    return false;
  }

  close() {
    this.live?.abort();
    this.outbox?.listeners.delete(this.post);
    this.shell.remove();
  }

  // Loading.

  async load() {
    const { root, token, document: id, view, beside } = this.data;
    const facing = `${root}/facing/${view}/${encodeURIComponent(id)}?with=${encodeURIComponent(beside ?? "")}`;
    const page = view ? facing : `${root}/act/${encodeURIComponent(id)}`;
    const wanted = [ask(page, token), ask(this.decisions(), token), this.styled];
    const [act, state] = await Promise.allSettled(wanted);
    if (act.status === "rejected" || state.status === "rejected") {
      this.failed(act.reason ?? state.reason);
      return;
    }
    this.show(act.value, state.value);
  }

  /** Where the decisions that this page shows are asked for. */
  decisions() {
    const { root, draft, document: id, view } = this.data;
    const address = `${root}/draft/${encodeURIComponent(draft)}/state?document=${encodeURIComponent(id)}`;
    return view ? `${address}&view=${view}` : address;
  }

  failed(error) {
    const again = el("button", { type: "button", class: "rd-button", text: this.say("retry"), on: { click: () => {
      this.text.sheet.replaceChildren(this.loading);
      this.load();
    } } });
    const told = el("p", { role: "alert", text: this.say("load-failed", { detail: error.message }) });
    this.text.sheet.replaceChildren(el("div", { class: "rd-failed" }, told, again));
  }

  show(act, state) {
    const arrived = performance.now();
    this.model = new Model(act);
    this.model.setState(state);
    this.model.setQueue(this.outbox.entries());
    this.text.draw();
    this.text.redrawOwn();
    this.contents.draw();
    this.filters.draw();
    this.notices.draw();
    this.card.show();
    this.resume();
    this.fit();
    this.shell.dataset.ready = "yes";
    measurePainted("reader-first-view", this.began);
    measurePainted("reader-drawn", arrived);
    this.outbox.pump();
  }

  /** Back to the place of the last visit, unless the page asks for another one. */
  resume() {
    const kept = recall(this.data);
    if (kept.place) this.text.restore(kept.place);
    if (this.data.goto) this.goTo(this.data.goto);
    else if (kept.selected && this.model.get(kept.selected)) this.select(kept.selected, { still: true });
    this.text.settled();
  }

  /** Called again by the host with the same document. */
  refresh(data) {
    const fresh = data.goto && data.goto !== this.data.goto;
    this.data = data;
    this.fit();
    outboxFor(data);
    this.listen();
    if (fresh && this.model) this.goTo(data.goto);
  }

  goTo(target) {
    if (this.model.get(target)) this.select(target);
    else if (!this.text.revealUnit(target)) {
      const inside = this.model.order.find((key) => (this.model.get(key).eid ?? "").startsWith(target));
      if (inside) this.select(inside);
    }
  }

  // Selection.

  /** Open a finding's card; `here` are all findings under the click, `still` leaves the text where it is. */
  select(key, { here = [], stamp = null, still = false } = {}) {
    const before = this.selected;
    this.selected = key;
    this.card.show(key, here);
    this.text.paint([before, key].filter((each) => each !== null));
    if (key !== null && !still) this.text.reveal(key);
    if (key !== null) this.contents.setCurrent(this.model.sectionOf(this.model.get(key)));
    remember(this.data, { selected: key });
    if (stamp !== null) measurePainted("reader-card", stamp);
  }

  step(direction, stamp = null) {
    const key = this.model.neighbour(this.selected, direction);
    if (key === null) this.notices.toast(this.say(direction > 0 ? "last" : "first"));
    else this.select(key, { stamp });
  }

  nextOpen(stamp = null) {
    const key = this.model.nextOpen(this.selected);
    if (key === null) {
      this.select(null);
      this.notices.toast(this.say("nothing-open"));
    } else this.select(key, { stamp });
  }

  keepPlace(place) { remember(this.data, { place }); }

  // Decisions.

  /** Write an entry down and send it. */
  enter(action, details, stamp = performance.now()) {
    const entry = { client: uuid(), document: this.data.document, action, subjects: [], ...details };
    this.stamps.set(entry.client, stamp);
    this.undoable = [];
    this.outbox.push(entry);
    return entry;
  }

  /** Accept, change or reject the findings and go on to the next undecided one. */
  decide(action, keys, details = {}, stamp) {
    if (!keys.length) return;
    this.enter(action, { ...details, subjects: this.model.withTwins(keys) }, stamp);
    this.goOn();
  }

  goOn() {
    const next = this.model.nextOpen(this.selected);
    if (next === null) this.select(null);
    else this.select(next);
  }

  undo() {
    if (!this.model) return;
    if (this.model.undoable === null && !this.outbox.entries().length) {
      this.notices.toast(this.say("nothing-to-undo"));
      return;
    }
    this.enter("undo", {});
  }

  /** Show the copies of a decided norm in other drafts: of `keys`, else of the open one or the one decided last. */
  copies(keys = [this.selected, ...this.decidedLast]) {
    if (this.card.form?.touched?.()) return; // somebody types there
    const decided = keys.map((key) => decidedHere(this, key)).find((found) => found.length);
    if (decided) this.card.openForm(copiesForm(this, decided));
    else this.notices.toast(this.say("copies-undecided"));
  }

  /** The outbox changed: draw what is being saved. */
  queued() {
    if (!this.model) return;
    const before = this.model.pending;
    const own = this.model.waiting.length;
    this.model.setQueue(this.outbox.entries());
    this.redraw(new Set([...before, ...this.model.pending]), own > 0 || this.model.waiting.length > 0);
    this.notices.queue();
  }

  saved(entry, answer) {
    if (this.stamps.has(entry.client)) measure("reader-saved", this.stamps.get(entry.client));
    this.stamps.delete(entry.client);
    if (!this.model) return;
    const others = answer.seq > this.model.seq + Math.max(1, (entry.subjects ?? []).length);
    const here = entry.document === this.data.document;
    const changed = this.model.apply(answer, here);
    this.undoable = DECIDING.includes(entry.action) ? changed : [];
    this.decidedLast = DECIDING.includes(entry.action) ? entry.subjects : [];
    this.model.setQueue(this.outbox.entries());
    this.redraw(new Set([...changed, ...(entry.subjects ?? [])]), here);
    this.notices.saved(entry, changed);
    this.announce(answer.seq);
    if (others) this.reload();
  }

  refused(entry, error) {
    this.stamps.delete(entry.client);
    this.notices.refused(entry, error);
    if (this.model && error.status === 409) this.reload();
  }

  /** Somebody else decided meanwhile: fetch all decisions. */
  async reload() {
    try {
      const state = await ask(this.decisions(), this.data.token);
      // An answer that set out before a decision of ours was kept would take that decision off the page.
      if (this.outbox.entries().length || state.seq < this.model.seq) return;
      this.model.setState(state);
      this.model.setQueue([]);
      this.redraw(null, true);
    } catch { /* the next saved decision asks again */ }
  }

  announce(seq) {
    const detail = { seq, document: this.data.document, ...this.model.progress() };
    this.element.dispatchEvent(new CustomEvent("reader-changed", { bubbles: true, composed: true, detail }));
  }

  /** Draw again the marks of `keys` (all when null) and what counts them. */
  redraw(keys, own) {
    if (this.selected !== null && !this.model.get(this.selected)) this.selected = this.heir();
    if (own) this.text.redrawOwn();
    else if (keys === null || this.model.filter.undecided) this.text.paintAll();
    else this.text.paint(keys);
    this.contents.paint();
    this.filters.paint();
    this.notices.draw();
    this.card.refresh();
  }

  /** The saved form of an own finding that was shown while it waited. */
  heir() {
    const [, client] = /^own-waiting:(.+)$/.exec(this.card.key ?? "") ?? [];
    if (!client) return null;
    return (this.model.get(`own:${client}`) ?? this.model.own.at(-1))?.key ?? null;
  }

  // Words.

  pair(texts) { return inLanguage(texts, this.data.lang); }

  level(level) { return this.data.words[`level-${level}`] ?? level; }

  groupName(id) { return this.pair(this.model.act.groups?.find((each) => each.id === id)?.name); }

  factorName(id) { return this.pair(this.model.act.factors[id]?.name) || id; }
}
