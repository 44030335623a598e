// The requisites of a conclusion as one form that sends every field by itself. mount() is the only entry.
import { el } from "../reader/dom.js";
import { field } from "./fields.js";
import { newer, typedFor } from "./typed.js";

const forms = new WeakMap();

/** Show the fields of `data.layout` with `data.values`; called again it keeps what a person is typing. */
export function mount(element, data) {
  const known = forms.get(element);
  if (known && known.same(data)) known.refresh(data);
  else {
    known?.close();
    forms.set(element, new Form(element, data));
  }
}

class Form {
  constructor(element, data) {
    this.element = element;
    this.data = data;
    this.trouble = "";
    this.typed = typedFor(data);
    this.say = (key, parameters = {}) => (data.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => parameters[name] ?? whole);
    this.build();
    this.post = {
      alive: () => this.shell.isConnected,
      queue: () => this.tell(),
      elsewhere: () => {},
      saved: () => this.tell(),
      refused: (entry, error) => this.refused(entry, error),
    };
    this.refresh(data);
  }

  same(data) {
    const one = (each) => JSON.stringify([each.root, each.draft, each.person, each.lang, each.layout]);
    return one(data) === one(this.data) && this.shell.parentNode === this.element;
  }

  build() {
    this.fields = new Map();
    const sheet = el("link", { rel: "stylesheet", href: new URL("typing.css", import.meta.url).href });
    this.status = el("p", { class: "ty-status", role: "status", testid: "typing-status" });
    const sections = this.data.layout.map((section) => el("section", {},
      section.title ? el("h3", { text: section.title }) : null, section.rows.map((row) => this.row(row))));
    this.shell = el("div", { class: "ty", lang: this.data.lang, testid: "requisites" }, sheet, sections, this.status);
    this.element.replaceChildren(this.shell);
  }

  row({ name, widths, fields }) {
    const nodes = fields.map((spec) => {
      const made = field(spec, this.say, (left) => this.changed(made, left));
      this.fields.set(spec.path, made);
      return made.node;
    });
    const row = el("div", { class: "ty-row" }, name ? el("span", { class: "ty-name", text: name }) : null, nodes);
    row.style.gridTemplateColumns = widths.map((width) => `minmax(0, ${width}fr)`).join(" ");
    return row;
  }

  changed(made, left) {
    const text = made.read();
    if (text === null) return;
    this.trouble = "";
    this.typed.put(made.path, text);
    if (left) this.typed.flush();
    this.tell();
  }

  /** New values of the server: not over a field in work, and none older than an answer. */
  refresh(data) {
    this.data = data;
    this.typed = typedFor(data);
    this.typed.outbox.listeners.add(this.post);
    const unsent = this.typed.unsent();
    const values = { ...data.values, ...newer(data.draft, data.seq) };
    for (const [path, made] of this.fields) {
      if (path in unsent) made.write(unsent[path]);
      else if (!made.focused()) made.write(values[path] ?? "");
    }
    this.tell();
  }

  close() {
    this.typed.flush();
    this.typed.outbox.listeners.delete(this.post);
  }

  refused(entry, error) {
    if (entry.action === "requisites") this.trouble = this.say("typing-refused", { message: error.message });
    this.tell();
  }

  tell() {
    const { outbox } = this.typed;
    const open = Object.keys(this.typed.unsent()).length > 0;
    const state = this.trouble ? "refused" : open ? (outbox.problem ? "waiting" : "saving") : "saved";
    const said = { refused: this.trouble, waiting: outbox.problem?.status ? outbox.problem.message : this.say("typing-waiting") }[state];
    this.status.dataset.state = state;
    this.status.textContent = said ?? this.say(`typing-${state}`);
  }
}
