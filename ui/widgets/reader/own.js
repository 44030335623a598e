// The expert's own findings: words are selected in the text, a form says what is wrong with them.
import { button, el } from "./dom.js";
import { wordings } from "./forms.js";
import { LEVELS } from "./model.js";

export class OwnFinding {
  constructor(reader) {
    this.reader = reader;
    this.button = button(reader.say("own-add"), () => this.start(), { class: "rd-button rd-primary rd-float", testid: "own-add", hidden: true });
    this.button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
  }

  listen(signal) {
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.follow(), 120);
    }, { signal });
  }

  /** Show the button beside the selected words. */
  follow() {
    const { reader } = this;
    if (!reader.here() || !reader.model || reader.data.view) return;
    const range = this.range();
    if (!range || reader.card.form || !this.marksOfSelection().length) return this.hideButton();
    const boxes = range.getClientRects();
    const last = boxes[boxes.length - 1];
    const shell = reader.shell.getBoundingClientRect();
    const pane = reader.text.node.getBoundingClientRect();
    if (!last || last.bottom < pane.top || last.top > pane.bottom) return this.hideButton();
    this.button.hidden = false;
    const left = Math.min(last.right, pane.right - this.button.offsetWidth - 24);
    const top = Math.min(last.bottom + 4, pane.bottom - this.button.offsetHeight - 8);
    this.button.style.left = `${Math.max(left, pane.left + 8) - shell.left}px`;
    this.button.style.top = `${top - shell.top}px`;
    return undefined;
  }

  hideButton() { this.button.hidden = true; }

  /** The selected range inside the text; browsers differ in how a shadow root gives it. */
  range() {
    const root = this.reader.shell.getRootNode();
    const sheet = this.reader.text.sheet;
    const selection = root.getSelection ? root.getSelection() : document.getSelection();
    if (!selection || !selection.rangeCount) return null;
    let range = selection.getRangeAt(0);
    if (!root.getSelection && root !== document && selection.getComposedRanges) {
      const [found] = composed(selection, root);
      if (!found) return null;
      range = document.createRange();
      range.setStart(found.startContainer, found.startOffset);
      range.setEnd(found.endContainer, found.endOffset);
    }
    return range.collapsed || !sheet.contains(range.startContainer) || !sheet.contains(range.endContainer) ? null : range;
  }

  /** The selection as [[line, start, end]] in UTF-16 units, without blank edges. */
  marksOfSelection() {
    const range = this.range();
    if (!range) return [];
    const { lines } = this.reader.text;
    const from = lineOf(range.startContainer, range.startOffset, 0);
    const to = lineOf(range.endContainer, range.endOffset, lines.length - 1);
    const marks = [];
    for (let line = from; line <= to; line += 1) {
      const mark = trimmed(lines[line], range, line);
      if (mark) marks.push(mark);
    }
    return marks;
  }

  start() {
    const { reader } = this;
    if (reader.data.view) return void reader.notices.toast(reader.say("own-elsewhere"));
    const marks = this.marksOfSelection();
    if (!marks.length) {
      reader.notices.toast(reader.say("own-select"));
      return undefined;
    }
    this.hideButton();
    this.mark(marks);
    (reader.shell.getRootNode().getSelection?.() ?? document.getSelection())?.removeAllRanges();
    reader.card.openForm(this.form(marks));
    return undefined;
  }

  /** Keep the words visible while the form is filled in. */
  mark(marks) {
    this.reader.model.draft = marks && { key: "draft", marks };
    this.reader.text.redrawOwn();
  }

  form(marks) {
    const { reader } = this;
    const { say, data, model } = reader;
    const { lines } = model.act;
    const quote = marks.map(([line, start, end]) => lines[line].t.slice(start, end)).join(" ");
    const factor = this.factorSelect();
    const level = this.levelChoice();
    const words = wordings(reader, {}, "one");
    const hint = el("p", { class: "rd-hint", role: "status" });
    const needed = words.fields.filter((field) => field.lang === data.lang);
    const fault = () => !factor.value ? "own-needs-factor" : (needed.some((field) => !field.input.value.trim()) ? "own-needs-words" : "");
    const form = {
      title: say("own-title"),
      node: el("div", { class: "rd-form" },
        el("blockquote", { class: "rd-norm", lang: data.language, testid: "own-quote" }, el("mark", { class: "rd-quoted-own", text: quote })),
        el("label", { class: "rd-field" }, el("span", { text: say("own-factor") }), factor), level.node, words.node, hint),
      touched: () => Boolean(factor.value) || words.fields.some((field) => field.input.value.trim()),
      focus: () => factor.focus({ preventScroll: true }),
      check: () => {
        hint.textContent = fault() ? say(fault()) : "";
        if (form.saver) { form.saver.disabled = Boolean(fault()); form.saver.dataset.testid = "own-save"; }
      },
      closed: () => this.mark(null),
      save: (stamp) => {
        if (fault()) return form.check();
        const details = { factor: factor.value, level: level.value(), why: words.value("why"), recommendation: words.value("recommendation"), marks };
        reader.card.leaveForm();
        const entry = reader.enter("own", details, stamp);
        reader.select(`own-waiting:${entry.client}`, { still: true });
        return undefined;
      },
    };
    for (const input of [factor, ...words.fields.map((field) => field.input)]) input.addEventListener("input", () => form.check());
    return form;
  }

  factorSelect() {
    const { reader } = this;
    const options = Object.keys(reader.model.act.factors).map((id) => el("option", { value: id, text: `${id} ${reader.factorName(id)}` }));
    return el("select", { class: "rd-select rd-input", testid: "own-factor" }, el("option", { value: "", text: reader.say("own-choose-factor") }), options);
  }

  levelChoice() {
    const { reader } = this;
    const radios = LEVELS.map((level) => {
      const radio = el("input", { type: "radio", name: "rd-own-level", value: level, testid: `own-level-${level}` });
      radio.checked = level === "medium";
      return { radio, node: el("label", { class: "rd-choice" }, radio, el("span", { class: `rd-dot rd-dot-${level}` }), el("span", { text: reader.level(level) })) };
    });
    const node = el("fieldset", { class: "rd-field rd-choices" }, el("legend", { text: reader.say("level") }), radios.map((each) => each.node));
    return { node, value: () => radios.find((each) => each.radio.checked).radio.value };
  }
}

function composed(selection, root) {
  try {
    return selection.getComposedRanges({ shadowRoots: [root] });
  } catch {
    return selection.getComposedRanges(root); // the older form of the call
  }
}

/** The number of the line that a range's edge lies in, or `otherwise`. */
function lineOf(container, offset, otherwise) {
  const inside = container.nodeType === Node.ELEMENT_NODE ? container.childNodes[offset] ?? container : container;
  const element = inside.nodeType === Node.ELEMENT_NODE ? inside : inside.parentElement;
  const line = element?.closest(".rd-line") ?? element?.querySelector?.(".rd-line");
  return line ? Number(line.dataset.line) : otherwise;
}

function trimmed(node, range, line) {
  if (!node || !range.intersectsNode(node)) return null;
  const text = node.textContent;
  let start = node.contains(range.startContainer) ? offsetIn(node, range.startContainer, range.startOffset) : 0;
  let end = node.contains(range.endContainer) ? offsetIn(node, range.endContainer, range.endOffset) : text.length;
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return start < end ? [line, start, end] : null;
}

function offsetIn(node, container, offset) {
  const before = document.createRange();
  before.setStart(node, 0);
  before.setEnd(container, offset);
  return before.toString().length;
}
