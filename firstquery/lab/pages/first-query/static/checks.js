// A check has a button. It runs the answer's cell first where that has not run as it stands now, then the check: not
// again what has run, since an answer may merge branches or pay a vendor.
import { below, element, follow, gradeId, heading, source } from "./cells.js";

export const CHECK = /^\s*check\(\s*["']([\w-]+)["']/;

export default async (shared) => {
  const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
  const buttons = new WeakMap();
  let ran = new WeakMap(); // by cell: what it held when it was last run to its end, in the kernel of now
  const forget = () => (ran = new WeakMap());

  async function check(cell, panel, exercise) {
    const answer = panel.content.widgets.find((one) => gradeId(one) === `${exercise}-answer`);
    const both = answer && ran.get(answer) !== source(answer) ? [answer, cell] : [cell];
    // one after the other: the check is to say why an answer could not be run
    for (const one of both) await NotebookActions.runCells(panel.content, [one], panel.sessionContext);
    cell.outputArea.node.scrollIntoView({ block: "nearest" });
  }

  function offer(cell, panel) {
    const button = element("button", { type: "button", className: "jp-Button jp-mod-styled jp-mod-accept" }, "Check");
    button.ariaLabel = `Check: ${heading(cell, panel)}`;
    button.onclick = async () => {
      const [, exercise] = CHECK.exec(source(cell));
      if (button.ariaBusy === "true") return;
      button.ariaBusy = "true";
      await check(cell, panel, exercise).finally(() => (button.ariaBusy = "false"));
    };
    return below(cell, panel, "fq-Check", button);
  }

  function draw(cell, panel) {
    const there = buttons.get(cell);
    if (CHECK.test(source(cell)) === Boolean(there)) return;
    if (there) there.remove();
    buttons.set(cell, there ? undefined : offer(cell, panel));
  }

  return {
    id: "first-query:checks",
    description: "Gives each check a button.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      NotebookActions.executionScheduled.connect((_, { cell }) => ran.set(cell, source(cell)));
      NotebookActions.executed.connect((_, { cell, success }) => success || ran.delete(cell));
      const started = (panel) => {
        panel.sessionContext.kernelChanged.connect(forget);
        panel.sessionContext.statusChanged.connect((_, status) => /restarting/.test(status) && forget());
      };
      tracker.widgetAdded.connect((_, panel) => started(panel));
      tracker.forEach(started);
      follow(tracker, draw);
    },
  };
};
