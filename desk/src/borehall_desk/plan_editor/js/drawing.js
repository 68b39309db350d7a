// The drawing: layers over one another, drawn again whenever something has changed.

import { Camera, GUTTER, extent } from "./camera.js";
import { html, set, svg, write } from "./dom.js";
import { axes, grid, scaleBar, works, worksNames } from "./ground.js";
import { Marks } from "./marks.js";
import { RADIUS } from "./symbols.js";
import { plain } from "./words.js";
import { nameSpots } from "./worksnames.js";

let drawings = 0;

export class Drawing {
  constructor(session) {
    drawings += 1;
    this.session = session;
    this.camera = new Camera();
    this.marks = new Marks(session, this.camera);
    this.touched = false;
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
    this.pointer = html("span", { class: "pointer", "aria-hidden": "true" });
    this.frame = html("div", { class: "drawing" }, this.element, this.pointer, this.hint, this.keys);
    set(this.element, { "aria-describedby": this.keys.id });
  }

  // Takes the size that the page gives it, and shows everything until the user has chosen a view.
  resize() {
    const { clientWidth, clientHeight } = this.frame;
    if (!clientWidth || !clientHeight || !this.camera.resize(clientWidth, clientHeight)) return;
    if (this.touched) this.update();
    else this.fit();
  }

  fit() {
    this.camera.fit(extent(this.session.shapes, this.session.points));
    this.touched = false;
    this.update();
  }

  zoom(factor, ...pixels) {
    this.camera.zoom(factor, ...pixels);
    this.touched = true;
    this.update();
  }

  pan(dx, dy) {
    this.camera.pan(dx, dy);
    this.touched = true;
    this.update();
  }

  update() {
    const { camera, session } = this;
    const { width, height } = camera;
    set(this.element, { viewBox: `0 0 ${width} ${height}`, "aria-label": session.say("drawing"),
      tabindex: session.points.length ? -1 : 0, "data-tool": session.tool });
    set(this.clip, { x: GUTTER.left, y: GUTTER.top, width: Math.max(0, width - GUTTER.left - GUTTER.right),
      height: Math.max(0, height - GUTTER.top - GUTTER.bottom) });
    const spots = nameSpots(camera, session.shapes);
    this.under.replaceChildren(...grid(camera), ...works(camera, session), ...worksNames(camera, session, spots));
    this.over.replaceChildren(...axes(camera, session), ...scaleBar(camera));
    write(this.keys, session.say("drawing-keys"));
    write(this.hint, session.points.length ? "" : session.say("no-points"));
    this.marks.update(spots.map(({ box }) => box));
  }

  // Where a click would place a point; null takes the sign away.
  showGhost(place) {
    if (!place) return this.ghost.replaceChildren();
    const [px, py] = this.camera.toScreen(place.x, place.y);
    const cross = `M${px - 14} ${py} h28 M${px} ${py - 14} v28`;
    const ring = svg("circle", { cx: px, cy: py, r: RADIUS, class: place.corner ? "ghost corner" : "ghost" });
    return this.ghost.replaceChildren(svg("path", { d: cross, class: "ghost" }), ring);
  }

  showPointer(place) {
    write(this.pointer, place ? this.session.say("pointer", { x: plain(place.x), y: plain(place.y) }) : "");
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
