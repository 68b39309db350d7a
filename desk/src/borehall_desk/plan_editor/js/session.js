// One view's state: what is selected, which tool, what is being dragged. The plan itself is the model's.

import { gap } from "./near.js";
import { nextName, rounded, same, tidy } from "./points.js";
import { MOST_POINTS, kindName, plain, say } from "./words.js";

export class Session {
  constructor(model, history) {
    Object.assign(this, { model, history, selected: new Set(), active: null, preview: null, listeners: [] });
    Object.assign(this, { tool: "select", step: 1, corners: true, extra: new Set(), news: [] });
    this.pattern = { kind: "borehole", control: false, sampled: false, depth: null };
  }

  get language() {
    return this.model.get("language");
  }

  // What is drawn: while a point is being dragged, where it is now.
  get points() {
    return this.preview ?? this.model.get("value");
  }

  get shapes() {
    return this.model.get("_shapes");
  }

  get columns() {
    const used = new Set(this.points.flatMap((point) => Object.keys(point)));
    const optional = ["works", "line", "unit", "shear_wave", "collar"];
    const wanted = new Set([...this.model.get("_columns"), ...this.extra]);
    const several = this.model.get("_choices").works?.length > 1;
    const shown = optional.filter((name) => wanted.has(name) || (used.has(name) && (name !== "works" || several)));
    return ["id", "x", "y", "kind", "control", "sampled", "depth", ...shown];
  }

  get activeIndex() {
    return this.points.findIndex((point) => point.id === this.active);
  }

  say(key, places) {
    return say(this.language, key, places);
  }

  listen(callback) {
    this.listeners.push(callback);
  }

  change(changes = {}) {
    Object.assign(this, changes);
    for (const listener of this.listeners) listener();
  }

  // For the message line: `tone` is "refusal" when something could not be done.
  tell(text, tone = "news") {
    this.change({ message: { text, tone } });
  }

  announce(key, places) {
    this.tell(this.say(key, places));
  }

  refuse(text) {
    this.tell(text, "refusal");
  }

  // A new plan by the user; `key` and `places` say what was done, now and when it is undone.
  commit(points, key, places) {
    this.preview = null;
    if (same(points, this.model.get("value"))) return this.change();
    this.history.commit(points, { key, places });
    return this.announce(key, places);
  }

  // The model has changed, by whomever.
  follow() {
    const names = new Set(this.model.get("value").map((point) => point.id));
    this.preview = null;
    this.selected = new Set([...this.selected].filter((id) => names.has(id)));
    if (!names.has(this.active)) this.active = [...this.selected][0] ?? null;
    const note = this.history.present.note;
    if (note?.key === "by-code") this.announce(note.key, note.places);
    else this.change();
  }

  undo() {
    const note = this.history.undo();
    if (!note) return this.announce("nothing-to-undo");
    return this.announce("undone", { what: this.say(note.key, note.places) });
  }

  redo() {
    const note = this.history.redo();
    if (!note) return this.announce("nothing-to-redo");
    return this.announce("redone", { what: this.say(note.key, note.places) });
  }

  select(ids, active = ids.at(-1) ?? null) {
    this.change({ selected: new Set(ids), active });
  }

  toggle(id) {
    const selected = new Set(this.selected);
    if (!selected.delete(id)) selected.add(id);
    this.change({ selected, active: id });
  }

  add(x, y, more = {}) {
    if (this.points.length >= MOST_POINTS) return this.refuse(this.say("full", { n: MOST_POINTS }));
    const id = nextName(this.points, this.say("prefix"));
    const point = tidy({ id, ...this.pattern, ...this.worksAt(x, y), x: rounded(x), y: rounded(y), ...more });
    Object.assign(this, { selected: new Set([point.id]), active: point.id });
    return this.commit([...this.points, point], "added", { what: this.describe(point) });
  }

  // Where there are several works, a new point belongs to the one that it lies nearest to.
  worksAt(x, y) {
    const choices = this.model.get("_choices").works ?? [];
    if (choices.length < 2) return {};
    const gaps = this.shapes.map((shape) => gap(shape, x, y));
    return { works: this.shapes[gaps.indexOf(Math.min(...gaps))].name };
  }

  remove() {
    const gone = this.points.filter((point) => this.selected.has(point.id));
    if (!gone.length) return this.announce("nothing-selected");
    const index = this.points.findIndex((point) => this.selected.has(point.id));
    const left = this.points.filter((point) => !this.selected.has(point.id));
    const next = left[Math.min(index, left.length - 1)]?.id ?? null;
    Object.assign(this, { selected: new Set(next ? [next] : []), active: next });
    const one = gone.length === 1;
    const places = one ? { what: this.describe(gone[0]) } : { n: gone.length };
    return this.commit(left, one ? "removed" : "removed-several", places);
  }

  nameOf(point) {
    return /^\d+$/.test(point.id) ? this.say("point-name", { id: point.id }) : point.id;
  }

  // A point in words, as a screen reader says it.
  describe(point) {
    const facts = [this.say(point.control ? "control" : "general")];
    if (point.sampled) facts.push(this.say("sampled"));
    if (point.shear_wave) facts.push(this.say("shear-wave"));
    const depth = point.depth;
    facts.push(depth === undefined ? this.say("depth-blank") : this.say("depth-fact", { depth: oneDigit(depth) }));
    const places = { name: this.nameOf(point), kind: kindName(this.language, point.kind) };
    Object.assign(places, { x: oneDigit(point.x), y: oneDigit(point.y), facts: facts.join(this.say("comma")) });
    return this.say("point", places);
  }
}

function oneDigit(number) {
  return Number.isInteger(number * 10) ? number.toFixed(1) : plain(number);
}
