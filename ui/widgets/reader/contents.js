// The table of contents: what is left to decide in each article, by its highest level.
import { el } from "./dom.js";
import { LEVELS } from "./model.js";

const FOLDED = "expertise-reader-contents";

export class Contents {
  constructor(reader) {
    this.reader = reader;
    this.rows = [];
    this.list = el("ul", { class: "rd-toc" });
    const head = el("h2", { class: "rd-pane-head", text: reader.say("contents") });
    this.node = el("nav", { class: "rd-contents", "aria-label": reader.say("contents"), testid: "contents" }, head, this.list);
    this.folded = readFolded();
  }

  /** Unfolded is the rule on wide screens; on narrow ones the contents lie over the text when asked for. */
  toggle() {
    const shown = this.node.getClientRects().length > 0;
    this.folded = shown;
    this.apply();
    try { localStorage.setItem(FOLDED, shown ? "yes" : "no"); } catch { /* stays for this page only */ }
  }

  apply() {
    const shell = this.reader.shell;
    shell.classList.toggle("rd-folded", this.folded === true);
    shell.classList.toggle("rd-unfolded", this.folded === false && this.asked === true);
    this.asked = true;
    this.reader.filters.contents.setAttribute("aria-expanded", String(!this.folded));
  }

  draw() {
    const { model } = this.reader;
    this.itemsOf = model.act.sections.map(() => []);
    for (const finding of model.act.findings) this.itemsOf[model.sectionOf(finding)].push(finding.key);
    this.rows = model.act.sections.map((section, index) => this.row(section, index));
    this.list.replaceChildren(...this.rows.map((row) => row.node));
    this.apply();
    this.paint();
  }

  row(section, index) {
    const label = section.label || (section.kind === "act" ? this.reader.say("front") : section.heading);
    const heat = el("span", { class: "rd-heat" });
    const name = el("span", { class: "rd-toc-label", text: label });
    const heading = section.heading && section.heading !== label
      ? el("span", { class: "rd-toc-heading", lang: this.reader.data.language, text: section.heading }) : null;
    const button = el("button", {
      type: "button", class: `rd-toc-row rd-toc-depth-${Math.min(section.depth ?? 0, 3)}`, testid: `toc-${section.eid}`,
      title: [label, section.heading].filter(Boolean).join(". "), on: { click: () => this.open(index) },
    }, el("span", { class: "rd-toc-words" }, name, heading), heat);
    return { node: el("li", { class: `rd-toc-kind-${section.kind}` }, button), button, heat, shown: "" };
  }

  open(index) {
    this.reader.text.bring(this.reader.text.sections[index], "start");
    this.setCurrent(index);
    if (getComputedStyle(this.node).position === "absolute") this.toggle();
  }

  paint() {
    this.rows.forEach((row, index) => this.paintRow(row, this.itemsOf[index]));
  }

  paintRow(row, keys) {
    const { model, say } = this.reader;
    const open = keys.filter((key) => !model.decided(key) && model.status(key) !== "fixed");
    const level = LEVELS.find((each) => open.some((key) => model.get(key).level === each));
    const shown = keys.length ? `${level ?? "done"} ${open.length}` : "";
    if (shown === row.shown) return;
    row.shown = shown;
    row.heat.className = keys.length ? `rd-heat rd-heat-${level ?? "done"}` : "rd-heat";
    row.heat.textContent = level ? String(open.length) : (keys.length ? "✓" : "");
    row.heat.title = level ? say("toc-open", { count: open.length, level: this.reader.level(level) }) : (keys.length ? say("toc-done") : "");
  }

  setCurrent(index) {
    if (index === this.current) return;
    this.rows[this.current]?.button.removeAttribute("aria-current");
    this.current = index;
    const row = this.rows[index];
    if (!row) return;
    row.button.setAttribute("aria-current", "true");
    const box = this.list.getBoundingClientRect();
    const place = row.node.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) this.list.scrollTop += place.top - box.top - box.height / 3;
  }
}

function readFolded() {
  try { return localStorage.getItem(FOLDED) === "yes"; } catch { return false; }
}
