// The tables of the data that the notebook in front asks, folded, in the side bar. A click on a column puts its name
// into the cell that she writes in. What there is the kernel says, in a request that runs nothing: see
// firstquery/kernel/schema.py. Where no kernel runs, none is started.
import { element } from "./cells.js";

const ASK = {
  code: "",
  silent: true,
  store_history: false,
  stop_on_error: false,
  user_expressions: { schema: "__import__('firstquery.kernel.schema', fromlist=['']).read_schema()" },
};
const NOT_YET = "The tables stand here as soon as the first cell of the notebook has run.";

export default async (shared) => {
  const { Widget } = await shared("@lumino/widgets");
  const { ILayoutRestorer } = await shared("@jupyterlab/application");
  const { ICommandPalette } = await shared("@jupyterlab/apputils");
  const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
  const { tableRowsIcon } = await shared("@jupyterlab/ui-components");

  class Tables extends Widget {
    constructor(tracker) {
      super();
      this.id = "first-query-tables";
      this.addClass("fq-Tables");
      Object.assign(this.title, { label: "Tables", caption: "Tables and their columns", icon: tableRowsIcon });
      this.tracker = tracker;
      this.node.tabIndex = -1;
      this.said = element("p", { role: "status" });
      this.list = element("div", {});
      this.node.append(element("p", {}, "Click on a column: its name goes into your cell."), this.said, this.list);
    }

    onAfterShow() {
      this.refresh();
    }

    onActivateRequest() {
      this.node.focus();
    }

    async refresh() {
      if (!this.isVisible) return;
      const page = this.tracker.currentWidget;
      const session = page && page.sessionContext.session;
      if (!session || !session.kernel) return this.draw([]);
      const asked = (this.asked = {});
      const { content } = await session.kernel.requestExecute(ASK).done.catch(() => ({ content: {} }));
      const told = (content.user_expressions || {}).schema;
      if (asked === this.asked && told) this.draw(told.status === "ok" ? told.data["application/json"] : []);
    }

    // Drawn anew only where something is new: what is open stays open, and the keyboard stays where it is.
    draw(databases) {
      const drawn = JSON.stringify(databases);
      if (drawn === this.drawn) return;
      this.drawn = drawn;
      this.list.replaceChildren(
        ...(databases.length ? [] : [element("p", {}, NOT_YET)]),
        ...databases.flatMap(({ title, said, tables }) => [
          element("h2", {}, title),
          ...(said ? [element("p", {}, said)] : []),
          ...tables.map((table) => this.table(table)),
        ])
      );
    }

    table({ name, meaning, columns }) {
      const lines = columns.map(([column, type, means]) =>
        element(
          "li",
          {},
          element("button", { type: "button", onclick: () => this.put(column) }, column),
          ` ${type}`,
          ...(means ? [element("p", {}, means)] : [])
        )
      );
      const about = meaning ? [element("p", {}, meaning)] : [];
      return element("details", {}, element("summary", {}, name), ...about, element("ul", {}, ...lines));
    }

    put(name) {
      const notebook = (this.tracker.currentWidget || {}).content;
      const cell = notebook && notebook.activeCell;
      const hers = cell && cell.model.type === "code" && !cell.readOnly;
      this.said.textContent = hers ? "" : "Click into a cell that you write in, then on a column.";
      if (!hers) return;
      notebook.mode = "edit";
      const first = cell.editor.getLine(0) || "";
      const above = first.startsWith("%%") && cell.editor.getCursorPosition().line === 0; // no query stands there
      if (above) cell.editor.setCursorPosition({ line: 0, column: first.length });
      cell.editor.replaceSelection(above ? `\n${name}` : name);
      cell.editor.focus();
    }
  }

  return {
    id: "first-query:tables",
    description: "Shows the tables of the data that a notebook asks.",
    autoStart: true,
    requires: [INotebookTracker, ICommandPalette, ILayoutRestorer],
    activate: (app, tracker, palette, restorer) => {
      const panel = new Tables(tracker);
      app.shell.add(panel, "left", { rank: 150 });
      restorer.add(panel, panel.id); // a side bar that is open with it is open again, and not shut
      const command = "first-query:tables";
      app.commands.addCommand(command, {
        label: "Show the Tables and Their Columns",
        execute: () => app.shell.activateById(panel.id),
      });
      palette.addItem({ command, category: "First Query" });
      const again = () => panel.refresh();
      tracker.currentChanged.connect((_, page) => {
        again();
        if (page) page.sessionContext.kernelChanged.connect(again);
      });
      NotebookActions.executed.connect(again); // own_database() may have been called
    },
  };
};
