/* A table: a grid of single-valued controls, each of which tells for itself. */

function tableControl(field, words, names, tell) {
  const cells = [];
  const heads = field.columns.map((column) => {
    const head = el("th", { scope: "col" });
    head.innerHTML = column.html;
    if (column.unit) head.append(` (${prettyUnit(column.unit)})`);
    return head;
  });
  const rows = field.rows.map((label, row) => {
    const parts = field.columns.map((column) => {
      const plain = `${label} · ${column.prompt}`;
      const own = { id: fresh(), plain, isCell: true, aria: { "aria-label": plain, "aria-describedby": names.said } };
      const made = (column.kind === "choice" ? pickControl : CONTROLS[column.kind])(
        column, words, own, (value) => tell(value, [row, column.name]));
      cells.push({ row, column: column.name, ...made });
      return el("td", {}, made.node);
    });
    return el("tr", {}, el("th", { scope: "row" }, label), ...parts);
  });
  const table = el("table", { class: "bh-grid", ...names.aria },
    el("thead", {}, el("tr", {}, el("td", {}), ...heads)), el("tbody", {}, ...rows));
  return {
    node: el("div", { class: "bh-scroll" }, table),
    main: table,
    cells,
    set: (raw) => cells.forEach((cell) => cell.set(raw?.[cell.row]?.[cell.column])),
  };
}

/** One of several options where there is little room. */
function pickControl(field, words, names, tell) {
  const select = el("select", { id: names.id, class: "bh-pick", ...names.aria, onchange: () => tell(select.value || null) },
    el("option", { value: "" }, `– ${words.choose} –`),
    ...field.options.map((option) => el("option", { value: option.key }, option.text)));
  return { node: select, set: (raw) => { select.value = raw ?? ""; }, main: select };
}

CONTROLS.table = tableControl;
