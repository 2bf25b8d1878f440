"""help_me: the failed cell, its error, what was tried and the versions, and nothing of who she is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from firstquery.kernel import startup
from firstquery.learner import session
from firstquery.learner.report import Report, help_me, redact, report_of

FIRST = 'from firstquery import *\nrebuild("week-01-first-query")'
WRONG = "%%sql paying_customers\nSELECT COUNT(*) FROM accounts WHERE status = 'active'"
SECRET = "postgresql://ana:s3cret-word@db.kestrel.example/sales"


@pytest.fixture
def shell(work: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    home = work.parent / "ana.lopez"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USER", "ana.lopez")
    monkeypatch.setattr(session, "_failure", None)
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}), colors="nocolor")
    startup.prepare(made)
    run(made, FIRST)
    yield made
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, cell: str) -> str:
    with capture_output() as captured:
        shell.run_cell(cell, store_history=True)
    return str(captured.stdout) + "".join(str(one.data["text/plain"]) for one in captured.outputs)


def test_after_a_failed_check_it_has_the_answer_the_message_and_what_was_tried(shell: InteractiveShell) -> None:
    run(shell, WRONG)
    run(shell, 'check("w01-q4", paying_customers)')
    run(shell, 'check("w01-q4", paying_customers)')
    run(shell, "note = 'a cell about something else'")
    text = run(shell, "help_me()")
    assert text.startswith("First Query: what a helper needs to know\n\nWeek 1, First query, exercise w01-q4 (")
    assert 'The cell that failed last\n    check("w01-q4", paying_customers)\n' in text
    assert "What it said\n    Not yet. That includes Kestrel's own test accounts." in text
    assert "The answer it is about (paying_customers)\n    %%sql paying_customers\n    SELECT COUNT(*)" in text
    assert "What was tried (checks: 2, the last ones first)\n  Not yet. That includes" in text
    assert re.search(r"Python 3\.\d+\.\d+, firstquery \S+, jupyterlab 4\.\S+, ipython \S+, pandas 3\.\S+,", text)
    assert "1,752" not in text and "1752" not in text and "something else" not in text


@pytest.mark.parametrize("line", ["%% SQL paying_customers", "\u00a0%sql paying_customers"])
def test_an_answer_is_in_it_however_its_first_line_is_written(shell: InteractiveShell, line: str) -> None:
    run(shell, WRONG.replace("%%sql paying_customers", line))
    run(shell, 'check("w01-q4", paying_customers)')
    assert f"The answer it is about (paying_customers)\n    {line}\n    SELECT COUNT(*)" in run(shell, "help_me()")


def test_a_cell_that_runs_well_by_now_is_not_told_beside_its_right_answer(shell: InteractiveShell) -> None:
    run(shell, WRONG)
    run(shell, 'check("w01-q4", paying_customers)')
    run(shell, f"{WRONG} AND is_test = 0")
    assert "The cell that failed last" in run(shell, "help_me()")
    run(shell, 'check("w01-q4", paying_customers)')
    text = run(shell, 'help_me("w01-q4")')
    assert "No failed cell is known in this notebook." in text and "The answer it is about" in text


def test_an_error_of_python_comes_with_the_line_of_her_cell(shell: InteractiveShell) -> None:
    run(shell, "x = 1\ny = {}['Acme']")
    text = run(shell, "help_me()")
    assert "    x = 1\n    y = {}['Acme']\n" in text
    assert "What it said\n    line 2: y = {}['Acme']\n    KeyError: 'Acme'\n" in text
    run(shell, "help_me(unknown)")
    assert "line 2: y" in run(shell, "help_me()")


def test_nothing_private_is_in_it(shell: InteractiveShell) -> None:
    home = Path.home()
    cell = (
        f"# ana.lopez, ana.lopez@kestrel.example, +1 415 555 0132\nown_database('{SECRET}')\n"
        f"open('{home}/private/plan.txt')\nkey = 'AKIA2E0A8F3B244C9986'\n"
        "raise ValueError('/home/ana.lopez/x and https://docs.python.org/3/ and http://127.0.0.1:8888/lab?token=abc')"
    )
    run(shell, cell)
    text = run(shell, "help_me()")
    for secret in ("ana", "s3cret-word", "db.kestrel", "555 0132", str(home), "AKIA2E0A8F3B244C9986", "token=abc"):
        assert secret not in text, secret
    assert "own_database('[an address: postgresql]')" in text
    assert "~/private/plan.txt" in text


@given(
    name=st.from_regex(r"[a-z]{4,8}[.-][a-z]{4,8}", fullmatch=True),
    password=st.from_regex(r"[A-Za-z0-9]{12,20}", fullmatch=True),
    around=st.tuples(st.sampled_from(["", "x = '", "(", "\n# "]), st.sampled_from(["", "'", ")", "\n", ", 3"])),
    scheme=st.sampled_from(["postgresql", "mysql+pymysql", "mssql", "https", "POSTGRESQL"]),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_password_or_home_comes_through(
    work: Path, monkeypatch: pytest.MonkeyPatch, name: str, password: str, around: tuple[str, str], scheme: str
) -> None:
    monkeypatch.setenv("HOME", f"/home/{name}")
    monkeypatch.setenv("USER", name)
    before, after = around
    for private_text in (
        f"{scheme}://{name}:{password}@db.example.com/x",
        f"/home/{name}/sales.csv",
        f"C:\\Users\\{name}\\x",
        name,
    ):
        text = redact(f"SELECT 1 {before}{private_text}{after} FROM accounts")
        assert name not in text and password not in text
        assert text.startswith("SELECT 1 ") and text.endswith(" FROM accounts")


def test_it_can_be_copied_and_its_text_is_escaped() -> None:
    shown = Report("a <b> & 'c'\nsecond")._repr_mimebundle_()
    assert shown["text/plain"] == "a <b> & 'c'\nsecond"
    assert '<textarea readonly aria-label="Text for a helper"' in shown["text/html"]
    assert "a &lt;b&gt; &amp; &#x27;c&#x27;\nsecond</textarea>" in shown["text/html"]


def test_without_a_failed_cell_or_a_notebook_it_still_says_the_versions(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(session, "_failure", None)
    assert "No failed cell is known in this notebook.\n\nVersions\n  Python 3." in report_of(None, None, "")
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    help_me()
    assert capsys.readouterr().out == ""
