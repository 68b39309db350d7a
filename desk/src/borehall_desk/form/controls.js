/* The controls of a question's form, one for each kind of field.
 *
 * A control is {node, set(raw), key}: `node` stands in the page, `set` shows a kept value. It tells what is typed by
 * `tell(value, soon)`; whether that is an answer is decided in the notebook's kernel, which keeps it or says why not.
 */

const SOON_MS = 600;

/** Calls once things are quiet; `now` calls at once what is still waiting. */
function quietly(call) {
  let waiting;
  const now = () => {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    waiting = undefined;
    call();
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(now, SOON_MS);
  };
  return { later, now, waits: () => waiting !== undefined };
}

/** A field to type in: tells after a pause, and at once when it is left. */
function typing(input, tell) {
  const pause = quietly(() => tell());
  input.addEventListener("input", pause.later);
  input.addEventListener("change", pause.now);
  input.addEventListener("blur", pause.now);
  if (input.tagName === "INPUT") input.addEventListener("keydown", (event) => event.key === "Enter" && pause.now());
  return pause;
}

/** m2 as m²: both are accepted, and one of them is enough to choose from. */
const prettyUnit = (unit) => unit.replace(/([a-z])2$/i, "$1²").replace(/([a-z])3$/i, "$1³");

function unitChoices(field) {
  const seen = new Set();
  return field.units
    .map((unit) => ({ unit, label: prettyUnit(unit) }))
    .filter(({ label }) => label && !seen.has(label) && seen.add(label));
}

const CONTROLS = {
  number(field, words, names, tell) {
    const choices = names.isCell || !field.unit ? [] : unitChoices(field);
    const units = choices.length > 1
      ? el("select", { class: "bh-unit", "aria-label": `${names.plain} · ${words.unit}` },
        ...choices.map(({ unit, label }) => el("option", { value: unit }, label)))
      : null;
    const input = numberInput(names);
    const told = () => tell(input.value.trim() ? { text: input.value, unit: units ? units.value : field.unit } : "");
    const pause = typing(input, told);
    units?.addEventListener("change", () => input.value.trim() && told());
    const set = (raw) => {
      const unit = raw?.unit ?? field.unit;
      const choice = choices.find(({ label }) => label === prettyUnit(unit));
      input.value = raw === undefined ? "" : String(raw.value ?? raw);
      if (units && choice) units.value = choice.unit;
      else if (prettyUnit(unit) !== prettyUnit(field.unit)) input.value += ` ${unit}`;
    };
    const alone = units || names.isCell || !field.unit ? null : el("span", { class: "bh-unit" }, prettyUnit(field.unit));
    return { node: el("div", { class: "bh-line" }, input, units ?? alone), set, main: input, pause };
  },

  integer(field, words, names, tell) {
    const input = numberInput(names);
    const pause = typing(input, () => tell(input.value));
    return { node: el("div", { class: "bh-line" }, input), set: (raw) => { input.value = raw ?? ""; }, main: input, pause };
  },

  choice(field, words, names, tell) {
    const group = fresh();
    const inputs = field.options.map((option) => el("input", {
      type: "radio", name: group, value: option.key, onchange: () => tell(option.key),
    }));
    const labels = inputs.map((input, i) => el("label", { class: "bh-option" }, input, el("span", {}, field.options[i].text)));
    const clear = el("button", { type: "button", class: "bh-quiet", onclick: () => { set(undefined); tell(null); } }, words.clear);
    const set = (raw) => {
      inputs.forEach((input) => { input.checked = input.value === raw; });
      clear.hidden = raw === undefined;
    };
    const node = el("div", { class: "bh-options", role: "radiogroup", ...names.aria }, ...labels, clear);
    node.addEventListener("change", () => { clear.hidden = false; });
    return { node, set, main: node };
  },

  choices(field, words, names, tell) {
    const picked = () => inputs.filter((input) => input.checked).map((input) => input.value);
    const inputs = field.options.map((option) => el("input", {
      type: "checkbox", value: option.key,
      onchange: () => { none.checked = false; tell(picked().length ? picked() : null); },
    }));
    const none = el("input", {
      type: "checkbox",
      onchange: () => { inputs.forEach((input) => { input.checked = false; }); tell(none.checked ? [] : null); },
    });
    const labels = inputs.map((input, i) => el("label", { class: "bh-option" }, input, el("span", {}, field.options[i].text)));
    const last = el("label", { class: "bh-option bh-none" }, none, el("span", {}, words.none));
    const set = (raw) => {
      inputs.forEach((input) => { input.checked = Boolean(raw?.includes(input.value)); });
      none.checked = raw?.length === 0;
    };
    const node = el("div", { class: "bh-options", role: "group", ...names.aria }, ...labels, last);
    return { node, set, main: node };
  },

  text(field, words, names, tell) {
    const counted = el("span", { class: "bh-count" });
    const area = el("textarea", { id: names.id, class: "bh-text", rows: 6, ...names.aria });
    const recount = () => { counted.textContent = `${area.value.replace(/\s/g, "").length} ${words.characters}`; };
    const pause = typing(area, () => tell(area.value));
    area.addEventListener("input", recount);
    const set = (raw) => { area.value = raw ?? ""; recount(); };
    return { node: el("div", { class: "bh-column" }, area, counted), set, main: area, pause };
  },

  code(field, words, names, tell) {
    const begun = `${field.signature}\n    `;
    const area = el("textarea", {
      id: names.id, class: "bh-code", rows: 9, spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off",
      ...names.aria,
    });
    const pause = typing(area, () => tell(area.value));
    indenting(area);
    const set = (raw) => { area.value = raw ?? begun; };
    return { node: el("div", { class: "bh-column" }, area, el("span", { class: "bh-count" }, words.code_keys)), set, main: area, pause };
  },
};

function numberInput(names) {
  return el("input", {
    id: names.id, type: "text", inputmode: "decimal", autocomplete: "off", class: "bh-number", ...names.aria,
  });
}

/** Tab indents, Enter keeps the indentation; after Esc the Tab key moves on, so that nobody is caught in the box. */
function indenting(area) {
  let leaving = false;
  const insert = (text) => document.execCommand("insertText", false, text);
  area.addEventListener("keydown", (event) => {
    const line = area.value.slice(0, area.selectionStart).split("\n").pop();
    if (event.key === "Tab" && !event.shiftKey && !leaving) {
      event.preventDefault();
      insert("    ");
    } else if (event.key === "Enter" && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      insert(`\n${/^\s*/.exec(line)[0]}${line.trimEnd().endsWith(":") ? "    " : ""}`);
    }
    leaving = event.key === "Escape";
  });
  area.addEventListener("blur", () => { leaving = false; });
}
