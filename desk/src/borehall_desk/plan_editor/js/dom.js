// Elements, made and changed without markup: whatever a person typed goes in as text.

const SVG = "http://www.w3.org/2000/svg";

export function html(tag, attributes = {}, ...children) {
  return set(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return set(document.createElementNS(SVG, tag), attributes, children);
}

// Attributes; a null takes one away, "on…" listens. Children replace what was there, if there are any.
export function set(element, attributes, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
  }
  if (children.length) element.replaceChildren(...children.flat());
  return element;
}

export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
