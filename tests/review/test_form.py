"""Nothing beside a line says that it is a planted fault: no comment, no telling word, and no author of its own."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from firstquery.review import sources
from firstquery.review.changes import changed_files

Planted = dict[str, list[str]]


@pytest.fixture(scope="module")
def planted() -> Planted:
    """The planted lines of each pull request."""
    found: Planted = {}
    for folder in sorted(one.parent for one in sources.folder_of_sources().glob("*/change.patch")):
        patches = sorted((folder / "faults").glob("*.patch"))
        files = [one for patch in patches for one in changed_files(patch.read_text(encoding="utf-8"))]
        found[folder.name] = [row.text for one in files for row in one.rows if row.kind == "+" and row.text.strip()]
    return found


def test_no_planted_line_has_a_comment_or_a_word_that_says_what_is_wrong(planted: Planted) -> None:
    telling = r"(?i)\b(todo|fixme|hack|xxx|bug|wrong|oops|temporar\w*|danger\w*|unsafe|leak\w*|swallow\w*|ignored?)\b"
    lines = [line for some in planted.values() for line in some]
    assert len(lines) > 35
    assert [line for line in lines if "  #" in line or line.strip().startswith(("#", "--"))] == []
    assert [line for line in lines if re.search(telling, line)] == []


def test_faults_come_from_several_authors_and_some_of_their_pull_requests_have_none(planted: Planted) -> None:
    folder = sources.folder_of_sources()
    authors = Counter({sources.load(name, folder).request.author: 0 for name, lines in planted.items() if lines})
    for name, lines in planted.items():
        authors[sources.load(name, folder).request.author] += len(lines)
    assert len(authors) >= 3 and [name for name, lines in planted.items() if not lines]
    # The capstone has nearly half of all faults, and one author: each of its variants has four of them.
    assert max(authors.values()) <= 0.7 * sum(authors.values())
