// Below the table: rows added, doubled, deleted, copied; depths set at once; further columns.

import { read } from "./cells.js";
import { copyAll, duplicate } from "./clipboard.js";
import { html, set, write } from "./dom.js";
import { addInTheMiddle } from "./keys.js";
import { scoped } from "./points.js";
import { columnName, plain } from "./words.js";

const SCOPES = ["selected", "all", "control", "general", "blank"];
const OPTIONAL = ["works", "line", "unit", "shear_wave", "collar"];

export class Actions {
  constructor(session, drawing) {
    Object.assign(this, { session, labels: [] });
    this.columns = html("div", { class: "menu" }, ...OPTIONAL.map((name) => this.columnTick(name)));
    this.menu = html("details", { class: "columns" }, this.word("columns", "summary"), this.columns);
    this.menu.addEventListener("keydown", (event) => event.key === "Escape" && this.closeMenu());
    this.element = html("div", { class: "actions" },
      html("span", { class: "group" },
        this.button("add-row", () => addInTheMiddle(session, drawing)),
        this.button("duplicate", () => duplicate(session)),
        this.button("delete", () => session.remove()),
        this.button("copy", () => copyAll(session))),
      this.menu,
      this.depths());
  }

  word(key, tag = "span") {
    const element = html(tag);
    this.labels.push([element, key]);
    return element;
  }

  button(key, run) {
    const element = this.word(key, "button");
    element.dataset.hint = `${key}-hint`;
    return set(element, { type: "button", onclick: run });
  }

  // A menu closes when somebody turns to something else.
  closeMenu(target = null) {
    if (!this.menu.contains(target)) this.menu.open = false;
  }

  columnTick(name) {
    const tick = html("input", { type: "checkbox", onchange: (event) => this.showColumn(name, event.target.checked) });
    return html("label", { "data-name": name }, tick, html("span"));
  }

  showColumn(name, shown) {
    const extra = new Set(this.session.extra);
    if (shown) extra.add(name);
    else extra.delete(name);
    this.session.change({ extra });
  }

  depths() {
    // No form: JupyterLab lets none be sent by Enter.
    const onkeydown = (event) => event.key === "Enter" && this.setDepths();
    this.depth = html("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "number", onkeydown });
    this.scope = html("select", {}, ...SCOPES.map((scope) => html("option", { value: scope })));
    const label = html("label", {}, this.word("depth-short"), this.depth, html("span", {}, "m"));
    const button = set(this.word("depth-set", "button"), { type: "button", onclick: () => this.setDepths() });
    this.atOnce = html("span", { class: "group", role: "group" }, label, this.scope, button);
    return this.atOnce;
  }

  setDepths() {
    const { session, scope } = this;
    const { value, expected } = read(session.language, "depth", this.depth.value);
    if (expected || value === null) {
      return session.refuse(session.say("expected", { expected: expected ?? session.say("number", { low: 0, high: 1000 }) }));
    }
    const chosen = scoped(session.points, scope.value, session.selected);
    if (!chosen.length) return session.announce("nothing-in-scope", { scope: session.say(`scope-${scope.value}`) });
    const points = session.points.map((point) => (chosen.includes(point) ? { ...point, depth: value } : point));
    return session.commit(points, "depths", { depth: plain(value), n: chosen.length });
  }

  update() {
    const { session } = this;
    for (const [element, key] of this.labels) {
      write(element, session.say(key));
      if (element.dataset.hint) set(element, { title: session.say(element.dataset.hint) });
    }
    set(this.atOnce, { "aria-label": session.say("depth-group") });
    set(this.depth, { "aria-label": session.say("depth-value") });
    set(this.scope, { "aria-label": session.say("depth-scope") });
    SCOPES.forEach((scope, i) => write(this.scope.options[i], session.say(`scope-${scope}`)));
    for (const label of this.columns.children) {
      write(label.lastElementChild, columnName(session.language, label.dataset.name));
      const shown = session.columns.includes(label.dataset.name);
      label.firstElementChild.checked = shown;
      // A column that holds something, or that the question asks for, cannot be hidden.
      label.firstElementChild.disabled = shown && !session.extra.has(label.dataset.name);
    }
  }
}
