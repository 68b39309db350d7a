// The cells of the table, by what a column holds: a text, a tick, a choice.

import { read, written } from "./cells.js";
import { html, set } from "./dom.js";
import { COLUMNS, KINDS, kindName } from "./words.js";

// A cell's element; `commit(text)` says whether the text was taken.
export function cellFor(session, column) {
  const { type } = COLUMNS[column];
  if (type === "truth") return html("input", { type: "checkbox" });
  if (type === "kind" || (column === "works" && choicesOf(session, column).length)) return html("select");
  const numeric = type === "number";
  return html("input", { type: "text", inputmode: numeric ? "decimal" : null, autocomplete: "off", spellcheck: "false", size: numeric ? 3 : 4,
    class: numeric ? "number" : "text" });
}

export function choicesOf(session, column) {
  return column === "kind" ? Object.keys(KINDS) : (session.model.get("_choices")[column] ?? []);
}

// Shows `value` in the cell, unless somebody is typing in it.
export function show(session, cell, column, value) {
  if (cell.type === "checkbox") cell.checked = Boolean(value);
  else if (cell.tagName === "SELECT") showChoices(session, cell, column, value);
  else if (!cell.dataset.typed) setText(cell, written(session.language, column, value));
}

function setText(cell, text) {
  if (cell.value === text) return;
  const whole = isWhole(cell);
  cell.value = text;
  if (whole && cell.getRootNode().activeElement === cell) cell.select();
}

function showChoices(session, cell, column, value) {
  const names = choicesOf(session, column);
  const known = value === undefined || value === null || names.includes(value) ? names : [...names, value];
  const wanted = column === "kind" ? known : ["", ...known];
  const texts = wanted.map((name) => (column === "kind" ? kindName(session.language, name) : name || session.say("nobody")));
  if (cell.dataset.choices !== JSON.stringify([wanted, texts])) {
    cell.dataset.choices = JSON.stringify([wanted, texts]);
    set(cell, {}, wanted.map((name, i) => html("option", { value: name }, texts[i])));
  }
  cell.value = value ?? (column === "kind" ? "borehole" : "");
}

// The value that the cell holds now, as `read` gives it.
export function held(session, cell, column) {
  if (cell.type === "checkbox") return { value: cell.checked };
  if (cell.tagName === "SELECT") return { value: cell.value || null };
  return read(session.language, column, cell.value);
}

// Whether the whole text is selected, so that the arrows go to the next cell instead of to the next letter.
export function isWhole(cell) {
  if (cell.tagName === "SELECT" || cell.type === "checkbox") return true;
  return cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
}
