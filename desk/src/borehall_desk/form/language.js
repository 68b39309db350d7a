/* The switch between the languages; one press changes all forms of the notebook. */

const LANGUAGES = [["zh_CN", "中文"], ["en", "English"]];

function languageSwitch(model, words) {
  const current = model.get("language");
  return el("div", { class: "bh-languages", role: "group", "aria-label": words.language },
    ...LANGUAGES.map(([language, name]) => el("button", {
      type: "button", lang: language.replace("_", "-"), "aria-pressed": String(language === current),
      onclick: () => { model.set("language", language); model.save_changes(); },
    }, name)));
}
