"""A version of the service is tried in a process apart: every end that it may come to is a result, and in time."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.review import trees
from firstquery.review.running import Outcome, run_expression, run_expressions, run_pytest
from firstquery.sandbox import box, forks

pytestmark = pytest.mark.needs("git")
WAREHOUSE = course.COURSE / "data" / "kestrel.sqlite"


@pytest.fixture(params=["boxed", "here"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """In a box, and where there is none: in a kernel of the grader's, which is in one already."""
    if request.param == "here":
        monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert box.is_available() == (request.param == "boxed")
    return str(request.param)


@pytest.fixture(scope="module", autouse=True)
def _stopped() -> Iterator[None]:
    yield
    forks.stop()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A version that does all that may go wrong."""
    folder = tmp_path / "tree"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


FILES = {
    "desk/__init__.py": "",
    "desk/all.py": """
import datetime, decimal, os, socket, sqlite3, subprocess, sys, threading, time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
import pandas as pd

LIMIT = 3

@dataclass
class Reply:
    team: str
    cost: decimal.Decimal

def reply(): print("noise"); return Reply("Billing", decimal.Decimal("0.10"))
def values(): return [1, 2.5, None, "a", True, datetime.date(2025, 1, 31), {"k": (1,)}]
def table(): return pd.DataFrame({"team": ["a", None], "usd": [1.5, float("nan")]})
def by_team(): return pd.Series([1, 2], index=pd.Index(["a", "b"], name="team"), name="n")
def nap(seconds): time.sleep(seconds); return "slept"
def starts(): subprocess.Popen([sys.executable, "-c", "import time; time.sleep(98765)"]); time.sleep(60)
def ends(): os._exit(3)
def eats(): return len(bytearray(3 * 2**30))
def fails(): raise ValueError("no month 13")
def environment(): return sorted(os.environ)
def home(): return os.path.expanduser("~")
def where(folder): return folder / "report.html"
def write(folder): (folder / "x").write_text("x"); return len(list(folder.iterdir()))
def outside(): socket.create_connection(("192.0.2.1", 80), 2)
def serves():
    import urllib.request
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self): self.send_response(200); self.end_headers(); self.wfile.write(b"here")
        def log_message(self, *a): pass
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}").read().decode()
def accounts(db): return db.execute("SELECT COUNT(*) FROM accounts").fetchone()[0]
def drops(db): db.execute("DROP TABLE accounts")
""",
    "tests/test_all.py": """
import pytest, time
from desk.all import LIMIT, reply
def test_limit(): assert LIMIT == 3
def test_team(): assert reply().team == "Billing"
def test_fails(): assert LIMIT == 4, "not four"
def test_cannot_fail(): reply()
@pytest.mark.skip
def test_skipped(): pass
""",
    "tests/test_slow.py": "import time\ndef test_slow(): time.sleep(60)\n",
    "tests/test_broken.py": "import not_installed_anywhere\n",
}


def test_every_value_comes_back_to_be_compared_and_to_be_shown(tree: Path, kind: str) -> None:
    shown = {
        "reply()": "Reply(team='Billing', cost=0.10)",
        "values()": "[1, 2.5, None, 'a', True, 2025-01-31, {'k': (1,)}]",
        "table()": "team  usd\na     1.5\nNULL  NULL\n2 rows",
        "by_team()": "team  n\na     1\nb     2\n2 rows",
        "LIMIT + 1": "4",
        "where(tmp)": "tmp/report.html",
        "write(tmp) + write(tmp)": "2",
        "write(tmp)": "1",
        "accounts(db)": "2409",
        "fails()": "ValueError: no month 13",
        "drops(db)": "OperationalError: attempt to write a readonly database",
        "serves()": "here",
        "tests('tests/test_all.py::test_limit')": "passed",
        "tests('tests/test_all.py::test_fails')": "failed",
        "tests('tests/test_all.py::test_team', broken='reply')": "failed",
        "tests('tests/test_all.py::test_cannot_fail', broken='reply')": "passed",
        "tests('tests/test_x.py::test_gone')": "There is no test tests/test_x.py::test_gone in this version of desk.",
        "tests('tests/test_all.py::test_team', broken='_reply')": "_reply begins with _: that is a function for desk "
        "alone, and one of those cannot be taken away. Take away the one that calls it.",
        "tests('tests/test_all.py::test_team', broken='nothing')": "There is no function nothing in this version of "
        "desk.",
        "found('desk/all.py', '^LIMIT')": "['LIMIT = 3']",
        "import os": "Nothing is imported in evidence: the functions of desk are there already: import os.",
        "gone()": "There is nothing called gone in this version of desk. The public functions of desk, db, small and "
        "tmp are known.",
        "small": "This version of desk has no small warehouse.",
    }  # fmt: skip
    found = dict(zip(shown, run_expressions(tree, list(shown), WAREHOUSE), strict=True))
    for text, outcome in found.items():
        assert outcome.text == shown[text], text
    assert next(text for text, one in found.items() if one.refused).startswith("tests(")


def test_what_does_not_end_ends_in_time_and_the_rest_is_still_tried(tree: Path) -> None:
    began = time.monotonic()
    found = run_expressions(tree, ["nap(0)", "starts()", "nap(0.01)", "ends()", "nap(0)"], WAREHOUSE, seconds=1)
    assert time.monotonic() - began < 25
    assert [one.text for one in found] == [
        *("slept", "still running after 1 s", "slept"),
        *("The process ended while it ran: it took too much memory, or ended itself.", "slept"),
    ]
    assert [one.late for one in found] == [False, True, False, False, False]
    until = time.monotonic() + 30  # what is killed goes when the machine has time for it
    while "time.sleep(98765)" in (left := _running()) and time.monotonic() < until:
        time.sleep(0.1)
    assert "time.sleep(98765)" not in left


def _running() -> str:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_memory_is_bounded(tree: Path, kind: str) -> None:
    assert run_expression(tree, "eats()", WAREHOUSE).text in (
        *("MemoryError: ", "The process ended while it ran: it took too much memory, or ended itself."),
    )


def test_nothing_of_hers_is_known_there(tree: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    forks.stop()
    names, home = run_expressions(tree, ["environment()", "home()"], WAREHOUSE)
    assert "OPENAI_API_KEY" not in names.text and "PYTHONPATH" in names.text
    assert home.text != str(Path.home())


def test_in_a_sandbox_there_is_no_network_but_its_own(tree: Path) -> None:
    assert "unreachable" in run_expression(tree, "outside()", WAREHOUSE).text


def test_a_version_that_cannot_be_loaded_says_so(tree: Path) -> None:
    (tree / "desk" / "__init__.py").write_text("def (")
    said = run_expression(tree, "reply()", WAREHOUSE).text
    assert said.startswith("This version of desk cannot be loaded: SyntaxError: ")


def test_what_does_load_of_a_version_gives_its_answer(tree: Path) -> None:
    (tree / "desk" / "bad.py").write_text("import not_installed_anywhere")
    good, gone = run_expressions(tree, ["LIMIT + 1", "gone()"], WAREHOUSE)
    assert good.text == "4"
    assert gone.text.startswith("gone is not there: this version cannot be loaded whole. desk/bad.py: ModuleNotFound")


def test_tests_are_told_by_name(tree: Path) -> None:
    run = run_pytest(tree, "tests/test_all.py")
    names = {kind: [name.partition("::")[2] for name in found] for kind, found in (
        ("passed", run.names_of("passed")), ("failed", run.names_of("failed")))}  # fmt: skip
    assert names == {"passed": ["test_limit", "test_team", "test_cannot_fail"], "failed": ["test_fails"]}
    assert run.summary == "3 passed, 1 failed, 1 skipped" and "not four" in run.text
    assert run_pytest(tree, "tests/test_broken.py").names_of("error") == ["tests/test_broken.py"]
    assert run_pytest(tree, ["tests/test_all.py::test_limit"]).summary == "1 passed"
    late = run_pytest(tree, "tests/test_slow.py", seconds=1)
    assert late.late and late.text == "The tests were still running after 1 s."


def test_what_names_no_tests_is_told_so(tree: Path) -> None:
    for name, said in {
        "desk/all.py": "names no tests",
        "tests/../x": "names no tests",
        "tests/test_x.py": "has no file",
    }.items():
        with pytest.raises(UserError, match=said):
            run_pytest(tree, name)


def test_outcomes_are_compared_by_value() -> None:
    def of(value: object) -> Outcome:
        return Outcome(ok=value)

    same = [
        (of({"float": "0.3"}), of({"float": "0.30000000001"})),
        (of({"decimal": "12.3"}), of({"decimal": "12.30"})),
        (of({"dict": [["a", 1], ["b", 2]]}), of({"dict": [["b", 2], ["a", 1]]})),
        (Outcome(ok=1, seconds=1.0), Outcome(ok=1, seconds=2.0)),
        (of({"float": "nan"}), of({"float": "nan"})),
    ]
    other = [
        (of({"float": "0.3"}), of({"float": "0.31"})),
        (of({"decimal": "12.3"}), of({"float": "12.3"})),
        (of(1), of(True)),
        (of([1, 2]), of([2, 1])),
        (of({"list": [1]}), of({"tuple": [1]})),
        (Outcome(error="ValueError: x"), of("ValueError: x")),
        (Outcome(error="a", late=True), Outcome(error="a")),
    ]
    assert all(one.same_as(two) for one, two in same) and not any(one.same_as(two) for one, two in other)


def test_a_version_is_unpacked_once_and_patched_in_a_folder_of_its_own(desk: Path) -> None:
    base, head = trees.base_and_head("0142")
    before, after = trees.tree(base), trees.tree(head)
    assert trees.tree("main") == before and before != after
    assert "/ 200" in (after / "desk" / "fees.py").read_text() and os.access(before / "report.sh", os.X_OK)
    change = (course.COURSE / "data" / "service" / "pulls" / "0142" / "head.patch").read_bytes()
    there, back = trees.apply_patches(before, change), trees.apply_patches(after, change, reverse=True)
    assert (there / "desk" / "fees.py").read_text() == (after / "desk" / "fees.py").read_text()
    assert (back / "desk" / "fees.py").read_text() == (before / "desk" / "fees.py").read_text()
    mixed = trees.with_tests_of(after, before)
    assert (mixed / "tests" / "test_fees.py").read_text() == (before / "tests" / "test_fees.py").read_text()
    with pytest.raises(UserError, match="git could not do that"):
        trees.apply_patches(after, change)
    with pytest.raises(UserError, match=r"There is no pull request 0999\."):
        trees.base_and_head("0999")
    with pytest.raises(UserError, match="has no version nothing"):
        trees.tree("nothing")


def test_a_grader_without_a_folder_of_a_learners_gets_none(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.parent.rmdir()
    assert trees.base_and_head("0142")[0] == trees.commit("main") and not desk.parent.exists()


def test_the_first_one_starts_a_zygote_and_where_it_does_not_come_up_evidence_is_slower(
    monkeypatch: pytest.MonkeyPatch, tree: Path
) -> None:
    first = forks.zygote()
    for _ in range(2):
        assert run_expression(tree, "LIMIT", WAREHOUSE).ok == 3
    assert forks.zygote() is first
    forks.stop()
    monkeypatch.setattr(forks, "environment", lambda: {"PYTHONHOME": "/nowhere"})
    assert run_expression(tree, "LIMIT", WAREHOUSE).ok == 3
    forks.stop()


def test_a_name_that_two_files_use_for_different_things_is_asked_about(tmp_path: Path) -> None:
    for name, text in {
        "desk/__init__.py": "",
        "desk/rates.py": "PAUSE = 0.25\nMONTHS = 12\ndef ask(): return 1\n",
        "desk/triage.py": "PAUSE = 0.5\nMONTHS = 12\nfrom desk.rates import ask\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    texts = ["PAUSE", "desk.triage.PAUSE", "MONTHS + ask()"]
    which, told, same = run_expressions(tmp_path, texts, WAREHOUSE)
    assert which.refused and which.error is not None
    assert which.error.startswith("PAUSE is in several files of desk. Say which one: desk.rates.PAUSE or desk.triage")
    assert (told.error, same.error) == (None, None)
