// The table by keyboard, mouse and clipboard, as spreadsheets have it.

import { copied, isTable, paste } from "./clipboard.js";
import { isWhole } from "./fields.js";

export function watchTable(table) {
  const { body, session } = table;
  body.addEventListener("input", (event) => {
    if (event.target.matches("input[type=text]")) event.target.dataset.typed = "1";
  });
  body.addEventListener("change", (event) => {
    // What cannot be used stays as typed while the cell is left by nothing but an accident; see focusout.
    table.commit(event.target);
  });
  body.addEventListener("focusin", (event) => selectRow(table, event.target));
  body.addEventListener("focusout", (event) => {
    if (event.target.getAttribute("aria-invalid")) table.discard(event.target);
  });
  body.addEventListener("click", (event) => {
    const handle = event.target.closest("button.handle");
    if (handle) pick(table, handle, event);
  });
  body.addEventListener("keydown", (event) => {
    if (event.target.matches("[data-column]") && !event.isComposing) onKey(table, event);
    else if (["Delete", "Backspace"].includes(event.key)) session.remove();
  });
  body.addEventListener("paste", (event) => onPaste(table, event));
}

function selectRow(table, target) {
  const point = target.matches("[data-column]") ? table.pointOf(target) : null;
  if (target.matches("input[type=text]")) target.select();
  if (point && point.id !== table.session.active) table.session.select([point.id]);
  else if (point && !table.session.selected.has(point.id)) table.session.select([point.id]);
}

function pick(table, handle, event) {
  const { session } = table;
  const index = Number(handle.closest("tr").dataset.index);
  const { id } = session.points[index];
  if (event.ctrlKey || event.metaKey) return session.toggle(id);
  if (!event.shiftKey || session.activeIndex < 0) return session.select([id]);
  const [from, to] = [session.activeIndex, index].sort((a, b) => a - b);
  return session.select(session.points.slice(from, to + 1).map((point) => point.id), session.active);
}

function onKey(table, event) {
  const cell = event.target;
  if (event.key === "Escape") return cell.dataset.typed ? stop(event, () => table.discard(cell)) : null;
  if (event.key === "F2") return stop(event, () => cell.setSelectionRange?.(cell.value.length, cell.value.length));
  const move = moveOf(event, cell);
  if (!move) return null;
  return stop(event, () => {
    if (cell.dataset.typed && !table.commit(cell)) return cell.select();
    return step(table, cell, ...move);
  });
}

function stop(event, run) {
  event.preventDefault();
  run();
}

// Rows and columns to go: [down, right].
function moveOf(event, cell) {
  const { key, shiftKey, altKey } = event;
  if (event.ctrlKey || event.metaKey || altKey) return null;
  if (key === "Enter") return [shiftKey ? -1 : 1, 0];
  if (key === "ArrowDown") return [1, 0];
  if (key === "ArrowUp") return [-1, 0];
  if (shiftKey || (cell.dataset.typed && !isWhole(cell))) return null;
  const text = cell.matches("input[type=text]");
  if (key === "ArrowRight" && (isWhole(cell) || cell.selectionStart === cell.value.length || !text)) return [0, 1];
  if (key === "ArrowLeft" && (isWhole(cell) || cell.selectionEnd === 0 || !text)) return [0, -1];
  return null;
}

function step(table, cell, down, right) {
  const { columns, points } = table.session;
  const index = Number(cell.closest("tr").dataset.index) + down;
  const column = columns[columns.indexOf(cell.dataset.column) + right];
  if (!column || index < 0 || index > points.length) return cell.select?.();
  return table.focus(index, column);
}

function onPaste(table, event) {
  const text = event.clipboardData.getData("text/plain");
  if (!isTable(text)) return;
  event.preventDefault();
  event.stopPropagation();
  const cell = event.target.closest("[data-column]");
  const index = cell ? Number(cell.closest("tr").dataset.index) : table.session.points.length;
  if (cell) table.release(cell);
  paste(table.session, text, index, cell?.dataset.column ?? "id");
}

// Copies the selected rows, and takes rows that are pasted elsewhere than into a cell, at the end.
export function watchClipboard(root, session) {
  root.addEventListener("copy", (event) => {
    const cell = event.target.closest?.("input[type=text], select");
    if (!session.selected.size || (cell && session.selected.size < 2)) return;
    const chosen = session.points.filter((point) => session.selected.has(point.id));
    event.clipboardData.setData("text/plain", copied(session, chosen));
    event.preventDefault();
    session.announce("copied", { n: chosen.length });
  });
  root.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (event.target.closest?.("input, select") || !isTable(text)) return;
    event.preventDefault();
    paste(session, text, session.points.length, "id");
  });
}
