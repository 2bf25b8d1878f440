"""Attempts by a page: what she writes is opened in the browser of somebody who is logged in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import nbformat
from playwright.sync_api import Error, Page

from firstquery.cohort.hub.visitor import Visitor
from tests.attacks.page import ATTACKS
from tests.cohort.hub.intrusion.ground import Ground, attempt
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
        done = ground.run(ground.lead, *ground.grade, patience=600)  # the first grading draws the held-out data
        with closing(
            sqlite3.connect(f"file:{ground.facilitator_course / 'gradebook.db'}?mode=ro", uri=True)
        ) as gradebook:
            found = gradebook.execute(
                "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON a.id = n.assignment_id "
                "WHERE a.student_id = ?",
                (ground.ann.name,),
            ).fetchone()
        if found is None:
            raise RuntimeError(f"It was not graded: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        with opened(ground.lead) as page:
            ran: list[object] = []
            page.expose_function("tell", lambda said: _put(ran, said))
            page.add_init_script("Object.defineProperty(window, 'ran', {set: said => { window.tell(said) }})")
            page.route("**/*elsewhere.example/**", lambda route: (_put(ran, route.request.url), route.abort()))
            address = f"{ground.lead.address}/user/{ground.lead.name}/formgrader/submissions/{found[0]}/"
            answer = None
            with suppress(Error):  # a page of hers may lead elsewhere before it is there
                answer = page.goto(address, wait_until="load")
            page.wait_for_timeout(2000)
            if not ran and (answer is None or not answer.ok):
                raise RuntimeError(f"The formgrader does not show it: {address}.")
            scripts_ran, asked = [one for one in ran if one == 1], {one for one in ran if one != 1}
            harm = ["a script of hers has run there"] if scripts_ran else []
            return ", ".join(harm + ([f"{len(asked)} addresses of hers were asked"] if asked else []))


def _put(found: list[object], said: object) -> None:
    """A function of ours: playwright takes no method of a list."""
    found.append(said)
