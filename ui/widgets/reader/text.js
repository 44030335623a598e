// The act's text with its marks: drawn once; afterwards only classes of marks change, so nothing jumps.
import { calm, el } from "./dom.js";
import { pieces } from "./pieces.js";

const SIGNED = { high: "rd-high", medium: "rd-medium", low: "rd-low" };

export class TextPane {
  constructor(reader) {
    this.reader = reader;
    this.lines = [];
    this.marks = new Map(); // key -> its <mark> elements in reading order
    this.ownLines = new Set();
    this.sheet = el("div", { class: "rd-sheet", lang: reader.data.language });
    this.node = el("div", {
      class: "rd-text", role: "main", tabindex: "0", testid: "text", "aria-label": reader.say("text"),
      on: { click: (event) => this.clicked(event), scroll: () => this.scrolled() },
    }, this.sheet);
  }

  get model() { return this.reader.model; }

  draw() {
    const { act } = this.model;
    this.byLine = this.findingsByLine();
    this.sections = act.sections.map((section) => this.section(section));
    this.whole = el("div", { class: "rd-whole", hidden: true });
    this.sheet.replaceChildren(this.whole, ...this.sections);
    this.drawWhole();
  }

  /** What is said of findings that have no words here. */
  get loose() { return "whole"; }

  /** Across the sheet, from 0 to 1, there are words at every height. */
  get probe() { return 0.5; }

  section(section) {
    const node = el("section", { class: "rd-section", "data-eid": section.eid });
    let height = 8;
    for (let index = section.first; index < section.last; index += 1) {
      node.append(this.line(index));
      height += 6 + 24 * Math.ceil((this.model.act.lines[index].t.length + 1) / 88);
    }
    node.style.containIntrinsicSize = `auto ${height}px`;
    return node;
  }

  line(index) {
    const { e, r, d } = this.model.act.lines[index];
    const node = el("p", { class: `rd-line rd-role-${r} rd-depth-${Math.min(d ?? 0, 4)}`, "data-line": index });
    if (e) node.dataset.eid = e;
    this.lines[index] = node;
    this.fillLine(index);
    return node;
  }

  fillLine(index) {
    const { t, b } = this.model.act.lines[index];
    const found = this.byLine.get(index);
    const node = this.lines[index];
    if (!found && !b) node.textContent = t;
    else node.replaceChildren(...pieces(t, b ?? 0, found ?? []).map((piece) => this.piece(piece)));
  }

  piece({ text, keys, number }) {
    if (!keys.length) return number ? el("span", { class: "rd-number", text }) : document.createTextNode(text);
    const mark = el("mark", { class: "rd-mark", testid: "mark", "data-keys": keys.join(" "), text });
    mark.keys = keys;
    for (const key of keys) {
      const known = this.marks.get(key);
      if (known) known.push(mark);
      else this.marks.set(key, [mark]);
    }
    this.paintMark(mark);
    return mark;
  }

  findingsByLine() {
    const found = new Map();
    const items = [...this.model.items.values()];
    if (this.model.draft) items.push(this.model.draft);
    for (const { key, marks } of items) {
      for (const [line, start, end] of marks ?? []) {
        if (!found.has(line)) found.set(line, []);
        found.get(line).push([start, end, key]);
      }
    }
    return found;
  }

  /** Findings that have no words in the text stand above it. */
  drawWhole() {
    const loose = [...this.model.items.values()].filter((item) => !item.marks?.length || item.lost);
    this.whole.hidden = !loose.length;
    for (const item of loose) this.marks.delete(item.key);
    const head = el("span", { class: "rd-whole-head", text: this.reader.say(this.loose) });
    this.whole.replaceChildren(head, ...loose.map((item) => {
      const text = [item.factor, item.label || this.reader.factorName(item.factor)].filter(Boolean).join(" ");
      const mark = this.piece({ text, keys: [item.key] });
      return el("span", { class: "rd-whole-item" }, mark);
    }));
  }

  /** Draw again the lines whose own findings came, went or are being made. */
  redrawOwn() {
    const before = this.ownLines;
    const own = [...this.model.items.values()].filter((item) => item.own);
    if (this.model.draft) own.push(this.model.draft);
    this.ownLines = new Set(own.flatMap((item) => (item.marks ?? []).map((mark) => mark[0])));
    const lines = [...new Set([...before, ...this.ownLines])].filter((line) => this.lines[line]);
    this.byLine = this.findingsByLine();
    this.forget(new Set(lines.map((line) => this.lines[line])));
    for (const line of lines) this.fillLine(line);
    this.drawWhole();
    for (const marks of this.marks.values()) marks.sort(inOrder);
    this.paintAll();
  }

  forget(lines) {
    for (const [key, marks] of this.marks) {
      const left = marks.filter((mark) => !lines.has(mark.parentNode));
      if (left.length) this.marks.set(key, left);
      else this.marks.delete(key);
    }
  }

  paint(keys) {
    for (const key of keys) for (const mark of this.marks.get(key) ?? []) this.paintMark(mark);
  }

  paintAll() {
    for (const marks of this.marks.values()) for (const mark of marks) this.paintMark(mark);
  }

  paintMark(mark) {
    if (mark.keys.includes("draft")) return void (mark.className = "rd-mark rd-draft");
    const { model } = this;
    const shown = mark.keys.filter((key) => model.visible(key)).sort((a, b) => model.rank(b) - model.rank(a));
    mark.className = ["rd-mark", ...this.marking(mark, shown), ...this.frame(mark)].join(" ");
    mark.title = shown.map((key) => this.hint(key)).join("\n");
  }

  marking(mark, shown) {
    if (!shown.length) return ["rd-off"];
    const [top, second] = shown;
    const status = this.model.status(top);
    const found = [SIGNED[this.model.get(top).level], `rd-is-${status}`];
    if (this.model.get(top).own) found.push("rd-own");
    const marks = this.marks.get(top);
    if (!marks || marks[0] === mark) found.push("rd-first");
    if (second) found.push("rd-many", `rd-under-${this.model.status(second) === "reject" ? "none" : this.model.get(second).level}`);
    return found;
  }

  /** The frame of the selected finding runs round all its pieces in a line. */
  frame(mark) {
    const key = this.reader.selected;
    if (!mark.keys.includes(key)) return [];
    const beside = (other) => Boolean(other?.keys?.includes(key));
    return ["rd-selected", beside(mark.previousSibling) ? "" : "rd-from", beside(mark.nextSibling) ? "" : "rd-to"].filter(Boolean);
  }

  hint(key) {
    const item = this.model.get(key);
    return `${item.factor || this.reader.groupName(item.group)} · ${this.reader.level(item.level)} · ${this.reader.say(`status-${this.model.status(key)}`)}`;
  }

  clicked(event) {
    const mark = event.target.closest(".rd-mark");
    if (!mark || mark.classList.contains("rd-off") || mark.keys.includes("draft")) return;
    if (this.reader.own.marksOfSelection().length) return; // words are being selected, not a mark
    const shown = mark.keys.filter((key) => this.model.visible(key));
    const current = shown.includes(this.reader.selected) ? this.reader.selected : null;
    const top = current ?? shown.sort((a, b) => this.model.rank(b) - this.model.rank(a))[0];
    this.reader.select(top, { here: shown, stamp: event.timeStamp });
  }

  first(key) { return this.marks.get(key)?.[0] ?? null; }

  /** Bring a finding into view; nothing moves when it can be seen already. */
  reveal(key) {
    const mark = this.first(key);
    if (mark) this.bring(mark, "center");
  }

  revealUnit(eid) {
    const node = this.sections?.[this.model.act.sections.findIndex((section) => section.eid === eid)]
      ?? this.lines.find((line) => line?.dataset.eid === eid);
    if (node) this.bring(node, "start");
    return Boolean(node);
  }

  bring(node, block) {
    const pane = this.node.getBoundingClientRect();
    const place = node.getBoundingClientRect();
    if (block === "center" && place.top >= pane.top + 24 && place.top <= pane.bottom - 60) return;
    const far = Math.abs(place.top - pane.top) > pane.height * 1.5;
    node.scrollIntoView({ block, behavior: far || calm() || block === "start" ? "instant" : "smooth" });
    // Sections off the screen have estimated heights: after a far jump the place is put right.
    if (far || block === "start") requestAnimationFrame(() => node.scrollIntoView({ block, behavior: "instant" }));
  }

  scrolled() {
    this.reader.own.hideButton();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settled(), 150);
  }

  settled() {
    const line = this.topLine();
    if (!line || !this.node.isConnected) return;
    const index = Number(line.dataset.line);
    const shift = line.getBoundingClientRect().top - this.node.getBoundingClientRect().top;
    this.reader.keepPlace({ line: index, shift });
    this.reader.contents.setCurrent(this.model.sectionOfLine[index]);
  }

  topLine() {
    const box = this.sheet.getBoundingClientRect();
    const top = this.node.getBoundingClientRect().top;
    for (let y = 4; y < 120; y += 12) {
      // A reader taken off the page meanwhile has no document to ask.
      const found = this.node.getRootNode().elementFromPoint?.(box.left + box.width * this.probe, top + y);
      const line = found?.closest?.(".rd-line");
      if (line) return line;
    }
    return null;
  }

  restore({ line, shift }) {
    const node = this.lines[line];
    if (!node) return;
    const put = () => {
      const now = node.getBoundingClientRect().top - this.node.getBoundingClientRect().top;
      this.node.scrollTop += now - shift;
    };
    put();
    // Sections that came into view now have their true heights.
    requestAnimationFrame(put);
  }
}

function inOrder(one, other) {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
