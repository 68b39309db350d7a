/* nbgrader's menus, panels and dialogs in Chinese. */

import "./translate.js";

const { dictionary, translate } = globalThis.borehallWords;

/** nbgrader's panels by the id of their widget, and where in them names and people's own words stand. */
const PANELS = {
  "nbgrader-assignment-list": { names: ".item_name, .item_course, #course_list, #course_list_default" },
  "nbgrader-course-list": { names: ".item_name" },
  "nbgrader-create_assignemnt": { leave: ".jp-InputPrompt" },
};
/** In nbgrader's dialogs a cell's source stands before its error; of the error only nbgrader's own two sentences count. */
const DIALOG = {
  names: ".validation-failed .jp-RenderedText",
  leave: ".validation-changed pre, .validation-passed pre, .validation-type-changed pre, .jp-RenderedText:has(+ .jp-RenderedText)",
};

export async function speakChinese(app, notebooks, menus) {
  const answer = await fetch(new URL("nbgrader.zh_CN.json", import.meta.url));
  if (!answer.ok) throw new Error(`@borehall/desk: the Chinese words could not be read (${answer.status})`);
  const list = await answer.json();
  const sentence = dictionary(list.sentences);

  relabelCommands(app.commands, sentence);
  const followPanels = () => panels(app.shell).forEach((panel) => followPanel(panel, list, sentence));
  app.restored.then(() => {
    relabelMenus(menus, sentence);
    relabelCommands(app.commands, sentence);
    followPanels();
  });
  // Every panel of nbgrader that is not there from the start is opened by a command of nbgrader.
  app.commands.commandExecuted.connect((_, { id, result }) => {
    if (id.startsWith("nbgrader:")) result.then(followPanels, () => {});
  });
  const lacking = { sentences: list.jupyterlab, beside_names: {} };
  const followNotebook = (panel) => {
    once(panel.toolbar.node, () => {
      translate(panel.toolbar.node, list, { only: ".validate-button" });
      translate(panel.toolbar.node, lacking);
    });
  };
  notebooks?.forEach(followNotebook);
  notebooks?.widgetAdded.connect((_, panel) => followNotebook(panel));
  app.restored.then(() => document.querySelectorAll("#jp-main-statusbar").forEach((bar) => translate(bar, lacking)));
  followDialogs(list);
}

/** The panels at hand: Notebook keeps them one level deeper, beside its list of files. */
function panels(shell) {
  const outer = ["main", "left", "right"].flatMap((area) => [...shell.widgets(area)]);
  return outer.flatMap((widget) => [widget, ...(widget.widgets ?? [])]);
}

const followed = new WeakSet();

/** Once for each node, since its panel may be opened many times. */
function once(node, follow) {
  if (!node || followed.has(node)) return;
  followed.add(node);
  follow();
}

function followPanel(widget, list, sentence) {
  const title = widget.id === "formgrader" || PANELS[widget.id] ? widget.title : undefined;
  if (title) {
    title.label = sentence(title.label) ?? title.label;
    title.caption = sentence(title.caption) ?? title.caption;
  }
  if (PANELS[widget.id]) once(widget.node, () => translate(widget.node, list, PANELS[widget.id]));
}

/** Dialogs are children of the page's body; only nbgrader's own are translated. */
function followDialogs(list) {
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node.matches?.(".nbgrader-ErrorDialog, .nbgrader-SuccessDialog")) translate(node, list, DIALOG);
    }
  }).observe(document.body, { childList: true });
}

function relabelMenus(menus, sentence) {
  const menu = menus?.menus?.find(({ id }) => id === "jp-mainmenu-nbgrader");
  if (menu) menu.title.label = sentence(menu.title.label) ?? menu.title.label;
}

/** nbgrader's commands say their label in English. Lumino has no public way to change one: where its table of
 * commands is not found, the labels stay English and nothing else happens. */
function relabelCommands(commands, sentence) {
  for (const id of commands.listCommands().filter((name) => name.startsWith("nbgrader:"))) {
    const command = commands._commands?.get?.(id);
    if (!command || command.speaksChinese) continue;
    const { label } = command;
    command.label = (args) => sentence(label(args)) ?? label(args);
    command.speaksChinese = true;
    commands.notifyCommandChanged(id);
  }
}
