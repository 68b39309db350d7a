// The points as a table: a row each, in the order in which they were made, and an empty row for the next one.

import { refusal } from "./cells.js";
import { html, set, write } from "./dom.js";
import { cellFor, held, show } from "./fields.js";
import { changed, nextName, tidy } from "./points.js";
import { watchTable } from "./tablekeys.js";
import { COLUMNS, columnName } from "./words.js";

export class Table {
  constructor(session) {
    this.session = session;
    this.draft = {};
    this.head = html("tr");
    this.body = html("tbody");
    this.table = html("table", {}, html("thead", {}, this.head), this.body);
    this.lists = html("div", { hidden: true });
    this.element = html("div", { class: "rows" }, this.table, this.lists);
    watchTable(this);
  }

  update() {
    const { session, body } = this;
    const { columns, points } = session;
    if (this.columns !== columns.join()) this.rebuild(columns);
    this.writeHead(columns);
    while (body.childElementCount > points.length + 1) body.lastElementChild.remove();
    while (body.childElementCount < points.length + 1) body.append(this.newRow(columns));
    [...points, null].forEach((point, i) => this.writeRow(body.children[i], point, i, columns));
    set(this.table, { "aria-label": session.say("table") });
    this.reveal();
  }

  // The row of a point that was chosen in the drawing comes into sight; the page itself stays where it is.
  reveal() {
    const { element, body, session } = this;
    if (this.revealed === session.active) return;
    this.revealed = session.active;
    const row = body.children[session.activeIndex];
    if (!row || element.contains(element.getRootNode().activeElement)) return;
    const [top, bottom] = [row.offsetTop - this.head.offsetHeight, row.offsetTop + row.offsetHeight];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
  }

  rebuild(columns) {
    this.columns = columns.join();
    this.body.replaceChildren();
    this.head.replaceChildren(html("th", { scope: "col", class: "handle" }), ...columns.map((column) =>
      html("th", { scope: "col", class: COLUMNS[column].type })));
    const listed = columns.filter((column) => ["line", "unit"].includes(column));
    this.lists.replaceChildren(...listed.map((column) => html("datalist", { id: this.listOf(column) },
      ...(this.session.model.get("_choices")[column] ?? []).map((value) => html("option", { value })))));
  }

  listOf(column) {
    this.number ??= Math.random().toString(36).slice(2);
    return `borehall-plan-${column}-${this.number}`;
  }

  writeHead(columns) {
    const { language } = this.session;
    columns.forEach((column, i) => write(this.head.children[i + 1], columnName(language, column)));
  }

  newRow(columns) {
    const handle = html("button", { type: "button", class: "handle", tabindex: -1 });
    const cells = columns.map((column) => html("td", {}, this.newCell(column)));
    return html("tr", {}, html("th", { scope: "row", class: "handle" }, handle), ...cells);
  }

  newCell(column) {
    const cell = cellFor(this.session, column);
    cell.dataset.column = column;
    if (["line", "unit"].includes(column)) set(cell, { list: this.listOf(column) });
    return cell;
  }

  writeRow(row, point, index, columns) {
    const { session } = this;
    const selected = Boolean(point) && session.selected.has(point.id);
    // Most rows stay as they are while one point is dragged.
    const look = JSON.stringify([point ?? this.draftShown(), index, selected, session.language]);
    if (row.look === look) return;
    row.look = look;
    const name = point ? session.nameOf(point) : session.say("new-row");
    const handle = row.firstElementChild.firstElementChild;
    row.dataset.index = index;
    set(row, { class: [selected ? "selected" : "", point ? "" : "blank"].join(" ").trim() || null });
    set(handle, { "aria-label": session.say("row", { row: index + 1, name }), "aria-pressed": String(selected) });
    set(handle, { disabled: !point });
    write(handle, point ? String(index + 1) : "＋");
    columns.forEach((column, i) => {
      const cell = row.children[i + 1].firstElementChild;
      show(session, cell, column, (point ?? this.draftShown())[column]);
      set(cell, { "aria-label": session.say("cell-label", { name, column: this.labelOf(column) }) });
    });
  }

  labelOf(column) {
    const text = columnName(this.session.language, column);
    return COLUMNS[column].type === "number" ? this.session.say("metres", { column: text }) : text;
  }

  draftShown() {
    return { ...this.session.pattern, ...this.draft };
  }

  pointOf(cell) {
    return this.session.points[Number(cell.closest("tr").dataset.index)];
  }

  // Keeps what stands in the cell; false when it can't be used, and then the cell says so and stays as typed.
  commit(cell) {
    const { session } = this;
    const { column } = cell.dataset;
    const row = Number(cell.closest("tr").dataset.index) + 1;
    const { value, expected } = held(session, cell, column);
    const point = this.pointOf(cell);
    if (expected && (point || cell.value.trim())) return this.mark(cell, refusal(session.language, row, column, cell.value));
    if (column === "id" && session.points.some((other) => other !== point && other.id === value)) {
      return this.mark(cell, session.say("twice", { row, name: value }));
    }
    this.release(cell);
    if (point) this.change(point, column, value);
    else this.draw({ [column]: value ?? undefined });
    return true;
  }

  mark(cell, sentence) {
    set(cell, { "aria-invalid": "true" });
    this.session.refuse(sentence);
    return false;
  }

  release(cell) {
    delete cell.dataset.typed;
    cell.closest("tr").look = null;
    set(cell, { "aria-invalid": null });
  }

  change(point, column, value) {
    const { session } = this;
    // A point keeps its name when the cell is emptied: the drawing and the remarks need one.
    const kept = column === "id" && value === null ? point.id : value;
    const points = changed(session.points, point.id, { [column]: kept });
    if (column === "id") this.rename(point.id, kept);
    const now = points.find((other) => other.id === (column === "id" ? kept : point.id));
    session.commit(points, "changed", { what: session.describe(now) });
  }

  rename(from, to) {
    const { session } = this;
    session.selected = new Set([...session.selected].map((id) => (id === from ? to : id)));
    if (session.active === from) session.active = to;
  }

  // The empty row becomes a point as soon as it has an x and a y.
  draw(changes) {
    const { session } = this;
    this.draft = tidy({ ...this.draft, ...changes });
    const { x, y, id, ...rest } = this.draft;
    if (x === undefined || y === undefined) return session.change();
    this.draft = {};
    return session.add(x, y, { id: id ?? nextName(session.points, session.say("prefix")), ...rest });
  }

  discard(cell) {
    this.release(cell);
    this.update();
    cell.select?.();
  }

  focus(index, column) {
    const row = this.body.children[index];
    const cell = row?.querySelector(`[data-column="${column}"]`);
    if (!cell) return;
    cell.focus();
    cell.select?.();
    row.scrollIntoView({ block: "nearest" });
  }
}
