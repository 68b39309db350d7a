// What lies under the points: grid, works with their names and lengths, axes, scale bar.

import { GUTTER, multiples, roundStep } from "./camera.js";
import { svg } from "./dom.js";
import { widthOf } from "./labels.js";
import { plain } from "./words.js";

const SIDE_SEEN = 44;

export function grid(camera) {
  const step = roundStep(camera.scale, 64);
  const fine = roundStep(camera.scale, 12);
  return [...gridLines(camera, fine, "grid"), ...gridLines(camera, step, "grid main")];
}

function gridLines(camera, step, name) {
  const { x1, y1, x2, y2 } = camera.window;
  const [left, low] = camera.toScreen(x1, y1);
  const [right, high] = camera.toScreen(x2, y2);
  const upright = multiples(step, x1, x2).map((x) => `M${camera.toScreen(x, 0)[0]} ${low} V${high}`);
  const level = multiples(step, y1, y2).map((y) => `M${left} ${camera.toScreen(0, y)[1]} H${right}`);
  return [svg("path", { d: [...upright, ...level].join(" "), class: name })];
}

// Ticks with round numbers of metres in the gutters, and what each axis is.
export function axes(camera, session) {
  const { x1, y1, x2, y2 } = camera.window;
  const { left, right, top, bottom } = GUTTER;
  const step = roundStep(camera.scale, 64);
  const [low, edge] = [camera.height - bottom, camera.width - right];
  const titleWidth = widthOf(session.say("x-axis")) + 12;
  const xs = multiples(step, x1, x2).map((x) => [camera.toScreen(x, 0)[0], plain(x)]);
  const ys = multiples(step, y1, y2).map((y) => [camera.toScreen(0, y)[1], plain(y)]);
  return [
    svg("path", { d: `M${left} ${top} V${low} H${edge}`, class: "axis" }),
    svg("path", { d: xs.map(([px]) => `M${px} ${low} v4`).join(" ") || "M0 0", class: "axis" }),
    svg("path", { d: ys.map(([py]) => `M${left} ${py} h-4`).join(" ") || "M0 0", class: "axis" }),
    ...xs.filter(([px]) => px < edge - titleWidth).map(([px, text]) => label(px, low + 15, text, "middle")),
    ...ys.filter(([py]) => py > top + 18).map(([py, text]) => label(left - 7, py + 4, text, "end")),
    label(edge, low + 15, session.say("x-axis"), "end", "axis-name"),
    label(left - 7, top + 8, session.say("y-axis"), "end", "axis-name"),
  ];
}

function label(x, y, text, anchor, name = "tick-label") {
  return svg("text", { x, y, "text-anchor": anchor, class: name }, text);
}

export function scaleBar(camera) {
  const metres = roundStep(camera.scale, 60);
  const width = metres * camera.scale;
  const x = camera.width - GUTTER.right - 14 - width;
  const y = camera.height - GUTTER.bottom - 16;
  const quarter = (i) => ({ x: x + (i * width) / 4, y, width: width / 4, height: 4 });
  return [
    svg("rect", { x: x - 12, y: y - 18, width: width + 26, height: 28, rx: 3, class: "backing" }),
    ...[0, 1, 2, 3].map((i) => svg("rect", { ...quarter(i), class: i % 2 ? "bar light" : "bar" })),
    label(x, y - 4, "0", "middle"),
    label(x + width, y - 4, `${plain(metres)} m`, "middle"),
  ];
}

export function works(camera, session) {
  return session.shapes.flatMap((shape) => [
    ...shape.polygons.map((corners) => svg("path", { d: path(camera, corners, true), class: "works" })),
    ...shape.circles.map((circle) => round(camera, circle)),
    ...shape.lines.map((places) => svg("path", { d: path(camera, places, false), class: "works-axis" })),
    ...shape.marks.map((mark) => markOf(camera, mark)),
  ]);
}

function path(camera, places, closed) {
  return `M${places.map(([x, y]) => camera.toScreen(x, y).join(" ")).join(" L")}${closed ? " Z" : ""}`;
}

function round(camera, { x, y, r }) {
  const [cx, cy] = camera.toScreen(x, y);
  return svg("circle", { cx, cy, r: r * camera.scale, class: "works" });
}

function markOf(camera, { kind, x, y }) {
  const [px, py] = camera.toScreen(x, y);
  const shapes = {
    centre: `M${px - 7} ${py} h14 M${px} ${py - 7} v14`,
    column: `M${px - 3.5} ${py - 3.5} h7 v7 h-7 Z`,
    equipment: `M${px - 6} ${py - 6} h12 v12 h-12 Z M${px - 6} ${py - 6} l12 12 M${px + 6} ${py - 6} l-12 12`,
  };
  return svg("path", { d: shapes[kind], class: `works-mark ${kind}` });
}

// Names of the works, lengths along their sides where there is room. `spots` is what `nameSpots` found.
export function worksNames(camera, session, spots) {
  return session.shapes.flatMap((shape, i) => {
    const { x, y } = spots[i];
    const name = svg("text", { x, y: y + 4, "text-anchor": "middle", class: "works-name" }, shape.name);
    const sides = shape.polygons.length === 1 ? shape.polygons[0].map((_, n) => side(camera, shape.polygons[0], n)) : [];
    const across = shape.circles.map((circle) => diameter(camera, session, circle));
    return [name, ...[...sides, ...across].filter(Boolean)];
  });
}

function diameter(camera, session, { x, y, r }) {
  if (2 * r * camera.scale < SIDE_SEEN) return null;
  const [px, py] = camera.toScreen(x, y);
  const text = session.say("diameter", { d: plain(2 * r) });
  return svg("text", { x: px, y: py + r * camera.scale * 0.6, "text-anchor": "middle", class: "length" }, text);
}

// The length of a side, within the outline and along it; only of the first of two equal opposite sides.
function side(camera, corners, i) {
  const [a, b] = [corners[i], corners[(i + 1) % corners.length]];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length * camera.scale < SIDE_SEEN || (corners.length === 4 && i > 1)) return null;
  const [[ax, ay], [bx, by]] = [camera.toScreen(...a), camera.toScreen(...b)];
  let turn = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
  if (turn > 90 || turn <= -90) turn += 180;
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
  const [cx, cy] = camera.toScreen(...centreOf(corners));
  const far = Math.hypot(cx - mx, cy - my) || 1;
  const [px, py] = [mx + ((cx - mx) / far) * 17, my + ((cy - my) / far) * 17];
  const place = `translate(${px} ${py}) rotate(${turn})`;
  return svg("text", { transform: place, "text-anchor": "middle", dy: "0.35em", class: "length" }, plain(length));
}

function centreOf(corners) {
  const sum = corners.reduce(([sx, sy], [x, y]) => [sx + x, sy + y], [0, 0]);
  return sum.map((value) => value / corners.length);
}
