// Mouse, pen and finger in the drawing: place, select, move, shift the sheet, draw a box around points.

import { shifted } from "./points.js";
import { snapped } from "./snap.js";

const STILL = 4;
const WHEEL = 1.0015;

export function watchPointer(drawing, session) {
  const { element, camera } = drawing;
  let press = null;

  const finish = () => {
    press = null;
    drawing.showBox(null);
    if (session.preview) session.change({ preview: null });
  };

  element.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    const mark = event.button === 0 ? event.target.closest(".point") : null;
    press = begin(drawing, session, event, mark);
    element.setPointerCapture(event.pointerId);
    event.preventDefault();
  });

  element.addEventListener("pointermove", (event) => {
    const [px, py] = drawing.at(event);
    const place = snapped(session, camera, ...camera.toPlan(px, py));
    drawing.showPointer(place);
    if (!press) return drawing.showGhost(session.tool === "add" && !event.target.closest(".point") ? place : null);
    if (!press.moved && Math.hypot(px - press.px, py - press.py) < STILL) return null;
    press.moved = true;
    return follow(drawing, session, press, px, py);
  });

  element.addEventListener("pointerup", (event) => {
    if (press) end(drawing, session, press, drawing.at(event));
    finish();
  });

  element.addEventListener("pointercancel", finish);
  element.addEventListener("keydown", (event) => event.key === "Escape" && press && finish());
  element.addEventListener("pointerleave", () => {
    drawing.showGhost(null);
    drawing.showPointer(null);
  });
  element.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    drawing.zoom(WHEEL ** -event.deltaY, ...drawing.at(event));
  }, { passive: false });
}

function begin(drawing, session, event, mark) {
  const [px, py] = drawing.at(event);
  const press = { px, py, lastX: px, lastY: py, moved: false, box: event.shiftKey, middle: event.button === 1 };
  if (!mark) {
    drawing.element.focus({ preventScroll: true });
    return { ...press, mode: "sheet" };
  }
  const { id } = mark.dataset;
  if (event.shiftKey || event.ctrlKey || event.metaKey) session.toggle(id);
  else if (session.selected.has(id)) session.change({ active: id });
  else session.select([id]);
  drawing.focusActive();
  const points = session.points;
  return { ...press, mode: "points", points, grabbed: points.find((point) => point.id === id), ids: session.selected };
}

function follow(drawing, session, press, px, py) {
  const { camera } = drawing;
  drawing.showGhost(null);
  if (press.mode === "points") {
    const { grabbed } = press;
    const [fromX, fromY] = camera.toPlan(press.px, press.py);
    const [x, y] = camera.toPlan(px, py);
    const place = snapped(session, camera, grabbed.x + x - fromX, grabbed.y + y - fromY);
    session.change({ preview: shifted(press.points, press.ids, place.x - grabbed.x, place.y - grabbed.y) });
  } else if (press.box) {
    drawing.showBox({ x1: press.px, y1: press.py, x2: px, y2: py });
  } else {
    drawing.pan(px - press.lastX, py - press.lastY);
  }
  Object.assign(press, { lastX: px, lastY: py });
}

function end(drawing, session, press, [px, py]) {
  if (press.mode === "points") return press.moved && session.preview ? drop(session, press) : null;
  if (press.moved) return press.box ? selectWithin(drawing, session, press, px, py) : null;
  if (press.middle) return null;
  if (session.tool !== "add") return session.select([]);
  const { x, y } = snapped(session, drawing.camera, ...drawing.camera.toPlan(px, py));
  session.add(x, y);
  return drawing.focusActive();
}

function drop(session, { ids, grabbed }) {
  const moved = session.preview.find((point) => point.id === grabbed.id);
  if (ids.size > 1) return session.commit(session.preview, "moved-several", { n: ids.size });
  return session.commit(session.preview, "moved", { what: session.describe(moved) });
}

function selectWithin(drawing, session, press, px, py) {
  const [x1, y1] = drawing.camera.toPlan(Math.min(press.px, px), Math.max(press.py, py));
  const [x2, y2] = drawing.camera.toPlan(Math.max(press.px, px), Math.min(press.py, py));
  const within = session.points.filter(({ x, y }) => x >= x1 && x <= x2 && y >= y1 && y <= y2);
  session.select(within.map((point) => point.id));
  return session.announce("selected", { n: within.length });
}
