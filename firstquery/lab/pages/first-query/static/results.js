// What a cell shows. A table turns its pages and stays in a box of its own; what is not right yet and an error look
// unlike each other and unlike what is right; and the top of a long answer stays in view.
const TABLE = "application/vnd.first-query.table+json"; // firstquery/sql/display.py writes it beside the HTML
const ERROR = "application/vnd.jupyter.error"; // as JupyterLab has it, with the error's name
const count = (number) => number.toLocaleString("en-US");

// The symbols are said to nobody who listens: the words beside them say the same.
const LOOK = `
  .fq-table th, .fq-table td { padding: 0.35em 0.4em !important; }
  .fq-table thead th { vertical-align: bottom; }
  .fq-box { overflow-x: auto; max-width: 100%; }
  .fq-box table { margin: 0 !important; }
  .fq-box tr > :first-child { position: sticky; left: 0; z-index: 1; background: var(--jp-layout-color0); }
  .fq-box tbody tr:nth-child(even) > :first-child { background: var(--jp-rendermime-table-row-background); }
  .fq-box caption { position: sticky; left: 0; }
  .fq-pages, .fq-right { font-size: var(--jp-ui-font-size1); margin: 0.3em 0 0.6em; }
  .fq-right:empty { display: none; }
  .fq-pages { display: flex; flex-wrap: wrap; gap: 0.4em; align-items: center; }
  .fq-pages button { font: inherit; padding: 0.1em 0.7em; color: inherit; background: var(--jp-layout-color1);
    border: 1px solid var(--jp-border-color0); border-radius: 3px; cursor: pointer; }
  .fq-pages button[aria-disabled="true"] { opacity: 0.6; cursor: default; }
  .fq-pages button:focus-visible, .fq-box:focus-visible { outline: 3px solid var(--jp-brand-color1); }
  .jp-RenderedText.fq-said { position: relative; padding: 0.4em 0.8em 0.4em 2.4em; margin: 0.3em 0; }
  .jp-RenderedText.fq-said::before { position: absolute; left: 0.5em; top: 0.15em; font-size: 1.4em; font-weight: bold; }
  .jp-RenderedText.fq-open[data-mime-type] { border-left: 6px dashed #b26a00; background: rgba(178, 106, 0, 0.12); }
  .jp-RenderedText.fq-open pre { font-family: var(--jp-content-font-family); font-size: var(--jp-content-font-size1);
    line-height: var(--jp-content-line-height); word-break: normal; overflow-wrap: anywhere; }
  .jp-RenderedText.fq-open::before { content: "○" / ""; }
  .jp-RenderedText.fq-blank::before { content: "…" / ""; }
  .jp-RenderedText.fq-failed::before { content: "!" / ""; }
  .jp-RenderedText.fq-error[data-mime-type] { border: 1px solid #c2457a; border-left: 10px double #c2457a;
    background: rgba(194, 69, 122, 0.1); }
  .jp-RenderedText.fq-error pre { word-break: normal; overflow-wrap: anywhere; }
  .jp-RenderedText.fq-error::before { content: "✕" / ""; }
`;

// A widget of JupyterLab's own for one of an output's forms, and what is done when it has been drawn.
function drawn(registry, type, then) {
  const widget = registry.createRenderer(type);
  const draw = widget.renderModel.bind(widget);
  widget.renderModel = async (model) => {
    await draw(model);
    then(widget.node, model.data);
  };
  return widget;
}

// A verdict's first word says which it is; anything else that stopped a cell is an error.
function told(node, data) {
  const { ename, evalue } = data[ERROR];
  const heading = /^Not (yet|attempted)|^/.exec(evalue)[0];
  const look = { "Not yet": "fq-open", "Not attempted": "fq-open fq-blank", "": "fq-open fq-failed" }[heading];
  node.className += ` fq-said ${ename === "NotYet" ? look : "fq-error"}`;
}

// A name may break after its underscores, so that more columns fit beside one another; a day or a number may not.
function narrow(table) {
  table.classList.add("fq-table");
  for (const head of table.querySelectorAll("thead th")) {
    const parts = head.textContent.split(/(?<=_)(?=.)/);
    head.replaceChildren(...parts.flatMap((part, at) => (at ? [document.createElement("wbr"), part] : [part])));
  }
  for (const one of table.querySelectorAll("td"))
    if (!/\s/.test(one.textContent) && one.textContent.length < 20) one.style.whiteSpace = "nowrap";
  return table;
}

// What is wider still scrolls in its box, with its first column in view; Tab reaches it, and the arrows move it. Which
// columns stand to the right is said below.
function boxed(table) {
  const box = document.createElement("div"), below = document.createElement("div");
  box.className = "fq-box";
  box.dataset.lmSuppressShortcuts = "true"; // the arrows would lead to another cell
  below.className = "fq-right";
  table.replaceWith(box, below);
  box.append(narrow(table));
  const reachable = { tabindex: "0", role: "region", "aria-label": "A wide table" };
  new ResizeObserver(() => {
    const is_wide = box.scrollWidth > box.clientWidth + 1;
    for (const [name, value] of Object.entries(reachable))
      is_wide ? box.setAttribute(name, value) : box.removeAttribute(name);
    const heads = [...box.querySelectorAll("thead th")];
    const hidden = heads.filter((one) => is_wide && one.offsetLeft + one.offsetWidth > box.clientWidth + 1);
    below.textContent = hidden.length ? `Further to the right: ${hidden.map((one) => one.textContent).join(", ")}` : "";
  }).observe(box);
  return box;
}

// The kernel has the rows, so that the file has no more than the first ones. What asks runs as no cell of hers does.
async function page(app, node, start) {
  const panel = app.shell.currentWidget;
  const cell = panel && panel.content.widgets.find((one) => one.node.contains(node));
  const kernel = panel && panel.sessionContext && panel.sessionContext.session && panel.sessionContext.session.kernel;
  if (!cell || !kernel) return undefined;
  const name = "firstquery.sql.pages";
  const asked = `__import__("${name}", fromlist=["page"]).page(${JSON.stringify(cell.model.id)}, ${start})`;
  const request = { code: "", silent: true, store_history: false, user_expressions: { page: asked } };
  const { content } = await kernel.requestExecute(request).done;
  const html = ((content.user_expressions || {}).page || {}).data;
  return html && html["text/html"] && new DOMParser().parseFromString(html["text/html"], "text/html").querySelector("table");
}

function pages(app, box, rows, size) {
  const bar = document.createElement("div"), said = document.createElement("span");
  const last = Math.floor((rows - 1) / size) * size;
  let start = 0;
  const steps = [["First", () => 0], ["Previous", () => start - size], ["Next", () => start + size], ["Last", () => last]];
  const buttons = steps.map(([word, to]) => {
    const button = document.createElement("button");
    button.textContent = word;
    button.setAttribute("aria-label", `${word} rows`);
    button.onclick = () => turn(to());
    return button;
  });
  function tell(words) {
    said.textContent = words || `Rows ${count(start + 1)} to ${count(Math.min(start + size, rows))} of ${count(rows)}`;
    buttons.forEach((one, at) => one.setAttribute("aria-disabled", String(at < 2 ? start === 0 : start === last)));
  }
  async function turn(to) {
    if (to < 0 || to > last || to === start) return;
    const table = await page(app, box, to);
    if (!table) return tell("To see further rows, run this cell again.");
    box.querySelector("table").replaceWith(narrow(table));
    start = to;
    tell();
  }
  bar.className = "fq-pages";
  bar.dataset.lmSuppressShortcuts = "true"; // Enter presses the button, and does not lead into the cell
  said.setAttribute("role", "status");
  bar.append(...buttons, said);
  tell();
  return bar;
}

function table(app, node, data) {
  const found = node.querySelector("table");
  if (!found) return;
  const { rows, page: size } = data[TABLE];
  const box = boxed(found);
  if (rows > size) box.nextSibling.after(pages(app, box, rows, size));
}

// When a cell has run, JupyterLab shows the next one: of an answer that is longer than the page, its end. Here its
// top comes back, as often as JupyterLab measures anew what it shows, and until she does anything herself.
function atItsTop({ notebook, cell }) {
  if (!cell.outputArea || notebook.activeCellIndex - notebook.widgets.indexOf(cell) > 1) return;
  const outer = notebook.node.querySelector(".jp-WindowedPanel-outer") || notebook.node;
  let left = 15;
  const timer = setInterval(() => {
    const { top, bottom } = cell.outputArea.node.getBoundingClientRect(), view = outer.getBoundingClientRect();
    if (top < view.top && bottom > view.top) outer.scrollTop -= view.top - top + 40;
    if (!--left) clearInterval(timer);
  }, 100);
  for (const hers of ["wheel", "keydown", "pointerdown"])
    notebook.node.addEventListener(hers, () => clearInterval(timer), { once: true, capture: true });
}

export default async (shared) => {
  const { IRenderMimeRegistry } = await shared("@jupyterlab/rendermime");
  const { NotebookActions } = await shared("@jupyterlab/notebook");
  return {
    id: "first-query:results",
    description: "Shows what a cell gives: a table a page at a time, and each kind of message in a form of its own.",
    autoStart: true,
    requires: [IRenderMimeRegistry],
    activate: (app, registry) => {
      const add = (type, own, then) =>
        registry.addFactory({ safe: true, mimeTypes: [type], createRenderer: () => drawn(registry, own, then) }, 0);
      add(TABLE, "text/html", (node, data) => table(app, node, data));
      add(ERROR, "application/vnd.jupyter.stderr", told);
      NotebookActions.executed.connect((_, ran) => atItsTop(ran));
      document.head.append(Object.assign(document.createElement("style"), { textContent: LOOK }));
    },
  };
};
