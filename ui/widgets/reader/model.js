// What is known about the act: findings, decisions, own findings, filters and the order of reading.

export const LEVELS = ["high", "medium", "low"];
const LEVEL_RANK = { high: 3, medium: 2, low: 1 };
const STATUS_RANK = { fixed: -10, undecided: 40, stale: 40, saving: 30, own: 20, accept: 10, change: 10, reject: 0 };

export class Model {
  constructor(act) {
    this.act = act;
    this.decisions = {};
    this.own = [];
    this.seq = 0;
    this.signed = null;
    this.undoable = null;
    this.pending = new Set();
    this.waiting = []; // own findings that the server has not answered yet
    this.draft = null; // words selected for an own finding, while its form is open
    this.filter = { high: true, medium: true, low: true, factor: "", group: "", undecided: false };
    this.sectionOfLine = sectionsByLine(act);
    this.arrange();
  }

  /** Rebuild the list of items (findings and own ones) in the order of the text. */
  arrange() {
    const own = [...this.own, ...this.waiting].map((item) => ({ ...item, own: true }));
    this.items = new Map([...this.act.findings, ...own].map((item) => [item.key, item]));
    this.order = [...this.items.values()].sort(byPlace).map((item) => item.key);
    this.places = new Map(this.order.map((key, place) => [key, place]));
  }

  setState(state) {
    this.decisions = { ...(state.decisions ?? {}) };
    this.own = state.own ?? [];
    this.seq = state.seq ?? 0;
    this.signed = state.signed ?? null;
    this.undoable = state.undoable ?? null;
    this.arrange();
  }

  /** Apply the answer to a saved entry; returns the keys whose decision changed. */
  apply(answer, sameDocument) {
    const keys = Object.keys(answer.decisions ?? {});
    for (const key of keys) {
      if (answer.decisions[key]) this.decisions[key] = answer.decisions[key];
      else delete this.decisions[key];
    }
    // Beside another text own findings are not shown: their places are those of the text alone.
    if (sameDocument && answer.own && !this.act.rows) this.own = answer.own;
    this.seq = Math.max(this.seq, answer.seq ?? 0);
    this.undoable = answer.undoable ?? null;
    return keys;
  }

  /** Take over the outbox: what it holds is shown as being saved. */
  setQueue(entries) {
    const here = entries.filter((entry) => entry.document === this.act.document);
    this.pending = new Set(entries.flatMap((entry) => entry.subjects ?? []));
    this.waiting = here.filter((entry) => entry.action === "own").map((entry) => this.waitingItem(entry));
    for (const item of this.waiting) this.pending.add(item.key);
    this.arrange();
  }

  /** An own finding before the server has answered: words and place are taken from the text here. */
  waitingItem(entry) {
    const { lines, sections } = this.act;
    const [line] = entry.marks[0];
    const quote = entry.marks.map(([at, start, end]) => lines[at].t.slice(start, end)).join(" ");
    const { label } = sections[this.sectionOfLine[line]];
    return { ...entry, key: `own-waiting:${entry.client}`, quote, eid: lines[line].e, label };
  }

  get(key) { return this.items.get(key); }

  status(key) {
    if (this.pending.has(key)) return "saving";
    if (this.items.get(key)?.own) return "own";
    if (this.items.get(key)?.fixed) return "fixed";
    const decision = this.decisions[key];
    if (!decision) return "undecided";
    return decision.stale ? "stale" : decision.action;
  }

  open(key) { return STATUS_RANK[this.status(key)] === STATUS_RANK.undecided; }

  decided(key) { return ["accept", "change", "reject"].includes(this.status(key)); }

  visible(key) { return this.passes(this.items.get(key), this.filter); }

  passes(item, filter) {
    if (!item || !filter[item.level]) return false;
    if (filter.factor && item.factor !== filter.factor) return false;
    if (filter.group && item.group !== filter.group) return false;
    return !filter.undecided || this.open(item.key) || this.pending.has(item.key);
  }

  /** How many findings each level would show under the other filters. */
  levelCounts() {
    const counts = { high: 0, medium: 0, low: 0 };
    const filter = { ...this.filter, high: true, medium: true, low: true };
    for (const item of this.items.values()) if (this.passes(item, filter)) counts[item.level] += 1;
    return counts;
  }

  factorCounts() { return this.count("factor"); }

  groupCounts() { return this.count("group"); }

  count(name) {
    const counts = new Map();
    for (const item of this.items.values()) counts.set(item[name], (counts.get(item[name]) ?? 0) + 1);
    return counts;
  }

  progress() {
    const keys = this.act.findings.filter((finding) => !finding.fixed).map((finding) => finding.key);
    const decided = keys.filter((key) => this.decided(key)).length;
    const saving = keys.filter((key) => this.pending.has(key)).length;
    return { decided, saving, total: keys.length, own: this.own.length };
  }

  /** The weight of a mark where several findings lie on the same words. */
  rank(key) { return STATUS_RANK[this.status(key)] + LEVEL_RANK[this.items.get(key).level]; }

  /** The visible item `step` places from `key`, or the first or last one; null at the end. */
  neighbour(key, step) {
    const from = key === null ? (step > 0 ? -1 : this.order.length) : this.placeOf(key);
    for (let place = from + step; place >= 0 && place < this.order.length; place += step) {
      if (this.visible(this.order[place])) return this.order[place];
    }
    return null;
  }

  /** The next visible finding without a decision, going round the end of the act; null when there is none. */
  nextOpen(key) {
    const size = this.order.length;
    const from = key === null ? -1 : this.placeOf(key);
    for (let step = 1; step <= size; step += 1) {
      const found = this.order[(from + step + size) % size];
      if (found !== key && this.visible(found) && this.open(found)) return found;
    }
    return key !== null && this.open(key) && this.visible(key) ? key : null;
  }

  placeOf(key) { return this.places.get(key) ?? -1; }

  /** The findings of the same norm, the given one among them. */
  companions(key) {
    const item = this.items.get(key);
    if (!item || item.own) return item ? [key] : [];
    const found = this.act.cases[item.case]?.findings ?? [];
    const keys = found.map((index) => this.act.findings[index].key);
    return keys.includes(key) ? keys : [key];
  }

  withTwins(keys) {
    return [...new Set(keys.flatMap((key) => [key, ...(this.items.get(key)?.twins ?? [])]))];
  }

  /** The text of the unit in the other language, or of the smallest unit around it that has one. */
  otherText(eid) {
    for (let at = eid ?? ""; at; at = at.includes("__") ? at.slice(0, at.lastIndexOf("__")) : "") {
      if (this.act.other?.[at]) return this.act.other[at];
    }
    return "";
  }

  sectionOf(item) {
    if (item.marks?.length) return this.sectionOfLine[item.marks[0][0]] ?? 0;
    const found = this.act.sections.findIndex((section) => section.eid === item.eid);
    return Math.max(found, 0);
  }
}

function sectionsByLine(act) {
  const found = new Uint32Array(act.lines.length);
  act.sections.forEach((section, index) => found.fill(index, section.first, section.last));
  return found;
}

function byPlace(one, other) {
  const [a, b] = [one.marks?.[0] ?? [-1, 0], other.marks?.[0] ?? [-1, 0]];
  return a[0] - b[0] || a[1] - b[1] || one.key.localeCompare(other.key);
}
