// A choice can be clicked: the options of the text above stand below its cell, and a click writes the letter into it.
// The cell is the answer, as it is elsewhere; what is typed there shows here.
import { below, element, follow, heading, source } from "./cells.js";

// up to the end of its first line; then her letters
const CHOICE = /^((?:[^\S\n]*(?:(?:--|#).*)?\n)*\s*%[\s%]*choice\b.*)\n?/i;
const OPTION = /^- \*\*([A-Za-z])\.\*\*[^\S\n]*(.*)$/gm;

function letters(text) {
  const words = text.toUpperCase().match(/[\p{L}\p{N}_]+/gu) || [];
  return words.every((word) => word.length === 1) ? words : [];
}

// The nearest text above that has options, not beyond the heading that the cell stands under.
export function options(cell, panel) {
  const cells = panel.content.widgets;
  for (let at = cells.indexOf(cell) - 1; at >= 0; at--) {
    if (cells[at].model.type !== "markdown") continue;
    const found = [...source(cells[at]).matchAll(OPTION)];
    if (found.length || /^#/m.test(source(cells[at]))) return found;
  }
  return [];
}

// `COUNT(*)` in an option looks like what it is
export const words = (text) => text.split("`").map((part, at) => (at % 2 ? element("code", {}, part) : part));

function offer(cell, panel, found, many) {
  const boxes = found.map(([, letter]) =>
    element("input", { type: many ? "checkbox" : "radio", name: `fq-${cell.model.id}`, value: letter.toUpperCase() })
  );
  boxes.forEach((box) => {
    box.onchange = () => {
      const chosen = boxes.filter((one) => one.checked).map((one) => one.value);
      cell.model.sharedModel.setSource(`${CHOICE.exec(source(cell))[1]}\n${chosen.join(", ") || "?"}`);
    };
  });
  const title = element("legend", {}, many ? "Your choice (several)" : "Your choice");
  title.append(element("span", { className: "fq-Unseen" }, `: ${heading(cell, panel)}`));
  const lines = found.map(([, letter, text], at) =>
    element("label", {}, boxes[at], element("b", {}, `${letter}.`), element("span", {}, ...words(text)))
  );
  return below(cell, panel, "fq-Choice", element("fieldset", {}, title, ...lines));
}

export default async (shared) => {
  const { INotebookTracker } = await shared("@jupyterlab/notebook");
  const offered = new WeakMap(); // by cell: what its options were when they were drawn, and where

  function draw(cell, panel) {
    const magic = CHOICE.exec(source(cell));
    const found = magic ? options(cell, panel) : [];
    const many = Boolean((cell.model.getMetadata("firstquery") || {}).many);
    const key = JSON.stringify([found, many]);
    let one = offered.get(cell);
    if (!one || one.key !== key) {
      if (one && one.node) one.node.remove();
      offered.set(cell, (one = { key, node: found.length ? offer(cell, panel, found, many) : null }));
    }
    if (!one.node) return;
    const chosen = letters(source(cell).slice(magic[0].length));
    for (const box of one.node.querySelectorAll("input")) box.checked = chosen.includes(box.value);
  }

  return {
    id: "first-query:choices",
    description: "Lets the options of a choice be clicked.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => follow(tracker, draw),
  };
};
