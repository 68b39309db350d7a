// The buttons above the drawing: tools, undo, zoom, snapping, and what new points are like.

import { html, set, svg, write } from "./dom.js";
import { KINDS, kindName } from "./words.js";
import { read } from "./cells.js";

const ICONS = {
  select: "M4 2 L12 9 L8 9.6 L10.2 14 L8.4 14.8 L6.3 10.4 L4 13 Z",
  add: "M8 2 v12 M2 8 h12",
  undo: "M6 3 L2.5 6.5 L6 10 M2.5 6.5 H10 a3.5 3.5 0 0 1 0 7 H7",
  redo: "M10 3 L13.5 6.5 L10 10 M13.5 6.5 H6 a3.5 3.5 0 0 0 0 7 H9",
  "zoom-in": "M7 2.5 a4.5 4.5 0 1 0 0.01 0 M10.3 10.3 L14 14 M5 7 h4 M7 5 v4",
  "zoom-out": "M7 2.5 a4.5 4.5 0 1 0 0.01 0 M10.3 10.3 L14 14 M5 7 h4",
  fit: "M2.5 6 V2.5 H6 M10 2.5 H13.5 V6 M13.5 10 V13.5 H10 M6 13.5 H2.5 V10",
};
const STEPS = [0, 0.5, 1, 5];

export class Toolbar {
  constructor(session, drawing) {
    Object.assign(this, { session, drawing, buttons: {}, labels: [] });
    this.element = html("div", { class: "toolbar", role: "group" },
      this.group(this.tool("select"), this.tool("add")),
      this.group(this.button("undo", () => session.undo()), this.button("redo", () => session.redo())),
      this.group(this.zoomButton("zoom-in", 1.25), this.zoomButton("zoom-out", 0.8), this.button("fit", () => drawing.fit())),
      this.snapping(),
      this.pattern());
  }

  group(...children) {
    return html("span", { class: "group" }, ...children);
  }

  button(name, run, ...more) {
    const icon = svg("svg", { viewBox: "0 0 16 16", class: `icon ${name}`, "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
    this.buttons[name] = html("button", { type: "button", onclick: run }, icon, ...more);
    return this.buttons[name];
  }

  tool(name) {
    return this.button(name, () => this.session.change({ tool: name }), this.word(name));
  }

  zoomButton(name, factor) {
    return this.button(name, () => this.drawing.zoom(factor));
  }

  // A text that is written again when the language changes.
  word(key) {
    const element = html("span");
    this.labels.push([element, key]);
    return element;
  }

  snapping() {
    const { session } = this;
    const choose = (event) => session.change({ step: Number(event.target.value) });
    this.step = html("select", { onchange: choose }, ...STEPS.map((step) => html("option", { value: step })));
    this.corners = html("input", { type: "checkbox", onchange: (event) => session.change({ corners: event.target.checked }) });
    this.cornersLabel = html("label", {}, this.corners, this.word("snap-corners"));
    return this.group(html("label", {}, this.word("snap"), this.step), this.cornersLabel);
  }

  pattern() {
    const { session } = this;
    const put = (changes) => session.change({ pattern: { ...session.pattern, ...changes } });
    const tick = (name) => html("input", { type: "checkbox", onchange: (event) => put({ [name]: event.target.checked }) });
    this.kind = html("select", { onchange: (event) => put({ kind: event.target.value }) },
      ...Object.keys(KINDS).map((value) => html("option", { value })));
    [this.control, this.sampled] = [tick("control"), tick("sampled")];
    this.depth = html("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "number",
      onchange: () => this.readDepth(put) });
    return html("span", { class: "group news" }, this.word("new-points"), this.kind,
      html("label", {}, this.control, this.word("control-short")),
      html("label", {}, this.sampled, this.word("sampled-short")),
      html("label", {}, this.word("depth-short"), this.depth, html("span", {}, "m")));
  }

  readDepth(put) {
    const { value, expected } = read(this.session.language, "depth", this.depth.value);
    if (expected) return this.session.refuse(this.session.say("expected", { expected }));
    return put({ depth: value });
  }

  update() {
    const { session, buttons } = this;
    for (const [element, key] of this.labels) write(element, session.say(key));
    set(this.element, { "aria-label": session.say("tools") });
    for (const name of ["undo", "redo", "zoom-in", "zoom-out", "fit"]) {
      set(buttons[name], { "aria-label": session.say(name), title: session.say(name) });
    }
    for (const name of ["select", "add"]) {
      set(buttons[name], { title: session.say(`${name}-hint`), "aria-pressed": String(session.tool === name) });
    }
    set(buttons.undo, { "aria-disabled": String(!session.history.past.length) });
    set(buttons.redo, { "aria-disabled": String(!session.history.future.length) });
    this.writeSnapping();
    this.writePattern();
  }

  writeSnapping() {
    const { session, step } = this;
    STEPS.forEach((metres, i) =>
      write(step.options[i], metres ? session.say("snap-step", { step: metres }) : session.say("snap-off")));
    step.value = String(session.step);
    this.corners.checked = session.corners;
    set(this.cornersLabel, { title: session.say("snap-corners-hint") });
  }

  writePattern() {
    const { session, kind } = this;
    Object.keys(KINDS).forEach((name, i) => write(kind.options[i], kindName(session.language, name)));
    set(kind, { "aria-label": session.say("new-kind") });
    set(this.depth, { "aria-label": session.say("new-depth") });
    kind.value = session.pattern.kind;
    [this.control.checked, this.sampled.checked] = [session.pattern.control, session.pattern.sampled];
    const active = this.depth.getRootNode().activeElement === this.depth;
    if (!active) this.depth.value = session.pattern.depth ?? "";
  }
}
