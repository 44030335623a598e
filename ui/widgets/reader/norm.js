// The words of the law on the card: the norm with the quoted words emphasised, and its other-language text.
import { el } from "./dom.js";
import { otherLanguage } from "./words.js";

export function normQuote(reader, item) {
  if (item.sides) return item.sides.map((side, place) => bothSides(reader, side, reader.model.act.sides[place]));
  const whole = item.norm || item.quote || "";
  if (!whole) return [];
  const at = item.quote ? whole.indexOf(item.quote) : -1;
  const words = at < 0 ? [whole] : [whole.slice(0, at), el("mark", { text: item.quote }), whole.slice(at + item.quote.length)];
  const node = el("blockquote", { class: "rd-norm", lang: reader.data.language, tabindex: "0" }, words);
  requestAnimationFrame(() => show(node));
  return [node];
}

/** What one of two texts says, or that it says nothing of the kind. */
function bothSides(reader, side, { language, name }) {
  const head = [reader.pair(name), side?.label].filter(Boolean).join(", ");
  const words = side ? el("blockquote", { class: "rd-norm", lang: language, text: side.quote }) : el("p", { class: "rd-note", text: reader.say("absent") });
  return el("div", { class: "rd-said" }, el("h4", { text: head }), words);
}

/** Where else it stands: in the draft, in the act that the draft changes. */
export function otherPlaces(reader, item) {
  return (item.places ?? []).map(({ text, label, quote }) => el("div", { class: "rd-said", testid: `place-${text}` },
    el("h4", { text: [reader.say(`in-${text}`), label].filter(Boolean).join(", ") }),
    el("blockquote", { class: "rd-norm", lang: reader.data.language, text: quote })));
}

/** Long norms scroll in their box; the quoted words are brought into it. */
function show(node) {
  const mark = node.querySelector("mark");
  if (mark && mark.offsetTop + mark.offsetHeight > node.offsetTop + node.clientHeight) {
    node.scrollTop = mark.offsetTop - node.offsetTop - 40;
  }
}

export function otherLanguageText(reader, item) {
  const text = reader.model.otherText(item.eid);
  const language = otherLanguage(reader.data.language);
  if (!text) return [];
  return [el("details", { class: "rd-other", testid: "other" },
    el("summary", { text: reader.say(`other-${language}`) }),
    el("blockquote", { class: "rd-norm", lang: language, text }))];
}
