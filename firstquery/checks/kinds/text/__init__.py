"""A written answer: whether all is there that a check can see, and never whether it is good. That a person judges.

Its length is checked, the figures that it has to state, and that it is not the question or the lesson copied. Words
that such a text would hold are asked for once and block nothing. The list of what makes it good stands below the
text as a Markdown task list: what the writer ticks there stays with it, in the payload and in her records. What a text
decides is asked for as data: a table of one row ``beside`` it, which the notebook makes before it.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial
from firstquery.checks.kinds.text.numbers import states_day, states_number
from firstquery.checks.payload import are_texts, sound
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.upper_bound import MISSING, UpperBound, judge_beside
from firstquery.checks.verdict import Finding, Json, Verdict, describe, not_attempted, not_yet, right, unusable
from firstquery.checks.words import Messages
from firstquery.checks.writing import (
    PLACEHOLDER,
    count_words,
    has_word,
    is_copied,
    is_repetitive,
    plain,
    split_ticks,
    strip_marks,
    strip_placeholder,
)
from firstquery.core.errors import UserError
from firstquery.core.files import read_only_address

MOST_WORDS = 12  # of one list of words
MOST_TICKS = 30
MOST_LETTERS = 30  # of a word, on the average


class Stated(BaseModel):
    """What a text has to state: a number, a name or a day that a query gives. ``# states: WHAT :: SELECT … :: ASK``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    queries: tuple[str, ...]
    ask: str

    @model_validator(mode="before")
    @classmethod
    def _read(cls, line: Any) -> Any:
        if not isinstance(line, str):
            return line
        what, *queries, ask = [part.strip() for part in line.split("::")]
        if not what or not queries or not all(queries) or not ask:
            raise ValueError("`states:` is for a text: `# states: WHAT :: SELECT … :: WHAT TO SAY`.")
        return {"what": what, "queries": queries, "ask": ask}


class Words(BaseModel):
    """Words of which one should stand in the text. ``# words: WHAT :: column_a, where :: ASK``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    words: tuple[str, ...]
    ask: str

    @model_validator(mode="before")
    @classmethod
    def _read(cls, line: Any) -> Any:
        if not isinstance(line, str):
            return line
        parts = [part.strip() for part in line.split("::")]
        words = tuple(word.strip() for word in parts[1].split(",") if word.strip()) if len(parts) == 3 else ()
        if not all(parts) or not 0 < len(words) <= MOST_WORDS:
            raise ValueError(
                f"`words:` reads `# words: WHAT :: WORD, WORD :: WHAT TO SAY`, with at most {MOST_WORDS} words."
            )
        return {"what": parts[0], "words": words, "ask": parts[2]}


class TextOptions(Options):
    """``least`` and ``most`` words; what it states; words to look for; ``tick``: the list that its writer ticks.

    ``beside``: the name of a table of one row that the notebook makes before the text, and ``tells``: its bounds.
    """

    lines = frozenset({"states", "words", "tick", "tells"})

    least: int | None = None
    most: int | None = None
    states: tuple[Stated, ...] = ()
    words: tuple[Words, ...] = ()
    tick: tuple[str, ...] = ()
    beside: str = ""
    tells: tuple[UpperBound, ...] = ()

    @model_validator(mode="after")
    def _bounded(self) -> TextOptions:
        if bool(self.beside) != bool(self.tells):
            raise ValueError("A text has `beside=NAME` and lines `# tells: COLUMN > NUMBER :: …` for it, or neither.")
        return self


class Text(Kind[TextOptions]):
    name = "text"
    Options = TextOptions
    reruns = False
    unread = "all that a check can see is there, and nobody has read it yet"
    magic = "text"
    phrases = Messages(__file__)

    def questions(self, options: TextOptions, material: Material) -> Json:
        asked = {"ticks": list(options.tick), "beside": options.beside}
        return {name: one for name, one in asked.items() if one} or None

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        made = plain_payload(answer)
        ticks = questions.get("ticks") if isinstance(questions, Mapping) else None
        if made["type"] != "text" or not isinstance(ticks, list):
            return made
        text, ticked = split_ticks(made["value"])
        return {**made, "value": text, "ticks": [one for one in ticks if plain(str(one)) in ticked]}

    def sound(self, payload: Mapping[str, Any]) -> bool:
        ticks = payload.get("ticks", [])
        if not isinstance(ticks, list) or len(ticks) > MOST_TICKS or not all(isinstance(one, str) for one in ticks):
            return False
        beside = payload.get("beside", MISSING)
        return are_texts(ticks, 1000) and sound(payload) and isinstance(beside, Mapping) and sound(beside)

    def least_wrong(self, options: TextOptions) -> int:
        return 2

    def build_key(
        self, options: TextOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        stands_on = {"beside": options.beside, "tells": [one.model_dump() for one in options.tells]}
        return {
            "least": options.least,
            "most": options.most,
            "question": strip_marks(material.question),
            "lesson": material.lesson,
            "states": _values(options.states, material),
            "words": [one.model_dump(mode="json") for one in options.words],
            "ticks": list(options.tick),
            **(stands_on if options.beside else {}),
            "mistakes": [],
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        asked = "a text in your own words"
        early = unusable(payload, asked)
        if early:
            return early
        found = _text(payload)
        if found is None:
            return not_yet("other_type", what=describe(payload), asked=asked)
        text = strip_placeholder(unicodedata.normalize("NFC", found))
        if not text.strip("?… .\n"):
            return not_attempted("no_text")
        return _of_length(text, expected) or judge_beside(payload, expected) or _of_content(text, payload, expected)

    def blank(self, name: str, options: TextOptions) -> str:
        ticks = [f"- [ ] {one}" for one in options.tick]
        return "\n".join([f"%%text {name}", PLACEHOLDER, *(["", *ticks] if ticks else [])])

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        text = strip_placeholder(split_ticks(_text(payload) or "")[0])
        return {"text/markdown": text} if text else None


KIND = Text()


def _of_length(text: str, expected: Mapping[str, Any]) -> Verdict | None:
    words, least, most = count_words(text), expected.get("least"), expected.get("most")
    if most is not None and len(text) > MOST_LETTERS * most:
        return not_yet("no_spaces", words=words)
    if least is not None and words < least:
        return not_yet("too_short", words=words, least=least)
    if most is not None and words > most:
        return not_yet("too_long", words=words, most=most)
    if is_repetitive(text):
        return not_yet("repetitive")
    return None


def _of_content(text: str, payload: Mapping[str, Any], expected: Mapping[str, Any]) -> Verdict:
    for given in ("question", "lesson"):
        if is_copied(text, str(expected.get(given) or "")):
            return not_yet(f"copied_{given}")
    blocking: list[Finding] = []
    unseen: list[Finding] = []
    states = expected.get("states") or []
    for one in states:
        (unseen if one.get("is_day") else blocking).extend(_not_stated(text, one))
    if blocking:
        return not_yet(blocking[0].code, *blocking[1:], *unseen, **blocking[0].data)
    ticks = expected.get("ticks") or []
    for one in expected.get("words") or []:
        if not any(has_word(text, word) for word in one["words"]):
            unseen.append(Finding(code="not_seen", data={"what": one["what"], "ask": one["ask"]}))
    if ticks:
        unseen = [Finding(code="not_seen_tick", data=one.data) for one in unseen]
        ticked = [one for one in payload.get("ticks") or [] if one in ticks]
        unseen.append(Finding(code="ticked", data={"number": len(ticked), "of": len(ticks), "ticks": ticked}))
    topics = [one["what"] for one in expected.get("words") or []]
    looked = {"words": count_words(text), "figures": len(states), "tables": int(bool(expected.get("beside")))}
    return right(Finding(code="unread", data={**looked, "about": len(topics), "topics": topics}), *unseen)


def _not_stated(text: str, one: Mapping[str, Any]) -> list[Finding]:
    """What to say where the text states none of the values. A day may be said in many words: it is not seen.

    No figure of the text is blamed: which of them was meant, no pattern can know.
    """
    if any(_states(text, value, bool(one.get("is_day"))) for value in one["values"]):
        return []
    if one.get("is_day"):
        return [Finding(code="not_seen", data={"what": one["what"], "ask": one["ask"]})]
    return [Finding(code="not_stated", data={"ask": one["ask"]})]


def _states(text: str, value: Any, is_day: bool) -> bool:
    if isinstance(value, int | float):
        return states_number(text, value)
    return states_day(text, dt.date.fromisoformat(value)) if is_day else has_word(text, str(value))


def _values(states: Sequence[Stated], material: Material) -> list[dict[str, Any]]:
    """What the queries give on the data that the learner has. Raises `UserError` where one gives nothing."""
    found: list[dict[str, Any]] = []
    if not states:
        return found
    if material.learning is None:
        raise UserError(f"{material.exercise} states what queries give, and this course has no warehouse to ask.")
    with closing(sqlite3.connect(read_only_address(material.learning.absolute()), uri=True)) as database:
        for one in states:
            values = [_value(database, query, material.exercise) for query in one.queries]
            is_day = all(isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in values)
            found.append({"what": one.what, "ask": one.ask, "values": values, **({"is_day": True} if is_day else {})})
    return found


def _value(database: sqlite3.Connection, query: str, where: str) -> Any:
    try:
        row = database.execute(query).fetchone()
    except sqlite3.Error as fault:
        raise UserError(f"{where}: what a text has to state can't be asked ({fault}): {query}") from None
    if not row or row[0] is None:
        raise UserError(f"{where}: what a text has to state is not in the data: {query}")
    return row[0]


def _text(payload: Mapping[str, Any]) -> str | None:
    if payload["type"] == "text":
        return str(payload["value"])
    if payload["type"] == "table" and len(payload["columns"]) == 1 and payload["rows"]:
        cells = [row[0] for row in payload["rows"]]
        if all(isinstance(cell, str) for cell in cells):
            return "\n".join(cells)
    return None
