// The fields of a form: each is {path, node, read(), write(text), focused()}; read() gives null for what is no answer yet.
import { el } from "../reader/dom.js";

export function field(spec, say, changed) {
  const make = { line, area, choice, pick, day }[spec.kind];
  return { path: spec.path, ...make(spec, changed, say) };
}

function labelled(spec, ...content) {
  const label = el("span", { class: spec.quiet ? "ty-hidden" : "ty-label", text: spec.label });
  return el("label", { class: "ty-field" }, label, ...content);
}

/** Every key is told at once, leaving the field too, so that it is sent without a pause. */
function heard(input, changed) {
  input.addEventListener("input", () => changed(false));
  input.addEventListener("change", () => changed(true));
  return input;
}

function plain(input, node) {
  return {
    node,
    read: () => input.value,
    write: (text) => { if (input.value !== text) input.value = text; },
    focused: () => input.matches(":focus"),
  };
}

function line(spec, changed) {
  const input = heard(el("input", { type: "text", class: "ty-input", placeholder: spec.hint, autocomplete: "off" }), changed);
  return plain(input, labelled(spec, input));
}

function area(spec, changed) {
  const input = heard(el("textarea", { class: "ty-input", rows: "3" }), changed);
  return plain(input, labelled(spec, input));
}

function choice(spec, changed) {
  const options = spec.options.map(([value, text]) => el("option", { value, text }));
  const input = heard(el("select", { class: "ty-input" }, options), changed);
  return plain(input, labelled(spec, input));
}

function pick(spec, changed) {
  const radios = spec.options.map(([value, text]) => {
    const radio = el("input", { type: "radio", name: spec.path, value, on: { change: () => changed(true) } });
    return { radio, node: el("label", { class: "ty-choice" }, radio, el("span", { text })) };
  });
  const node = el("fieldset", { class: "ty-pick", "aria-label": spec.label }, radios.map((each) => each.node));
  return {
    node,
    read: () => radios.find((each) => each.radio.checked)?.radio.value ?? null,
    write: (text) => { for (const each of radios) each.radio.checked = each.radio.value === text; },
    focused: () => node.matches(":focus-within"),
  };
}

/** A day as people write it, dd.mm.yyyy; the calendar is the browser's. */
function day(spec, changed, say) {
  const told = el("span", { class: "ty-wrong", role: "alert", hidden: true, text: say("typing-day-wrong") });
  const input = el("input", { type: "text", class: "ty-input", inputmode: "numeric", placeholder: say("typing-day-hint"), autocomplete: "off" });
  const calendar = el("input", { type: "date", class: "ty-calendar", tabindex: "-1", "aria-hidden": "true" });
  const open = el("button", { type: "button", class: "ty-open", title: say("typing-calendar"), "aria-label": say("typing-calendar"), text: "▾" });
  const judge = () => {
    told.hidden = isoOf(input.value) !== null;
    input.setAttribute("aria-invalid", String(!told.hidden));
  };
  input.addEventListener("input", () => { if (isoOf(input.value) !== null) { judge(); changed(false); } });
  input.addEventListener("change", () => { judge(); if (told.hidden) changed(true); });
  open.addEventListener("click", () => { calendar.value = isoOf(input.value) ?? ""; calendar.showPicker?.(); });
  calendar.addEventListener("change", () => { input.value = peoples(calendar.value); judge(); changed(true); });
  return {
    node: el("div", { class: "ty-field" }, labelled(spec, input), el("span", { class: "ty-day" }, calendar, open), told),
    read: () => isoOf(input.value),
    write: (text) => { if (isoOf(input.value) !== text) input.value = peoples(text); },
    focused: () => input.matches(":focus"),
  };
}

/** ISO of a day written dd.mm.yyyy, empty for nothing, null for anything else. */
function isoOf(text) {
  if (!text.trim()) return "";
  const [, day_, month, year] = /^\s*(\d{1,2})[.,/ ](\d{1,2})[.,/ ](\d{4})\s*$/.exec(text) ?? [];
  if (!year) return null;
  const found = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day_)));
  const same = found.getUTCDate() === Number(day_) && found.getUTCMonth() === Number(month) - 1;
  return same && Number(year) >= 1900 ? found.toISOString().slice(0, 10) : null;
}

function peoples(iso) {
  const [year, month, day_] = iso.split("-");
  return day_ ? `${day_}.${month}.${year}` : "";
}
