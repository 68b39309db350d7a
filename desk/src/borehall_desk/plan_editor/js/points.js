// A plan's points, never changed in place: every change makes a new list.

import { COLUMNS } from "./words.js";

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

// A centimetre is the finest that a survey sets out.
export function rounded(metres) {
  return Math.round(metres * 100) / 100;
}

// Columns in their order, blanks left out, as in the kernel.
export function tidy(point) {
  const filled = Object.keys(COLUMNS).filter((name) => point[name] !== null && point[name] !== undefined);
  return Object.fromEntries(filled.map((name) => [name, point[name]]));
}

export function changed(points, id, changes) {
  return points.map((point) => (point.id === id ? tidy({ ...point, ...changes }) : point));
}

export function shifted(points, ids, dx, dy) {
  const move = (point) => ({ ...point, x: rounded(point.x + dx), y: rounded(point.y + dy) });
  return points.map((point) => (ids.has(point.id) ? move(point) : point));
}

// The next free name after that of the last point: ZK7 after ZK6.
export function nextName(points, prefix) {
  const taken = new Set(points.map((point) => point.id));
  const [, stem, digits] = /^(.*?)(\d+)$/.exec(points.at(-1)?.id ?? "") ?? [null, prefix, "0"];
  let number = Number(digits) + 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

// The nearest other points of `points[index]`, nearest first.
export function nearest(points, index, most = 3) {
  const here = points[index];
  const others = points.filter((_, i) => i !== index);
  const measured = others.map((point) => ({ point, distance: Math.hypot(point.x - here.x, point.y - here.y) }));
  return measured.sort((a, b) => a.distance - b.distance).slice(0, most);
}

export function scoped(points, scope, selected) {
  const tests = {
    selected: (point) => selected.has(point.id),
    all: () => true,
    control: (point) => point.control,
    general: (point) => !point.control,
    blank: (point) => point.depth === undefined,
  };
  return points.filter(tests[scope]);
}
