"""A pull request is read from its three files, and what is wrong with them is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.core.errors import UserError
from firstquery.review.changes import changed_files, ranges
from firstquery.review.pulls import load, number_of, numbers
from tests.review.conftest import PULLS

RENAMED = """diff --git a/desk/old.py b/desk/new.py
similarity index 80%
rename from desk/old.py
rename to desk/new.py
--- a/desk/old.py
+++ b/desk/new.py
@@ -1,3 +1,2 @@
 one
-two
 three
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-last
diff --git a/made.txt b/made.txt
new file mode 100644
--- /dev/null
+++ b/made.txt
@@ -0,0 +1 @@
+first
\\ No newline at end of file
"""


def test_a_pull_request_has_its_files_with_the_numbers_of_both_sides() -> None:
    pull = load("9001", PULLS)
    assert [(one.path, one.added, one.removed) for one in pull.files] == [
        ("desk/rates.py", 2, 2),
        ("desk/support.py", 15, 0),
        ("tests/test_support.py", 6, 1),
    ]
    rates = pull.file("desk/rates.py")
    assert rates is not None
    assert rates.head[11].endswith("timeout=None) as client:") and rates.base[11].endswith("timeout=10) as client:")
    assert (rates.in_head(11, "LEFT"), rates.in_head(11, "RIGHT"), rates.in_head(99, "RIGHT")) == (11, 11, None)
    assert pull.commits == [("1 December 2025, 10:00 UTC", "Add revenue per ticket for the account managers (#0901)")]
    assert len(pull.head_commit) == 40 and pull.head_commit != "0" * 40
    assert (pull.ci, pull.is_green) == ("2 passed in 0.10s", True)
    assert [one.author for one in pull.request.discussion] == ["Tomas Reyes", "Ines Okafor"]


def test_a_file_that_is_new_or_renamed_or_gone_says_so() -> None:
    assert [(one.path, one.before, one.how) for one in changed_files(RENAMED)] == [
        ("desk/new.py", "desk/old.py", "renamed"),
        ("gone.txt", "gone.txt", "removed"),
        ("made.txt", "", "new"),
    ]
    assert changed_files(RENAMED)[0].in_head(2, "LEFT") == 2


@pytest.mark.parametrize("given", [142, "142", "0142", "#142", "PR 0142", " pull request #142 "])
def test_a_number_is_known_in_every_usual_spelling(given: object) -> None:
    assert number_of(given) == "0142"


@pytest.mark.parametrize("given", [None, 0, True, 3.5, "the last one", "12345", ["0142"]])
def test_what_is_no_number_is_told_in_a_sentence(given: object) -> None:
    with pytest.raises(UserError, match="not the number of a pull request"):
        number_of(given)


def test_a_pull_request_that_is_not_there_names_those_that_are(small_course: Path) -> None:
    with pytest.raises(UserError, match=r"no pull request 0007\. There are: 9001, 9002, 9003"):
        load(7)
    assert numbers() == ["9001", "9002", "9003"]


def test_a_damaged_file_is_named(small_course: Path) -> None:
    request = small_course / "data" / "service" / "pulls" / "9003" / "request.toml"
    request.write_text('number = "9003"\ntitle = "x"\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"9003/request\.toml is damaged at author"):
        load("9003")
    request.write_text("title =", encoding="utf-8")
    with pytest.raises(UserError, match=r"9003/request\.toml can't be read"):
        load("9003")


def test_line_numbers_are_told_as_ranges() -> None:
    assert ranges([3, 4, 5, 9, 14, 13]) == "3 to 5, 9 and 13 to 14"
    assert ranges([]) == "none"
