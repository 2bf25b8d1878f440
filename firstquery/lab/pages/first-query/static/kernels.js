// A cell that is run while its kernel is still being asked for waits for it. JupyterLab drops it without a word: on a
// machine that is busy, or a hub, whoever presses Shift and Enter as soon as the page is there has run nothing.
function wait(context) {
  const kernel = () => context.session && context.session.kernel;
  const start = context.startKernel.bind(context);
  let starting;
  // JupyterLab says that there is a kernel as soon as it has asked for one
  Object.defineProperty(context, "hasNoKernel", { get: () => !kernel() });
  context.startKernel = async () => {
    if (kernel()) return false; // nobody has to choose one
    return (starting = starting || start().finally(() => (starting = undefined)));
  };
}

export default async (shared) => {
  const { INotebookTracker } = await shared("@jupyterlab/notebook");
  return {
    id: "first-query:kernels",
    description: "Has a cell wait for the kernel that is on its way.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      tracker.widgetAdded.connect((_, panel) => wait(panel.sessionContext));
      tracker.forEach((panel) => wait(panel.sessionContext));
    },
  };
};
