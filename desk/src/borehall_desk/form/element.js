/* Elements of a page. */

let count = 0;
const fresh = () => `bh-${Date.now().toString(36)}-${(count += 1)}`;

const FOCUSABLE = ["button", "input", "select", "textarea"];

/** An element with attributes and children; texts are set as texts, never as HTML. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value);
  }
  // JupyterLab looks for this on the element itself; its keys for cells (arrows, letters) stay away from the form then.
  if (FOCUSABLE.includes(name)) node.dataset.lmSuppressShortcuts = "true";
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** With JupyterLab's keys its way to save stays away as well, so that is passed on to our extension. */
function passSaving(event) {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return false;
  event.preventDefault();
  return window.dispatchEvent(new CustomEvent("borehall-save"));
}
