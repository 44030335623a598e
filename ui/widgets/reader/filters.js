// The bar above the text: what is shown, how far the work is, undo and help.
import { button, el } from "./dom.js";
import { LEVELS } from "./model.js";

export class Filters {
  constructor(reader) {
    this.reader = reader;
    const { say, data } = reader;
    this.contents = button("", () => reader.contents.toggle(), { class: "rd-icon rd-icon-contents", "aria-label": say("contents-toggle"), title: say("contents-toggle"), testid: "contents-toggle" });
    this.levels = Object.fromEntries(LEVELS.map((level) => [level, this.levelButton(level)]));
    this.factor = el("select", { class: "rd-select", testid: "filter-factor", "aria-label": say("filter-factor"), on: { change: () => this.set({ factor: this.factor.value }) } });
    this.open = button(say("filter-undecided"), () => this.set({ undecided: !reader.model.filter.undecided }), { class: "rd-toggle", "aria-pressed": "false", testid: "filter-undecided" });
    this.undo = button(say("undo"), () => reader.undo(), { class: "rd-button rd-quiet", testid: "undo", title: `${say("undo-title")} (U)` });
    const help = button("?", () => reader.legend.toggle(), { class: "rd-icon", "aria-label": say("legend-open"), title: `${say("legend-open")} (F1)`, testid: "legend-open" });
    const language = el("span", { class: "rd-language", text: say(`text-${data.language}`) });
    this.node = el("div", { class: "rd-bar", role: "toolbar", "aria-label": say("bar") },
      this.contents, language,
      el("div", { class: "rd-group", role: "group", "aria-label": say("filter-level") }, Object.values(this.levels).map((each) => each.node)),
      this.factor, this.open, el("span", { class: "rd-space" }), this.meter(), this.undo, help);
  }

  levelButton(level) {
    const count = el("span", { class: "rd-count" });
    const node = el("button", {
      type: "button", class: `rd-toggle rd-level-${level}`, "aria-pressed": "true", testid: `filter-level-${level}`,
      title: this.reader.say("filter-level"), on: { click: () => this.set({ [level]: !this.reader.model.filter[level] }) },
    }, el("span", { class: `rd-dot rd-dot-${level}` }), el("span", { text: this.reader.level(level) }), count);
    return { node, count };
  }

  meter() {
    this.bar = el("span", { class: "rd-meter-done" });
    this.said = el("span", { class: "rd-meter-text" });
    this.progress = el("span", { class: "rd-meter", testid: "progress" }, this.said, el("span", { class: "rd-meter-bar", "aria-hidden": "true" }, this.bar));
    return this.progress;
  }

  draw() {
    const { model, say } = this.reader;
    const counts = model.factorCounts();
    const ids = Object.keys(model.act.factors).filter((id) => counts.has(id));
    this.factor.replaceChildren(el("option", { value: "", text: say("filter-all-factors") }), ...ids.map((id) => el("option", {
      value: id, text: `${id} (${counts.get(id)}) ${this.reader.factorName(id)}`,
    })));
    this.factor.value = model.filter.factor;
    this.paint();
  }

  set(change) {
    const { model, text } = this.reader;
    if (!model) return;
    Object.assign(model.filter, change);
    text.paintAll();
    this.paint();
  }

  paint() {
    const { model, say, outbox } = this.reader;
    const counts = model.levelCounts();
    for (const level of LEVELS) {
      this.levels[level].count.textContent = counts[level];
      this.levels[level].node.setAttribute("aria-pressed", String(model.filter[level]));
    }
    this.open.setAttribute("aria-pressed", String(model.filter.undecided));
    const { decided, saving, total, own } = model.progress();
    this.progress.dataset.decided = decided;
    this.progress.dataset.total = total;
    this.said.textContent = [total ? say("progress", { decided, total }) : say("card-nothing"), own ? say("progress-own", { count: own }) : "", saving ? say("progress-saving", { count: saving }) : ""].filter(Boolean).join(" · ");
    this.bar.style.width = `${total ? (100 * decided) / total : 0}%`;
    this.undo.disabled = model.undoable === null && !outbox.entries().length;
  }
}
