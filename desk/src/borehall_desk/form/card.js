/* The answer card: every question of the paper, and how far it is answered. */

/** The cell of a question: JupyterLab may have taken it out of the page, so our extension is asked first. */
function goTo(slot) {
  const ask = new CustomEvent("borehall-go", { detail: { slot }, cancelable: true });
  if (!window.dispatchEvent(ask)) return;
  document.querySelector(`.bh-form[data-slot="${slot}"]`)?.closest(".jp-Cell")?.scrollIntoView({ block: "start" });
}

const SIGNS = { blank: "○", partly: "◐", answered: "●" };

function sectionRows(section, language, words) {
  const rows = section.questions.map(({ slot, titles, points, state }) => el("tr", { "data-slot": slot },
    el("td", {}, el("button", { type: "button", class: "bh-link", title: words.go, onclick: () => goTo(slot) }, titles[language])),
    el("td", { class: "bh-points" }, String(points)),
    el("td", { class: "bh-state", "data-state": state }, el("span", { "aria-hidden": "true" }, SIGNS[state]), ` ${words[state]}`)));
  return [el("tr", { class: "bh-section" }, el("th", { colspan: 3, scope: "colgroup" }, section.titles[language])), ...rows];
}

function drawCard(model, root) {
  const language = model.get("language");
  const words = model.get("words")[language];
  const { titles, minutes, sections, notice } = model.get("paper");
  const all = sections.flatMap(({ questions }) => questions);
  const done = all.filter(({ state }) => state === "answered").length;
  const held = root.querySelector(".bh-languages")?.contains(document.activeElement);
  root.lang = language.replace("_", "-");
  root.replaceChildren(
    el("div", { class: "bh-bar" }, el("span", { class: "bh-heading" }, words.card), languageSwitch(model, words)),
    el("p", { class: "bh-notice", role: "alert", hidden: !notice }, notice ? notice[language] : ""),
    el("div", { class: "bh-about" }, el("strong", {}, titles[language]), el("span", {}, `${minutes} ${words.minutes}`),
      el("span", {}, `${all.reduce((sum, { points }) => sum + points, 0)} ${words.worth}`)),
    el("table", { class: "bh-card" },
      el("thead", {}, el("tr", {}, ...[words.question, words.points, words.state].map((word) => el("th", { scope: "col" }, word)))),
      el("tbody", {}, ...sections.flatMap((section) => sectionRows(section, language, words)))),
    el("div", { class: "bh-total", role: "status" },
      el("progress", { max: all.length || 1, value: done, "aria-hidden": "true" }), `${done} / ${all.length} ${words.of}`));
  if (held) root.querySelector(".bh-languages [aria-pressed=true]").focus();
}

export default {
  render({ model, el: root }) {
    root.classList.add("bh-form");
    keepKeys(root);
    const draw = () => drawCard(model, root);
    const owner = {};
    model.on("change:language", draw, owner);
    model.on("change:paper", draw, owner);
    draw();
    return () => model.off(null, null, owner);
  },
};
