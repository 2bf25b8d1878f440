"""A written answer: complete or not, never right. Its figures are held against the data; its words are for people."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pandas as pd
import pytest

from firstquery.checks.kind import Material, kind
from firstquery.checks.kinds.text import TextOptions
from firstquery.checks.kinds.text.numbers import states_day, states_number
from firstquery.checks.number_words import spoken_numbers
from firstquery.checks.payload import payload
from firstquery.checks.writing import split_ticks
from firstquery.kernel.check import VerdictDisplay, as_html
from firstquery.learner.session import show
from tests.checks.judged import Said, entry, said_of

QUESTION = "Write a footnote for the board: how many paying customers did Kestrel have, and who is counted?"
STATES = [{"what": "your number of exercise 4", "values": [1716], "ask": "Which number? State it in figures."}]
WORDS = [{"what": "trials", "words": ["trial", "trials", "on trial"], "ask": "What about accounts on trial?"}]


def said(text: object, **expected: Any) -> Said:
    return said_of(entry("text", **expected), payload(text))


def test_a_text_is_never_called_right_or_complete(capsys: pytest.CaptureFixture[str]) -> None:
    found = said("Every account that pays for its seats.", least=3)
    show(VerdictDisplay(found.verdict, found.words))
    for shown in (found.headline(), as_html(found.verdict, found.words), capsys.readouterr().out):
        assert "All that a check can see is there." in shown and "Nobody has read it yet." in shown
        assert "1 of 1 point." in shown
        assert "Right" not in shown and "omplete" not in shown
    assert found.at_grader.heading == found.heading and "Nobody has read it yet." in found.at_grader.message
    assert kind("text").unread.split(",")[0] == found.heading.rstrip(".").lower()  # one wording for all pages


def test_a_text_is_told_what_was_looked_at_and_that_a_person_reads_the_rest() -> None:
    text = "By the end of 2025 we had 1,716 customers."
    looked = "The check looked at its length (9 words)"
    assert f"{looked}, and at whether it is copied. What it says, and how, a person judges" in said(text).message
    assert f"{looked}, at one figure, and at whether" in said(text, states=STATES).message
    assert f"{looked}, at 2 figures, at words about trials," in said(text, states=STATES * 2, words=WORDS).message
    grader = said(text, states=STATES, words=WORDS * 2).at_grader.message
    assert "looked at its length, at one figure, at words about trials and trials," in grader


def test_an_insult_is_not_praised_and_a_polite_comment_is_not_blamed() -> None:
    blunt = said("Wyatt, you are careless, and any beginner would have seen this.", words=WORDS)
    kind_one = said("Could we look together at what happens to a rate that is not there?", words=WORDS)
    for one in (blunt, kind_one):
        assert one.heading == "All that a check can see is there." and "Nobody has read it yet." in one.message
        assert one.details == [
            "Not among the words that the check knows: trials. What about accounts on trial? "
            "If it is there in other words, go on."
        ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Two words.", "Your text has 2 words; at least 5 are asked for."),
        ("word " * 30, "Your text has 30 words; at most 20 are asked for. What can go?"),
        (
            "x" * 700,
            "Your text has 1 word, and far more letters than so many words have. Are there spaces between them?",
        ),
        ("customer order paid " * 4, "That reads as a list of words. What would you say to a colleague, in full sent"),
        (5, "That is a number; a text in your own words is asked for."),
    ],
)
def test_its_length_is_checked_in_any_language(text: object, message: str) -> None:
    assert said(text, least=5, most=20).message.startswith(message)
    assert said("截至年底我们有付费客户", least=5, most=20).right
    assert said("Write here, in place of this line.\n", least=5).outcome == "not-attempted"


@pytest.mark.parametrize("text", ["1,716 customers pay.", "1716 pay", "In all 1 716 accounts", "1.716 zahlen"])
def test_a_figure_counts_in_any_usual_way_of_writing(text: str) -> None:
    assert said(text, states=STATES).right


def test_where_a_figure_is_not_stated_no_other_is_blamed() -> None:
    for text in ("At the end of 2025 we had 1,752 customers, 3 of them large.", "We have many customers in 2025."):
        found = said(text, states=STATES)
        assert (found.message, found.details) == ("Which number? State it in figures.", [])


@pytest.mark.parametrize(
    ("text", "wanted", "stated"),
    [
        ("3.42 million", 3_421_870.5, True),
        ("3,4 million US dollars", 3_421_870.5, True),
        ("3421.9 k", 3_421_870.5, True),
        ("3 million", 3_421_870.5, False),
        ("3.6 million", 3_421_870.5, False),
        ("0,73", 0.73, True),
        ("60 per cent", 60, True),
        ("1,7161", 1716, False),
    ],
)
def test_what_is_rounded_as_people_round_is_that_number(text: str, wanted: float, stated: bool) -> None:
    assert states_number(f"It was {text} in all.", wanted) is stated


@pytest.mark.parametrize(
    ("text", "wanted", "stated"),
    [
        ("eighty-six", 86, True),
        ("Eighty‑six", 86, True),
        ("eighty six", 86, True),
        ("eighty-seven", 86, False),
        ("eighty, six", 86, False),
        ("eleven and a half per cent", 11.5, True),
        ("11 and a half", 11.5, True),
        ("eleven", 11.5, False),
        ("two thirds", 2 / 3, True),
        ("two-thirds", 66.7, True),
        ("two thirds", 66.2, False),
        ("the third", 1 / 3, False),
        ("a dozen", 12, True),
        ("half a dozen", 6, True),
        ("dozens", 12, False),
        ("minus three", -3, True),
        ("one thousand, seven hundred and sixteen", 1716, True),
        ("seventeen hundred", 1716, False),
        ("three point four million", 3_421_870.5, True),
        ("three and a half million", 3_421_870.5, False),
        ("no one", 1, False),
        ("one of them", 1, True),
        ("twenty twenty-five", 45, False),
        ("between five and six", 11, False),
        ("sixty. Five", 65, False),
    ],
)
def test_a_number_in_words_is_that_number_and_no_other(text: str, wanted: float, stated: bool) -> None:
    assert states_number(f"It was {text} in all.", wanted) is stated


@pytest.mark.parametrize("word", ["a ", "one thousand ", "one point one ", "and ", "half a ", "86 and "])
def test_a_long_text_of_number_words_is_read_in_a_moment(word: str) -> None:
    began = time.monotonic()
    list(spoken_numbers(word * (20_000 // len(word))))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "31 December 2025",
        "31.12.2025",
        "12/31/2025",
        "2025-12-31",
        "on the 31st of December",
    ],
)
def test_a_day_is_seen_in_any_usual_form(text: str) -> None:
    assert states_day(f"It is true as of {text} and for 1,716 accounts.", dt.date(2025, 12, 31))
    assert not states_day(f"It is true as of {text}.", dt.date(2025, 12, 30))


def test_words_are_asked_for_once_and_block_nothing() -> None:
    seen, unseen = said("No trials in it.", words=WORDS), said("Whoever tries it is left out.", words=WORDS)
    assert seen.right and not seen.details
    assert unseen.right
    assert len(unseen.details) == 1 and unseen.details[0].endswith("If it is there in other words, go on.")
    day = [{"what": "the day", "values": ["2025-12-31"], "is_day": True, "ask": "As of which day?"}]
    assert said("It is true at the end of the year.", states=day).right


def test_the_question_or_the_lesson_copied_is_no_answer() -> None:
    assert "text of the exercise" in said(QUESTION, question=QUESTION).message
    assert "stands in the lesson" in said(f"{QUESTION} We count accounts.", lesson=f"Before. {QUESTION}").message
    assert said("Kestrel had 1,716 paying customers; trials are not counted.", question=QUESTION).right


def test_the_list_below_a_text_is_cut_off_and_what_is_ticked_is_kept() -> None:
    text, ticked = split_ticks("Mine.\n\n- [ ] It names the status.\n- [X] It says as of when.\n")
    assert (text, ticked) == ("Mine.", {"it says as of when"})
    lines = "\n".join(f"{line} It says so." for line in ("- [ x ]", "- [✓]", "[x]", "-[x]", "* [yes]", "- [x ]"))
    assert split_ticks(f"Mine.\n{lines}") == ("Mine.", {"it says so"})  # any mark, however it is set
    assert split_ticks("Mine.\n- [] It says so.\n[ ] And so.") == ("Mine.", set())
    assert split_ticks("- [x] inside\nMine.") == ("- [x] inside\nMine.", set())
    blank = kind("text").blank("definition", TextOptions(tick=("It names the status.",)))
    assert blank == "%%text definition\nWrite here, in place of this line.\n\n- [ ] It names the status."


def test_a_payload_with_ticks_of_another_form_is_not_sound() -> None:
    made = {"type": "text", "value": "Mine.", "ticks": ["It names the status."]}
    assert kind("text").sound(made)
    assert not any(kind("text").sound({**made, "ticks": odd}) for odd in (5, [5], ["x" * 2000], ["x"] * 99))


SHIPS = "Yes, ship it: from Monday on the triage sorts every letter."
TELLS = [
    {"column": "review", "over": 0, "message": "Your decision and your review contradict each other."},
    {"column": "open", "over": 0, "message": "{number} lines of your decision do not hold."},
]


def stands_on(beside: Any) -> Said:
    made = {**payload(SHIPS), "beside": payload(beside)}
    assert kind("text").sound(made)
    return said_of(entry("text", beside="held", tells=TELLS), made)


def test_a_text_is_held_to_the_data_on_which_it_stands_and_never_read() -> None:
    found = stands_on({"review": 1, "ship": 0, "open": 1})
    assert found.outcome == "not-yet" and found.message == "Your decision and your review contradict each other."
    assert stands_on(pd.DataFrame({"open": [2], "review": [0]})).message == "2 lines of your decision do not hold."
    agrees = stands_on([{"Review": 0, "open": 0, "lag": 16.4}])
    assert agrees.right and "at the data on which it stands, and at whether it is copied" in agrees.message
    assert "at the data" not in said(SHIPS).message


@pytest.mark.parametrize(
    "beside",
    [..., "not yet", 0, {"review": 0}, {"review": "no", "open": 0}, pd.DataFrame({"review": [0, 0], "open": 0})],
)
def test_a_text_without_the_data_on_which_it_stands_is_told_so(beside: Any) -> None:
    found = stands_on(beside)
    assert found.outcome == "not-yet" and found.message.startswith("This text stands on `held`, and that is not there")
    assert "held" not in found.at_grader.message  # the grader names nothing of a submission's


def test_a_text_stands_on_data_by_its_options_or_says_nothing_of_them() -> None:
    line = "review > 0 :: They contradict each other."
    made = TextOptions.model_validate({"beside": "held", "tells": [line]})
    assert kind("text").questions(made, Material()) == {"beside": "held"}
    for half in ({"beside": "held"}, {"tells": [line]}):
        with pytest.raises(ValueError, match="or neither"):
            TextOptions.model_validate(half)
    assert not kind("text").sound({"type": "text", "value": "Mine.", "beside": 5})
