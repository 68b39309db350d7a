// Names beside their marks, each where it covers least: right above first, as in drawings.

const SIDES = [
  [1, -1], [1, 1], [-1, -1], [-1, 1], [1, 0], [-1, 0], [0, -1], [0, 1],
];
const BESIDE = 9;
const ASLANT = 6;
const LINE = 11;
const CROWDED = 60;

export function widthOf(text, size = 11) {
  return [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? size : size * 0.58), 0);
}

// For each of `marks` ({px, py, lines, keep}) the middle of its name, or null where there is no room for it.
// `others` are boxes that names should not cover.
export function placed(marks, bounds, others = []) {
  const taken = [...marks.map(({ px, py }) => [px - 7, py - 7, px + 7, py + 7]), ...others];
  const order = marks.map((_, i) => i).sort((a, b) => Number(marks[b].keep) - Number(marks[a].keep));
  const spots = new Array(marks.length).fill(null);
  for (const i of order) {
    const best = candidates(marks[i]).map((spot) => ({ ...spot, cover: covered(spot.box, taken, i, bounds) }));
    best.sort((a, b) => a.cover - b.cover);
    if (best[0].cover > 0 && !marks[i].keep && marks.length > CROWDED) continue;
    spots[i] = best[0];
    taken.push(best[0].box);
  }
  return spots;
}

function candidates({ px, py, lines }) {
  const width = Math.max(...lines.map((line) => widthOf(line))) + 2;
  const height = lines.length * LINE;
  return SIDES.map(([right, down]) => {
    const gap = right && down ? ASLANT : BESIDE;
    const x = px + right * (gap + width / 2);
    const y = py + down * (gap + height / 2);
    return { x, y, width, box: [x - width / 2, y - height / 2, x + width / 2, y + height / 2] };
  });
}

function covered([x1, y1, x2, y2], taken, own, bounds) {
  const over = taken.map(([a1, b1, a2, b2], i) => {
    if (i === own) return 0;
    return Math.max(0, Math.min(x2, a2) - Math.max(x1, a1)) * Math.max(0, Math.min(y2, b2) - Math.max(y1, b1));
  });
  const seen = Math.max(0, Math.min(x2, bounds[2]) - Math.max(x1, bounds[0])) *
    Math.max(0, Math.min(y2, bounds[3]) - Math.max(y1, bounds[1]));
  return over.reduce((sum, area) => sum + area, 0) + (x2 - x1) * (y2 - y1) - seen;
}
