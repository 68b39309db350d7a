// Below the drawing: how many points there are, what is nearest, what the signs mean; and messages.

import { html, set, svg, write } from "./dom.js";
import { nearest } from "./points.js";
import { symbol } from "./symbols.js";
import { KINDS, kindName } from "./words.js";

export class Status {
  constructor(session) {
    this.session = session;
    this.count = html("span", { class: "count" });
    this.near = html("span", { class: "near" });
    this.line = html("div", { class: "status" }, this.count, this.near);
    this.legend = html("ul", { class: "legend" });
    this.text = html("span");
    this.close = html("button", { type: "button", onclick: () => session.change({ message: null }) }, "×");
    this.refusal = html("div", { class: "refusal", role: "alert" }, this.text, this.close);
    this.live = html("div", { class: "unseen", role: "status", "aria-live": "polite" });
  }

  update() {
    const { session } = this;
    const points = session.points;
    const number = (test) => points.filter(test).length;
    const places = { n: points.length, control: number((one) => one.control), sampled: number((one) => one.sampled) };
    const blank = number((one) => one.depth === undefined);
    const blanks = blank ? ` · ${session.say("count-blank", { n: blank })}` : "";
    write(this.count, session.say("count", places) + blanks);
    write(this.near, this.nearestText(points));
    this.writeLegend();
    this.writeMessage();
  }

  nearestText(points) {
    const { session } = this;
    const index = session.selected.size === 1 ? session.activeIndex : -1;
    const found = index < 0 ? [] : nearest(points, index);
    if (!found.length) return "";
    const list = found.map(({ point, distance }) =>
      session.say("nearest-one", { name: session.nameOf(point), distance: distance.toFixed(2) }));
    return session.say("nearest", { name: session.nameOf(points[index]), list: list.join(session.say("comma")) });
  }

  writeLegend() {
    const { session, legend } = this;
    if (legend.dataset.language === session.language) return;
    legend.dataset.language = session.language;
    const hole = { kind: "borehole", control: false, sampled: false };
    const signs = [
      [{ ...hole, control: true }, session.say("control")],
      [hole, session.say("general")],
      [{ ...hole, sampled: true }, session.say("sampled")],
      ...Object.keys(KINDS).slice(1).map((kind) => [{ ...hole, kind }, kindName(session.language, kind)]),
    ];
    set(legend, { "aria-label": session.say("legend") }, signs.map(([point, text]) => html("li", {},
      svg("svg", { viewBox: "-12 -9 24 18", class: "sign", "aria-hidden": "true" }, ...symbol(point)), text)));
  }

  writeMessage() {
    const { message } = this.session;
    const refused = message?.tone === "refusal";
    write(this.text, refused ? message.text : "");
    set(this.refusal, { hidden: !refused });
    set(this.close, { "aria-label": this.session.say("close") });
    write(this.live, message && !refused ? message.text : "");
  }
}
