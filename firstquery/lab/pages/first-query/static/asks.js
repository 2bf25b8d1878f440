// A question in a lesson can be clicked: its options are buttons above its cell, and a click writes the letter into it
// and runs it. What it says of the option stands below, where results stand.
import { below, element, follow, heading, source } from "./cells.js";
import { options, words } from "./choices.js";

const ASK = /^(\s*%%ask[^\S\n]+[\w-]+[^\S\n]*)(?:\n([^]*))?$/i;
const ANSWER = "application/vnd.first-query.answer+json"; // firstquery/kernel/questions.py writes it beside its words
const TICKS = { true: "✓", false: "○" };

// What the cell says of an option: as long as it is the one that stands there.
function told(cell, letter) {
  const found = cell.model.outputs.toJSON().map((one) => (one.data || {})[ANSWER]);
  return found.find((one) => one && one.letter === letter);
}

export default async (shared) => {
  const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
  const { IRenderMimeRegistry } = await shared("@jupyterlab/rendermime");
  const offered = new WeakMap(); // by cell: what its options were when they were drawn, and where

  function offer(cell, panel, found) {
    const buttons = found.map(([, letter, text]) => {
      const mark = element("span", { className: "fq-Mark", ariaHidden: "true" });
      const said = element("span", {}, ...words(text));
      const button = element("button", { type: "button", value: letter }, mark, element("b", {}, `${letter}.`), said);
      button.onclick = async () => {
        cell.model.sharedModel.setSource(`${ASK.exec(source(cell))[1]}\n${letter}`);
        await NotebookActions.runCells(panel.content, [cell], panel.sessionContext);
      };
      return button;
    });
    const title = element("legend", { className: "fq-Unseen" }, `Your answer: ${heading(cell, panel)}`);
    const node = below(cell, panel, "fq-Ask", element("fieldset", {}, title, ...buttons));
    cell.node.querySelector(".jp-Cell-inputWrapper").before(node);
    return { node, buttons };
  }

  function draw(cell, panel) {
    const magic = ASK.exec(source(cell));
    const found = magic ? options(cell, panel) : [];
    const key = JSON.stringify(found);
    let one = offered.get(cell);
    if (!one || one.key !== key) {
      if (one && one.node) one.node.remove();
      offered.set(cell, (one = { key, ...(found.length ? offer(cell, panel, found) : {}) }));
    }
    if (!one.node) return;
    const text = panel.content.widgets[panel.content.widgets.indexOf(cell) - 1];
    text.addClass("fq-Asked"); // its list would say the same as the buttons
    const chosen = (magic[2] || "").trim().toUpperCase();
    for (const button of one.buttons) {
      const said = button.value === chosen ? told(cell, chosen) : undefined;
      button.ariaPressed = String(button.value === chosen);
      button.firstChild.textContent = said ? TICKS[said.right] : "";
    }
  }

  // Right, and not right: each in a form of its own, as what a check says. It is said to whoever listens.
  function drawn(registry, options) {
    const widget = registry.createRenderer("text/markdown", options);
    const render = widget.renderModel.bind(widget);
    widget.renderModel = async (model) => {
      await render(model);
      widget.addClass("fq-Reason");
      widget.toggleClass("fq-Right", model.data[ANSWER].right);
    };
    return widget;
  }

  return {
    id: "first-query:asks",
    description: "Lets the options of a question in a lesson be clicked.",
    autoStart: true,
    requires: [INotebookTracker, IRenderMimeRegistry],
    activate: (app, tracker, registry) => {
      const createRenderer = (options) => drawn(registry, options);
      registry.addFactory({ safe: true, mimeTypes: [ANSWER], createRenderer }, 0);
      follow(tracker, draw);
    },
  };
};
