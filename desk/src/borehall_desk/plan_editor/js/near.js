// How near a place is to the works.

// How far a place lies from the middle line or outline of a shape; 0 inside of it.
export function gap(shape, x, y) {
  const round = shape.circles.map((circle) => Math.max(0, Math.hypot(x - circle.x, y - circle.y) - circle.r));
  const sides = shape.polygons.map((corners) => (inside(corners, x, y) ? 0 : along([...corners, corners[0]], x, y)));
  const lines = shape.lines.map((places) => along(places, x, y));
  const marks = shape.marks.map((mark) => Math.hypot(x - mark.x, y - mark.y));
  return Math.min(...round, ...sides, ...lines, ...marks);
}

function along(places, x, y) {
  const gaps = places.slice(1).map(([bx, by], i) => {
    const [ax, ay] = places[i];
    const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const share = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
  });
  return Math.min(...gaps);
}

function inside(corners, x, y) {
  return corners.reduce((odd, [ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length];
    return ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay) ? !odd : odd;
  }, false);
}
