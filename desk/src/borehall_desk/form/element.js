/* Elements of a page. */

let count = 0;
const fresh = () => `bh-${Date.now().toString(36)}-${(count += 1)}`;

/** An element with attributes and children; texts are set as texts, never as HTML. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** JupyterLab's keys for cells (arrows, letters) stay away from `root`; its way to save is passed on to our extension. */
function keepKeys(root, save = () => {}) {
  // JupyterLab looks for the mark on the very element that has the focus; those of a plan are in here as well.
  root.addEventListener("focusin", ({ target }) => { target.dataset.lmSuppressShortcuts = "true"; });
  root.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
    window.dispatchEvent(new CustomEvent("borehall-save"));
  });
}
