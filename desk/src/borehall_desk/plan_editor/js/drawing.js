// The drawing: layers over one another, drawn again whenever something has changed.

import { Camera, GUTTER, extent } from "./camera.js";
import { html, set, svg, write } from "./dom.js";
import { axes, grid, scaleBar, works, worksNames } from "./ground.js";
import { Marks } from "./marks.js";
import { RADIUS } from "./symbols.js";

let drawings = 0;

export class Drawing {
  constructor(session) {
    drawings += 1;
    this.session = session;
    this.camera = new Camera();
    this.marks = new Marks(session, this.camera);
    this.fitted = false;
    this.clip = svg("rect", {});
    this.under = svg("g", { "aria-hidden": "true" });
    this.over = svg("g", { "aria-hidden": "true" });
    this.ghost = svg("g", { "aria-hidden": "true" });
    this.box = svg("rect", { class: "box", visibility: "hidden" });
    const clipped = { "clip-path": `url(#borehall-plan-${drawings})` };
    this.element = svg("svg", { role: "group", class: "sheet" },
      svg("defs", {}, svg("clipPath", { id: `borehall-plan-${drawings}` }, this.clip)),
      svg("g", clipped, this.under, this.marks.distances, this.ghost, this.marks.names, this.marks.layer, this.box),
      this.over);
    this.keys = html("p", { class: "unseen", id: `borehall-plan-keys-${drawings}` });
    this.hint = html("p", { class: "hint" });
    this.frame = html("div", { class: "drawing" }, this.element, this.hint, this.keys);
    set(this.element, { "aria-describedby": this.keys.id });
  }

  // Takes the size that the page gives it; the first time, everything is shown.
  resize() {
    const { clientWidth, clientHeight } = this.frame;
    if (!clientWidth || !clientHeight) return;
    const changed = this.camera.resize(clientWidth, clientHeight);
    if (!this.fitted) this.fit();
    else if (changed) this.update();
  }

  fit() {
    this.camera.fit(extent(this.session.shapes, this.session.points));
    this.fitted = true;
    this.update();
  }

  update() {
    const { camera, session } = this;
    const { width, height } = camera;
    set(this.element, { viewBox: `0 0 ${width} ${height}`, "aria-label": session.say("drawing"),
      tabindex: session.points.length ? -1 : 0, "data-tool": session.tool });
    set(this.clip, { x: GUTTER.left, y: GUTTER.top, width: Math.max(0, width - GUTTER.left - GUTTER.right),
      height: Math.max(0, height - GUTTER.top - GUTTER.bottom) });
    this.under.replaceChildren(...grid(camera), ...works(camera, session), ...worksNames(camera, session));
    this.over.replaceChildren(...axes(camera, session), ...scaleBar(camera));
    write(this.keys, session.say("drawing-keys"));
    write(this.hint, session.points.length ? "" : session.say("no-points"));
    this.marks.update();
  }

  // Where a click would place a point; null takes the sign away.
  showGhost(place) {
    if (!place) return this.ghost.replaceChildren();
    const [px, py] = this.camera.toScreen(place.x, place.y);
    const cross = `M${px - 14} ${py} h28 M${px} ${py - 14} v28`;
    const ring = svg("circle", { cx: px, cy: py, r: RADIUS, class: place.corner ? "ghost corner" : "ghost" });
    return this.ghost.replaceChildren(svg("path", { d: cross, class: "ghost" }), ring);
  }

  showBox(box) {
    if (!box) return set(this.box, { visibility: "hidden" });
    const { x1, y1, x2, y2 } = box;
    const size = { width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
    return set(this.box, { visibility: null, x: Math.min(x1, x2), y: Math.min(y1, y2), ...size });
  }

  // Pixels of a pointer's event within the drawing.
  at(event) {
    const { left, top } = this.element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  focusActive() {
    const index = this.session.activeIndex;
    (this.marks.layer.children[index] ?? this.element).focus({ preventScroll: true });
  }
}
