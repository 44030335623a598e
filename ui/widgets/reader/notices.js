// What the reader says aside: unsaved decisions, a signed conclusion, short confirmations.
import { decidedHere } from "./copies.js";
import { button, el } from "./dom.js";
import { day } from "./words.js";

const SHORT = 5000;
const LONG = 30000;

export class Notices {
  constructor(reader) {
    this.reader = reader;
    this.unsaved = el("span");
    const retry = button(reader.say("retry-now"), () => reader.outbox.hurry(), { class: "rd-button rd-small" });
    this.banner = el("div", { class: "rd-banner", role: "alert", testid: "banner-unsaved", hidden: true }, this.unsaved, retry);
    this.signed = el("div", { class: "rd-signed", role: "note", testid: "signed", hidden: true });
    this.bars = el("div", { class: "rd-bars" }, this.signed, this.banner);
    this.toasts = el("div", { class: "rd-toasts", role: "status", "aria-live": "polite" });
  }

  draw() {
    const { signed } = this.reader.model;
    this.signed.hidden = !signed;
    if (signed) this.signed.textContent = this.reader.say("signed", { number: signed.number, date: day(signed.date) });
    this.queue();
  }

  queue() {
    const { outbox, say } = this.reader;
    const count = outbox.entries().length;
    this.banner.hidden = !(count && outbox.problem);
    if (this.banner.hidden) return;
    const expired = outbox.problem.status === 401;
    const told = say(expired ? "unsaved-session" : "unsaved", { count });
    if (this.unsaved.textContent !== told) this.unsaved.textContent = told;
  }

  saved(entry, changed) {
    const { say } = this.reader;
    const what = this.subjects(entry.action === "undo" ? changed : entry.subjects ?? []);
    const copied = this.reader.decidedLast.filter((key) => decidedHere(this.reader, key).length);
    const way = copied.length ? button(say("copies-look"), () => this.reader.copies(copied), { class: "rd-button rd-small", testid: "toast-copies", title: "C" }) : null;
    this.toast([say(`saved-${entry.action}`), what].filter(Boolean).join(": "), false, way);
  }

  /** The findings of this act in words: label of the norm and factors. */
  subjects(keys) {
    const items = keys.map((key) => this.reader.model.get(key)).filter(Boolean);
    const labels = [...new Set(items.map((item) => item.label).filter(Boolean))];
    const factors = [...new Set(items.map((item) => item.factor))];
    return labels.length ? `${labels.join(", ")} (${factors.join(", ")})` : "";
  }

  refused(entry, error) {
    const what = this.reader.model ? this.subjects(entry.subjects ?? []) : "";
    this.toast(this.reader.say("refused", { what: what || this.reader.say(`saved-${entry.action}`), message: error.message }), true);
  }

  toast(text, trouble = false, way = null) {
    const close = button("×", () => node.remove(), { class: "rd-toast-close", "aria-label": this.reader.say("close") });
    const node = el("div", { class: trouble ? "rd-toast rd-trouble" : "rd-toast", testid: "toast" }, el("span", { text }), way, close);
    for (const old of [...this.toasts.children].filter((each) => !each.classList.contains("rd-trouble"))) old.remove();
    this.toasts.append(node);
    setTimeout(() => node.remove(), trouble ? LONG : SHORT);
  }
}
