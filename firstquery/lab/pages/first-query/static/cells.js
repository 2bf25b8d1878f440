// What the parts that stand below a cell have in common: which cells there are, and where on the page below one is.

export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export const gradeId = (cell) => (cell.model.getMetadata("nbgrader") || {}).grade_id;
export const source = (cell) => cell.model.sharedModel.getSource();

// Draws below each code cell (or each text), and again after whatever changes in a notebook. A cell that was never in
// view has no parts of its own yet.
export function follow(tracker, draw, type = "code") {
  const begin = (panel) => {
    const awaited = new WeakSet();
    let waiting;
    const all = () => {
      waiting = undefined;
      if (panel.isDisposed) return;
      for (const cell of panel.content.widgets) {
        if (cell.model.type !== type) continue;
        if (!cell.isPlaceholder()) draw(cell, panel);
        else if (!awaited.has(cell)) awaited.add(cell) && cell.ready.then(again);
      }
    };
    const again = () => (waiting = waiting || setTimeout(all, 0));
    panel.context.ready.then(() => panel.context.model.contentChanged.connect(again)).then(again);
  };
  tracker.widgetAdded.connect((_, panel) => begin(panel));
  tracker.forEach(begin);
}

// The heading under which a cell stands, for whoever hears a control and does not see what is around it.
export function heading(cell, panel) {
  const above = panel.content.widgets.slice(0, panel.content.widgets.indexOf(cell)).reverse();
  const found = above.map((one) => one.model.type === "markdown" && /^#+ +(.+)$/m.exec(source(one))).find(Boolean);
  return found ? found[1] : "";
}

// JupyterLab's keys (Enter, arrows, letters) are not meant for what stands here; it looks at the very part in focus.
export function below(cell, panel, name, ...children) {
  const made = element("div", { className: `fq-Below ${name}` }, ...children);
  for (const one of made.querySelectorAll("button, input")) one.dataset.lmSuppressShortcuts = "true";
  cell.node.querySelector(".jp-Cell-inputWrapper").after(made);
  return made;
}
