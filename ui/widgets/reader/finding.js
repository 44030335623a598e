// What is said about one finding.
import { decidedHere } from "./copies.js";
import { button, el } from "./dom.js";
import { moment } from "./words.js";

const PARTS = ["stakes", "discretion", "safeguards", "addressee", "force"];

/** The open finding on the card. */
export function findingBody(reader, item) {
  const { model, say } = reader;
  const decision = model.decisions[item.key];
  const changed = decision?.action === "change" ? decision : null;
  const became = item.group ? row(say(item.sides ? "kind" : "group"), reader.groupName(item.group)) : null;
  if (!item.factor) return el("article", { class: "rd-finding", "data-key": item.key }, became, row(say("misfit"), reader.pair(item.why)));
  return el("article", { class: "rd-finding", "data-key": item.key },
    decision || model.pending.has(item.key) ? decisionBox(reader, item, decision) : null,
    became,
    factorHelp(reader, item.factor),
    row(say("who"), reader.pair(item.who)),
    row(say("why"), reader.pair(changed?.why) || reader.pair(item.why)),
    missing(reader, item),
    row(say("cure"), reader.pair(changed?.recommendation) || reader.pair(item.recommendation)),
    severity(reader, item),
    row(say("confidence"), say(`confidence-${confidence(item.confidence)}`)),
    row(say("rule"), [item.rule, reader.pair(item.title)].filter(Boolean).join(". ")),
    (item.twins ?? []).length && !item.fixed ? el("p", { class: "rd-note", testid: "twins", text: say(`twins-${reader.data.language}`) }) : null);
}

export function ownBody(reader, item) {
  const { say } = reader;
  const waiting = reader.model.pending.has(item.key);
  return [
    item.quote ? el("blockquote", { class: "rd-norm", lang: reader.data.language }, el("mark", { class: "rd-quoted-own", text: item.quote })) : "",
    el("div", { class: "rd-entries" }, el("div", { class: "rd-entry-head rd-active" },
      el("span", { class: `rd-code rd-code-${item.level}`, text: item.factor }),
      el("span", { class: "rd-factor-name", text: reader.factorName(item.factor) }),
      el("span", { class: `rd-status rd-status-${waiting ? "saving" : "own"}`, text: say(waiting ? "status-saving" : "status-own") }))),
    el("article", { class: "rd-finding", "data-key": item.key },
      item.lost ? el("p", { class: "rd-warning", text: say("own-lost") }) : null,
      row(say("level"), reader.level(item.level)),
      row(say("why"), reader.pair(item.why)),
      row(say("cure"), reader.pair(item.recommendation))),
  ];
}

function row(name, text, attributes = {}) {
  if (!text) return null;
  return el("div", { class: "rd-row" }, el("h4", { text: name }), el("p", { ...attributes, text }));
}

function factorHelp(reader, id) {
  const factor = reader.model.act.factors[id];
  if (!factor) return null;
  const about = reader.pair(factor.about);
  const clause = factor.clause ? el("p", { class: "rd-clause", text: reader.say("clause", { clause: factor.clause }) }) : null;
  if (!about) return clause;
  return el("div", {}, el("details", { class: "rd-about" }, el("summary", { text: reader.say("about") }), el("p", { text: about })), clause);
}

function missing(reader, item) {
  const { say, data } = reader;
  if (!item.missing?.length) return null;
  const words = item.missing.map((slot) => el("li", { text: data.words[`slot-${slot}`] ?? slot }));
  const where = (item.searched ?? []).map((place) => data.words[`where-${place}`] ?? place).join(", ");
  return el("div", { class: "rd-row" }, el("h4", { text: say("missing") }), el("ul", { class: "rd-missing" }, words),
    where ? el("p", { class: "rd-searched", text: say("searched", { places: where }) }) : null);
}

function severity(reader, item) {
  const { say, data } = reader;
  const names = Object.keys(item.parts ?? {}).sort((a, b) => place(a) - place(b));
  const bars = names.map((name) => {
    const bar = el("span", { class: `rd-part rd-part-${place(name)}` });
    bar.style.width = `${item.parts[name]}%`;
    return bar;
  });
  const list = names.filter((name) => item.parts[name]).map((name) => el("li", {},
    el("span", { class: `rd-part-key rd-part-${place(name)}` }),
    el("span", { text: data.words[`part-${name}`] ?? name }), el("b", { text: item.parts[name] })));
  return el("div", { class: "rd-row" }, el("h4", { text: say("severity") }),
    el("div", { class: "rd-severity" },
      el("p", { text: say("severity-value", { level: reader.level(item.level), value: item.severity }) }),
      el("div", { class: "rd-parts-bar", "aria-hidden": "true" }, bars),
      el("ul", { class: "rd-parts" }, list)));
}

const place = (name) => { const found = PARTS.indexOf(name); return found < 0 ? PARTS.length : found; };

function confidence(value) {
  if (value >= 0.8) return "high";
  return value >= 0.6 ? "medium" : "low";
}

/** The decision as it stands, or that it is on its way. */
function decisionBox(reader, item, decision) {
  const { model, say } = reader;
  if (model.pending.has(item.key)) return el("div", { class: "rd-decision", testid: "decision", "data-status": "saving", text: say("saving") });
  const status = model.status(item.key);
  const reason = model.act.reasons.find((each) => each.id === decision.reason);
  const undoable = reader.undoable.includes(item.key);
  return el("div", { class: `rd-decision rd-decision-${status}`, testid: "decision", "data-status": status },
    el("p", {}, el("b", { text: say(`status-${decision.action}`) }), el("span", { text: [moment(decision.at), decision.person].filter(Boolean).map((part) => ` · ${part}`).join("") })),
    status === "stale" ? el("p", { class: "rd-warning", text: say("stale") }) : null,
    reason ? el("p", { text: reader.pair(reason.text) }) : null,
    decision.note ? el("p", { text: decision.note }) : null,
    decidedHere(reader, item.key).length ? button(say("copies-look"), () => reader.copies([item.key]), { class: "rd-button rd-small", testid: "copies-look", title: "C" }) : null,
    undoable ? button(say("undo-this"), () => reader.undo(), { class: "rd-button rd-small", testid: "undo-this" }) : el("p", { class: "rd-note", text: say("decide-again") }));
}
