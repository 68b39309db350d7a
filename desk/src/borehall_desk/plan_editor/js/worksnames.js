// Where the works' names stand: within them if there is room, else below, above or beside.

import { extent } from "./camera.js";
import { widthOf } from "./labels.js";

const SIZE = 12;
const HEIGHT = 14;

// The middle and the box of each name, in pixels. Points play no part, so that no name jumps while one is moved.
export function nameSpots(camera, shapes) {
  const boxes = shapes.map((shape) => screenBox(camera, shape));
  const taken = [];
  return shapes.map((shape, i) => {
    const others = [...boxes.filter((_, other) => other !== i), ...taken];
    const spots = candidates(shape, boxes[i], besideLine(camera, shape));
    const covers = spots.map(({ box }) => others.reduce((sum, other) => sum + shared(box, other), 0));
    const best = spots[covers.indexOf(Math.min(...covers))];
    taken.push(best.box);
    return best;
  });
}

function screenBox(camera, shape) {
  const { x1, y1, x2, y2 } = extent([shape], []);
  const [left, low] = camera.toScreen(x1, y1);
  const [right, high] = camera.toScreen(x2, y2);
  return [left, high, right, low];
}

// Left and right of the middle of an axis, whose box may be wide and empty where it runs aslant.
function besideLine(camera, shape) {
  if (!shape.lines.length || shape.polygons.length) return [];
  const line = shape.lines[0];
  const [ax, ay] = camera.toScreen(...line[0]);
  const [bx, by] = camera.toScreen(...line.at(-1));
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const [dx, dy] = [((by - ay) / length) * (widthOf(shape.name, SIZE) / 2 + 12), (-(bx - ax) / length) * 16];
  return [[(ax + bx) / 2 + dx, (ay + by) / 2 + dy], [(ax + bx) / 2 - dx, (ay + by) / 2 - dy]];
}

function candidates(shape, [left, high, right, low], beside) {
  const width = widthOf(shape.name, SIZE) + 6;
  const [x, y] = [(left + right) / 2, (high + low) / 2];
  const solid = shape.polygons.length === 1 && !shape.lines.length;
  // Above the middle, where a centre's or an equipment's mark and often a point stand.
  const [wide, tall] = [width + 16 < right - left, 4 * HEIGHT < low - high];
  const places = (solid || shape.circles.length) && wide && tall ? [[x, high + (low - high) * 0.3]] : beside;
  places.push([x, low + 14], [x, high - 14], [right + width / 2 + 8, y], [left - width / 2 - 8, y]);
  return places.map(([px, py]) => ({ x: px, y: py,
    box: [px - width / 2, py - HEIGHT / 2, px + width / 2, py + HEIGHT / 2] }));
}

function shared([x1, y1, x2, y2], [a1, b1, a2, b2]) {
  return Math.max(0, Math.min(x2, a2) - Math.max(x1, a1)) * Math.max(0, Math.min(y2, b2) - Math.max(y1, b1));
}
