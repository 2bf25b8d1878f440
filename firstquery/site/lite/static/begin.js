// In the page of JupyterLite, before anything else: it says in words what is loading, from the first moment until the
// first cell can run. It asks for what comes last at once, so that all is on its way together.
(() => {
  const here = document.currentScript;
  const root = new URL("../", here.src);
  const { parts, later } = JSON.parse(document.getElementById("first-query-parts").textContent);
  const came = new Set();
  const MB = 1_000_000;

  const strip = document.createElement("div");
  strip.id = "first-query-begin";
  strip.setAttribute("role", "status");
  const say = (words) => strip.textContent !== words && (strip.textContent = words);
  const show = () => document.body && document.body.append(strip);
  document.body ? show() : document.addEventListener("DOMContentLoaded", show);

  const bytes = (files) => Object.values(files).reduce((sum, size) => sum + size, 0);
  const left = ({ files }) => Object.entries(files).filter(([name]) => !came.has(name));
  function progress() {
    const part = parts.find((one) => left(one).length);
    if (!part) return say("All is here. Python starts.");
    const all = bytes(part.files);
    const done = all - left(part).reduce((sum, [, size]) => sum + size, 0);
    say(`Loading ${part.title}: ${(done / MB).toFixed(1)} of ${(all / MB).toFixed(1)} MB.`);
  }
  new BroadcastChannel("first-query-arrived").onmessage = ({ data }) => {
    came.add(data);
    progress();
  };
  progress();
  const worker = navigator.serviceWorker;
  const ask = (names) => worker && worker.ready.then(({ active }) => active.postMessage({ bring: names }));
  if (!worker) say("This browser lets no page keep anything here. Open it by https, or in a window that is not private.");
  ask(parts.flatMap(({ files }) => Object.keys(files)));

  // Ready: the page's kernel has answered a request that runs nothing.
  async function ready() {
    const app = window.jupyterapp;
    const page = app && app.shell && app.shell.currentWidget;
    const kernel = page && page.sessionContext && page.sessionContext.session && page.sessionContext.session.kernel;
    if (!kernel) return setTimeout(ready, 100);
    await kernel.requestExecute({ code: "", silent: true, store_history: false }).done.catch(() => undefined);
    say("Ready. You can run the first cell.");
    performance.mark("first-query-ready");
    setTimeout(() => strip.remove(), 4000);
    ask(later);
  }
  ready();
})();
