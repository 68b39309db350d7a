/* The desk's plugins in JupyterLab and Notebook. */

import { openFeedbackPages, openOnArrival } from "./assignments.js";
import { speakChinese } from "./chinese.js";
import { showQuestions } from "./questions.js";

/** JupyterLab's plugin list; `load` gives the packages that it shares. */
export async function plugins(load) {
  const [{ ITranslator }, { INotebookTracker, NotebookActions }, { IMainMenu }, { CodeCell }] = await Promise.all([
    load("@jupyterlab/translation"), load("@jupyterlab/notebook"), load("@jupyterlab/mainmenu"), load("@jupyterlab/cells"),
  ]);
  return [
    {
      id: "@borehall/desk:assignments",
      description: "Opens the assignments on arrival, and the pages of fetched feedback.",
      autoStart: true,
      activate: (app) => {
        openOnArrival(app);
        openFeedbackPages(app);
      },
    },
    {
      id: "@borehall/desk:chinese",
      description: "Puts nbgrader's menus, panels and dialogs into Chinese when JupyterLab speaks Chinese.",
      autoStart: true,
      requires: [ITranslator],
      optional: [INotebookTracker, IMainMenu],
      activate: (app, translator, notebooks, menus) => {
        if (/^zh\b/i.test(translator.languageCode.replace("_", "-"))) return speakChinese(app, notebooks, menus);
        return undefined;
      },
    },
    {
      id: "@borehall/desk:questions",
      description: "Shows the forms of a paper's questions when its notebook is opened.",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (app, notebooks) => showQuestions(app, notebooks, NotebookActions, CodeCell),
    },
  ];
}
