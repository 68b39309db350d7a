/* Why there is no question here, and a way to try again. */

export default {
  render({ model, el: root }) {
    const draw = () => {
      const language = model.get("language");
      const again = el("button", {
        type: "button", class: "bh-check", onclick: () => window.dispatchEvent(new CustomEvent("borehall-show")),
      }, model.get("words")[language].again);
      root.lang = language.replace("_", "-");
      root.replaceChildren(el("p", { class: "bh-absent", role: "status" }, model.get("sentence")[language], model.get("may_come") ? again : null));
    };
    const owner = {};
    root.classList.add("bh-form");
    keepKeys(root);
    model.on("change:language", draw, owner);
    draw();
    return () => model.off(null, null, owner);
  },
};
