// Two texts side by side: rows of lines that answer to each other, with what only one of them says.
import { el } from "./dom.js";
import { pieces } from "./pieces.js";
import { TextPane } from "./text.js";

/** Stands among the keys of a piece for words that the other side does not have. */
const DIFFERS = "\0";

export class FacingPane extends TextPane {
  constructor(reader) {
    super(reader);
    this.onlyChanged = false;
    this.sheet.removeAttribute("lang");
    this.sheet.classList.add("rd-beside");
  }

  /** The middle of the sheet is the gap between the columns. */
  get probe() { return 0.75; }

  get loose() { return this.reader.data.view === "amending" ? "elsewhere" : "whole"; }

  draw() {
    this.rows = this.model.act.rows;
    this.next = 0;
    super.draw();
    const names = this.model.act.sides.map((side) => el("span", { text: this.reader.pair(side.name) }));
    this.sheet.prepend(el("div", { class: "rd-pair rd-sides", testid: "sides" }, names));
  }

  section(section) {
    const node = el("section", { class: "rd-section", "data-eid": section.eid });
    const begin = this.next;
    while (this.next < this.rows.length && this.rows[this.next][0] < section.last) this.next += 1;
    const rows = this.rows.slice(begin, this.next);
    const differs = rows.some((row) => row[3] !== "same");
    let height = 8;
    rows.forEach((row, place) => {
      node.append(this.pair(row, place === 0 && differs));
      height += this.tall(row);
    });
    node.style.containIntrinsicSize = `auto ${height}px`;
    return node;
  }

  /** One row; the first of a section that differs stays in view as its heading. */
  pair([first, left, right, kind], leads) {
    const shown = kind === "same" && leads ? "lead" : kind;
    return el("div", { class: "rd-pair", "data-kind": shown, testid: "pair" }, this.side(first, left, 0), this.side(first + left, right, 1));
  }

  side(first, count, place) {
    const { language } = this.model.act.sides[place];
    const lines = Array.from({ length: count }, (_, at) => this.line(first + at));
    return el("div", { class: count ? "rd-side" : "rd-side rd-none", lang: language }, lines);
  }

  tall([first, left, right]) {
    const lines = this.model.act.lines.slice(first, first + left + right);
    const rows = (some) => some.reduce((sum, line) => sum + 6 + 24 * Math.ceil((line.t.length + 1) / 50), 0);
    return Math.max(rows(lines.slice(0, left)), rows(lines.slice(left)));
  }

  fillLine(index) {
    const { t, b, x } = this.model.act.lines[index];
    const marks = [...(this.byLine.get(index) ?? []), ...(x ?? []).map(([start, end]) => [start, end, DIFFERS])];
    this.lines[index].replaceChildren(...pieces(t, b ?? 0, marks).map((piece) => this.piece(piece)));
  }

  piece({ text, keys, number }) {
    const own = keys.filter((key) => key !== DIFFERS);
    const node = super.piece({ text, keys: own, number });
    if (own.length === keys.length) return node;
    if (node instanceof Text) return el("span", { "data-differs": true, text });
    node.dataset.differs = "";
    return node;
  }

  showOnlyChanged(on) {
    this.onlyChanged = on;
    this.sheet.classList.toggle("rd-only-changed", on);
  }

  /** A finding in a passage that was left out brings its passage back. */
  reveal(key) {
    for (const mark of this.marks.get(key) ?? []) mark.closest(".rd-pair")?.classList.add("rd-called");
    super.reveal(key);
  }
}
