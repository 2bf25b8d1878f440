// First Query's extension of JupyterLab, whole: this file is the one that JupyterLab loads; it fetches its parts (PARTS).
//
// An open notebook shows what there is now. JupyterLab reads a notebook when it is opened and not again: *Start here*
// would show yesterday's numbers, and an exercise that `firstquery reset` has put back would ask what to overwrite.
// We look when a page comes to the front, change nothing that she has written, and ask nothing.
(() => {
  const START = "start-here.ipynb";
  const text = (output) => [(output.data || {})["text/plain"] || ""].flat().join("");
  const source = (cell) => [cell.source || ""].flat().join("");
  const isOurs = (cell) => cell.cell_type === "code" && source(cell).includes("where_am_i()");

  // Where she stands is one output of one cell; the server gives it as of this moment, and the rest stays as it is.
  async function standing(context, contents) {
    const { content } = await contents.get(context.path, { type: "notebook", content: true });
    const now = content.cells.find(isOurs);
    const cell = Array.from(context.model.cells).find((one) => isOurs(one.toJSON()));
    if (!now || !cell || cell.executionState === "running") return;
    const shown = cell.outputs.toJSON();
    if (shown.map(text).join() !== now.outputs.map(text).join()) cell.outputs.fromJSON(now.outputs);
  }

  // A page without a word of hers since it was read, and another on the disk by now: it is read again. It is taken in
  // one step, so that nothing that she writes meanwhile is lost, and no save comes between.
  async function changed(context, contents) {
    const known = () => (context.contentsModel || {}).hash;
    const before = known();
    const isHers = () => context.isDisposed || context.model.dirty || known() !== before; // she was quicker, or a save
    if (!before || isHers()) return;
    const { hash, type } = await contents.get(context.path, { content: false, hash: true });
    if (!hash || hash === before) return;
    const there = await contents.get(context.path, { type, content: true, hash: true });
    if (isHers()) return;
    if (there.format === "json") context.model.fromJSON(there.content);
    else context.model.fromString(there.content);
    context.model.dirty = false;
    context._updateContentsModel(there);
  }

  async function look(app) {
    const context = app.shell.currentWidget && app.shell.currentWidget.context;
    if (!context || !context.isReady || !/\.(ipynb|html)$/.test(context.path)) return;
    try {
      const contents = app.serviceManager.contents;
      await changed(context, contents);
      if (context.path === START) await standing(context, contents);
    } catch (fault) {
      console.warn("The page stays as it was when it was opened.", fault);
    }
  }

  // A cell is coloured as what it holds, by its first line: SQL as SQL, where Ctrl+/ writes --, and a text as prose,
  // without the colours of Python, in which "or" and "not" are commands and an apostrophe opens a text. All else is
  // Python. JupyterLab sets the language of all cells anew when a kernel has started.
  const LANGUAGES = { sql: "text/x-sql", text: "text/plain", choice: "text/plain", ask: "text/plain" };
  const FIRST_LINE = /^(?:[^\S\n]*(?:(?:--|#).*)?\n)*\s*%[\s%]*(sql|text|choice|ask)(?![\w?])/i;
  const followed = new WeakSet();
  function follow(one, signals, again) {
    if (followed.has(one)) return;
    followed.add(one);
    signals.forEach((signal) => signal.connect(again));
  }

  function colour(panel, contents) {
    if (!panel || panel.isDisposed || !panel.content || !panel.content.widgets || !panel.sessionContext) return;
    keep(panel.context, contents);
    const again = () => setTimeout(() => colour(panel, contents), 0);
    follow(panel, [panel.sessionContext.statusChanged, panel.context.model.contentChanged], again);
    panel.context.ready.then(() => {
      for (const { model } of panel.content.widgets) {
        if (model.type !== "code") continue;
        const magic = FIRST_LINE.exec(model.sharedModel.getSource());
        const ours = Object.values(LANGUAGES).includes(model.mimeType);
        const language = magic ? LANGUAGES[magic[1].toLowerCase()] : ours ? panel.content.codeMimetype : model.mimeType;
        if (magic) follow(model, [model.mimeTypeChanged], again);
        if (model.mimeType !== language) model.mimeType = language;
      }
    });
  }

  // JupyterLab takes a notebook for saved when a save has ended, also where something was written, or a cell said
  // something, while it was on its way: that would be on the page and not on the disk, for as long as nothing else changes.
  const kept = new WeakSet();
  function keep(context, contents) {
    if (!context || !context.saveState || !context.model || kept.has(context)) return;
    kept.add(context);
    inTurn(context, contents);
    let saving = false, missed = false, sent;
    context.model.contentChanged.connect(() => (missed = missed || saving));
    context.saveState.connect((_, state) => {
      if (state === "started") [saving, missed, sent] = [true, false, words(context.model.toJSON())];
      else if (saving) {
        saving = false;
        if (missed && !context.isDisposed) context.model.dirty = true;
        if (state === "failed") unknown.set(context, sent);
      }
    });
  }

  // A save of which no answer has come back, as on a machine that sleeps or over a network that drops, may be on the
  // disk: before the next one, what we have written ourselves is recognised by its words.
  const unknown = new WeakMap();
  const words = (notebook) => JSON.stringify(notebook.cells.map((cell) => [cell.cell_type, source(cell)]));
  async function recognise(context, contents) {
    if (!unknown.has(context)) return;
    const there = await contents.get(context.path, { type: "notebook", content: true, hash: true });
    if (words(there.content) === unknown.get(context) && !context.isDisposed) context._updateContentsModel(there);
    unknown.delete(context);
  }

  // JupyterLab begins a save each second, also while one is on its way: where a disk is slow, it would take what it has
  // written a moment ago for a change by somebody else, and ask. Here one save waits for the other.
  function inTurn(context, contents) {
    const write = context.save.bind(context);
    const save = () => recognise(context, contents).then(write);
    let running, waiting;
    context.save = () => {
      if (!running) return (running = save().finally(() => (running = undefined)));
      const again = () => (context.model.dirty && !context.isDisposed ? context.save() : undefined);
      return (waiting = waiting || running.finally(() => (waiting = undefined)).then(again));
    };
  }

  // JupyterLab's question offers *Overwrite* to whoever presses Enter by habit: it would undo what was put back. With
  // *Cancel* in focus, Enter loses nothing, and the question comes again.
  function careful(added) {
    if (!(added instanceof Element) || !added.matches(".jp-Dialog")) return;
    let left = 20; // on a busy machine the question is there before its words are
    const timer = setInterval(() => {
      const cancel = added.querySelector(".jp-Dialog-button.jp-mod-reject");
      const asks = cancel && / has changed on disk /.test(added.textContent);
      if (!asks && --left) return;
      clearInterval(timer);
      if (asks) cancel.focus(); // after JupyterLab has set its own
    }, 50);
  }

  // The tour opens beside the page and leaves the keyboard behind it. As long as it is there, the button for the next
  // step gets the focus, once at each step.
  let touring = 0;
  function toured(added) {
    if (touring || !(added instanceof Element) || !added.id.startsWith("react-joyride")) return;
    let focused, missing = 0;
    touring = setInterval(() => {
      const next = document.querySelector('.react-joyride__tooltip [data-action="primary"]');
      missing = next ? 0 : missing + 1;
      if (missing > 20) touring = clearInterval(touring) || 0;
      if (next && next !== focused) (focused = next).focus();
    }, 100);
  }

  // A question that is answered gives the keyboard back to the page from which it came.
  function answered(app, gone) {
    if (!(gone instanceof Element) || !gone.matches(".jp-Dialog")) return;
    setTimeout(() => {
      const page = app.shell.currentWidget;
      if (page && document.activeElement === document.body) page.activate();
    }, 100);
  }

  const plugin = {
    id: "first-query:fresh",
    description: "Shows what is on the disk now, where she has written nothing over it.",
    autoStart: true,
    activate: (app) => {
      app.restored.then(() => {
        app.shell.currentChanged.connect(() => look(app));
        const coloured = () => colour(app.shell.currentWidget, app.serviceManager.contents);
        app.shell.currentChanged.connect(coloured);
        coloured();
        window.addEventListener("focus", () => look(app));
        const seen = new MutationObserver((all) =>
          all.forEach((one) => {
            one.addedNodes.forEach(careful);
            one.addedNodes.forEach((added) => toured(added));
            one.removedNodes.forEach((gone) => answered(app, gone));
          })
        );
        seen.observe(document.body, { childList: true });
      });
    },
  };

  // JupyterLab loads one file of an extension; that one fetches what stands beside it, each a part for one purpose.
  const PARTS = [
    "ways", "kernels", "results", "charts", "course", "tables", "choices", "checks", "folds", "asks", "standing", "heard",
    "carry",
  ];
  const here = document.currentScript.src;
  async function parts() {
    const page = document.createElement("link");
    document.head.append(Object.assign(page, { rel: "stylesheet", href: new URL("cells.css", here).href }));
    const loaded = await Promise.all(PARTS.map((name) => import(new URL(`${name}.js`, here))));
    return Promise.all(loaded.map((part) => part.default(shared)));
  }

  // JupyterLab's own modules, which it shares with its extensions; each is there once.
  let scope;
  async function shared(module) {
    const [only] = Object.values(scope[module]);
    return (await only.get())();
  }

  // What JupyterLab expects of an extension that is loaded beside it.
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["first-query"] = {
    init: (theirs) => void (scope = theirs),
    get: async () => {
      const all = [plugin, ...(await parts())];
      return () => ({ __esModule: true, default: all });
    },
  };
})();
