// Rows in and out as text with tabs, as spreadsheets give and take them.

import { columnOf, expected, read, refusal, written } from "./cells.js";
import { nextName, tidy } from "./points.js";
import { MOST_POINTS, columnName } from "./words.js";

export function rowsOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.map((line) => line.split("\t"));
}

export function isTable(text) {
  return /[\t\n]/.test(text.trim());
}

export function copied(session, points) {
  const { language, columns } = session;
  const lines = points.map((point) => columns.map((column) => written(language, column, point[column])));
  return [columns.map((column) => columnName(language, column)), ...lines].map((line) => line.join("\t")).join("\n");
}

// Text into the table, from cell (`index`, `column`) on; with a line of headings, by those headings.
export function paste(session, text, index, column) {
  const rows = rowsOf(text);
  const headings = rows[0].map(columnOf);
  const headed = headings.includes("x") && headings.includes("y");
  const columns = headed ? headings : session.columns.slice(session.columns.indexOf(column));
  const result = overlaid(session, headed ? rows.slice(1) : rows, columns, headed ? null : index);
  if (typeof result === "string") return session.refuse(result);
  Object.assign(session, { selected: new Set(result.names), active: result.names[0] ?? null });
  return session.commit(result.points, "pasted", { n: result.names.length });
}

// The plan with `rows` in it, and the names of their points; or the sentence that says why not, and nothing is kept.
function overlaid(session, rows, columns, start) {
  const points = [...session.points];
  const names = [];
  for (const [i, cells] of rows.entries()) {
    if (cells.every((cell) => !cell.trim())) continue;
    const made = changesOf(session, cells, columns, i + 1);
    if (typeof made === "string") return made;
    const at = start === null ? points.findIndex((point) => point.id === made.id) : Math.min(start + i, points.length);
    const found = at >= 0 ? points[at] : undefined;
    const lacking = ["x", "y"].find((name) => made[name] === undefined && !found);
    if (lacking) return lack(session, i + 1, lacking);
    const point = merged(session, points, found, made);
    if (points.some((other) => other !== found && other.id === point.id)) {
      return session.say("twice", { row: i + 1, name: point.id });
    }
    points.splice(found ? at : points.length, found ? 1 : 0, point);
    names.push(point.id);
  }
  if (points.length > MOST_POINTS) return session.say("many", { seen: points.length, n: MOST_POINTS });
  return { points, names };
}

function merged(session, points, found, made) {
  if (found) return tidy({ ...found, ...made, id: made.id ?? found.id });
  const id = nextName(points, session.say("prefix"));
  const own = { id, kind: "borehole", control: false, sampled: false, ...session.worksAt(made.x, made.y) };
  return tidy({ ...own, ...made, id: made.id ?? id });
}

function lack(session, row, column) {
  const { language } = session;
  return session.say("lacking", { row, column: columnName(language, column), expected: expected(language, column) });
}

function changesOf(session, cells, columns, row) {
  const made = {};
  for (const [i, cell] of cells.entries()) {
    if (!columns[i]) continue;
    const { value, expected: wanted } = read(session.language, columns[i], cell);
    if (wanted) return refusal(session.language, row, columns[i], cell);
    if (value !== null || !["id", "kind"].includes(columns[i])) made[columns[i]] = value;
  }
  return made;
}

export function duplicate(session) {
  const chosen = session.points.filter((point) => session.selected.has(point.id));
  if (!chosen.length) return session.announce("nothing-selected");
  const points = [...session.points];
  if (points.length + chosen.length > MOST_POINTS) return session.refuse(session.say("full", { n: MOST_POINTS }));
  const step = session.step || 1;
  for (const point of chosen) {
    points.push({ ...point, id: nextName(points, session.say("prefix")), x: point.x + step, y: point.y + step });
  }
  const names = points.slice(-chosen.length).map((point) => point.id);
  Object.assign(session, { selected: new Set(names), active: names[0] });
  return session.commit(points, "duplicated", { n: names.length });
}

// By way of the copy event: the clipboard's newer interface is closed to pages that come without https.
export function copyAll(session) {
  let done = false;
  const put = (event) => {
    event.clipboardData.setData("text/plain", copied(session, session.points));
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", put, { capture: true });
  if (done) session.announce("copied", { n: session.points.length });
  else session.refuse(session.say("not-copied"));
}
