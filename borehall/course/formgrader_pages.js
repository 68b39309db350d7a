/* What the hall adds to formgrader's pages. Loaded first in the head, so that no English is seen before it. */
const borehallFormgrader = (() => {
  "use strict";

  // Where, in formgrader's pages, names and people's own words stand; see translate.js.
  const PLACES = {
    names: "title, td.name, td.student-name, td.student-id, td.id, td.email, .breadcrumb li + li, .panel-title > span:first-child",
    leave: "pre, code, .shortcut-key, #notebook-container .inner_cell, #notebook-container .nbgrader_cell > .panel-body, "
      + "#notebook-container .output_wrapper, #notebook-container .prompt",
    // Its script asks this button for its English text, to know what a click means.
    drawn: "#toggle_names",
  };
  const STYLE = `
    body, h1, h2, h3, h4, .tooltip, .btn, input, textarea {
      font-family: "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
    }
    th, .nav, .label, .btn, .nbgrader-label { white-space: nowrap; }
    #toggle_names { font-size: 0; }
    #toggle_names::after { content: attr(data-drawn); font-size: 14px; }
  `;

  /** Translates the page from here on. */
  function speak(tag, words) {
    const root = document.documentElement;
    root.lang = tag;
    const style = document.createElement("style");
    style.textContent = STYLE;
    document.head.append(style);
    const aboutStudents = location.pathname.split("/").includes("manage_students");
    const sentences = { ...words.sentences, ...(aboutStudents ? words.students : {}) };
    borehallWords.translate(root, { ...words, sentences }, PLACES);
  }

  // formgrader links its files from the root of the host; behind a hub they are below this server's own address.
  const base = new URL("../", document.currentScript.src).pathname;
  document.addEventListener("click", mendLink, true);
  document.addEventListener("auxclick", mendLink, true);

  function mendLink(event) {
    const link = event.target.closest?.("a[target=_blank]");
    const path = /^\/(?:tree|notebooks|edit)\/(.*)$/.exec(link?.getAttribute("href") ?? "");
    if (path) link.setAttribute("href", `${base}lab/tree/${path[1]}`);
  }

  // formgrader starts its keys and its help after MathJax, which comes from the internet. Where that cannot be
  // reached, formulas stay as they are written, and everything else has to go on.
  window.addEventListener("error", withoutMathJax, true);

  function withoutMathJax(event) {
    if (!/mathjax/i.test(event.target?.src ?? "") || window.MathJax) return;
    const nothing = () => {};
    window.MathJax = { Hub: { Config: nothing, Queue: nothing, Startup: { signal: { Interest: nothing } } } };
  }

  return { speak };
})();
