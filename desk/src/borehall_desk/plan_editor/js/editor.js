// The plan editor: puts its parts together for each view of a model.

import { Actions } from "./actions.js";
import { html, set } from "./dom.js";
import { Drawing } from "./drawing.js";
import { History } from "./history.js";
import { keepKeys, watchCommands, watchKeys } from "./keys.js";
import { watchPointer } from "./pointer.js";
import { Session } from "./session.js";
import { Status } from "./status.js";
import { Table } from "./table.js";
import { watchClipboard } from "./tablekeys.js";
import { Toolbar } from "./toolbar.js";

// anywidget calls this once for each model, then `render` for each view of it.
export default () => {
  let history;
  return {
    initialize({ model }) {
      history = new History(model);
      model.on("msg:custom", (message) => message.refused && history.retract(message.value));
    },
    render({ model, el }) {
      return view(model, history, el);
    },
  };
};

function view(model, history, el) {
  const session = new Session(model, history);
  const drawing = new Drawing(session);
  const status = new Status(session);
  const table = new Table(session);
  const toolbar = new Toolbar(session, drawing);
  const actions = new Actions(session, drawing);
  const parts = [toolbar, drawing, table, actions, status];
  const root = html("section", { class: "borehall-plan" }, html("div", { class: "fence" }, toolbar.element,
    html("div", { class: "sides" },
      html("div", { class: "left" }, drawing.frame, status.line, status.legend),
      html("div", { class: "right" }, table.element, actions.element)),
    status.refusal, status.live));

  const update = () => {
    set(root, { "aria-label": session.say("editor"), lang: session.language === "zh_CN" ? "zh-CN" : "en" });
    for (const part of parts) part.update();
  };
  session.listen(update);
  model.on("change:value", () => session.follow());
  for (const name of ["language", "_shapes", "_choices", "_columns"]) model.on(`change:${name}`, update);
  model.on("change:_shapes", () => drawing.fit());
  model.on("msg:custom", (message) => message.refused && session.refuse(message.refused));

  const leaving = new AbortController();
  watchPointer(drawing, session);
  watchKeys(drawing, session);
  watchCommands(root, session);
  watchClipboard(root, session);
  keepKeys(root, leaving.signal);
  for (const name of ["pointerdown", "focusin"]) root.addEventListener(name, (event) => actions.closeMenu(event.target));
  el.append(root);
  update();
  const sizes = new ResizeObserver(() => drawing.resize());
  sizes.observe(drawing.frame);
  return () => {
    sizes.disconnect();
    leaving.abort();
  };
}
