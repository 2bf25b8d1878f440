"""The wheel as `uvx firstquery` takes it: installed into an empty environment, used from an empty folder.

It is built here, with the keys of two weeks alone: those of all take a quarter of an hour.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
import typer
from playwright.sync_api import expect, sync_playwright
from typer.core import TyperGroup

from firstquery.authoring.wheel import build
from firstquery.cli.main import app
from firstquery.core import course, warehouse
from firstquery.core.command import AUTHOR
from firstquery.core.course import settings
from tests.browser.jupyterlab import LESSON_PATH, PATIENCE, QUIET, Home, cell, index_of, opened, run, said
from tests.conftest import ROOT, find, needs
from tests.selfgrade import hers
from tests.shared import held_out

WEEKS = (1, 9)
SEED = settings(ROOT).seeds.learners[0]
MOST = 15_000_000  # bytes
#: What these tests are told, and she is not.
TOLD = ("FIRSTQUERY_", "JUPYTER_", "IPYTHON", "XDG_", "PYTHON")
#: Runs a command after another in one process, which imports most of what they need once.
COMMANDS = """
import contextlib, io, json, sys
from firstquery.cli.main import main
for given in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    sys.argv, code = ["firstquery", *given], 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    print("said " + json.dumps([given, code, out.getvalue(), err.getvalue()]), file=sys.__stdout__, flush=True)
"""
#: An answer that is none where its kernel finds the keys in the package.
LOOK = """
import firstquery, pathlib
if (pathlib.Path(firstquery.__file__).parent / "bundle" / "course.tar.bz2").read_bytes():
    strategy_meetings = None
"""


@dataclass
class Installed(Home):
    """A home folder with nothing in it but an environment in which the wheel is installed, and an empty folder."""

    wheel: Path = field(default_factory=Path)
    scripts: Path = field(default_factory=Path)

    @property
    def env(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(TOLD)}
        return {**env, "HOME": str(self.folder), "USERPROFILE": str(self.folder)}

    @property
    def empty(self) -> Path:
        return self.folder / "empty"

    def give(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """The command `firstquery`, given in the empty folder."""
        return subprocess.run(
            [self.scripts / "firstquery", *arguments],
            env={**self.env, **more},
            cwd=self.empty,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The wheel, built and installed as anyone does it, without a network."""
    kept = tmp_path_factory.mktemp("kept")
    report, data = held_out(tmp_path_factory, SEED)
    shutil.copytree(data.parent, kept / str(SEED))
    drawn = {"drawn_by": warehouse.generator_hash(ROOT), "content": report.hash}
    (kept / str(SEED) / "drawn.json").write_text(json.dumps(drawn), encoding="utf-8")
    weeks = [course.week(number, ROOT) for number in WEEKS]
    wheel = build(ROOT, tmp_path_factory.mktemp("dist"), weeks, lambda what, share: None, kept)
    home = tmp_path_factory.mktemp("home")
    scripts = _environment(home / "environment")
    pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(pip, check=True, cwd=home, capture_output=True)
    (home / "empty").mkdir()
    with Installed(home, wheel=wheel, scripts=scripts, command=(str(scripts / "firstquery"), "--no-browser")) as made:
        yield made


def _environment(place: Path) -> Path:
    """Make an environment with the libraries of this one and without First Query; return where its programs are.

    The files are links to those here: the sandbox shows a kernel the folder of its environment and no other.
    """

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    shutil.copytree(sys.prefix, place, symlinks=True, copy_function=link)
    with contextlib.suppress(FileNotFoundError):
        (place / "etc" / "ipython" / "startup" / "50-first-query.py").unlink()
    paths = {"base": str(place), "platbase": str(place)}
    library, scripts = (Path(sysconfig.get_path(name, "venv", paths)) for name in ("purelib", "scripts"))
    for ours in (*library.glob("firstquery-*.dist-info"), *library.glob("*_firstquery*"), *scripts.glob("firstquery*")):
        shutil.rmtree(ours) if ours.is_dir() else ours.unlink()
    if not (library / "pip").is_dir():
        subprocess.run([scripts / "python", "-m", "ensurepip", "--default-pip"], check=True, capture_output=True)
    return scripts


@pytest.fixture(scope="module")
def packed(installed: Installed) -> dict[str, bytes]:
    """Each file of the course in the wheel, by its name there."""
    with zipfile.ZipFile(installed.wheel) as files:
        content = files.read("firstquery/bundle/course.tar.bz2")
    found = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            held = archive.extractfile(member)
            assert held is not None
            found[member.name] = held.read()
    return found


def test_it_is_small_and_has_all_lessons_practices_and_solutions(
    installed: Installed, packed: dict[str, bytes]
) -> None:
    assert installed.wheel.stat().st_size < MOST
    for week in course.practices(ROOT):
        wanted = [week.release, week.key, *([week.lesson, week.source / "solutions.md"] if week.graded else [])]
        for path in wanted:
            assert packed[path.relative_to(ROOT).as_posix()] == path.read_bytes()
    assert {name for name in packed if name.startswith("keys/")} == {
        f"keys/{SEED}/{course.week(number, ROOT).stem}.json" for number in WEEKS
    }
    for name in ("course.toml", settings(ROOT).warehouse.file, "data/README.md", "requirements-ai.lock"):
        assert packed[name] == (ROOT / name).read_bytes()


def test_nothing_of_the_answers_is_in_the_wheel(installed: Installed, packed: dict[str, bytes]) -> None:
    kept = [*(ROOT / "source").rglob("*"), *(ROOT / "pull-requests").rglob("*"), *(ROOT / "tests").rglob("*")]
    ours = {path for path in kept if path.is_file() and path.stat().st_size > 40 and "__pycache__" not in path.parts}
    hers_too = {ROOT / name for name in packed}
    shown = {hashlib.sha256(path.read_bytes()).digest() for path in hers_too if path.is_file()}
    secret = {hashlib.sha256(path.read_bytes()).digest() for path in ours - hers_too} - shown
    with zipfile.ZipFile(installed.wheel) as files:
        there = {**packed, **{name: files.read(name) for name in files.namelist()}}
    assert len(secret) > 300
    assert [name for name, data in there.items() if hashlib.sha256(data).digest() in secret] == []
    names = ("answers.py", "facilitator.md", "truth.toml", "reviews.py", "proof.toml", "release.ipynb")
    assert [name for name in packed if name.rpartition("/")[2] in names] == []
    marks = (b"BEGIN SOLUTION", b"# %% w")
    assert [name for name, data in packed.items() if any(one in data for one in marks)] == []


@pytest.mark.needs("git")
def test_what_is_packed_is_what_is_committed(packed: dict[str, bytes]) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    listed = subprocess.check_output(["git", "-C", str(ROOT), "ls-files", "-z"], text=True).split("\0")
    assert {name for name in packed if not name.startswith("keys/")} <= {*listed}


def test_alone_it_opens_the_course_and_the_first_query_runs(installed: Installed) -> None:
    chromium = needs("chromium")
    installed.open()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE)
        page.goto(installed.address)
        opened(page, "start-here.ipynb", "Start here")
        page.goto(installed.address.replace("start-here.ipynb", LESSON_PATH))
        opened(page, LESSON_PATH, "Week 1")
        lesson = installed.work / LESSON_PATH
        run(page, cell(page, lesson, "rebuild"))
        run(page, cell(page, lesson, "predict-cell"), 'predict("w01-p1", 1500, confidence=60)')
        cells = nbformat.read(lesson, as_version=4).cells
        query = next(one.id for one in cells if one.source.startswith("%%sql"))
        assert index_of(lesson, query) > index_of(lesson, "rebuild")
        first = cell(page, lesson, query)
        run(page, first)
        expect(said(first).locator("table").first).to_be_visible()
        expect(said(first)).not_to_contain_text("Traceback")
        browser.close()
    assert installed.close() == 0
    assert list(installed.empty.iterdir()) == []
    assert {one.name for one in installed.folder.iterdir() if not one.name.startswith(".")} <= {
        *("environment", "empty", "first-query")
    }


def test_each_command_works_or_says_where_facilitators_and_authors_find_what_it_needs(installed: Installed) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    panels = {name: getattr(one, "rich_help_panel", None) for name, one in group.commands.items()}
    authors = [[name] for name, panel in panels.items() if panel == AUTHOR and name not in {"new", "doctor"}]
    taken = socket.create_server(("127.0.0.1", 0))
    learners: list[list[str]] = [
        *(["weeks"], ["progress"], ["glossary", "grain"], ["solution", "1", "3"], ["receipts"], ["doctor"]),
        *(["page", "1", "--output", "pages"], ["reset"], ["submit", "1"], ["feedback", "1"], ["calendar"]),
        *(["grade-mine", "2"], ["vendor", "--port", str(taken.getsockname()[1])], ["portfolio"], ["talk"]),
        *(["review"], ["take-away", "mine.zip"], ["bring-back", "mine.zip"], ["lab", "--help"]),
    ]
    left = {name for name, panel in panels.items() if panel != AUTHOR} - {one[0] for one in learners}
    assert left == set(), "what does each of these say?"
    asked = [*authors, ["page", "1", "--run-sheet"], ["new"], *learners]
    with taken:
        done = subprocess.run(
            [installed.scripts / "python", "-c", COMMANDS],
            input=json.dumps(asked),
            env=installed.env,
            cwd=installed.empty,
            capture_output=True,
            text=True,
            timeout=600,
            check=True,
        )
    lines = [line.removeprefix("said ") for line in done.stdout.splitlines() if line.startswith("said ")]
    found: list[tuple[list[str], int, str, str]] = [tuple(json.loads(line)) for line in lines]
    assert [one[0] for one in found] == asked
    for given, code, out, err in found:
        assert "Traceback" not in out + err, given
        assert "Course: " not in err, "it is the course of this installation, which she need not know"
        assert out or err, given
        if given in authors or "--run-sheet" in given:
            name = " ".join(one for one in given if one != "1")
            assert code == 1 and err.startswith(f"`firstquery {name}` is for facilitators and authors."), given
            assert f"`python3 start.py {name}`" in err
    codes = {given[0]: code for given, code, _, _ in found if given in learners}
    for name in (
        "weeks",
        "progress",
        "glossary",
        "solution",
        "receipts",
        "doctor",
        "page",
        "take-away",
        "bring-back",
        "lab",
    ):
        assert not codes[name], name
    shutil.rmtree(installed.empty / "pages")
    (installed.empty / "mine.zip").unlink()


def test_a_folder_without_a_course_is_told_so_where_none_is_carried(installed: Installed) -> None:
    for given in (["weeks"], ["lab"], ["grade", "1"]):
        done = installed.give(*given, FIRSTQUERY_COURSE=str(installed.empty))
        assert done.returncode == 1 and done.stdout == ""
        assert done.stderr.startswith(f"There is no course.toml in {installed.empty}, and"), done.stderr
        assert f"give `firstquery {given[0]}` again" in done.stderr
    alone = installed.give(FIRSTQUERY_COURSE=str(installed.empty))
    assert "Usage: firstquery" in " ".join((alone.stdout + alone.stderr).split())


@pytest.fixture(scope="module")
def graded(installed: Installed) -> dict[int, Any]:
    """Her practices, one with a number typed in, graded by the command; what it says as JSON, by week."""
    found = {}
    for number, how in ((1, "typed"), (9, "right")):
        week = course.week(number, ROOT)
        path = hers.save(installed.work, week, how)
        if number == 1 and find("bubblewrap"):
            made = nbformat.read(path, as_version=4)
            hers.cell(made, "w01-q6-answer").source += LOOK
            nbformat.write(made, path)
        out = installed.folder / f"week-{number}.json"
        done = installed.give("grade-mine", str(number), "--json", str(out))
        assert done.returncode == 0, done.stderr
        found[number] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_marks_are_made_on_data_that_she_has_not_seen(graded: dict[int, Any]) -> None:
    first, ninth = ({mark["exercise"]: mark for mark in graded[number]["marks"]} for number in WEEKS)
    assert {name: mark["outcome"] for name, mark in first.items()} == {
        **dict.fromkeys((f"w01-q{number}" for number in range(1, 8)), "right"),
        "w01-q4": "not-yet",
    }
    typed = first["w01-q4"]
    assert typed["is_typed"] and typed["points"] == 0 < typed["most"]
    assert all(mark["points"] == mark["most"] for mark in ninth.values()) and len(ninth) >= 5


def test_a_kernel_that_is_graded_finds_no_key_in_the_package(graded: dict[int, Any]) -> None:
    needs("bubblewrap")
    [looked] = [mark for mark in graded[1]["marks"] if mark["exercise"] == "w01-q6"]
    assert looked["points"] == looked["most"] > 0


def test_a_week_without_its_key_says_who_gives_marks(installed: Installed, graded: dict[int, Any]) -> None:
    done = installed.give("grade-mine", "2")
    assert done.returncode == 1
    assert "The solutions of week 2 are not in this course folder" in done.stderr


def test_data_that_came_out_otherwise_than_the_keys_are_told_so(installed: Installed, graded: dict[int, Any]) -> None:
    made = installed.work / ".records" / "mine" / "made.json"
    before = made.read_text(encoding="utf-8")
    try:
        made.write_text(json.dumps({**json.loads(before), "content": "other"}), encoding="utf-8")
        done = installed.give("grade-mine", "1")
    finally:
        made.write_text(before, encoding="utf-8")
    assert done.returncode == 1
    assert "Your held-out data came out otherwise" in done.stderr and "`check` works" in done.stderr
