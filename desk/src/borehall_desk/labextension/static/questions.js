/* A paper's forms, shown without a key pressed: when its notebook is opened, and after its kernel has started anew.
 *
 * Only cells whose source is the desk's own, word for word, are run, and the desk is the installed one: a folder from
 * elsewhere starts nothing of its own.
 */

const WIDGET = "application/vnd.jupyter.widget-view+json";
const TAGS = ["borehall-card", "borehall-question"];
const OWN_TAGS = [...TAGS, "borehall-check"];
const OWN_LINES = [
  /^from borehall_desk import desk$/, /^desk\.card\(\)$/, /^desk\.question\((["'])[a-z][a-z0-9-]{0,39}\1\)$/, /^#.*$/, /^$/,
];

/** Loads the desk from where it is installed: a module of its name, or of one it needs, may lie beside the notebook. */
const LOAD = `exec("""
import sys
kept = sys.path[:]
sys.path[:] = [place for place in kept if place not in ("", ".")]
try:
    import borehall_desk.desk
finally:
    sys.path[:] = kept
""", {})`;

const papers = new WeakMap();

export function showQuestions(app, notebooks, NotebookActions, CodeCell) {
  const follow = (panel) => panel.context.ready.then(() => {
    if (!panel.isDisposed && isPaper(panel)) papers.set(panel, new Paper(panel, CodeCell));
  });
  notebooks.forEach(follow);
  window.addEventListener("borehall-show", () => papers.get(notebooks.currentWidget)?.run());
  notebooks.widgetAdded.connect((_, panel) => follow(panel));
  window.addEventListener("borehall-go", (event) => goTo(event, notebooks.currentWidget, NotebookActions));
  window.addEventListener("borehall-save", () => app.commands.execute("docmanager:save"));
}

const isPaper = (panel) => Boolean(panel.model?.getMetadata("borehall")?.paper);

const tags = (cell) => cell.model.getMetadata("tags") ?? [];

function isOwn(cell) {
  const lines = cell.model.sharedModel.getSource().split("\n").map((line) => line.trim());
  return cell.model.type === "code" && tags(cell).some((tag) => TAGS.includes(tag))
    && lines.every((line) => OWN_LINES.some((own) => own.test(line)));
}

class Paper {
  constructor(panel, CodeCell) {
    this.panel = panel;
    this.CodeCell = CodeCell;
    this.isFresh = true;
    const { sessionContext } = panel;
    panel.addClass("borehall-paper");
    panel.content.widgets.filter((cell) => tags(cell).some((tag) => OWN_TAGS.includes(tag))).forEach((cell) => cell.addClass("borehall-own"));
    panel.content.widgets.filter(isOwn).forEach(showStill);
    sessionContext.statusChanged.connect((_, status) => this.follow(status));
    sessionContext.ready.then(() => this.follow(sessionContext.session?.kernel?.status));
  }

  /** A kernel that has just started, or that this page has just met, has shown nothing yet. */
  follow(status) {
    if (["starting", "restarting", "autorestarting"].includes(status)) this.isFresh = true;
    if (!this.isFresh || !["idle", "busy"].includes(status)) return;
    this.isFresh = false;
    this.run();
  }

  async run() {
    const { panel, CodeCell } = this;
    const { kernel } = panel.sessionContext.session;
    const loaded = await kernel.requestExecute({ code: LOAD, silent: true, store_history: false }).done;
    if (loaded.content.status !== "ok") return;
    const [cards, questions] = TAGS.map((tag) => panel.content.widgets.filter((cell) => isOwn(cell) && tags(cell).includes(tag)));
    for (const cell of [...cards.slice(0, 1), ...questions]) await CodeCell.execute(cell, panel.sessionContext);
  }
}

/** A form of an earlier day has no kernel behind it: the answers that it showed stand there as text until it is run. */
function showStill(cell) {
  const { outputs } = cell.model;
  for (let i = 0; i < outputs.length; i += 1) {
    const { [WIDGET]: form, ...rest } = outputs.get(i).data;
    if (form && rest["text/html"]) outputs.get(i).setData({ data: rest });
  }
}

/** The answer card asks for the cell of a question. */
async function goTo(event, panel, NotebookActions) {
  const named = (cell) => cell.model.getMetadata("nbgrader")?.grade_id === `show-${event.detail.slot}`;
  const cell = panel?.content.widgets.find(named);
  if (!cell) return;
  event.preventDefault();
  const notebook = panel.content;
  notebook.activeCellIndex = notebook.widgets.indexOf(cell);
  NotebookActions.deselectAll(notebook);
  await notebook.scrollToCell(cell, "start");
  // The notebook gives the focus to the cell itself once it has drawn that.
  await new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); });
  cell.node.querySelector(".bh-form :is(input, textarea, select, button:not(.bh-languages *))")?.focus({ preventScroll: true });
}
