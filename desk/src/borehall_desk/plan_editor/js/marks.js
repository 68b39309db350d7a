// The points in the drawing: each can be focused, is named for screen readers, and keeps its element while it moves.

import { GUTTER } from "./camera.js";
import { set, svg } from "./dom.js";
import { placed, widthOf } from "./labels.js";
import { nearest } from "./points.js";
import { symbol } from "./symbols.js";
import { plain } from "./words.js";

export class Marks {
  constructor(session, camera) {
    Object.assign(this, { session, camera });
    this.distances = svg("g", { "aria-hidden": "true" });
    this.names = svg("g", { "aria-hidden": "true" });
    this.layer = svg("g", { role: "listbox", "aria-multiselectable": "true" });
  }

  // `others` are boxes in pixels that no name should cover.
  update(others) {
    const { layer, session } = this;
    const focused = layer.contains(layer.getRootNode().activeElement);
    const points = session.points;
    while (layer.childElementCount > points.length) layer.lastElementChild.remove();
    while (layer.childElementCount < points.length) layer.append(svg("g", { role: "option", class: "point" }));
    const reached = Math.max(0, session.activeIndex);
    points.forEach((point, i) => this.draw(layer.children[i], point, i === reached, points.length));
    set(layer, { "aria-label": session.say("points"), role: points.length ? "listbox" : null });
    if (focused) (layer.children[reached] ?? layer.ownerSVGElement).focus({ preventScroll: true });
    this.drawNames(points, others);
    this.drawDistances(points);
  }

  draw(element, point, reached, count) {
    const { session, camera } = this;
    const [px, py] = camera.toScreen(point.x, point.y);
    const selected = session.selected.has(point.id);
    const look = [point.kind, point.control, point.sampled, Boolean(point.shear_wave)].join();
    if (element.dataset.look !== look) {
      element.dataset.look = look;
      set(element, {}, [svg("circle", { r: 12, class: "reach" }), ...symbol(point)]);
    }
    element.dataset.id = point.id;
    set(element, {
      transform: `translate(${px.toFixed(2)} ${py.toFixed(2)})`,
      tabindex: reached ? 0 : -1,
      class: selected ? "point selected" : "point",
      "aria-selected": String(selected),
      "aria-label": session.describe(point),
      "aria-setsize": count,
    });
  }

  // Number over depth, as a drawing of boreholes shows them.
  drawNames(points, others) {
    const { camera, session } = this;
    const marks = points.map((point) => {
      const [px, py] = camera.toScreen(point.x, point.y);
      const lines = point.depth === undefined ? [point.id] : [point.id, plain(point.depth)];
      return { px, py, lines, keep: session.selected.has(point.id) };
    });
    const bounds = [GUTTER.left, GUTTER.top, camera.width - GUTTER.right, camera.height - GUTTER.bottom];
    const spots = placed(marks, bounds, others);
    this.names.replaceChildren(...marks.flatMap((mark, i) => (spots[i] ? [fraction(mark.lines, spots[i])] : [])));
  }

  drawDistances(points) {
    const { camera, session } = this;
    const index = session.selected.size === 1 ? session.activeIndex : -1;
    const found = index < 0 ? [] : nearest(points, index);
    const [px, py] = index < 0 ? [0, 0] : camera.toScreen(points[index].x, points[index].y);
    this.distances.replaceChildren(...found.flatMap(({ point, distance }) => {
      const [qx, qy] = camera.toScreen(point.x, point.y);
      return measured(px, py, qx, qy, distance.toFixed(2));
    }));
  }
}

function fraction(lines, { x, y, width }) {
  const [name, depth] = lines;
  if (depth === undefined) return text(x, y + 4, name, "name");
  return svg("g", {},
    text(x, y - 2, name, "name"),
    svg("path", { d: `M${x - width / 2} ${y} h${width}`, class: "rule" }),
    text(x, y + 10, depth, "depth"));
}

function text(x, y, content, name) {
  return svg("text", { x, y, "text-anchor": "middle", class: name }, content);
}

function measured(px, py, qx, qy, words) {
  const line = svg("path", { d: `M${px} ${py} L${qx} ${qy}`, class: "distance" });
  if (Math.hypot(qx - px, qy - py) < 54) return [line];
  // Nearer to the selected point: the middle is where the works have their names.
  const [x, y] = [px + (qx - px) * 0.38, py + (qy - py) * 0.38];
  const width = widthOf(words, 11) + 8;
  const backing = svg("rect", { x: x - width / 2, y: y - 8, width, height: 15, rx: 3, class: "backing" });
  return [line, backing, text(x, y + 4, words, "distance-name")];
}
