// The course and how it stands, as data: firstquery/learner/progress/outline.py makes it. Her own server knows it
// (firstquery/lab/outline.py), before a kernel runs and while one is busy; where a page has no such server, as on a site of
// files, the kernel of the page in front is asked for the same, in a request that runs nothing.
const ADDRESS = "first-query/outline";
const ASK = {
  code: "",
  silent: true,
  store_history: false,
  user_expressions: {
    outline:
      "__import__('IPython.display', fromlist=['']).JSON(" +
      "__import__('firstquery.learner.progress.outline', fromlist=['']).outline())",
  },
};

async function askKernel(page) {
  const session = page && page.sessionContext.session;
  if (!session || !session.kernel) return undefined;
  const { content } = await session.kernel.requestExecute(ASK).done.catch(() => ({ content: {} }));
  const told = (content.user_expressions || {}).outline;
  return told && told.status === "ok" ? told.data["application/json"] : undefined;
}

// What asks for it: an outline, or nothing where there is none just now.
export async function outlineOf(app, tracker, shared) {
  const { URLExt } = await shared("@jupyterlab/coreutils");
  const { ServerConnection } = await shared("@jupyterlab/services");
  const settings = app.serviceManager.serverSettings;
  let alone = false;

  async function askServer() {
    try {
      const answer = await ServerConnection.makeRequest(URLExt.join(settings.baseUrl, ADDRESS), {}, settings);
      alone = answer.status === 404;
      return answer.ok ? await answer.json() : undefined;
    } catch (fault) {
      return undefined; // it does not answer just now: what is shown stays
    }
  }
  return async () => (alone ? undefined : await askServer()) || (alone ? askKernel(tracker.currentWidget) : undefined);
}
