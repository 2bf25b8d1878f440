// On a site, where a browser keeps her work: it leaves as one file, and comes back from one. The kernel reads and writes it
// (firstquery/learner/archive.py), so that the installed course knows the same file.
import { element } from "./cells.js";

const NAME = "first-query-work.json";
const CALL = "__import__('firstquery.learner.archive', fromlist=[''])";
const FULL =
  "This page could not be saved: the storage of this browser is full, or closed to this site. Press Take away now, and " +
  "your work is in one file.";

// What an expression gives in any kernel that runs: each sees the whole of her folder.
async function ask(app, expression) {
  const page = app.shell.currentWidget;
  const session = page && page.sessionContext && page.sessionContext.session;
  if (!session || !session.kernel) throw new Error("Open a lesson or a practice first, and wait until it is ready.");
  const asked = `__import__('IPython.display', fromlist=['']).JSON(${expression})`;
  const request = { code: "", silent: true, store_history: false, user_expressions: { work: asked } };
  const { content } = await session.kernel.requestExecute(request).done;
  const told = (content.user_expressions || {}).work || {};
  if (told.status !== "ok") throw new Error(told.evalue || "Python does not answer. Load this page again.");
  return told.data["application/json"];
}

async function takeAway(app) {
  await app.commands.execute("docmanager:save-all");
  const { work } = await ask(app, `{"work": ${CALL}.pack_here()}`);
  const link = element("a", { href: URL.createObjectURL(new Blob([work], { type: "application/json" })), download: NAME });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return [`Your work is in the file ${NAME}, where your browser puts what it downloads.`];
}

const choose = () =>
  new Promise((chosen) => {
    const field = element("input", { type: "file", accept: ".json,application/json" });
    field.onchange = () => chosen(field.files[0]);
    field.oncancel = () => chosen(undefined);
    field.click();
  });

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

// What is open and was written anew is read anew.
async function bringBack(app) {
  const file = await choose();
  if (!file) return [];
  await app.commands.execute("docmanager:save-all");
  const { lines, written } = await ask(app, `${CALL}.bring_back_here("${await base64(file)}")`);
  for (const { context } of app.shell.widgets("main"))
    if (context && written.includes(context.path)) await context.revert();
  return lines;
}

export default async (shared) => {
  const { Widget } = await shared("@lumino/widgets");
  const { PageConfig } = await shared("@jupyterlab/coreutils");
  const { Dialog, Notification, showDialog } = await shared("@jupyterlab/apputils");
  const { INotebookTracker } = await shared("@jupyterlab/notebook");

  async function tell(title, work) {
    const lines = await work.catch((fault) => [fault.message]);
    if (!lines.length) return;
    const body = new Widget({ node: element("div", {}, ...lines.map((line) => element("p", {}, line))) });
    await showDialog({ title, body, buttons: [Dialog.okButton({ label: "Close" })] });
  }

  function button(title, about, act) {
    const made = element("button", { type: "button", className: "jp-Button jp-mod-styled", title: about }, title);
    made.onclick = () => {
      made.disabled = true;
      tell(title, act()).finally(() => (made.disabled = false));
    };
    return made;
  }

  return {
    id: "first-query:carry",
    description: "Saves her work as one file, and brings it back from one, where a browser keeps it.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      if (!PageConfig.getOption("firstQuerySite")) return;
      const away = button("Take away", "Save all your work as one file", () => takeAway(app));
      const back = button("Bring back", "Bring work back from such a file", () => bringBack(app));
      const bar = new Widget({ node: element("div", { className: "fq-Carry" }, away, back) });
      bar.id = "first-query-carry";
      app.shell.add(bar, "top", { rank: 1000 });
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
      const watch = (page) =>
        page.context.saveState.connect((_, state) => {
          if (state === "failed") Notification.error(FULL, { autoClose: false });
        });
      tracker.widgetAdded.connect((_, page) => watch(page));
      tracker.forEach(watch);
    },
  };
};
