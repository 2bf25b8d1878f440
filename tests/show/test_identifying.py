"""Before a note is shared, she is asked about what may tell who is meant, and not about the words of every note."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery import share_failure
from firstquery.failure.identifying import questions
from firstquery.sentence import Sentence
from tests.show.blame_corpus import TELLS
from tests.show.test_failure import GOOD, week

__all__ = ["week"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("It doubled the revenue of ACME Corp in the slide.", "“ACME Corp” may be a company"),
        ("We wrote to Siemens AG.", "“Siemens AG” may be a company"),
        ("Then Blue Harbour Ltd. left.", "“Blue Harbour Ltd” may be a company"),
        ("The file went to Muster GmbH", "“Muster GmbH” may be a company"),
        ("Hooli, Inc. asked", "“Hooli, Inc” may be a company"),
        ("Peter Schmidt sent it", "“Peter Schmidt” may be a person"),
        ("I asked Aylin Yıldız and Tadeusz Wrzesniewski.", "“Tadeusz Wrzesniewski” may be a person"),
        ("I believed that Peter had checked the total", "“Peter” may be a person"),
        ("it cost us two days and 4.2m EUR", "“4.2m EUR” is an amount"),
        ("a loss of €300,000 in May", "“€300,000” is an amount"),
        ("about $4m", "“$4m” is an amount"),
        ("nearly 3 million dollars", "“3 million dollars” is an amount"),
    ],
)
def test_what_may_tell_who_is_meant_is_asked_about(text: str, what: str) -> None:
    assert what in "\n".join(questions(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel has 1,716 customers, and Kestrel Inc does not exist.",
        "On Monday Finance asked; on Friday I told the Board.",
        "SELECT COUNT(*) FROM accounts WHERE status = 'active'",
        "LEFT JOIN tickets ON accounts, GROUP BY plan",
        "Solo, Crew and Fleet, in Canada and the West",
        "Then Fleet grew. Now Solo leads. Trials Count as well.",
        "Yesterday Marketing moved the date. Three Months later it was found.",
        "In New York and in the United States",
        "I was 4 hours late, and 27 of 1,743 were test accounts. It cost 2 days.",
        "Revenue of 3,578,214.50 US dollars, in week 4 at 12 %",
        "The Board Pack, Power Query and Google Sheets",
        "April May June 2025",
        "Every morning I read the data dictionary. Counting Rows is not counting customers.",
        *GOOD.values(),
    ],
)
def test_the_words_of_every_note_are_not_asked_about(text: str) -> None:
    assert questions(text) == []


def test_in_good_notes_only_names_are_asked_about() -> None:
    asked = {said.split("“")[1].split("”")[0] for text in TELLS for said in questions(text)}
    assert asked == {"Anna", "Ben", "Carla", "Dana", "Elena", "Maria", "Priya", "Tom"}


def test_a_note_with_names_is_kept_without_a_question_and_shared_after_one(work: Path) -> None:
    text = {**GOOD, "what_happened": "I doubled the revenue of ACME Corp, and Peter Schmidt sent it to them; 4.2m EUR."}
    share_failure(**text)
    assert len(list((work / "failures").glob("*.md"))) == 1
    with pytest.raises(Sentence) as told:
        share_failure(**text, share=True)
    for part in ("ACME Corp", "Peter Schmidt", "4.2m EUR", "Nothing is written yet.", "even_so=True"):
        assert part in told.value.sentence
    assert not list((work / "practice").rglob("*.md"))
    share_failure(**text, share=True, even_so=True)
    assert len(list((work / "practice").rglob("*.md"))) == 1
