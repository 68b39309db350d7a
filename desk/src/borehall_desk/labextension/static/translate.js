/* Puts an interface that was written in English into another language, where it stands in the page.
 *
 * nbgrader's panels have their English built in, without a catalogue. This walks the texts of such a panel, replaces
 * those that the word list knows, and follows the panel's changes. It writes through textContent and setAttribute
 * only, never HTML; it leaves names, comments and notebooks alone; what it has translated it does not find again.
 *
 *   borehallWords.translate(root, list, places) -> stop()
 *
 * list    {sentences: {English: translation}, beside_names: {…}}; "{name}" in both stands for whatever is there, and
 *         stays; "{word_name}" for a text of the interface, which is translated as well
 * places  CSS selectors: only    translate nothing outside of these (default: everything in root)
 *                        names   what people named: only the beside_names apply ("ps1 (no submission)")
 *                        leave   people's own words: nothing is touched
 *                        drawn   texts that the page's own scripts compare: the translation is drawn over them
 */
(function (scope) {
  "use strict";

  const ATTRIBUTES = ["title", "placeholder", "aria-label", "data-original-title"];
  const NEVER = "script, style, textarea, [contenteditable=true]";
  const ELEMENT = 1;
  const TEXT = 3;

  /** A function from an English text to its translation, or undefined. */
  function dictionary(sentences) {
    const exact = new Map();
    const patterns = [];
    for (const [english, translation] of Object.entries(sentences)) {
      if (/\{\w+\}/.test(english)) patterns.push(pattern(english, translation));
      else exact.set(english, translation);
    }
    // The pattern that says most is tried first: "{a} for {b}" would swallow many another.
    patterns.sort((one, other) => other.weight - one.weight);
    function find(text) {
      if (exact.has(text)) return exact.get(text);
      for (const { matches, translation } of patterns) {
        const found = matches.exec(text);
        if (found) return translation.replace(/\{(\w+)\}/g, (_, place) => filled(place, found.groups[place]));
      }
      return undefined;
    }
    /** What stands in a place is a name and stays; a place called word_… holds a text of the interface. */
    const filled = (place, value) => (place.startsWith("word_") && find(value)) || value;
    return find;
  }

  function pattern(english, translation) {
    const source = english
      .split(/(\{\w+\})/)
      .map((part) => (/^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
    return { matches: new RegExp(`^${source.join("")}$`, "s"), translation, weight: english.replace(/\{\w+\}/g, "").length };
  }

  function translate(root, list, places = {}) {
    const sentence = dictionary(list.sentences);
    const besideName = dictionary(list.beside_names);
    const leave = places.leave ? `${NEVER}, ${places.leave}` : NEVER;
    const inside = (element, selector) => Boolean(selector && element.closest(selector));

    /** The translation of a text as it stands in the page, whose spaces and line ends mean nothing. */
    function find(known, text) {
      const plain = text.replace(/\s+/g, " ").trim();
      return /[A-Za-z]/.test(plain) ? known(plain) : undefined;
    }

    function visitText(node) {
      const element = node.parentElement;
      if (!element || (places.only && !inside(element, places.only))) return;
      const found = find(inside(element, places.names) ? besideName : sentence, node.data);
      if (found === undefined) return;
      if (inside(element, places.drawn)) draw(element, found);
      else node.data = found;
    }

    function draw(element, text) {
      if (element.getAttribute("data-drawn") === text) return;
      element.setAttribute("data-drawn", text);
      element.setAttribute("aria-label", text);
    }

    function visitAttributes(element) {
      if (places.only && !inside(element, places.only)) return;
      const names = element.matches("input[type=button], input[type=submit]") ? [...ATTRIBUTES, "value"] : ATTRIBUTES;
      for (const name of names) {
        const found = element.hasAttribute(name) ? find(sentence, element.getAttribute(name)) : undefined;
        if (found !== undefined) element.setAttribute(name, found);
      }
    }

    function visit(node) {
      if (node.nodeType === TEXT) return visitText(node);
      if (node.nodeType !== ELEMENT) return undefined;
      if (node.matches(leave)) return node.matches("textarea") ? visitAttributes(node) : undefined;
      visitAttributes(node);
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
      return undefined;
    }

    function enter(node) {
      const element = node.nodeType === ELEMENT ? node : node.parentElement;
      if (element && !inside(element, leave)) visit(node);
    }

    const observer = new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(enter);
        else if (change.type === "characterData") enter(change.target);
        else if (change.target.matches("textarea") || !inside(change.target, leave)) visitAttributes(change.target);
      }
    });
    enter(root);
    observer.observe(root, {
      attributeFilter: [...ATTRIBUTES, "value"], attributes: true, characterData: true, childList: true, subtree: true,
    });
    return () => observer.disconnect();
  }

  scope.borehallWords = { dictionary, translate };
})(globalThis);
