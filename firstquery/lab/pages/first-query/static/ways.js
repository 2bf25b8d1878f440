// Where she is, and the way back. JupyterLab opens one page over the other; the browser's Back leads through them, each
// says in its name what it is, and what `reset()` puts back comes into the page itself.
const pathOf = (widget) => (widget && widget.context && widget.context.path) || "";
const open = (app, path) => app.commands.execute("docmanager:open", { path });

// A lesson and its practice have one file name: the browser's tab, JupyterLab's and the line above the page say first
// which of them it is. A name of JupyterLab's is the file's, so that the word stands before it.
const partOf = (path) =>
  path.startsWith("practice/") ? "Practice" : /^week-[^/]*\.ipynb$/.test(path) ? "Lesson" : "";
const LOOK = ["Practice", "Lesson"].map(
  (part) => `.lm-TabBar-tab[data-part="${part}"] .lm-TabBar-tabLabel::before { content: "${part}: "; }
    #jp-title-panel-title[data-part="${part}"] { display: flex; align-items: center; }
    #jp-title-panel-title[data-part="${part}"]::before { content: "${part}:"; font-size: 18px; margin-right: 6px; }`
);
function name(app) {
  const page = app.shell.currentWidget;
  const part = partOf(pathOf(page));
  const bare = document.title.replace(/^((Practice|Lesson): )+/, "");
  const title = part ? `${part}: ${bare}` : bare;
  if (document.title !== title) document.title = title;
  if (part && page.title.dataset.part !== part) page.title.dataset = { ...page.title.dataset, part };
  const line = document.getElementById("jp-title-panel-title");
  if (line) line.dataset.part = part;
}

// JupyterLab notes in the browser's history which page is in front, some of them twice and folders between them, and
// does nothing when the browser goes back there. Here each step is a page, and Back opens it.
function stepThrough(app) {
  const pageAt = ({ pathname }) => decodeURIComponent((/\/tree\/(.+\.\w+)$/.exec(pathname) || [])[1] || "");
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const next = pageAt(new URL(address || "", location.href));
    if (next && next !== pageAt(location)) push(state, title, address);
    else if (next) history.replaceState(state, title, address);
  };
  window.addEventListener("popstate", () => {
    const path = pageAt(location);
    if (path && path !== pathOf(app.shell.currentWidget)) open(app, path);
  });
}

// The list of files stands in the folder of the page in front, with the page selected, until she opens another folder.
// JupyterLab has a setting for it, but its list shows the answer that comes last, be it to an older question or to one
// of its own (what is new in the folder of a moment ago?), and takes a question that failed for answered. So the folder
// is the one last asked for, by her or by us, and after each answer the list is compared with it.
let folder = "";
const pointed = new WeakSet();
function remember(model) {
  const contents = model.manager.services.contents;
  const cd = model.cd.bind(model);
  model.cd = (path = ".") => {
    if (path !== ".") folder = contents.resolvePath(model.path, path); // "." is JupyterLab's own
    return cd(path);
  };
}

function point(app) {
  const list = Array.from(app.shell.widgets("left")).find((one) => one.id === "filebrowser");
  if (!list) return;
  const { model } = list;
  const names = () => pathOf(app.shell.currentWidget).split("/");
  const isThere = () => model.path === folder && names().at(-1);
  const select = () => isThere() && list.selectItemByName(names().at(-1)).catch(() => undefined); // it may be hidden
  const move = () => model.path !== folder && model.cd(`/${folder}`).then(select);
  model.restored.then(() => {
    if (!pointed.has(model)) {
      pointed.add(model);
      remember(model);
      model.refreshed.connect(move);
    }
    if (names().at(-1)) folder = names().slice(0, -1).join("/");
    return move() || select();
  });
}

// A page of HTML, such as feedback, stands in a frame. Each state of it gets a frame of its own: one that is led from
// state to state makes steps of the browser's history, to addresses that are gone. Its links open what they lead to.
const framed = new WeakSet();
function frame(app, page) {
  const content = page && page.content;
  if (!/\.html?$/.test(pathOf(page)) || framed.has(page) || !content.node.querySelector("iframe")) return;
  framed.add(page);
  const shown = () => content.node.querySelector("iframe");
  const show = (address) => {
    const fresh = shown().cloneNode();
    fresh.src = address;
    fresh.addEventListener("load", () => {
      fresh.contentDocument.addEventListener("click", (event) => follow(app, page, fresh.contentDocument, event));
    });
    shown().replaceWith(fresh);
  };
  const first = shown().getAttribute("src");
  Object.defineProperty(content, "url", { get: () => shown().src, set: show });
  if (first) show(first);
}

function follow(app, page, inside, event) {
  const link = event.target.closest("a[href]");
  const address = link ? link.getAttribute("href") : "";
  if (!address || /^[a-z][a-z\d+.-]*:/i.test(address)) return;
  event.preventDefault();
  if (address.startsWith("#")) {
    const there = inside.getElementById(decodeURIComponent(address.slice(1)));
    if (!there) return;
    if (!there.hasAttribute("tabindex")) there.tabIndex = -1; // so that the keyboard goes on from there
    there.focus();
    there.scrollIntoView();
  } else {
    const here = pathOf(page).split("/").map(encodeURIComponent).join("/");
    open(app, decodeURIComponent(new URL(address, `http://localhost/${here}`).pathname.slice(1)));
  }
}

// What `reset()` puts back, as firstquery/learner/open_notebook.py sends it: the page saves it as what is typed there.
const heard = new WeakSet();
function listen(app, page) {
  const session = page && page.sessionContext;
  if (!session || heard.has(page)) return;
  heard.add(page);
  const register = () => {
    const kernel = session.session && session.session.kernel;
    if (kernel) kernel.registerCommTarget("first-query", (_, { content }) => putBack(app, page.context, content.data));
  };
  session.kernelChanged.connect(register);
  register();
}

function putBack(app, context, { notebook, cells, order }) {
  const { model } = context;
  if (notebook) {
    model.fromJSON(notebook);
    model.dirty = true; // a save that was on its way has what stood here before
    context.save();
    const message = "The notebook is put back. What stood in it is in the folder kept.";
    return app.commands.execute("apputils:notify", { message, type: "success", options: { autoClose: 15000 } });
  }
  const shared = model.sharedModel;
  for (const cell of cells) {
    const ids = shared.cells.map((one) => one.id);
    const at = ids.indexOf(cell.id);
    if (at >= 0 && shared.cells[at].cell_type === cell.cell_type) {
      shared.cells[at].setSource([cell.source].flat().join(""));
      shared.cells[at].setMetadata(cell.metadata);
      if (cell.cell_type === "code") model.cells.get(at).clearExecution();
      continue;
    }
    if (at >= 0) shared.deleteCell(at);
    const before = order.slice(0, order.indexOf(cell.id)).map((id) => ids.indexOf(id));
    shared.insertCell(at >= 0 ? at : Math.max(-1, ...before) + 1, cell);
  }
}

export default async () => ({
  id: "first-query:ways",
  description: "Leads back to where she was, and says which page is in front.",
  autoStart: true,
  activate: (app) => {
    stepThrough(app);
    document.head.appendChild(document.createElement("style")).textContent = LOOK.join("\n");
    app.restored.then(() => {
      const look = () => [name, point, frame, listen].forEach((part) => part(app, app.shell.currentWidget));
      app.shell.currentChanged.connect(look);
      // in a second tab of the browser JupyterLab keeps room for parts at the right, of which none is here
      if (app.shell.isEmpty("right")) app.shell.collapseRight();
      new MutationObserver(() => name(app)).observe(document.querySelector("title"), { childList: true });
      look();
    });
  },
});
