// The first part of the site's service worker; JupyterLite's own, which leads a kernel to her files, stands below it.
// What the site has is fetched once and kept, each file under its hash: a second visit asks nobody, and works without a
// network. A new version of the site brings a new list, and fetches what is new in it. Her work is kept elsewhere.
const KEPT = `first-query:${new URL("./", location).pathname}`;
const ROOT = new URL("./", location).href;
const arriving = new Map(); // what is on its way, by address: asked for twice, it is fetched once
const told = new BroadcastChannel("first-query-arrived");

// The name of a file of the site, and of one from elsewhere its whole address; undefined for all else.
function nameOf(address) {
  const url = new URL(address);
  const whole = `${url.origin}${url.pathname}`;
  const name = whole.startsWith(ROOT) ? whole.slice(ROOT.length) : whole;
  return [name, `${name}index.html`].find((one) => FIRST_QUERY[one]);
}

const keyOf = (name) => `${new URL(name, ROOT)}?kept=${FIRST_QUERY[name]}`;

async function bring(name) {
  const cache = await caches.open(KEPT);
  const there = await cache.match(keyOf(name));
  if (there) return there;
  const answer = await fetch(new URL(name, ROOT), { cache: "no-cache", credentials: "same-origin" });
  if (answer.ok) await cache.put(keyOf(name), answer.clone()).catch(() => undefined); // the storage is full, or closed
  return answer;
}

function get(name) {
  if (!arriving.has(name)) {
    const coming = bring(name).finally(() => arriving.delete(name));
    arriving.set(name, coming);
    coming.then((answer) => answer.ok && told.postMessage(name)).catch(() => undefined);
  }
  return arriving.get(name).then((answer) => answer.clone());
}

self.addEventListener("fetch", (event) => {
  const name = event.request.method === "GET" && nameOf(event.request.url);
  if (!name) return;
  event.stopImmediatePropagation();
  event.respondWith(get(name));
});

// What a page will want in a moment, or offline: fetched while it does something else, a few at a time.
self.addEventListener("message", (event) => {
  const names = (event.data || {}).bring;
  if (!names) return;
  const waiting = names.filter((name) => FIRST_QUERY[name]);
  const next = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) await get(name).catch(() => undefined);
  };
  event.waitUntil(Promise.all([next(), next(), next(), next()]));
});

// Other versions are forgotten once this one is at work.
self.addEventListener("activate", (event) => {
  const keys = new Set(Object.keys(FIRST_QUERY).map(keyOf));
  const forget = async () => {
    const cache = await caches.open(KEPT);
    for (const one of await cache.keys()) if (!keys.has(one.url)) await cache.delete(one);
  };
  event.waitUntil(forget());
});
