"""A hub is made ready for the attempts: everybody has handed in, feedback is released, and secrets are planted."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell

from firstquery.cohort.hub.visitor import Visitor
from tests.cohort.hub.intrusion.ground import Ground, canary

_STUDENT = """
import sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_student(sys.argv[1], last_name=sys.argv[2])
"""


def plant(ground: Ground) -> None:
    """Plants a secret in every place that is not hers, and lets another hand in and the facilitator collect."""
    secret = ground.secret
    for one in ("home", "record", "submission", "feedback", "source", "held-out", "gradebook", "roster", "facilitator"):
        secret[one] = canary(one)
    for one in ("temporary", "output"):
        secret[one] = canary(one)
    ben, lead, own_course = ground.ben, ground.lead, ground.facilitator_course
    for folder in {ground.homes[ben.name], ground.works[ben.name]}:
        write(folder / "mine.txt", secret["home"], ben, ground)
    for folder in {ground.homes[lead.name], own_course}:
        write(folder / "mine.txt", secret["facilitator"], lead, ground)
    for folder in (ground.works[ben.name] / ".records", ground.homes[ben.name] / ".local"):
        write(folder / "kept.txt", secret["record"], ben, ground)
    for name, path in (("source", "source/answers.py"), ("held-out", "held-out/seed"), ("roster", "roster.csv")):
        write(own_course / path, secret[name], lead, ground)
    _hand_in(ground)
    if harm := ground.bring():
        raise RuntimeError(f"The collect before all attempts: {harm}.")
    done = ground.run(lead, str(ground.python), "-P", "-c", _STUDENT, "zoe", secret["gradebook"])
    if done.returncode:
        raise RuntimeError(done.stderr)
    _give_feedback(ground)
    _know(ground)


def write(path: Path, text: str, who: Visitor, ground: Ground) -> None:
    """Adds to a file of somebody's, with the rights that her own programs give it."""
    account = pwd.getpwnam(who.name)
    before = os.umask(ground.umask)
    try:
        made = [one for one in (path, *path.parents) if not one.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n# {text}\n")
    finally:
        os.umask(before)
    for one in made:
        os.chown(one, account.pw_uid, account.pw_gid)


def _hand_in(ground: Ground) -> None:
    path = ground.works[ground.ben.name] / ground.practice
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells.append(new_markdown_cell(ground.secret["submission"]))  # type: ignore[no-untyped-call]
    path.write_text(nbformat.writes(notebook))  # type: ignore[no-untyped-call]
    ground.submission = ground.hand_in(ground.ben)
    ground.secret["name of a submission"] = ground.submission.name
    ground.secret["submission secret"] = (ground.submission / "submission_secret.txt").read_text().strip()
    ground.hand_in(ground.ann)


def _give_feedback(ground: Ground) -> None:
    """A page on the submission of another learner, which nbgrader releases."""
    stem, ben, lead = ground.stem, ground.ben, ground.lead
    for name in ("submission_secret.txt", "timestamp.txt"):
        text = (ground.submitted / ben.name / stem / name).read_bytes()
        page = ground.facilitator_course / "feedback" / ben.name / stem / name
        write(page, "", lead, ground)
        page.write_bytes(text)
    write(
        ground.facilitator_course / "feedback" / ben.name / stem / f"{stem}.html",
        ground.secret["feedback"],
        lead,
        ground,
    )
    done = ground.run(lead, str(ground.python.with_name("nbgrader")), "release_feedback", stem)
    if not list((ground.inbox / "feedback").glob("*.html")):
        raise RuntimeError(f"The feedback was not released: {done.stdout}{done.stderr}")


def _know(ground: Ground) -> None:
    """Secrets that nobody plants: the hub's own."""
    secret = ground.secret
    secret["her own token"] = ground.token(ground.ann)
    secret["token of another"] = ground.token(ground.ben)
    secret["token of the facilitator"] = ground.token(ground.lead)
    proxy = next(
        one.environ()["CONFIGPROXY_AUTH_TOKEN"]
        for one in ground.hub.children(recursive=True)
        if "configurable-http-proxy" in " ".join(one.cmdline())
    )
    secret["proxy's token"] = proxy
    kept = [path for name in ("cookie_secret", "jupyterhub_cookie_secret") if (path := ground.state / name).exists()]
    secret["cookie secret"] = kept[0].read_text().strip()
    secret["password"] = ground.passwords[ground.ben.name]
    shadow = Path("/etc/shadow").read_text(encoding="utf-8").splitlines()
    secret["password's hash"] = next(line for line in shadow if line.startswith(f"{ground.ben.name}:")).split(":")[1]
    row = ground.row(ground.ben)
    assert row is not None
    secret["row of the database"] = row[0]
    assert all(len(one) > 8 for one in secret.values())
