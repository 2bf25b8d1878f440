"""A review is collected in words that people use, held to the change, shown, and taken out for two code hosts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from typer.testing import CliRunner

from firstquery import finding, review
from firstquery.cli.main import app
from firstquery.core.errors import UserError
from firstquery.review.review import Review

pytestmark = pytest.mark.usefixtures("small_course")
NONE = "something else"
FAN_OUT = {
    "path": "desk/support.py",
    "line": 32,
    "severity": "blocker",
    "problem": "Each invoice counts once a ticket.",
    "kind": "fan-out join",
}


def whole() -> Review:
    return review(
        "9001",
        verdict="request_changes",
        summary="The sums are too high.",
        findings=[
            finding(**FAN_OUT, evidence="revenue_per_ticket(small, '2025-03')", suggestion="Sum first, then join."),
            finding("desk/rates.py", -11, "major", "It waits for ever.", kind="missing time-out", harms="customers"),
            finding("tests/test_support.py", "8-10", "nit", "It cannot fail.", kind="test that cannot fail"),
            finding("desk/support.py", 21, "question", "Is the text right?", kind="something else"),
        ],
    )


def test_a_review_shows_what_was_said_and_the_line_that_it_is_about() -> None:
    said = repr(whole())
    assert said.startswith("Review of pull request 9001: Changes requested, 4 findings")
    assert "Blocker (fan-out join) in desk/support.py, line 32: Each invoice counts" in said
    assert '> "JOIN tickets AS t ON t.account_id = a.account_id "' in said
    assert "Major (missing time-out, harms customers) in desk/rates.py, removed line 11" in said
    html = whole()._repr_mimebundle_()["text/html"]
    assert "<strong>Blocker</strong> (fan-out join) in" in html and "Sum first, then join." in html
    assert "(missing time-out, harms customers)" in html
    assert whole().as_markdown().count("- Harms: customers") == whole().as_markdown().count("Harms") == 1


def test_one_finding_needs_no_list_and_no_finding_is_a_review_too() -> None:
    assert len(review(9001, "approve", findings=finding(**FAN_OUT)).findings) == 1
    assert repr(review(9002, "LGTM")) == "Review of pull request 9002: Approved, no findings"


@pytest.mark.parametrize(
    ("field", "given", "known"),
    [
        *[("severity", given, "blocker") for given in ("Critical", "HIGH", "must fix", "Blockr")],
        *[("severity", given, "minor") for given in ("nit", "low", "minor ")],
        *[("severity", "medium", "major"), ("severity", "ask", "question")],
        ("kind", "SQL injection", "SQL glued from strings"),
        ("kind", "Fan out join", "fan-out join"),
        ("kind", "off-by-one at a month’s end", "off-by-one at a month's end"),
        ("kind", "MISSING TIMEOUT", "missing time-out"),
        ("kind", "migraton that looses rows", "migration that loses rows"),
        ("kind", "Something else", "something else"),
        *[("harms", given, "customers") for given in ("Customers", "customer", "our customers", "custumers")],
        *[("harms", given, "colleagues") for given in ("colleague", "a team", "the teams", "collegues", "Staff")],
        *[("harms", given, "the company") for given in ("company", "Kestrel", "our company", "the bussiness")],
        *[("harms", given, "") for given in ("", None)],
    ],
)
def test_a_severity_a_kind_and_whom_it_harms_are_known_by_their_usual_names(field: str, given: str, known: str) -> None:
    assert getattr(finding(**{**FAN_OUT, field: given}), field) == known


def test_a_verdict_is_known_in_its_usual_spellings() -> None:
    for given in ("Request changes", "REQUEST_CHANGES", "reject", "request-changes", "changes requested"):
        assert review("9001", given).verdict == "request_changes"
    for given, known in {"approved": "approve", "LGTM!": "approve", "comment": "comment"}.items():
        assert review("9001", given).verdict == known


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        (32, (32, 32, "RIGHT")),
        ("30-32", (30, 32, "RIGHT")),
        ((32, 30), (30, 32, "RIGHT")),
        (-12, (12, 12, "LEFT")),
        ("−12", (12, 12, "LEFT")),
        (32.0, (32, 32, "RIGHT")),
        ("L30-L32", (30, 32, "RIGHT")),
    ],
)
def test_a_line_may_be_written_in_every_usual_way(line: Any, ends: tuple[int, int, str]) -> None:
    made = finding(**{**FAN_OUT, "line": line})
    assert (made.first, made.last, made.side) == ends


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"severity": "terrible"}, "'terrible' is no severity|terrible is no severity"),
        ({"problem": "  "}, "The problem of this finding is empty"),
        ({"problem": None}, "The problem of a finding is a text"),
        ({"path": ""}, "Which file is it in"),
        ({"line": 0}, "is no line"),
        ({"line": "the join"}, "is no line"),
        ({"line": True}, "is no line"),
        ({"line": (3, -4)}, "is no line"),
        ({"kind": "ugly code"}, r"ugly code is no kind of fault\. The kinds are: silent change.*something else"),
        ({"harms": "the moon"}, r"the moon is none of those.*three: customers, colleagues \(.*\), and the company \("),
        ({"harms": "…"}, "Which of them is harmed most"),
        ({"harms": ["customers", "the company"]}, "Which of them is harmed most"),
        ({"kind": ""}, "does not say which kind of fault it is"),
        ({"evidence": 5}, "Evidence is an expression in quotes"),
        ({"evidence": ["x"] * 7}, "at most 6 pieces"),
        ({"evidence": "x" * 501}, "at most 500"),
        ({"evidence": "import os"}, "Nothing is imported in evidence"),
        ({"evidence": "late_fee("}, "A bracket is opened and not closed"),
        ({"problem": "x" * 4001}, "at most 4,000"),
    ],
)
def test_what_can_be_no_finding_is_told_in_a_sentence(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        finding(**{**FAN_OUT, **changed})


def test_a_file_outside_of_the_change_is_told_with_the_nearest_one() -> None:
    with pytest.raises(UserError, match=r"Did you mean desk/support\.py\? The files of this change: desk/rates\.py"):
        review("9001", "comment", findings=[finding("support.py", 32, "minor", "x", kind=NONE)])
    with pytest.raises(UserError, match=r"Did you mean desk/rates\.py\?"):
        review("9001", "comment", findings=[finding("desk/rate.py", 11, "minor", "x", kind=NONE)])
    with pytest.raises(UserError, match=r"is not changed by pull request 9001\. The files"):
        review("9001", "comment", findings=[finding("README.md", 1, "minor", "x", kind=NONE)])
    assert review("9001", "comment", findings=[finding("./desk\\rates.py", 11, "minor", "x", kind=NONE)]).findings


def test_a_line_outside_of_the_change_is_told_with_those_that_are_in_it() -> None:
    with pytest.raises(UserError, match=r"Finding 1: line 2 of desk/support\.py .* can be commented: 20 to 37\."):
        review("9001", "comment", findings=[finding("desk/support.py", 2, "minor", "x", kind=NONE)])
    with pytest.raises(UserError, match=r"removed line 12 of desk/rates\.py .* Removed lines: 9 and 11\."):
        review("9001", "comment", findings=[finding("desk/rates.py", -12, "minor", "x", kind=NONE)])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("9001", "maybe"), "is no verdict"),
        (("9001", "approve", 3), "The summary is a text"),
        (("9001", "approve", "", 3), "is a list of finding"),
        (("9001", "approve", "", ["x"]), "Number 1 of the findings is x"),
        (("0001", "approve"), "no pull request 0001"),
        ((), "review is written like this"),
        (("9001", "approve", "x" * 4001), "at most 4,000"),
    ],
)
def test_what_can_be_no_review_is_told_in_a_sentence(arguments: tuple[Any, ...], says: str) -> None:
    with pytest.raises(UserError, match=says):
        review(*arguments)


def test_the_form_of_github_is_that_of_its_call() -> None:
    made = whole().to_github()
    assert made["event"] == "REQUEST_CHANGES" and made["body"] == "The sums are too high."
    assert made["commit_id"] == "b47ddd9e990a8769c33521bd4504599b3d64a2e6"
    first, removed, several, _ = made["comments"]
    assert (first["path"], first["line"], first["side"]) == ("desk/support.py", 32, "RIGHT")
    assert "start_line" not in first and "Evidence: `revenue_per_ticket(small, '2025-03')`" in first["body"]
    assert (removed["line"], removed["side"]) == (11, "LEFT")
    assert removed["body"] == "**Major** (missing time-out, harms customers): It waits for ever."
    assert {name: several[name] for name in ("start_line", "start_side", "line", "side")} == {
        "start_line": 8,
        "start_side": "RIGHT",
        "line": 10,
        "side": "RIGHT",
    }
    assert review("9002", "approve").to_github()["event"] == "APPROVE"
    assert review("9002", "comment").to_github()["body"] == "Read."


def test_the_form_of_gitlab_counts_added_removed_and_other_lines_as_it_does() -> None:
    made = whole().to_gitlab()
    assert made["discussions"][1]["body"].startswith("**Major** (missing time-out, harms customers): ")
    assert made["approval"] == "requested_changes" and made["note"] == {"body": "The sums are too high."}
    lines = [
        {name: one["position"].get(name) for name in ("old_line", "new_line", "new_path")}
        for one in made["discussions"]
    ]
    assert lines == [
        {"old_line": None, "new_line": 32, "new_path": "desk/support.py"},
        {"old_line": 11, "new_line": None, "new_path": "desk/rates.py"},
        {"old_line": None, "new_line": 10, "new_path": "tests/test_support.py"},
        {"old_line": 21, "new_line": 21, "new_path": "desk/support.py"},
    ]
    ends = made["discussions"][2]["position"]["line_range"]
    assert ends["start"]["type"] == "new" and ends["start"]["line_code"].endswith("_6_8")
    assert review("9002", "approve").to_gitlab()["approval"] == "approved"


CELLS = """from firstquery import *
%%sql
SELECT 1
====
first = finding("desk/support.py", 32, "blocker", "Each invoice counts once "
                "a ticket.", kind="fan-out join", evidence=["revenue_per_ticket(small, '2025-03')"])
more = [finding("desk/rates.py", 11, "major", "It waits " + "for ever.", kind="missing time-out", harms="staff")]
====
my_review = review("9001", verdict="request_changes", summary="Too high.", findings=[first] + more)
other = review("9002", "approve", "Read it all.")
====
unread = review("9001", verdict=open("x").read())
open("ran", "w")
"""


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    path = tmp_path / "week-25.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(one) for one in CELLS.split("====\n")]), path)
    return path


def test_a_review_is_taken_out_of_a_notebook_without_running_it(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(practice.parent)
    made = CliRunner().invoke(app, ["review", "export", str(practice), "--pull", "9001", "--to", "github"])
    assert made.exit_code == 0, made.output
    comments = json.loads(made.stdout)["comments"]
    assert [one["line"] for one in comments] == [32, 11] and "harms colleagues" in comments[1]["body"]
    other = CliRunner().invoke(app, ["review", "export", str(practice), "--pull", "9002", "--to", "gitlab"])
    assert json.loads(other.stdout)["approval"] == "approved"
    assert not (practice.parent / "ran").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["p.ipynb"], r"reviews several pull requests: 9001, 9002\. Say which with --pull"),
        (["p.ipynb", "--pull", "9003"], r"no review of 9003 in p\.ipynb\. There is one of 9001, 9002"),
        (["p.ipynb", "--to", "bitbucket"], "--to is github or gitlab"),
        (["gone.ipynb"], "There is no file"),
        (["odd.json"], "neither a notebook nor JSON"),
        (["list.json"], "That is no review"),
        (["empty.ipynb"], "There is no review in empty.ipynb. A review is made with"),
    ],
)
def test_what_cannot_be_taken_out_is_told_in_a_sentence(
    practice: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(practice.parent)
    practice.rename("p.ipynb")
    Path("odd.json").write_text("{", encoding="utf-8")
    Path("list.json").write_text("[1]", encoding="utf-8")
    nbformat.write(new_notebook(), "empty.ipynb")
    done = CliRunner().invoke(app, ["review", "export", *arguments])
    assert isinstance(done.exception, UserError)
    with pytest.raises(UserError, match=says):
        raise done.exception


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        ("chr(39)", r"Finding 1: its evidence can't run, since desk with pull request 0138 has nothing called chr\."),
        ("monthly_revenues(db, '2025-02')", r"nothing called monthly_revenues\. Is it monthly_revenue\?"),
    ],
)
def test_evidence_that_cannot_run_is_refused_at_once(evidence: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRSTQUERY_COURSE")
    with pytest.raises(UserError, match=says):
        review("0138", "comment", findings=[finding("desk/revenue.py", 26, "minor", "x", kind=NONE, evidence=evidence)])
    known = "len(str(monthly_revenue(small, '2025-02', region='x')) + str(date(2025, 1, 1)) + str(datetime.date))"
    assert review("0138", "comment", findings=[finding("desk/revenue.py", 26, "minor", "x", kind=NONE, evidence=known)])
