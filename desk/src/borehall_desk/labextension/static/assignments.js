/* The way to the assignments without detours, in any language. */

const OPEN_LIST = "nbgrader:open-assignment-list";
const FEEDBACK_FOLDER = /\/feedback\/[^/]+\/?$/;

/** Whoever comes for the first time, or has closed everything, finds the assignments open. */
export function openOnArrival(app) {
  app.restored.then(() => {
    const open = [...app.shell.widgets("main")].filter((widget) => !widget.id.startsWith("launcher"));
    if (app.name === "JupyterLab" && open.length === 0 && app.commands.hasCommand(OPEN_LIST)) app.commands.execute(OPEN_LIST);
  });
}

/** nbgrader's "view feedback" shows the folder that the pages lie in; a reader wants the pages. */
export function openFeedbackPages(app) {
  app.commands.commandExecuted.connect(async (_, { id, args }) => {
    if (id !== "filebrowser:go-to-path" || !FEEDBACK_FOLDER.test(args.path ?? "")) return;
    const folder = await app.serviceManager.contents.get(args.path);
    for (const page of folder.content.filter((file) => file.name.endsWith(".html"))) {
      app.commands.execute("docmanager:open", { path: page.path, factory: "HTML Viewer" });
    }
  });
}
