// The card when no finding is open.
import { button, el } from "./dom.js";
import { LEVELS } from "./model.js";

/** How much is left, and where to begin. */
export function emptyCard(reader) {
  const { model, say } = reader;
  const { decided, total } = model.progress();
  const open = model.act.findings.filter((finding) => model.open(finding.key));
  const rows = LEVELS.map((level) => el("li", {},
    el("span", { class: `rd-dot rd-dot-${level}` }), el("span", { text: reader.level(level) }),
    el("b", { text: open.filter((finding) => finding.level === level).length })));
  // Findings that are only shown: «all 0 of 0 decided» would be true and help nobody.
  if (!total) return [el("p", { testid: "for-information", text: say("fixed") }), limits(reader)].filter(Boolean);
  return [
    el("p", { text: say(open.length ? "summary-open" : "summary-done", { decided, total, open: open.length }) }),
    open.length ? el("ul", { class: "rd-tally" }, rows) : null,
    open.length ? button(say("start"), (event) => reader.nextOpen(event.timeStamp), { class: "rd-button rd-primary", testid: "start" }) : null,
    el("p", { class: "rd-note", text: say(open.length ? "summary-hint" : "summary-next") }),
    limits(reader),
  ].filter(Boolean);
}

/** No findings at all: silence is explained, and the work goes on by reading. */
export function nothingFound(reader) {
  const { say } = reader;
  return [
    el("div", { testid: "empty" },
      el("p", { text: say(reader.data.view ? "nothing-beside" : "nothing-found") }),
      reader.data.view ? null : el("ol", { class: "rd-steps" }, ["nothing-read", "nothing-own", "nothing-conclude"].map((key) => el("li", { text: say(key) })))),
    limits(reader, true),
  ].filter(Boolean);
}

function limits(reader, open = false) {
  const found = reader.model.act.limits ?? [];
  if (!found.length) return null;
  return el("details", { class: "rd-other", open }, el("summary", { text: reader.say("limits") }),
    el("ul", { class: "rd-limits" }, found.map(({ factor, reason }) => el("li", {},
      el("b", { text: `${factor} ` }), el("span", { text: `${reader.factorName(factor)}: ${reader.pair(reason)}` })))));
}
