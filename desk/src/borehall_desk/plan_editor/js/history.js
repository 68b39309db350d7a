// What can be undone. One history for a model: its views show one plan, so they share its past.

import { same } from "./points.js";

const LONGEST_PAST = 200;

export class History {
  constructor(model) {
    this.model = model;
    this.past = [];
    this.future = [];
    this.present = { value: model.get("value"), note: null };
    model.on("change:value", () => this.follow());
  }

  // A user's action: `note` is what is said when it is undone.
  commit(value, note) {
    this.note = note;
    this.send(value);
    this.note = null;
  }

  // Every change of the plan is a step, also one that the kernel made.
  follow() {
    const value = this.model.get("value");
    if (same(value, this.present.value)) return;
    this.past.push(this.present);
    this.past = this.past.slice(-LONGEST_PAST);
    this.future = [];
    this.present = { value, note: this.note ?? { key: "by-code", places: { n: value.length } } };
  }

  undo() {
    if (!this.past.length) return null;
    const undone = this.present;
    this.future.push(undone);
    this.present = this.past.pop();
    this.send(this.present.value);
    return undone.note;
  }

  redo() {
    if (!this.future.length) return null;
    this.past.push(this.present);
    this.present = this.future.pop();
    this.send(this.present.value);
    return this.present.note;
  }

  // The kernel refused `value` and sends what was before: nobody shall get back to it.
  retract(value) {
    if (same(value, this.present.value) && this.past.length) this.present = this.past.pop();
  }

  send(value) {
    this.model.set("value", value);
    this.model.save_changes();
  }
}
