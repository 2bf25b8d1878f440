"""The form of a line does not tell whether it is a planted fault: not its length, place or signs, nor who wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from firstquery.pulls import sources
from firstquery.pulls.changes import changed_files

#: Of so many shufflings of the labels within each pull request, the share that differs as much as the real ones do.
SHUFFLINGS, LEAST_SHARE = 2_000, 0.05
FEATURES = ("length", "indent", "words", "signs", "digits", "capitals", "quotes", "place", "in tests", "like above")
_NO_STATEMENT = ("#", "--", '"""', "def ", "class ", "@", "import ", "from ")


@dataclass(frozen=True)
class Line:
    """A line of a change: of which pull request and file, where in it, below which one, planted or right."""

    pull: str
    author: str
    path: str
    text: str
    place: float
    above: str
    is_fault: bool

    @property
    def does_something(self) -> bool:
        """Whether it could be a fault at all: no prose, heading of a function, import or lone bracket."""
        text = self.text.strip()
        inside = self.text.startswith(" ") if self.path.endswith(".py") else self.path.endswith(".sql")
        return inside and not text.startswith(_NO_STATEMENT) and len(re.findall(r"[A-Za-z_]+", text)) >= 2

    @property
    def shape(self) -> list[float]:
        """What can be seen of it without reading it, as FEATURES says."""
        text = self.text.strip()
        indent = len(self.text) - len(self.text.lstrip())
        signs = (r"[A-Za-z_]+", r"[^\w\s]", r"\d", r"[A-Z]", "[\"']")
        counts = [float(len(re.findall(one, text))) for one in signs]
        like_above = indent == len(self.above) - len(self.above.lstrip())
        return [len(text), indent, *counts, self.place, self.path.startswith("tests/"), like_above]


@cache
def sources_of_all() -> tuple[Path, ...]:
    return tuple(sorted(one.parent for one in sources.folder_of_sources().glob("*/change.patch")))


def lines_of(patch: Path, pull: str, author: str, kind: str, is_fault: bool, ends: dict[str, int]) -> list[Line]:
    found = []
    for one in changed_files(patch.read_text(encoding="utf-8")):
        above = ""
        for row in one.rows:
            if row.kind == kind and row.text.strip():
                place = min(1.0, (row.new or row.old or 0) / ends.get(one.path, 1))
                found.append(Line(pull, author, one.path, row.text, place, above, is_fault))
            above = row.text if row.kind != "-" else above
    return [one for one in found if one.does_something]


@cache
def lines(beside: bool = False) -> tuple[Line, ...]:
    """All planted lines, and all right ones; or ``beside``, only the right ones whose place a planted one takes."""
    found: list[Line] = []
    for folder in sources_of_all():
        author = sources.load(folder.name, folder.parent).request.author
        change = folder / "change.patch"
        ends = {one.path: max(one.head, default=1) for one in changed_files(change.read_text(encoding="utf-8"))}
        faults = sorted((folder / "faults").glob("*.patch"))
        for patch in faults if beside else [change]:
            found += lines_of(patch, folder.name, author, "-" if beside else "+", False, ends)
        for patch in faults:
            found += lines_of(patch, folder.name, author, "+", True, ends)
    return tuple(found)


def labels(found: Sequence[Line]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([one.is_fault for one in found]), np.array([one.pull for one in found])


def shapes(found: Sequence[Line]) -> np.ndarray:
    return np.array([one.shape for one in found], dtype=float)


@pytest.mark.parametrize("beside", [False, True])
def test_no_feature_of_form_differs_by_more_than_chance(beside: bool):
    found = lines(beside)
    (is_fault, pulls), values = labels(found), shapes(found)
    assert is_fault.sum() >= 35 and (~is_fault).sum() >= 35
    scaled = values / np.where(values.std(axis=0) > 0, values.std(axis=0), 1)
    rng = np.random.default_rng(20251215)

    def differences(planted: np.ndarray) -> np.ndarray:
        return np.abs(scaled[planted].mean(axis=0) - scaled[~planted].mean(axis=0))

    real, drawn = differences(is_fault), []
    for _ in range(SHUFFLINGS):
        shuffled = is_fault.copy()
        for pull in set(pulls):
            shuffled[pulls == pull] = rng.permutation(is_fault[pulls == pull])
        drawn.append(differences(shuffled))
    shares = (np.array(drawn) >= real).mean(axis=0)
    print(dict(zip(FEATURES, shares.round(3).tolist(), strict=True)))
    # Ten features are looked at, so the largest difference is held against the largest one of each shuffling.
    assert (np.array(drawn).max(axis=1) >= real.max()).mean() >= LEAST_SHARE


def test_no_planted_line_has_a_comment_or_a_word_that_says_what_is_wrong():
    telling = r"(?i)\b(todo|fixme|hack|xxx|bug|wrong|oops|temporar\w*|danger\w*|unsafe|leak\w*|swallow\w*|ignored?)\b"
    planted = [one.text for one in lines() if one.is_fault]
    assert [text for text in planted if "  #" in text or text.strip().startswith(("#", "--"))] == []
    assert [text for text in planted if re.search(telling, text)] == []


def test_faults_come_from_several_authors_and_some_of_their_pull_requests_have_none():
    authors = Counter(one.author for one in lines() if one.is_fault)
    assert len(authors) >= 3
    # The capstone has nearly half of all faults, and one author: each of its variants has four of them.
    assert max(authors.values()) <= 0.7 * sum(authors.values())
    assert {one.pull for one in lines()} > {one.pull for one in lines() if one.is_fault}
