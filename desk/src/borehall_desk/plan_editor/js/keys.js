// The keyboard in the drawing, and keeping JupyterLab's own keys away from it.

import { duplicate } from "./clipboard.js";
import { shifted } from "./points.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function watchKeys(drawing, session) {
  drawing.element.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey ? null : commandOf(event, drawing, session);
    const ran = command ?? arrow(event, drawing, session);
    if (!ran) return;
    event.preventDefault();
    ran();
    if (["n", "Delete", "Backspace"].includes(event.key)) drawing.focusActive();
  });
  drawing.element.addEventListener("focusin", (event) => {
    const id = event.target.closest?.(".point")?.dataset.id;
    const arrived = !drawing.element.contains(event.relatedTarget);
    if (id && (id !== session.active || (arrived && !session.selected.size))) session.select([id]);
  });
}

function commandOf(event, drawing, session) {
  const step = (by) => () => go(session, drawing, session.activeIndex + by);
  const zoom = (factor) => () => drawing.zoom(factor);
  const commands = {
    PageDown: step(1),
    PageUp: step(-1),
    Home: () => go(session, drawing, 0),
    End: () => go(session, drawing, session.points.length - 1),
    Delete: () => session.remove(),
    Backspace: () => session.remove(),
    Escape: () => leave(session),
    " ": () => session.active && session.toggle(session.active),
    n: () => addInTheMiddle(session, drawing),
    c: () => flip(session, "control"),
    s: () => flip(session, "sampled"),
    v: () => session.change({ tool: "select" }),
    a: () => session.change({ tool: "add" }),
    "+": zoom(1.25),
    "=": zoom(1.25),
    "-": zoom(0.8),
    0: () => drawing.fit(),
  };
  return commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}

// Ctrl with an arrow shifts the sheet; else the selected points move: a grid step, Shift ten, Alt a tenth of it.
function arrow(event, drawing, session) {
  const direction = ARROWS[event.key];
  if (!direction) return null;
  const [dx, dy] = direction;
  if (event.ctrlKey || event.metaKey) {
    return () => drawing.pan(-dx * 40, dy * 40);
  }
  const step = (session.step || 1) * (event.shiftKey ? 10 : 1) * (event.altKey ? 0.1 : 1);
  return () => move(session, dx * step, dy * step);
}

function move(session, dx, dy) {
  const ids = session.selected;
  if (!ids.size) return session.announce("nothing-selected");
  const points = shifted(session.points, ids, dx, dy);
  if (ids.size > 1) return session.commit(points, "moved-several", { n: ids.size });
  return session.commit(points, "moved", { what: session.describe(points.find((point) => ids.has(point.id))) });
}

function go(session, drawing, index) {
  const points = session.points;
  if (!points.length) return;
  const point = points[(index + points.length) % points.length];
  session.select([point.id]);
  drawing.focusActive();
}

function leave(session) {
  if (session.tool === "add") session.change({ tool: "select" });
  else session.select([]);
}

export function addInTheMiddle(session, drawing) {
  const step = session.step || 1;
  let x = Math.round(drawing.camera.x / step) * step;
  const y = Math.round(drawing.camera.y / step) * step;
  // Not over another point, where it could not be seen.
  while (session.points.some((point) => Math.hypot(point.x - x, point.y - y) < step / 2)) x += step;
  session.add(x, y);
}

export function flip(session, name) {
  const chosen = session.points.filter((point) => session.selected.has(point.id));
  if (!chosen.length) return session.announce("nothing-selected");
  const to = !chosen.every((point) => point[name]);
  const points = session.points.map((point) => (session.selected.has(point.id) ? { ...point, [name]: to } : point));
  if (chosen.length > 1) return session.commit(points, "changed-several", { n: chosen.length });
  return session.commit(points, "changed", { what: session.describe({ ...chosen[0], [name]: to }) });
}

// Ctrl+Z, Ctrl+Y and Ctrl+D anywhere in the editor; but within a cell that is being typed, undo is the cell's own.
export function watchCommands(root, session) {
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.dataset.typed) return;
    const key = event.key.toLowerCase();
    const command = {
      z: () => (event.shiftKey ? session.redo() : session.undo()),
      y: () => session.redo(),
      d: () => duplicate(session),
      a: () => session.select(session.points.map((point) => point.id), session.active ?? session.points[0]?.id ?? null),
    }[key];
    if (!command || (key === "a" && event.target.matches("input"))) return;
    event.preventDefault();
    command();
  });
}

// JupyterLab looks at every key before any element does, unless the one that has the focus asks it not to (an element
// around it asks in vain where a shortcut is for the focused one). Saving and the like stay JupyterLab's.
export function keepKeys(root, signal) {
  const ours = (event) => {
    if (!event.ctrlKey && !event.metaKey) return true;
    return event.key.startsWith("Arrow") || "zydacvx".includes(event.key.toLowerCase());
  };
  window.addEventListener("keydown", (event) => {
    if (root.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", ours(event));
  }, { capture: true, signal });
}
