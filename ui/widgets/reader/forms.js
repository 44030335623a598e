// Rejecting with a reason, and changing the wording in both languages.
import { el } from "./dom.js";
import { otherLanguage } from "./words.js";

/** The head of a form: which findings it is about. */
function about(reader, keys) {
  return el("ul", { class: "rd-about-list" }, keys.map((key) => {
    const item = reader.model.get(key);
    return el("li", {}, el("span", { class: `rd-code rd-code-${item.level}`, text: item.factor }),
      el("span", { text: `${item.label ? `${item.label}. ` : ""}${reader.factorName(item.factor)}` }));
  }));
}

export function rejectForm(reader, keys) {
  const { say, model } = reader;
  const note = el("textarea", { class: "rd-input", rows: "3", testid: "reject-note", "aria-label": say("reject-note") });
  const hint = el("p", { class: "rd-hint", role: "status" });
  const list = el("div", { class: "rd-reasons", role: "radiogroup", "aria-label": say("reject-reason") });
  const form = {
    title: say("reject-title"),
    node: el("div", { class: "rd-form" }, about(reader, keys), el("h4", { text: say("reject-reason") }), list,
      el("label", { class: "rd-field" }, el("span", { text: say("reject-note") }), note), hint),
    chosen: null,
    touched: () => note.value.trim() !== "",
    focus: () => (list.querySelector("input") ?? note).focus({ preventScroll: true }),
    choose: (number) => choose(number),
    check: () => check(),
    save: (stamp) => save(stamp),
  };
  model.act.reasons.forEach((reason, index) => list.append(reasonRow(reader, reason, index, () => pick(reason))));
  note.addEventListener("input", () => check());

  function pick(reason) {
    form.chosen = reason;
    if (reason.free) note.focus({ preventScroll: true });
    check();
  }
  function choose(number) {
    const reason = model.act.reasons[number - 1];
    if (!reason) return true;
    list.querySelectorAll("input")[number - 1].checked = true;
    pick(reason);
    return true;
  }
  function fault() {
    if (!form.chosen) return "reject-choose";
    return form.chosen.free && !note.value.trim() ? "reject-needs-note" : "";
  }
  function check() {
    hint.textContent = fault() ? say(fault()) : "";
    if (form.saver) form.saver.disabled = Boolean(fault());
  }
  function save(stamp) {
    if (fault()) return check();
    reader.card.leaveForm();
    reader.decide("reject", keys, { reason: form.chosen.id, note: note.value.trim() }, stamp);
  }
  return form;
}

function reasonRow(reader, reason, index, picked) {
  const radio = el("input", { type: "radio", name: "rd-reason", testid: `reason-${reason.id}`, value: reason.id, on: { change: picked } });
  return el("label", { class: "rd-reason" }, radio,
    el("span", { text: reader.pair(reason.text) }), index < 9 ? el("kbd", { text: index + 1 }) : null);
}

/** Four fields: why and recommendation, the interface's language first. Returns {node, value(), fields}. */
export function wordings(reader, start, required) {
  const { say, data } = reader;
  const fields = [];
  const make = (name, lang) => {
    const input = el("textarea", { class: "rd-input", lang, rows: "2", testid: fieldId(name, lang, data.lang, required) });
    input.value = start[name]?.[lang] ?? "";
    fields.push({ name, lang, input, before: input.value });
    const label = say(`${name === "why" ? "why" : "cure"}-${lang}`) + (required === "one" && lang !== data.lang ? ` ${say("optional")}` : "");
    return el("label", { class: "rd-field" }, el("span", { text: label }), input);
  };
  const languages = [data.lang, otherLanguage(data.lang)];
  const node = el("div", {}, languages.flatMap((lang) => [make("why", lang), make("recommendation", lang)]));
  const value = (name) => Object.fromEntries(fields.filter((field) => field.name === name).map((field) => [field.lang, field.input.value.trim()]));
  return { node, fields, value };
}

function fieldId(name, lang, first, required) {
  const kind = `${required === "one" ? "own" : "change"}-${name}`;
  return lang === first ? kind : `${kind}-${lang}`;
}

export function changeForm(reader, item) {
  const { say, data, model } = reader;
  const decision = model.decisions[item.key];
  const start = decision?.action === "change" ? { why: decision.why, recommendation: decision.recommendation } : item;
  const words = wordings(reader, start, "all");
  const hint = el("p", { class: "rd-hint", role: "status", testid: "change-hint" });
  const form = {
    title: say("change-title"),
    node: el("div", { class: "rd-form" }, about(reader, [item.key]), words.node, hint),
    touched: () => words.fields.some((field) => field.input.value !== field.before),
    focus: () => words.fields[0].input.focus({ preventScroll: true }),
    check: () => check(),
    save: (stamp) => save(stamp),
  };
  for (const field of words.fields) field.input.addEventListener("input", () => check());

  function fault() {
    if (words.fields.some((field) => !field.input.value.trim() && field.before.trim())) return "change-empty";
    return form.touched() ? "" : "change-nothing";
  }
  function check() {
    const changed = new Set(words.fields.filter((field) => field.input.value !== field.before).map((field) => field.lang));
    const one = changed.size === 1 ? `change-only-${[...changed][0]}` : "";
    hint.textContent = fault() || one ? say(fault() || one) : "";
    hint.classList.toggle("rd-warning", Boolean(!fault() && one));
    if (form.saver) form.saver.disabled = Boolean(fault());
  }
  function save(stamp) {
    if (fault()) return check();
    reader.card.leaveForm();
    reader.decide("change", [item.key], { why: words.value("why"), recommendation: words.value("recommendation") }, stamp);
  }
  return form;
}
