"""A written answer: complete or not, never right; and what is plainly no sentence is asked for in sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery.check import judge_payload
from firstquery.check.checking import show
from firstquery.check.kinds.prose import reads_as_sentences
from firstquery.check.kinds.text import ENGLISH_ONLY
from firstquery.check.payload import payload
from firstquery.check.render import as_html
from firstquery.check.verdict import Verdict
from firstquery.course import COURSE
from firstquery.grade.answers import read

KEYS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(COURSE.glob("release/week-*/key.json"))]
TEXTS = {name: one for key in KEYS for name, one in key["exercises"].items() if one["kind"] == "text"}


def written(role: str) -> list[Any]:
    """The texts of one role in the lists of answers, each with its exercise."""
    found = []
    for path in sorted(COURSE.glob("source/week-*/answers.py")):
        for exercise in read(path).values():
            for answer in exercise.answers if exercise.kind == "text" else ():
                if answer.role == role:
                    names: dict[str, Any] = {}
                    exec("\n".join(answer.cells), names)
                    (text,) = (one for name, one in names.items() if name != "__builtins__")
                    found.append(pytest.param(exercise.id, text, id=f"{exercise.id} {answer.name}"))
    return found


@pytest.mark.parametrize(("exercise", "text"), written("right"))
def test_a_good_text_is_complete_and_earns_its_points(exercise: str, text: str) -> None:
    verdict = judge_payload(TEXTS[exercise], payload(text))
    assert verdict.right, verdict.lines()
    assert verdict.points == TEXTS[exercise]["points"]


@pytest.mark.parametrize(("exercise", "text"), written("wrong"))
def test_a_text_that_lacks_one_thing_is_asked_for_that_thing_not_for_sentences(exercise: str, text: str) -> None:
    verdict = judge_payload(TEXTS[exercise], payload(text))
    assert not verdict.right
    assert "list of words" not in verdict.message


def test_a_text_is_called_complete_and_never_right(capsys: pytest.CaptureFixture[str]) -> None:
    key = {"kind": "text", "points": 1, "spec": {"least": 3}, "mistakes": []}
    verdict = judge_payload(key, payload("Every account that pays for its seats."))
    show(verdict)
    for shown in (verdict.headline(), as_html(verdict), capsys.readouterr().out):
        assert "Complete." in shown
        assert "1 of 1 point." in shown
        assert "Right" not in shown


SENTENCES = {
    "terse": (
        "West leads 2025: 2.1m USD, Canada second; void invoices excluded, CAD at 0.73. Ranking changes at parity."
    ),
    "telegram": (
        "1,800 paying customers, 31 Dec 2025. Trials excluded. Test accounts excluded. Cancelled accounts excluded."
    ),
    "bullets": (
        "- Counted: active accounts\n"
        "- Not counted: trials\n"
        "- Not counted: staff's own tests\n"
        "- Not counted: cancelled\n"
        "- As of: 31 December 2025\n"
        "- Number: 1,800"
    ),
    "numbers": (
        "South 31 % of 2025 revenue, against 27 % for West, 22 % for Canada and 20 % for the rest of the regions."
    ),
    "learnt late": (
        "In 31 december 2025 we have 1800 customer who pay. Trial not count because not pay. Test account of "
        "staff we take out. Customer who cancel is also not inside."
    ),
    "an enumeration": (
        "We leave out trials, demos, test accounts, former customers, staff, partners, and whoever has "
        "cancelled by 31 December 2025; 1,800 remain."
    ),
    "german": (
        "Am 31. Dezember 2025 hatte Kestrel 1.800 zahlende Kunden. Testkonten und Probekunden sind nicht "
        "dabei. Wer gekuendigt hat, ist auch nicht dabei."
    ),
    "french": (
        "Au 31 decembre 2025, Kestrel avait 1800 clients payants. Les comptes en essai et les comptes de test"
        " ne sont pas dans ce nombre."
    ),
    "spanish": (
        "El 31 de diciembre de 2025 Kestrel tenia 1800 clientes que pagan. Las cuentas de prueba no se cuentan."
    ),
    "dutch": ("Op 31 december 2025 had Kestrel 1800 betalende klanten. Proefaccounts en testaccounts tellen niet mee."),
    "turkish": "31 Aralık 2025 tarihinde Kestrel'in 1800 ödeyen müşterisi vardı. Deneme hesapları sayılmadı.",
    "finnish": (
        "Vuoden 2025 lopussa Kestrelillä oli 1800 maksavaa asiakasta. Kokeilut ja testitilit eivät ole mukana luvussa."
    ),
    "hindi": "दिसंबर 2025 के अंत में हमारे पास 1800 ग्राहक थे। परीक्षण खाते इसमें शामिल नहीं हैं।",
    "russian": (
        "На 31 декабря 2025 года у нас было 1800 клиентов, которые платят. Пробные счета не входят в это число."
    ),
    "chinese": "截至2025年12月31日，我们有1800个付费客户。试用账户和测试账户不计算在内。",
    "arabic": "في 31 ديسمبر 2025 كان لدينا 1800 عميل يدفعون. لا تدخل الحسابات التجريبية في هذا العدد.",
}
WORDS = {
    "keywords": (
        "2025 31 december trial test cancel 1800 1800 2025 31 december trial test cancel 1800 1800 2025 31 december"
    ),
    "different keywords": (
        "1800 december 2025 trial test cancel account customer staff demo dummy former churn number day "
        "active paying footnote subscription invoice"
    ),
    "between commas": (
        "1800 customers, december, trial, test, the staff, cancel, 2025, account, active, and number, is, former"
    ),
    "over and over": (
        "the trial is the test and the trial is the test and the trial is the test and the trial is the test"
    ),
    "filled up": "2025 december trial test cancel 1800 the the the the the the the the is is is is of of of",
    "one word": "account " * 40,
    "numbers alone": "1800 2025 31 1800 2025 31 1800 2025 31 1800 2025 31 test",
    "one a line": ("december\ntrial\ntest\ncancel\nstaff\nactive\nnumber\ncustomer\nyear\n1800"),
    "week 2": (
        "account day annual unpaid test cancel table month year twelve open overdue staff former churn "
        "database warehouse query"
    ),
    "letters": "asdf jkl qwer uiop zxcv bnm hjkl trial test cancel december 1800",
}


@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)
def test_notes_lists_late_english_and_other_languages_are_texts(text: str) -> None:
    assert reads_as_sentences(text)


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_words_strung_together_are_no_text(text: str) -> None:
    assert not reads_as_sentences(text)
    key = {"kind": "text", "points": 1, "spec": {}, "mistakes": []}
    verdict = judge_payload(key, payload(text))
    assert (verdict.outcome, verdict.points) == ("not-yet", 0)
    assert verdict.message.endswith("What would you say to a colleague, in full sentences?")


@pytest.mark.parametrize("exercise", TEXTS)
def test_a_string_of_the_words_that_a_text_needs_is_not_taken_for_it(exercise: str) -> None:
    mentions = TEXTS[exercise]["spec"]["mentions"]
    forms = [form.replace(r"\b", "") for need in mentions for pattern in need["any"] for form in pattern.split("|")]
    words = [form for form in forms if re.fullmatch(r"[a-z]+", form)]
    text = " ".join(["1,800 on 31 December 2025", *words])
    assert not reads_as_sentences(text)
    assert not judge_payload(TEXTS[exercise], payload(text)).right


@pytest.mark.parametrize(
    ("text", "least", "says"),
    [
        ("Yes.", 1, None),
        ("Yes.", 2, "Your text has 1 word; at least 2 are asked for."),
        ("§ §", 1, "at least one is asked"),
    ],
)
def test_one_word_is_counted_as_one(text: str, least: int, says: str | None) -> None:
    verdict = judge_payload({"kind": "text", "spec": {"least": least}}, payload(text))
    assert verdict.right if says is None else says in verdict.message


@given(st.text())
def test_any_text_is_measured(text: str) -> None:
    assert reads_as_sentences(text) in (True, False)


QUESTION = """Write the footnote for page 2 of the board pack, in two to four sentences. Give your number of paying
customers; say whom it counts, whom it leaves out, and as of which day. Write for a board member who was not in the
room. Begin: "On 31 December 2025 Kestrel had … paying customers. Counted is every account that …" """


def held(text: str, **spec: object) -> Verdict:
    return judge_payload({"kind": "text", "points": 1, "spec": {"question": QUESTION, **spec}}, payload(text))


def test_the_text_of_the_exercise_handed_back_is_no_answer() -> None:
    for text in (QUESTION, QUESTION.replace("\n", " ").upper(), " ".join(QUESTION.split()[:40]) + " We had 1,700."):
        assert held(text).message.startswith("Most of that is the text of the exercise."), text


def test_the_beginning_that_a_hint_offers_may_be_used() -> None:
    text = """On 31 December 2025 Kestrel had 1,700 paying customers. Counted is every account that has a running
    subscription; trials, those who cancelled and our own tests are out, because none of them brings money."""
    assert held(text).right


def test_questions_alone_decide_nothing() -> None:
    asked = "Do we count trials as customers? What about accounts that have cancelled? As of which day is it?"
    assert held(asked).message == "Most of that asks. What do you answer?"
    assert held(f"{asked} We leave out trials. We leave out the cancelled ones. It holds on the last day.").right


def test_where_questions_are_asked_for_they_are_the_answer() -> None:
    asked = "Do we count trials as customers? What about accounts that have cancelled? As of which day is it?"
    assert held(asked, asks=True).right


NEEDS = [{"what": word, "any": [word], "ask": f"What about the {word}?"} for word in ("day", "trial", "test", "staff")]


def test_of_many_things_missing_their_number_is_told() -> None:
    verdict = held("We had some customers then, and it is what we say of them to the board.", mentions=NEEDS)
    assert verdict.message == "Four things are missing; the first three:"
    assert verdict.details == ["What about the day?", "What about the trial?", "What about the test?"]
    short = held("We had some.", mentions=NEEDS, least=10)
    assert short.message.endswith("at least 10 are asked for. Four things are missing; the first three:")


def test_what_should_not_stand_there_is_quoted_and_is_not_called_missing() -> None:
    text = "We had some customers. Blame is with the board, and it is what we say of them to all."
    never = [{"what": "blame", "any": [r"(?:^|\. )blame\b"], "ask": "Does it help to blame?"}]
    one = held(text, avoids=never)
    assert (one.message, one.details) == ("Does it help to blame?", ["It stands here: “Blame”."])
    behind = [{"what": "blame", "any": [r"^(?!.*praise).*?(?P<said>blame is)"], "ask": "Does it help to blame?"}]
    assert held(text, avoids=behind).details == ["It stands here: “Blame is”."]
    assert held(f"{text} We praise them.", avoids=behind).right
    assert held(text, mentions=NEEDS[:1], avoids=never).message == "More than one thing is open in your text."
    assert held(text, mentions=NEEDS[:2]).message == "Something is still missing from your text."
    assert held(text, mentions=NEEDS, avoids=never).message == "Five things are open; the first three:"


def test_all_words_that_should_not_stand_there_are_quoted_at_once() -> None:
    text = "The file desk/store.py is broken in line 71, and SQL and regex and sql are what it is about for all of us."
    never = [{"what": "words", "any": [r"\bdesk/[\w./]*", r"\bSQL\b|\bregex\b|\bline \d+"], "ask": "For whom is that?"}]
    said = held(text, avoids=never)
    assert said.details == ["They stand here: “desk/store.py”, “line 71”, “SQL” and “regex”."]


@pytest.mark.parametrize("again", ["Bananas are yellow and the sky is blue.", "It was a good trial as we have seen"])
def test_a_sentence_that_stands_there_three_times_is_asked_about(again: str) -> None:
    other = "Nobody had asked who got which letters, and so we divided them by how urgent each sender had found hers."
    text = f"We looked at it.\n{again}\nThen came noon. {again}\n{other}\n{again}\n"
    assert held(text).message.startswith("One sentence stands there more than twice: “")
    assert held(text.replace(again, "", 1)).right
    assert held(text.replace(again, "- Owner: Mara, by 16 January.")).right, "a short one may answer several things"


@pytest.mark.parametrize(
    "said",
    [
        "Maria counts it on 31 March.",
        "The count is done by Joanna.",
        "Wei, our analyst, counts.",
        "It is counted by Željka.",
        "On Monday O'Neill counts it.",
    ],
)
def test_a_pattern_may_ask_for_a_name_and_a_day_or_a_department_is_none(said: str, tmp_path: Path) -> None:
    pattern = r"(?-i:[a-zß-ÿ],? ){name}|^{name},? (?:counts|our)\b"
    path = tmp_path / "answers.py"
    path.write_text(f"# %% w01-q1 exercise: text | Who\n# needs: who :: {pattern} :: Who counts?\n", encoding="utf-8")
    spec = read(path)["w01-q1"].spec
    assert held(said, **spec).right
    for nobody in ("Support counts it on 31 March.", "It is counted in March, on a Monday, by Engineering."):
        assert held(nobody, **spec).message == "Who counts?"


FOREIGN = ["german", "french", "spanish", "dutch", "turkish", "finnish", "hindi", "russian", "chinese", "arabic"]


@pytest.mark.parametrize("name", SENTENCES)
def test_a_text_in_another_language_is_not_asked_for_what_stands_in_it(name: str) -> None:
    never = [{"what": "x", "any": ["no such words"], "ask": "What about it?"}]
    message = held(SENTENCES[name], mentions=never).message
    expected = "The check reads English only: write it in English, or judge it yourself with the list."
    assert message == (expected if name in FOREIGN else "What about it?")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("We count it. " * 7, "Your text has 7 sentences; two to five are asked for."),
        ("We count every account that pays.", "Your text has 1 sentence; two to five are asked for."),
        ("We had 1,743.5 customers, e.g. Osborn Bros. in the West, on 31. December. Trials are out!", ""),
        ("We count\nwhat pays.\n- Trials are out\n- Tests are out", ""),
    ],
)
def test_sentences_are_counted_where_their_number_is_asked_for(text: str, says: str) -> None:
    message = held(text, sentences=[2, 5]).message
    assert message == says if says else "sentences;" not in message


def test_where_english_is_asked_for_a_text_in_another_language_is_not_complete() -> None:
    assert held(SENTENCES["german"], question="Write three questions. In English.").message == ENGLISH_ONLY
    assert held(SENTENCES["german"]).right
