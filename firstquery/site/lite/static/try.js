// The page to try: nothing is loaded before she says so. Then the service worker comes first, so that all that follows
// passes it once and is kept; and JupyterLite opens.
(() => {
  const { site, version, path } = document.currentScript.dataset;
  const button = document.getElementById("begin");
  const said = document.getElementById("said");
  const root = new URL(site, location.href);
  const worker = new URL("service-worker.js?enableCache=false", root);

  async function begin() {
    button.disabled = true;
    said.textContent = "One moment: the page opens, and says what it loads.";
    if (navigator.serviceWorker) {
      // JupyterLite takes the worker of an unknown version away again
      localStorage.setItem(`${worker}-version`, version);
      const place = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
      const coming = place.installing || place.waiting;
      if (coming && !place.active)
        await new Promise((come) => coming.addEventListener("statechange", () => coming.state === "activated" && come()));
    }
    const open = new URLSearchParams(location.search).get("path") || path;
    location.assign(new URL(`lab/index.html?path=${encodeURIComponent(open)}`, root));
  }

  button.addEventListener("click", () =>
    begin().catch((fault) => {
      button.disabled = false;
      said.textContent =
        "This browser keeps nothing for this page: it may be a private window, or an address without https. " +
        `Nothing was loaded. (${fault.message})`;
    })
  );
})();
