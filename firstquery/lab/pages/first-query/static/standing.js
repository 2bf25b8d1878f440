// A check judges what stands in the page: with a cell that has one in it go the texts of all code cells, in order, as
// firstquery/kernel/standing.py reads them. What has run of them, and how, the kernel knows itself.
const CHECK = /\bcheck\s*\(/, KEY = "firstqueryPage";
const told = new WeakSet();

function tell(panel) {
  const kernel = panel.sessionContext.session && panel.sessionContext.session.kernel;
  if (!kernel || told.has(kernel)) return;
  told.add(kernel);
  const execute = kernel.requestExecute.bind(kernel);
  const cells = () =>
    panel.context.model.sharedModel.cells
      .filter((one) => one.cell_type === "code")
      .map((one) => ({ id: one.id, source: one.getSource() }));
  kernel.requestExecute = (content, dispose, metadata) => {
    const asks = metadata && metadata.cellId && CHECK.test(content.code) && !panel.isDisposed;
    return execute(content, dispose, asks ? { ...metadata, [KEY]: cells() } : metadata);
  };
}

export default async (shared) => {
  const { INotebookTracker } = await shared("@jupyterlab/notebook");
  const begin = (panel) => {
    panel.sessionContext.kernelChanged.connect(() => tell(panel));
    tell(panel);
  };
  return {
    id: "first-query:standing",
    description: "Sends what stands in the page with a check.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      tracker.widgetAdded.connect((_, panel) => begin(panel));
      tracker.forEach(begin);
    },
  };
};
