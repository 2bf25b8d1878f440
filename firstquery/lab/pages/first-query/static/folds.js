// What lies below a prediction gives its answer away, so a heading of ours stands there, collapsed (learner/folds.py).
// It opens as soon as the kernel says that the prediction is made, and at *Show me*: by nothing else, since JupyterLab
// would open it for whoever runs one cell after another. An optional exercise is collapsed, too: she opens it herself.
import { below, element, follow } from "./cells.js";

const CLOSED = "What comes next gives the answer away. It opens when you have run your prediction in the cell above.";

const predictionOf = (cell) => (cell.model.getMetadata("firstquery") || {}).folds;

export default async (shared) => {
  const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
  const notes = new WeakMap(); // by cell: what we have put below it
  const shown = new WeakSet(); // the folds that may be open

  const folds = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "markdown" && predictionOf(cell));
  const isClosed = (cell) => cell.headingCollapsed;

  function open(cell, panel) {
    shown.add(cell);
    if (isClosed(cell)) NotebookActions.setHeadingCollapse(cell, false, panel.content);
    draw(cell, panel);
  }

  // Focus goes with her to what she asked for: the first cell below.
  function show(cell, panel) {
    open(cell, panel);
    panel.content.activeCellIndex = panel.content.widgets.indexOf(cell) + 1;
    panel.activate();
  }

  // JupyterLab hides up to the first text whose headings it has not read, and reads none before it is asked.
  async function close(cell, panel) {
    const next = panel.content.widgets[panel.content.widgets.indexOf(cell) + 1];
    if (!isClosed(cell) || !next || next.isHidden) return;
    const texts = panel.content.widgets.filter((one) => one.model.type === "markdown");
    await Promise.all(texts.map((one) => one.getHeadings()));
    if (isClosed(cell) && !panel.isDisposed) NotebookActions.setHeadingCollapse(cell, true, panel.content);
  }

  function draw(cell, panel) {
    if (!predictionOf(cell)) return void close(cell, panel);
    cell.addClass("fq-Heading");
    if (!isClosed(cell) && !notes.has(cell)) return void shown.add(cell);
    if (!notes.has(cell)) {
      const button = element("button", { type: "button", className: "jp-Button jp-mod-styled" }, "Show me");
      button.onclick = () => show(cell, panel);
      const said = element("p", { role: "status" });
      notes.set(cell, { button, said, node: below(cell, panel, "fq-Fold", said, button) });
      look(panel);
    }
    close(cell, panel);
    const { button, said } = notes.get(cell);
    const words = isClosed(cell) ? CLOSED : "The lesson goes on below.";
    if (said.textContent !== words) said.textContent = words;
    said.className = isClosed(cell) ? "" : "fq-Unseen"; // whoever sees the page sees that it goes on
    button.hidden = !isClosed(cell);
    cell.toggleClass("fq-Folded", isClosed(cell));
  }

  // Whether she has predicted, the kernel knows, and what it is asked counts as no run of hers.
  async function look(panel) {
    const closed = folds(panel).filter(isClosed);
    const kernel = panel.sessionContext.session && panel.sessionContext.session.kernel;
    if (!closed.length || !kernel) return;
    const names = JSON.stringify(closed.map(predictionOf));
    const asked = `__import__("firstquery.learner.folds", fromlist=["made"]).made(${names})`;
    const request = { code: "", silent: true, store_history: false, user_expressions: { made: asked } };
    const { content } = await kernel.requestExecute(request).done;
    const { data } = (content.user_expressions || {}).made || {};
    const made = data ? data["text/plain"] : "";
    if (panel.isDisposed) return;
    for (const cell of closed) if (made.includes(`'${predictionOf(cell)}'`)) open(cell, panel);
  }

  // JupyterLab makes the next cell the active one, also where it is folded away, and opens what hides it.
  function keep(panel, active) {
    const cells = panel.content.widgets;
    const fold = folds(panel).reverse().find((one) => cells.indexOf(one) < cells.indexOf(active));
    if (!active || !fold || shown.has(fold) || !notes.has(fold)) return;
    setTimeout(() => {
      if (panel.isDisposed || shown.has(fold)) return;
      NotebookActions.setHeadingCollapse(fold, true, panel.content);
      panel.content.activeCellIndex = cells.indexOf(fold);
      draw(fold, panel);
      panel.content.activate();
    }, 0);
  }

  function begin(panel) {
    panel.content.activeCellChanged.connect((_, active) => keep(panel, active));
    panel.sessionContext.kernelChanged.connect(() => look(panel));
    panel.sessionContext.ready.then(() => look(panel));
  }

  return {
    id: "first-query:folds",
    description: "Opens what lies below a prediction when it is made.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      follow(tracker, draw, "markdown");
      tracker.widgetAdded.connect((_, panel) => begin(panel));
      tracker.forEach(begin);
      NotebookActions.executed.connect((_, { notebook }) => {
        const panel = tracker.find((one) => one.content === notebook);
        if (panel) look(panel);
      });
    },
  };
};
