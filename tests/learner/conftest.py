"""A small course, and a practice of it in which she has worked: for what puts it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.learner.workspace import fill
from tests.start.small_course import Course, cell, edited, ran

PRACTICE = "practice/week-01-first-query/week-01-first-query.ipynb"
#: Where the answers of the small course stand in its practice: rebuild first, then text, answer and check of each.
FIRST, SECOND = 2, 5


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Path) -> Iterator[Course]:
    made = Course(tmp_path / "course")
    made.publish()
    monkeypatch.setattr(course, "COURSE", made.root)
    fill()
    yield made


@pytest.fixture
def hers(small: Course, work: Path) -> bytes:
    """A practice with two answers, outputs, and a cell of her own between them."""
    content = edited((work / PRACTICE).read_bytes(), "%%sql answer_1\nSELECT 'Zürich 🏔'", FIRST)
    content = ran(edited(content, "%%sql answer_2\nSELECT 2", SECOND), "two")
    found = json.loads(content)
    found["cells"].insert(SECOND, cell("her-own", "code", "my_note = 'keep me'"))
    content = (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
    (work / PRACTICE).write_bytes(content)
    return content
