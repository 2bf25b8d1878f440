"""An exported review has the form of GitHub's public description of the call, and of GitLab's."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from firstquery import finding, review
from firstquery.cli.main import app
from firstquery.core.errors import UserError
from firstquery.review import pulls
from firstquery.review.extraction import review_in
from firstquery.review.review import Review
from tests.review import discrimination

HERE = Path(__file__).parent
PUBLIC: dict[str, Any] = json.loads((HERE / "github" / "create-review.json").read_text("utf-8"))
SOURCES = sorted(one.parent for one in discrimination.SOURCES.glob("*/reviews.py"))


def faults(sent: Any) -> list[str]:
    """What the public description has against ``sent``: it leaves fields open that it does not name, and we do not."""
    found = [one.message for one in jsonschema.Draft202012Validator(PUBLIC).iter_errors(sent)]
    if found:
        return found
    named = PUBLIC["properties"]
    of_comment = named["comments"]["items"]["properties"]
    found += [f"no field {one}" for one in sent if one not in named]
    return found + [f"no field {one}" for comment in sent["comments"] for one in comment if one not in of_comment]


def whole() -> Review:
    """Findings on added, removed, unchanged and several lines."""
    return review(
        "9001",
        verdict="request_changes",
        summary="The sums are too high.",
        findings=[
            finding(
                "desk/support.py",
                32,
                "blocker",
                "Each invoice counts once a ticket.",
                evidence="total(small)",
                kind="fan-out join",
            ),
            finding("desk/rates.py", -11, "major", "It waits for ever.", kind="missing time-out"),
            finding("tests/test_support.py", "8-10", "nit", "It cannot fail.", kind="test that cannot fail"),
            finding("desk/support.py", 21, "question", "Is the text right?", kind="something else"),
        ],
    )


def test_the_description_would_refuse_what_is_not_of_its_form(small_course: Path) -> None:
    made = whole().to_github()
    assert faults(made) == []
    for host, body in (("github", made), ("gitlab", whole().to_gitlab())):
        jsonschema.validate(body, json.loads((HERE / "schemas" / f"{host}.json").read_text("utf-8")))
    for broken in (
        {**made, "event": "REJECT"},
        {**made, "commit_id": 7},
        {**made, "comments": [{"path": "desk/rates.py", "line": 11}]},
        {**made, "comments": [{**made["comments"][0], "line": "32"}]},
        {**made, "verdict": "approve"},
    ):
        assert faults(broken), broken


@pytest.mark.parametrize("folder", SOURCES, ids=[one.name for one in SOURCES])
def test_every_review_of_a_shipped_pull_request_has_the_form(folder: Path) -> None:
    """The good, middling and poor ones that the score is proven with: hundreds of findings."""
    said = runpy.run_path(str(folder / "reviews.py"))["REVIEWS"]
    by_number = said if isinstance(said, dict) else {folder.name: said}
    for number, listed in by_number.items():
        for one in listed:
            made = discrimination.review_of(one, pulls.load(number))
            assert faults(made.to_github()) == [], one["name"]


def test_what_the_command_writes_is_what_the_help_brings_to_github(small_course: Path, tmp_path: Path) -> None:
    held, out = tmp_path / "review.json", tmp_path / "out.json"
    held.write_text(json.dumps(whole().as_payload()), encoding="utf-8")
    done = CliRunner().invoke(app, ["review", "export", str(held), "--to", "github", "--output", str(out)])
    assert done.exit_code == 0, done.output
    assert json.loads(out.read_text("utf-8")) == whole().to_github()
    help_text = CliRunner().invoke(app, ["review", "export", "--help"], env={"COLUMNS": "200"}).output
    assert "gh api --method POST" in help_text and "--input" in help_text


def test_a_review_that_is_not_begun_hinders_no_other(small_course: Path, tmp_path: Path) -> None:
    made = 'review("9001", verdict="comment", summary="Read twice.", findings=[])'
    frame = 'later = review("9002", verdict="…", summary="…")'
    cells = [{"cell_type": "code", "source": text} for text in (f"first = {made}", frame)]
    place = tmp_path / "practice.ipynb"
    place.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert review_in(place, "9001").pull == "9001"
    with pytest.raises(UserError, match="is no verdict"):
        review_in(place, "9002")
