"""What findings say stands in one file a kind: read when needed, and what it leaves out the grader does not say."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from firstquery.checks.kind import Phrase, kind, public
from firstquery.checks.words import FILE, SHARED, Messages

KINDS = (
    *("chart", "choice", "client", "function", "integration", "model"),
    *("program", "review", "table", "tests", "text", "value"),
)
WRITTEN = """
[far_off]
text = "That is {by} off."
grader = "That is off."
heading = "Nearly."

[none]
text = "A number is asked for."
public = true

[hint]
text = "Look at {line}."
"""


def test_a_phrase_is_as_the_file_has_it_and_others_stand_below(tmp_path: Path) -> None:
    messages = Messages(str(tmp_path / "estimate.py"), {"none": Phrase("Nothing."), "more": Phrase("More.")})
    (tmp_path / FILE).write_text(WRITTEN, encoding="utf-8")  # it is read when the first phrase is asked for
    assert dict(messages) == {
        "far_off": Phrase("That is {by} off.", "That is off.", "Nearly."),
        "none": public("A number is asked for."),
        "hint": Phrase("Look at {line}."),
        "more": Phrase("More."),
    }


def test_a_part_that_no_phrase_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('[none]\ntext = "A number is asked for."\ngraders = "None."\n', encoding="utf-8")
    with pytest.raises(TypeError, match="graders"):
        Messages(str(tmp_path / "estimate.py"))["none"]


@pytest.mark.parametrize("name", (*KINDS, "all"))
def test_every_phrase_is_a_text_whose_fields_are_plain_names(name: str) -> None:
    phrases = SHARED if name == "all" else kind(name).phrases
    assert phrases
    for code, phrase in phrases.items():
        fields, said = (
            {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
            for text in (phrase.text, phrase.grader or "")
        )
        assert phrase.text and all(re.fullmatch(r"\w+", field) for field in fields | said), code
