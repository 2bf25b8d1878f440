"""A beginner's slip is told where it is and what to do, in words that she knows, on both engines."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest

from firstquery.sentence import WIDTH
from firstquery.warehouse import connect, guard, lex
from firstquery.warehouse.hints import hinted
from firstquery.warehouse.place import place, wide
from firstquery.warehouse.query import QueryStopped, sql
from firstquery.warehouse.run import Limit, Limits, Said, run
from firstquery.warehouse.trouble import Trouble
from tests.query import slips
from tests.query.conftest import pointed_at, stopped

pytestmark = pytest.mark.xdist_group("postgres")

SLIPS = [*slips.CONDITIONS, *slips.CLAUSES, *slips.JOINS, *slips.GROUPS, *slips.CASES, *slips.PIECES, *slips.FRAMES]


def wrong(found: list[tuple[str, str | None, str]]) -> list[str]:
    """The slips whose message lacks its hint or points elsewhere, with that message."""
    out = []
    for text, word, hint in found:
        sentence = stopped(text)
        if hint not in sentence or (word is not None and pointed_at(sentence) != word):
            out.append(f"{text}\n{sentence}\nand not: {hint} at {word}")
    return out


def test_slips_of_beginners_are_told_with_place_and_hint(engine: str) -> None:
    assert wrong(SLIPS) == []


def test_a_condition_after_limit_is_told_its_place_and_nothing_of_another_query(engine: str) -> None:
    sentence = stopped("SELECT name FROM accounts LIMIT 3 AND is_test = 0")
    assert slips.WHERE_FIRST in sentence
    assert "WITH" not in sentence


def test_what_postgresql_minds_is_told_there(engine: str) -> None:
    if engine == "postgresql":
        assert wrong(slips.POSTGRES) == []
    else:
        assert len(sql("SELECT name FROM accounts WHERE is_test = FALSE")) == 40


def test_a_choice_by_if_is_told_as_case(engine: str) -> None:
    if engine == "postgresql":
        assert "CASE WHEN condition THEN value ELSE value END" in stopped("SELECT IF(seats > 3, 1, 0) FROM accounts")
    # The newer SQLite has IF and IIF as functions of its own.
    assert "CASE WHEN" in stopped("SELECT CASE IF seats > 3 THEN 1 END FROM accounts")


def test_a_first_query_is_told_nothing_of_joins_groups_and_windows(engine: str) -> None:
    for text, _, _ in [*slips.CONDITIONS, *slips.CLAUSES, *slips.FRAMES]:
        sentence = stopped(text)
        for word in ("JOIN", "HAVING", "OVER", "window"):
            assert word in text or not re.search(rf"\b{word}\b", sentence), sentence


def test_no_query_takes_the_hints_by_surprise(kestrel: Path) -> None:
    database = connect.chosen()
    assert database is not None
    failed = 0
    for text, _, _ in [*SLIPS, *slips.POSTGRES]:
        tokens = lex.tokens(text, "sqlite")
        for n in range(1, len(tokens)):
            for changed in (text[: tokens[n].start], text[: tokens[n].start] + text[tokens[n].end :]):
                with suppress(QueryStopped, Limit):
                    statement = guard.read(changed, "sqlite")
                    assert statement is not None
                    try:
                        run(database, statement, None, Limits(seconds=0.2))
                    except Said as said:
                        failed += 1
                        assert isinstance(hinted(Trouble(database, statement, said)), str)
    assert failed > 1_000


def test_an_apostrophe_is_blamed_where_a_word_follows_it_only(engine: str) -> None:
    assert "apostrophe" not in stopped("SELECT name FROM accounts WHERE region = 'West', status = 'active'")
    assert "apostrophe" not in stopped("SELECT name FROM accounts WHERE region = 'West') AND seats = 3")
    assert "apostrophe" in stopped("SELECT name FROM accounts WHERE name = 'O'Brien' AND plan = 'x'")


def test_a_count_in_brackets_apart_is_no_error(engine: str) -> None:
    assert sql("SELECT COUNT (*) FROM accounts").iloc[0, 0] == 40


def test_tabs_and_wide_letters_do_not_move_the_arrows(kestrel: Path) -> None:
    for before in ("\t", "'日本語', ", "'é', ", "'e\u0301', ", "'🙂', "):
        text = f"SELECT {before}regon FROM accounts"
        line, arrows = stopped(text).split("\n")[2:4]
        assert wide(line[: line.index("regon")]) == arrows.index("^")
        assert arrows.count("^") == len("regon")


def test_a_wide_word_has_arrows_under_all_of_it() -> None:
    assert place("SELECT 日本 FROM t", (7, 9)).split("\n")[2] == " " * len("  SELECT ") + "^^^^"


def test_a_long_line_is_cut_at_words_around_the_place() -> None:
    columns = ", ".join(f"column_{n}" for n in range(60))
    for name in ("column_0", "column_5", "column_30", "column_59"):
        text = f"SELECT {columns} FROM accounts"
        at = text.index(f"{name}," if name != "column_59" else name)
        shown = place(text, (at, at + len(name)))
        where, line, arrows = shown.split("\n")
        assert where == f'Line 1, at "{name}":'
        assert len(line) <= WIDTH
        assert pointed_at(shown) == name
        assert len(arrows) <= len(line)
        words = line.strip().strip(".").split(", ")
        assert all(re.fullmatch(r"(SELECT )?column_\d+( FROM accounts)?,?", word.strip()) for word in words), line


def test_a_line_without_spaces_is_cut_all_the_same() -> None:
    text = "SELECT " + "a+" * 200 + "b+" + "c+" * 100
    at = text.index("b")
    shown = place(text, (at, at + 1))
    assert pointed_at(shown) == "b"
    assert max(map(len, shown.split("\n"))) <= WIDTH
