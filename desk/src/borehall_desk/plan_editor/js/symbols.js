// The trade's symbols: control points are filled, general ones hollow; a stroke through the middle marks sampling.

import { svg } from "./dom.js";

export const RADIUS = 6;

const OUTLINES = {
  borehole: (r) => ["circle", { r }],
  cpt: (r) => ["path", { d: `M0 ${-r * 1.15} L${r * 1.1} ${r * 0.8} L${-r * 1.1} ${r * 0.8} Z` }],
  pit: (r) => ["rect", { x: -r * 0.9, y: -r * 0.9, width: r * 1.8, height: r * 1.8 }],
  trench: (r) => ["rect", { x: -r * 1.5, y: -r * 0.6, width: r * 3, height: r * 1.2 }],
  geophysics: (r) => ["path", { d: `M0 ${-r * 1.15} L${r * 1.15} 0 L0 ${r * 1.15} L${-r * 1.15} 0 Z` }],
};

// The parts of the symbol of a point, around the origin.
export function symbol({ kind, control, sampled, shear_wave: wave }, r = RADIUS) {
  const [tag, shape] = (OUTLINES[kind] ?? OUTLINES.borehole)(r);
  const reach = kind === "trench" ? r * 1.5 : r * 1.05;
  const parts = [];
  if (sampled) parts.push(ticks(reach, r * 0.85));
  parts.push(svg(tag, { ...shape, class: control ? "mark filled" : "mark hollow" }));
  if (kind === "geophysics") parts.push(svg("path", { d: cross(r * 0.5), class: control ? "inset onfilled" : "inset" }));
  if (wave) parts.push(svg("path", { d: ripple(r), class: "wave" }));
  return parts;
}

// Two short strokes, left and right: samples are taken or the ground is tested in the hole.
function ticks(reach, length) {
  const d = `M${-reach} 0 h${-length} M${reach} 0 h${length}`;
  return svg("path", { d, class: "tick" });
}

function cross(r) {
  return `M${-r} ${-r} L${r} ${r} M${-r} ${r} L${r} ${-r}`;
}

function ripple(r) {
  return `M${-r} ${r * 1.75} q${r / 2} ${-r * 0.8} ${r} 0 t${r} 0`;
}
