// The overlay that explains marks and keys.
import { button, el } from "./dom.js";

const KEYS = [
  ["J", "next"], ["K", "previous"], ["N", "next-open"], ["A", "accept"], ["R", "reject"], ["E", "change"],
  ["O", "own"], ["U", "undo"], ["C", "copies"], ["1-9", "reason"], ["Ctrl+Enter", "save"], ["Esc", "close"], ["?, F1", "legend"],
];
const MARKS = [
  ["rd-high rd-is-undecided", "mark-high"], ["rd-medium rd-is-undecided", "mark-medium"], ["rd-low rd-is-undecided", "mark-low"],
  ["rd-high rd-is-undecided rd-many rd-under-medium", "mark-many"], ["rd-medium rd-is-accept rd-first", "mark-accept"],
  ["rd-medium rd-is-change rd-first", "mark-change"], ["rd-medium rd-is-reject", "mark-reject"],
  ["rd-medium rd-is-saving rd-first", "mark-saving"], ["rd-medium rd-is-stale rd-first", "mark-stale"], ["rd-medium rd-own rd-is-own", "mark-own"],
];

export class Legend {
  constructor(reader) {
    this.reader = reader;
    this.node = el("div", { class: "rd-veil", hidden: true, on: { click: (event) => { if (event.target === this.node) this.toggle(); } } });
  }

  get open() { return !this.node.hidden; }

  toggle() {
    if (this.open) {
      this.node.hidden = true;
      this.back?.focus?.({ preventScroll: true });
      return;
    }
    this.back = this.node.getRootNode().activeElement;
    this.node.replaceChildren(this.build());
    this.node.hidden = false;
    this.node.querySelector("button").focus({ preventScroll: true });
  }

  build() {
    const { say } = this.reader;
    const close = button("×", () => this.toggle(), { class: "rd-icon", "aria-label": say("close") });
    const marks = MARKS.map(([look, key]) => el("li", {}, el("mark", { class: `rd-mark ${look}`, text: say("legend-sample") }), el("span", { text: say(`legend-${key}`) })));
    const keys = KEYS.map(([key, word]) => el("li", {}, el("span", { class: "rd-keys" }, key.split(", ").map((each) => el("kbd", { text: each }))), el("span", { text: say(`key-${word}`) })));
    return el("div", { class: "rd-legend", role: "dialog", "aria-modal": "true", "aria-label": say("legend"), testid: "legend" },
      el("header", {}, el("h2", { text: say("legend") }), close),
      el("div", { class: "rd-legend-halves" },
        el("section", {}, el("h3", { text: say("legend-marks") }), el("ul", {}, marks)),
        el("section", {}, el("h3", { text: say("legend-keys") }), el("ul", {}, keys))),
      el("p", { class: "rd-note", text: say("legend-layout") }));
  }
}
