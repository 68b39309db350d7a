// Where a click means: on a corner of the works, on the grid, or where it is.

import { rounded } from "./points.js";

const REACH = 9;

// Corners, centres, columns, piers: the places of the works that have a name of their own.
export function corners(shapes) {
  return shapes.flatMap((shape) => [
    ...shape.polygons.flat().map(([x, y]) => ({ x, y })),
    ...shape.marks.map(({ x, y }) => ({ x, y })),
  ]);
}

export function snapped(session, camera, x, y) {
  const near = session.corners ? nearestCorner(session.shapes, camera, x, y) : null;
  if (near) return { x: rounded(near.x), y: rounded(near.y), corner: true };
  const step = session.step || 0.1;
  return { x: rounded(Math.round(x / step) * step), y: rounded(Math.round(y / step) * step), corner: false };
}

function nearestCorner(shapes, camera, x, y) {
  const reach = REACH / camera.scale;
  const gaps = corners(shapes).map((corner) => ({ corner, gap: Math.hypot(corner.x - x, corner.y - y) }));
  const near = gaps.filter(({ gap }) => gap <= reach).sort((a, b) => a.gap - b.gap);
  return near[0]?.corner ?? null;
}
