/* The container through which JupyterLab loads this extension: plain modules beside it, so there is nothing to build.
 *
 * A bundler would write this file for module federation; the contract is small. JupyterLab runs it as a script, calls
 * init() with the packages it shares, then get() for "./extension" (plugins) and "./style".
 */
(() => {
  "use strict";
  let shared;

  /** A package that JupyterLab shares with its extensions: its own copy, so tokens are the same objects. */
  async function load(name) {
    const versions = shared?.[name];
    if (!versions) throw new Error(`@borehall/desk: this JupyterLab does not share ${name}`);
    const entries = Object.values(versions);
    const entry = entries.find(({ loaded }) => loaded) ?? entries[0];
    return (await entry.get())();
  }

  const here = new URL(".", document.currentScript.src);
  const modules = {
    "./extension": async () => {
      const { plugins } = await import(new URL("plugins.js", here));
      const found = await plugins(load);
      return () => ({ __esModule: true, default: found });
    },
    "./style": async () => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = new URL("desk.css", here);
      document.head.append(link);
      return () => ({});
    },
  };

  globalThis._JUPYTERLAB = globalThis._JUPYTERLAB ?? {};
  globalThis._JUPYTERLAB["@borehall/desk"] = {
    init: (scope) => { shared = scope; },
    get: (name) => modules[name] ? modules[name]() : Promise.reject(new Error(`@borehall/desk has no module ${name}`)),
  };
})();
