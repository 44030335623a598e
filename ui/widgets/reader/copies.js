// Copies of a decided norm in other drafts: looked for when asked, decided as the expert ticks them.
import { el, uuid } from "./dom.js";
import { ask } from "./net.js";

/** The decided findings whose copies are looked for when `key` is open: all of its norm, in both languages. */
export function decidedHere(reader, key) {
  const { model, data } = reader;
  if (key === null || data.alone || (data.view && data.view !== "table")) return [];
  const decided = (each) => {
    const item = model.get(each);
    return item && !item.own && !item.sides && !item.fixed && item.norm && !model.pending.has(each) && model.decisions[each];
  };
  if (!decided(key)) return [];
  return model.companions(key).filter(decided);
}

/** A form of the card: the copies with a checkbox each. */
export function copiesForm(reader, keys) {
  const { say, data } = reader;
  const address = `${data.root}/draft/${encodeURIComponent(data.draft)}/copies`;
  const subjects = reader.model.withTwins(keys);
  const status = el("p", { class: "rd-note", role: "status", testid: "copies-status", text: say("copies-looking") });
  const list = el("ul", { class: "rd-copies" });
  const client = uuid(); // the same for every attempt: what was entered already is not entered again
  const rows = [];
  let sent = null; // what was decided; a second attempt sends the same
  const form = {
    title: say("copies-title"),
    node: el("div", { class: "rd-form", testid: "copies" }, said(reader, keys), status, list),
    touched: () => sent === null && rows.some((row) => row.box.checked),
    focus: () => form.node.parentNode?.focus?.({ preventScroll: true }),
    check: () => check(),
    save: () => save(),
  };
  look();
  return form;

  async function look() {
    try {
      const query = subjects.map((each) => `subject=${encodeURIComponent(each)}`).join("&");
      show(await ask(`${address}?${query}`, data.token));
    } catch (error) { trouble(error); }
    check();
  }

  function show({ copies, count }) {
    const drafts = new Set(copies.map((each) => each.draft)).size;
    const norms = [...byNorm(copies)];
    status.textContent = count ? say("copies-found", { count: norms.length, drafts }) : say("copies-none");
    if (count > copies.length) status.textContent += ` ${say("copies-cut")}`;
    for (const norm of norms) rows.push(row(reader, norm, check));
    const every = copies.length > 1 ? [all(reader, rows, check)] : [];
    list.replaceChildren(...every, ...rows.map((each) => each.node));
  }

  function chosen() { return rows.filter((each) => each.box.checked && !each.box.disabled); }

  function check() {
    const count = chosen().length;
    if (!form.saver) return;
    form.leaver.textContent = say("close");
    form.saver.textContent = count ? say("copies-decide", { count }) : say("copies-choose");
    form.saver.disabled = !count;
    form.saver.hidden = !rows.length;
  }

  async function save() {
    sent ??= chosen();
    if (!sent.length) return void (sent = null);
    for (const each of rows) each.box.disabled = true;
    form.saver.disabled = true;
    try {
      const named = sent.flatMap((each) => each.copies).map(({ of, draft, document, subject, title, label }) => ({ of, draft, document, subject, title, label }));
      tell((await ask(address, data.token, { client, chosen: named })).done);
    } catch (error) {
      trouble(error);
      form.saver.disabled = false; // the same is sent again
    }
    return undefined;
  }

  function tell(done) {
    for (const { copies, told } of sent) {
      const answers = done.filter((each) => copies.some((copy) => copy.draft === each.draft && copy.subject === each.subject));
      const refusals = [...new Set(answers.map((each) => each.error).filter(Boolean))];
      told.className = refusals.length ? "rd-warning" : "rd-note";
      told.textContent = refusals.join(" ") || say("copies-entered");
      told.dataset.testid = refusals.length ? "copy-refused" : "copy-entered";
      told.append(" ", opening(reader, copies[0]));
    }
    const entered = done.filter((each) => !each.error).length;
    status.className = "rd-note";
    status.textContent = say("copies-done", { entered, refused: done.length - entered });
    form.saver.hidden = true;
  }

  function trouble(error) {
    status.className = "rd-warning";
    status.textContent = say("copies-trouble", { message: error.message });
  }
}

/** What was decided here and would be entered for the copies. */
function said(reader, keys) {
  const { say, model } = reader;
  return el("ul", { class: "rd-about-list" }, keys.map((key) => {
    const item = model.get(key);
    const { action, reason } = model.decisions[key];
    const why = model.act.reasons.find((each) => each.id === reason);
    return el("li", {}, el("span", { class: `rd-code rd-code-${item.level}`, text: item.factor }),
      el("span", { text: [item.label, say(`status-${action}`), why && reader.pair(why.text)].filter(Boolean).join(". ") }));
  }));
}

/** The copies by the norm they are on: the findings of one norm are decided together. */
function byNorm(copies) {
  const found = new Map();
  for (const copy of copies) {
    const norm = JSON.stringify([copy.document, copy.label, copy.norm]);
    found.set(norm, [...(found.get(norm) ?? []), copy]);
  }
  return found.values();
}

function row(reader, copies, changed) {
  const { say } = reader;
  const [copy] = copies;
  const language = copy.subject.split(":")[0];
  const factors = [...new Set(copies.map((each) => reader.model.get(each.of)?.factor).filter(Boolean))].sort();
  const box = el("input", { type: "checkbox", testid: "copy", on: { change: changed } });
  const same = copy.similarity === 1;
  const like = same ? say("copies-same") : say("copies-near", { share: Math.floor(Math.round(10000 * copy.similarity) / 100) });
  const told = el("p", { class: "rd-note" }, like);
  const node = el("li", {},
    el("label", { class: "rd-reason" }, box,
      el("span", {}, el("b", { text: copy.title }), el("br"), [copy.label, ...factors].filter(Boolean).join(", "))),
    same ? null : el("blockquote", { class: "rd-norm", lang: language, text: copy.norm }),
    copy.signed ? el("p", { class: "rd-warning", text: say("copies-signed") }) : null, told);
  return { copies, box, told, node };
}

function all(reader, rows, changed) {
  const box = el("input", { type: "checkbox", testid: "copies-all", on: { change: () => {
    for (const each of rows) if (!each.box.disabled) each.box.checked = box.checked;
    changed();
  } } });
  return el("li", {}, el("label", { class: "rd-reason" }, box, el("span", { text: reader.say("copies-all") })));
}

/** The way to the copy in its own draft, beside this page. */
function opening(reader, copy) {
  const language = copy.subject.split(":")[0];
  const query = new URLSearchParams({ draft: copy.draft, language, goto: copy.subject });
  return el("a", { href: `?${query}`, target: "_blank", rel: "noopener", text: reader.say("copies-open") });
}
