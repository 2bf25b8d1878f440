"""A sample of docs/truth.md is made again, and comes out as the page has it.

The sample is drawn by what stands in the page, so that another page draws other exercises. Answers that run as
programs are left out: each of their mutants takes seconds. The server draws more than a machine of somebody's own.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from firstquery.checks.kind import kind
from firstquery.core.files import digest
from firstquery.grading.keys import Source
from firstquery.grading.mutants import report
from firstquery.grading.mutants.trial import try_mutants

COURSE = Path(__file__).resolve().parents[2]
PAGE = COURSE / "docs" / "truth.md"
MOST = 5 if os.environ.get("CI") else 2  # exercises, each of another week
MUTANTS = range(15, 130)  # of an exercise that is drawn


def listed() -> dict[str, dict[str, tuple[str, ...]]]:
    """The rows of the page by week and exercise."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for stem, part in report.parts_of(PAGE.read_text(encoding="utf-8")).items():
        rows = [tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in part.splitlines() if "| w" in line]
        found[stem] = {row[0]: row for row in rows}
    return found


def test_a_sample_of_the_page_comes_out_as_it_stands_there() -> None:
    page = listed()
    drawn = random.Random(digest(PAGE.read_bytes()))
    weeks = [
        (stem, [row for row in rows.values() if row[2].isdigit() and int(row[2]) in MUTANTS and not kind(row[1]).runs])
        for stem, rows in page.items()
    ]
    asked = {stem: drawn.choice(rows) for stem, rows in drawn.sample([one for one in weeks if one[1]], MOST)}
    assert len(asked) == MOST
    for stem, row in asked.items():
        (trial,) = try_mutants(Source(COURSE / "source" / stem, COURSE), {row[0]})
        assert report.rows([trial]) == [row], f"`firstquery prove {stem[5:7]} --mutants` makes this part of the page."
