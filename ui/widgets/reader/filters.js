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
    this.group = el("select", { class: "rd-select", testid: "filter-group", hidden: true, "aria-label": say("group"), on: { change: () => this.set({ group: this.group.value }) } });
    this.changed = button("", () => this.onlyChanged(), { class: "rd-toggle", "aria-pressed": "false", testid: "only-changed", hidden: true });
    this.undo = button(say("undo"), () => reader.undo(), { class: "rd-button rd-quiet", testid: "undo", title: `${say("undo-title")} (U)` });
    const help = button("?", () => reader.legend.toggle(), { class: "rd-icon", "aria-label": say("legend-open"), title: `${say("legend-open")} (F1)`, testid: "legend-open" });
    const language = el("span", { class: "rd-language", text: say(`text-${data.language}`) });
    this.node = el("div", { class: "rd-bar", role: "toolbar", "aria-label": say("bar") },
      this.contents, language,
      el("div", { class: "rd-group", role: "group", "aria-label": say("filter-level") }, Object.values(this.levels).map((each) => each.node)),
      this.group, this.factor, this.open, this.changed, el("span", { class: "rd-space" }), this.meter(), this.undo, help);
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
    this.factor.hidden = ids.length < 2 && Boolean(model.act.rows);
    if (model.act.rows) this.drawFacing();
    this.paint();
  }

  /** Beside another text: what became of the findings, and only the passages that differ. */
  drawFacing() {
    const { model, say, data } = this.reader;
    const counts = model.groupCounts();
    const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
    this.group.replaceChildren(el("option", { value: "", text: say("group-all", { count: all }) }), ...model.act.groups.map((group) => el("option", {
      value: group.id, text: `${this.reader.pair(group.name)}: ${counts.get(group.id) ?? 0}`,
    })));
    this.group.hidden = !model.act.groups.length;
    this.group.value = model.filter.group;
    this.changed.hidden = model.act.rows.every((row) => row[3] !== "same");
    this.changed.textContent = say(data.view === "languages" ? "only-differences" : "only-changed");
    if (data.view === "versions" || data.view === "amending") this.onlyChanged(true);
  }

  onlyChanged(on = !this.reader.text.onlyChanged) {
    this.reader.text.showOnlyChanged(on);
    this.changed.setAttribute("aria-pressed", String(on));
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
    const shown = model.act.findings.length;
    const none = shown ? say("information", { count: shown }) : say("card-nothing");
    this.said.textContent = [total ? say("progress", { decided, total }) : none, own ? say("progress-own", { count: own }) : "", saving ? say("progress-saving", { count: saving }) : ""].filter(Boolean).join(" · ");
    this.bar.style.width = `${total ? (100 * decided) / total : 0}%`;
    this.undo.disabled = model.undoable === null && !outbox.entries().length;
  }
}
