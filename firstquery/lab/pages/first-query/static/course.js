// The course in the side bar: the week at hand with its exercises, and the months with what is done. It says how things
// stand by a word and a symbol; the words are those of firstquery/learner/progress/outline.py.
import { element } from "./cells.js";
import { outlineOf } from "./outline.js";
import { open, Places } from "./places.js";

const ID = "first-query-course";
const DONE = "✓";
const NARROW = 700; // a screen on which the bar would leave no room for the page
const AGAIN = 2000; // milliseconds
const pathOf = (widget) => (widget && widget.context && widget.context.path) || "";
// The address of a page in a tab of its own; a site of files has one page, which is told what to open.
function addressOf(config, path) {
  if (!config.getOption("firstQuerySite")) return config.getUrl({ treePath: path });
  return `${config.getBaseUrl()}lab/index.html?path=${encodeURIComponent(path)}`;
}
const about = (minutes) => `about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;

export default async (shared) => {
  const { Widget } = await shared("@lumino/widgets");
  const { ILayoutRestorer } = await shared("@jupyterlab/application");
  const { ICommandPalette } = await shared("@jupyterlab/apputils");
  const { PageConfig } = await shared("@jupyterlab/coreutils");
  const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
  const { IStateDB } = await shared("@jupyterlab/statedb");
  const { listIcon } = await shared("@jupyterlab/ui-components");

  class Course extends Widget {
    constructor(app, tracker, places) {
      super({ node: element("nav", { ariaLabel: "The course" }) });
      this.id = ID;
      this.addClass("fq-Course");
      Object.assign(this.title, { label: "Course", caption: "The course, and how far you are", icon: listIcon });
      Object.assign(this, { app, tracker, places, folds: new Map(), read: outlineOf(app, tracker, shared) });
      this.node.tabIndex = -1;
    }

    onAfterShow() {
      this.refresh();
    }

    onActivateRequest() {
      this.node.focus();
    }

    // Many cells may run one after the other: it is asked once for all of them.
    refresh() {
      this.waiting = this.waiting || setTimeout(() => this.ask(), 100);
    }

    async ask() {
      this.waiting = undefined;
      if (!this.isVisible && this.outline) return; // known once, her places are kept
      const asked = (this.asked = {});
      const found = await (await this.read)();
      if (found && asked === this.asked) this.outline = found;
      if (!this.outline && this.isVisible) setTimeout(() => this.refresh(), AGAIN); // a kernel that starts says nothing yet
      this.draw();
    }

    // Drawn anew only where something is new: the keyboard stays where it is.
    draw() {
      if (!this.outline) return;
      const path = pathOf(this.app.shell.currentWidget);
      const drawn = JSON.stringify([this.outline, path, this.step().cell]);
      if (drawn === this.drawn) return;
      this.drawn = drawn;
      this.path = path;
      const inFocus = this.node.contains(document.activeElement) && document.activeElement.dataset.key;
      this.node.replaceChildren(...this.head(), ...this.atHand(), ...this.months());
      for (const one of this.node.querySelectorAll("a, button")) one.dataset.lmSuppressShortcuts = "true";
      const again = inFocus && [...this.node.querySelectorAll("[data-key]")].find((one) => one.dataset.key === inFocus);
      if (again) again.focus();
    }

    get weeks() {
      return this.outline.months.flatMap((month) => month.weeks);
    }

    get current() {
      return this.weeks.find((week) => week.number === this.outline.week);
    }

    head() {
      const { title, said, months, start } = this.outline;
      const done = months.reduce((sum, month) => sum + month.done, 0);
      const bar = element("div", { className: "fq-Course-bar", ariaHidden: "true" }, element("div", {}));
      const first = element("p", {}, ...(start ? [this.link(start, "", "Start here")] : []));
      bar.firstChild.style.width = `${(100 * done) / (this.weeks.length || 1)}%`;
      return [element("h2", {}, title), element("p", { className: "fq-Course-said" }, said), bar, first];
    }

    // The week of the page in front; where that is of none, the one to go on with.
    atHand() {
      const shown = this.weeks.find((week) => this.path && [week.lesson, week.practice].includes(this.path));
      const week = shown || this.current;
      if (!week) return [];
      const kicker = week.number === this.outline.week ? "This week" : "The open page";
      return [
        element("p", { className: "fq-Course-kicker" }, kicker),
        element("h2", {}, `Week ${week.number} · ${week.title}`),
        ...(this.current ? [this.goOn()] : []),
        this.parts(week),
      ];
    }

    step() {
      const week = this.current;
      const left = week ? week.exercises.filter((one) => one.mark !== DONE && !one.optional) : [];
      return week ? this.places.next(week, left, this.outline.here) : {};
    }

    goOn() {
      const step = this.step();
      const part = step.path === this.current.practice ? "Practice" : "Lesson";
      const at = step.exercise ? `, exercise ${step.exercise.number}` : "";
      const text = `Week ${this.current.number} · ${part}${at}`;
      const button = element("button", { type: "button", className: "fq-Course-go" });
      button.append(element("b", {}, "Go on here"), element("span", {}, text));
      button.ariaLabel = `Go on here: ${text}`;
      button.dataset.key = "go";
      button.onclick = () => open(this.app, this.step());
      return button;
    }

    parts(week) {
      const { exercises, left } = week;
      const done = `${week.done} of ${exercises.filter((one) => !one.optional).length} exercises done`;
      const rest = left ? `, ${about(left)} left` : "";
      const said = exercises.length ? [element("p", {}, `${done}${rest}`)] : [];
      const list = element("ol", {}, ...exercises.map((one) => this.exercise(week, one)));
      return element(
        "ul",
        { className: "fq-Course-parts" },
        ...(week.lesson ? [element("li", {}, this.link(week.lesson, "", "Lesson"))] : []),
        ...(week.practice
          ? [element("li", {}, this.link(week.practice, "", "Practice"), ...said, ...(exercises.length ? [list] : []))]
          : [])
      );
    }

    exercise(week, { id, number, title, mark, said, minutes }) {
      const more = mark !== DONE && minutes ? ` · ${minutes} min` : "";
      const link = this.link(week.practice, id, `${number} · ${title}`);
      return element("li", {}, this.mark(mark), link, this.said(`${said}${more}`));
    }

    mark(mark) {
      const name = mark === DONE ? "fq-Course-mark fq-mod-done" : "fq-Course-mark";
      return element("span", { className: name, ariaHidden: "true" }, mark);
    }

    said(...words) {
      return element("span", { className: "fq-Course-said" }, ...words);
    }

    months() {
      return [element("h2", {}, "All weeks"), ...this.outline.months.map((month) => this.month(month))];
    }

    month({ number, title, said, weeks }) {
      const isOpen = () => this.folds.get(number) || false;
      const list = element("ul", { id: `${ID}-${number}`, hidden: !isOpen() });
      list.append(...weeks.map((week) => this.week(week)));
      const fold = element("button", { type: "button", ariaExpanded: String(isOpen()) });
      fold.setAttribute("aria-controls", list.id);
      fold.dataset.key = `month ${number}`;
      fold.append(element("span", {}, title), this.said(said));
      fold.ariaLabel = `${title}, ${said}`;
      fold.onclick = () => {
        this.folds.set(number, !isOpen());
        fold.ariaExpanded = String(isOpen());
        list.hidden = !isOpen();
      };
      return element("section", {}, element("h3", {}, fold), list);
    }

    week({ number, title, mark, said, lesson, practice }) {
      const parts = [["Lesson", lesson], ["Practice", practice]].filter(([, path]) => path);
      const links = parts.flatMap(([word, path]) => [" · ", this.link(path, "", word, `, week ${number}`)]);
      return element("li", {}, this.mark(mark), element("span", {}, `${number} · ${title}`), this.said(said, ...links));
    }

    link(path, cell, text, more = "") {
      const link = element("a", { href: addressOf(PageConfig, path) }, text);
      if (more) link.ariaLabel = text + more;
      link.dataset.key = `${path} ${cell} ${more}`;
      if (!cell && path === this.path) link.ariaCurrent = "page";
      link.onclick = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own
        event.preventDefault();
        open(this.app, { path, cell });
      };
      return link;
    }

    keep() {
      const page = this.tracker.currentWidget;
      const path = page && page.content.activeCell && pathOf(page);
      const week = path && this.outline && this.weeks.find((one) => [one.lesson, one.practice].includes(path));
      if (!week) return;
      this.places.keep(week, page);
      this.draw();
    }
  }

  return {
    id: "first-query:course",
    description: "Shows the course, how it stands, and where to go on.",
    autoStart: true,
    requires: [INotebookTracker, ICommandPalette, ILayoutRestorer, IStateDB],
    activate: (app, tracker, palette, restorer, state) => {
      const panel = new Course(app, tracker, new Places(state));
      app.shell.add(panel, "left", { rank: 50 });
      restorer.add(panel, panel.id);
      const command = ID;
      app.commands.addCommand(command, {
        label: "Show the Course",
        execute: () => app.shell.activateById(panel.id),
      });
      palette.addItem({ command, category: "First Query" });
      const again = () => panel.refresh();
      app.shell.currentChanged.connect(again);
      tracker.activeCellChanged.connect(() => panel.keep());
      NotebookActions.executed.connect(again);
      window.addEventListener("focus", again);
      // A site's address names a page: what opens it brings the list of files to the front, and the course comes again.
      const opened = (_, { id, result }) => {
        if (id !== "docmanager:show-in-file-browser") return;
        app.commands.commandExecuted.disconnect(opened);
        result.then(() => {
          const page = app.shell.currentWidget;
          if (window.innerWidth < NARROW) app.shell.collapseLeft();
          else app.shell.activateById(panel.id);
          if (page) page.activate();
        });
      };
      if (PageConfig.getOption("firstQuerySite")) app.commands.commandExecuted.connect(opened);
      // a second tab of the browser has no layout yet: JupyterLab would show the list of files in it
      Promise.all([state.fetch("layout-restorer:data"), app.restored]).then(([layout]) => {
        const page = app.shell.currentWidget;
        if (!layout) app.shell.activateById(panel.id);
        if (!layout && page) page.activate();
        again();
      });
    },
  };
};
