// The card: all findings of one norm, decided together unless unchecked.
import { button, el } from "./dom.js";
import { changeForm, rejectForm } from "./forms.js";
import { findingBody, ownBody } from "./finding.js";
import { emptyCard, nothingFound } from "./empty.js";
import { normQuote, otherLanguageText, otherPlaces } from "./norm.js";

export class Card {
  constructor(reader) {
    this.reader = reader;
    this.key = null;
    this.form = null;
    this.checked = new Set();
    this.head = el("header", { class: "rd-card-head" });
    this.body = el("div", { class: "rd-card-body", tabindex: "-1" });
    this.foot = el("footer", { class: "rd-card-foot" });
    this.node = el("aside", { class: "rd-card", role: "complementary", "aria-label": reader.say("card"), testid: "card" }, this.head, this.body, this.foot);
  }

  get model() { return this.reader.model; }

  /** Show a finding (null: nothing is open); `here` are all findings on the clicked words. */
  show(key = null, here = []) {
    const sameCase = key !== null && this.keys?.includes(key) && !here.some((each) => !this.keys.includes(each));
    this.leaveForm();
    this.key = key;
    this.node.classList.toggle("rd-card-idle", key === null);
    if (key === null) this.keys = [];
    else if (!sameCase) this.gather(key, here);
    this.draw();
    this.body.scrollTop = 0;
  }

  decidable(key) { return !this.model.get(key).own && !this.model.get(key).fixed; }

  gather(key, here) {
    const companions = this.model.companions(key);
    this.keys = [...companions, ...here.filter((each) => !companions.includes(each))];
    this.guests = new Set(this.keys.filter((each) => !companions.includes(each)));
    this.checked = new Set(companions.filter((each) => this.model.open(each)));
    if (!this.checked.size && this.decidable(key)) this.checked.add(key);
  }

  /** Something changed outside: draw again, but never under the hands of somebody who types. */
  refresh() {
    if (this.form) return;
    if (this.key !== null && !this.model.get(this.key)) {
      const heir = this.reader.selected;
      this.key = heir;
      this.keys = heir === null ? [] : [heir];
      this.guests = new Set();
    }
    const place = this.body.scrollTop;
    this.draw();
    this.body.scrollTop = place;
  }

  draw() {
    const focused = this.node.contains(this.node.getRootNode().activeElement);
    const item = this.key === null ? null : this.model.get(this.key);
    if (!item) this.drawEmpty();
    else if (item.own) this.drawOwn(item);
    else this.drawCase(item);
    this.foot.hidden = !this.foot.childNodes.length;
    if (focused) this.body.focus({ preventScroll: true });
  }

  drawEmpty() {
    this.head.replaceChildren(el("h2", { text: this.reader.say(this.model.act.findings.length ? "card-summary" : "card-nothing") }));
    this.body.replaceChildren(...(this.model.act.findings.length ? emptyCard(this.reader) : nothingFound(this.reader)));
    this.foot.replaceChildren();
  }

  drawHead(item) {
    const { say } = this.reader;
    const visible = this.model.order.filter((key) => this.model.visible(key));
    const place = visible.indexOf(this.key) + 1;
    this.head.replaceChildren(
      el("h2", { text: item.label || say("whole") }),
      el("span", { class: "rd-place", text: place ? say("place", { place, total: visible.length }) : "" }),
      button("‹", (event) => this.reader.step(-1, event.timeStamp), { class: "rd-icon", testid: "prev", title: `${say("key-previous")} (K)`, "aria-label": say("key-previous") }),
      button("›", (event) => this.reader.step(1, event.timeStamp), { class: "rd-icon", testid: "next", title: `${say("key-next")} (J)`, "aria-label": say("key-next") }));
  }

  drawCase(item) {
    this.drawHead(item);
    const several = this.keys.length > 1;
    const companions = this.keys.filter((key) => !this.guests.has(key));
    const guests = this.keys.filter((key) => this.guests.has(key));
    const lead = several && companions.length > 1 ? el("p", { class: "rd-note", text: this.reader.say("together", { count: companions.length }) }) : null;
    this.body.replaceChildren(
      ...normQuote(this.reader, item),
      ...[lead].filter(Boolean),
      this.entries(companions, several),
      ...(guests.length ? [el("p", { class: "rd-note", text: this.reader.say("also-here") }), this.entries(guests, several)] : []),
      findingBody(this.reader, item),
      ...otherPlaces(this.reader, item), ...otherLanguageText(this.reader, item));
    this.drawActions();
  }

  entries(keys, several) {
    return el("div", { class: "rd-entries" }, keys.map((key) => this.entry(key, several)));
  }

  /** The row of one finding: checkbox, factor, state; the open one's details stand below the rows. */
  entry(key, several) {
    const item = this.model.get(key);
    const active = key === this.key;
    const status = this.model.status(key);
    const name = el("span", { class: "rd-factor-name", text: this.entryName(item) });
    const open = el("button", {
      type: "button", class: "rd-entry-open", "aria-expanded": String(active), "data-key": key, testid: "finding",
      on: { click: (event) => { if (!active) this.reader.select(key, { here: [...this.keys], stamp: event.timeStamp, still: true }); } },
    }, el("span", { class: `rd-code rd-code-${item.level}`, text: item.factor || "≠" }), name);
    return el("div", { class: active ? "rd-entry-head rd-active" : "rd-entry-head", "data-key": key }, several ? this.checkbox(item) : null, open,
      status === "undecided" ? null : el("span", { class: `rd-status rd-status-${status}`, text: this.reader.say(`status-${status}`) }));
  }

  /** What tells a row from the others: two languages have one factor and many kinds of differences. */
  entryName(item) {
    if (item.own) return this.reader.say("own");
    const factor = item.sides ? "" : this.reader.factorName(item.factor);
    return factor || this.reader.groupName(item.group);
  }

  checkbox(item) {
    const box = el("input", { type: "checkbox", testid: "check", "data-key": item.key, "aria-label": this.reader.say("check", { factor: item.factor }) });
    box.checked = this.checked.has(item.key);
    box.disabled = !this.decidable(item.key);
    box.addEventListener("change", () => {
      if (box.checked) this.checked.add(item.key);
      else this.checked.delete(item.key);
      this.drawActions();
    });
    return box;
  }

  drawActions() {
    const { say } = this.reader;
    if (this.model.get(this.key).fixed) return this.foot.replaceChildren(el("p", { class: "rd-note", testid: "fixed", text: say("fixed") }));
    const count = this.checked.size;
    const many = this.keys.length > 1 && count > 0;
    const make = (id, key, action, kind) => {
      const label = say(id) + (many && id !== "change" ? ` (${count})` : "");
      const node = el("button", { type: "button", class: `rd-button ${kind}`, testid: id, on: { click: action } }, el("span", { text: label }), el("kbd", { text: key }));
      node.disabled = id !== "change" && !count;
      return node;
    };
    const change = make("change", "E", () => this.startChange(), "");
    change.title = `${say("change-title")}: ${this.model.get(this.key).factor}`;
    this.foot.replaceChildren(
      make("accept", "A", (event) => this.accept(event.timeStamp), "rd-primary"),
      make("reject", "R", () => this.startReject(), ""), change);
    return undefined;
  }

  drawOwn(item) {
    this.drawHead(item);
    this.body.replaceChildren(...ownBody(this.reader, item));
    const withdraw = button(this.reader.say("withdraw"), (event) => this.withdraw(item, event.timeStamp), { testid: "withdraw" });
    withdraw.disabled = this.model.pending.has(item.key);
    this.foot.replaceChildren(withdraw);
  }

  // Decisions.

  /** The findings that a decision now applies to. */
  subjects() { return this.keys.filter((key) => this.checked.has(key)); }

  deciding() {
    const item = this.key === null ? null : this.model.get(this.key);
    return Boolean(item && this.decidable(item.key) && !this.form);
  }

  accept(stamp) {
    if (!this.deciding()) return;
    // A changed wording is accepted already; accepting again must not throw it away.
    const keys = this.subjects().filter((key) => !["accept", "change"].includes(this.model.status(key)));
    if (keys.length) this.reader.decide("accept", keys, {}, stamp);
    else if (this.checked.size) this.reader.goOn();
  }

  withdraw(item, stamp) {
    this.reader.enter("withdraw", { subjects: [item.key] }, stamp);
  }

  startReject() {
    if (this.deciding() && this.checked.size) this.openForm(rejectForm(this.reader, this.subjects()));
  }

  startChange() {
    if (this.deciding()) this.openForm(changeForm(this.reader, this.model.get(this.key)));
  }

  /** A form is {title, node, save(stamp), touched(), focus(), check?(), choose?, closed?}; it gets its two buttons here. */
  openForm(form) {
    this.leaveForm();
    this.form = form;
    this.node.classList.remove("rd-card-idle");
    this.head.replaceChildren(el("h2", { text: form.title }));
    this.body.replaceChildren(form.node);
    const { say } = this.reader;
    this.foot.replaceChildren(
      form.saver = button(say("save"), (event) => form.save(event.timeStamp), { class: "rd-button rd-primary", testid: "save", title: "Ctrl+Enter" }),
      form.leaver = button(say("cancel"), () => this.closeForm(), { testid: "cancel", title: "Esc" }));
    this.foot.hidden = false;
    this.body.scrollTop = 0;
    form.check?.();
    form.focus();
  }

  leaveForm() {
    const form = this.form;
    this.form = null;
    form?.closed?.();
  }

  closeForm() {
    this.leaveForm();
    this.node.classList.toggle("rd-card-idle", this.key === null);
    this.draw();
    this.body.focus({ preventScroll: true });
  }
}
