"""From when worked solutions are shown: at once to whoever learns alone, in a cohort as its facilitator has set."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.learner.solutions import Access, access

Ask = Callable[..., Access]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """What a cohort.toml says of a week at a moment, on a machine in Toronto."""
    monkeypatch.setenv("TZ", "America/Toronto")
    time.tzset()

    def asked(toml: str | None, number: int = 2, now: str = "2026-01-20T12:00:00-05:00") -> Access:
        if toml is not None:
            (tmp_path / "cohort.toml").write_text(toml, encoding="utf-8")
        week = course.Week(number, f"week-{number:02d}-a-week", "", "", "", 60, (), "", tmp_path)
        return access(week, dt.datetime.fromisoformat(now))

    yield asked
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("toml", [None, "", "[solutions]\nfrom = 'always'\n"])
def test_without_a_setting_they_are_always_open(ask: Ask, toml: str | None) -> None:
    assert ask(toml) == Access(True)


def test_never_is_said_with_whom_to_ask(ask: Ask) -> None:
    state = ask("[solutions]\nfrom = 'never'\n")
    assert state == Access(False, "In your cohort, worked solutions are not shown here. Ask your facilitator.")


DUE = "[solutions]\nfrom = 'after-due'\n[due]\n1 = 2026-01-19T09:00:00\n2 = 2026-01-26T09:00:00\n3 = 2026-02-02\n"


@pytest.mark.parametrize(
    ("number", "now", "says"),
    [
        (1, "2026-01-19T08:59:59-05:00", "from Monday 19 January 2026 at 09:00 on"),
        (1, "2026-01-19T09:00:00-05:00", ""),
        (1, "2026-01-19T14:00:00+00:00", ""),
        (2, "2026-01-20T12:00:00-05:00", "from Monday 26 January 2026 at 09:00 on"),
        # A day without a time is hers to its end.
        (3, "2026-02-02T23:59:59-05:00", "from Tuesday 3 February 2026 on"),
        (3, "2026-02-03T00:00:00-05:00", ""),
        (4, "2026-02-03T00:00:00-05:00", "cohort.toml does not say when week 4 is. Ask your facilitator."),
    ],
)
def test_after_the_week_is_due_they_open(ask: Ask, number: int, now: str, says: str) -> None:
    state = ask(DUE, number, now)
    assert state.is_open is (says == "")
    assert says in state.sentence


def test_a_date_holds_for_all_weeks_and_a_table_for_each(ask: Ask) -> None:
    assert ask("[solutions]\nfrom = 2026-01-20\n").is_open
    assert "from Wednesday 21 January 2026 on" in ask("[solutions]\nfrom = 2026-01-21\n").sentence
    each = "[solutions]\nfrom = {1 = 2026-01-21, week-02-a-week = 2026-01-20T12:00:00-05:00}\n"
    assert not ask(each, 1).is_open
    assert ask(each, 2).is_open
    assert "no day is set for the worked solutions of week 3" in ask(each, 3).sentence


@pytest.mark.parametrize("toml", ["[solutions\n", "[solutions]\nfrom = 'tomorrow'\n", "solutions = 3\n"])
def test_a_setting_that_cannot_be_read_keeps_them_closed_and_says_whom_to_tell(ask: Ask, toml: str) -> None:
    state = ask(toml)
    assert not state.is_open
    assert state.sentence.endswith("facilitator.")


@pytest.mark.parametrize(
    ("toml", "name"),
    [
        ("[solution]\nfrom = 'never'\n", "solution"),
        ("[solutions]\nform = 'never'\n", "form"),
        ("from = 'never'\n", "from"),
        ("[solutions]\nfrom = 'after-due'\n[deu]\n2 = 2026-01-26\n", "deu"),
    ],
)
def test_a_name_that_is_no_setting_keeps_them_closed_and_is_named(ask: Ask, toml: str, name: str) -> None:
    state = ask(toml)
    assert not state.is_open
    assert f"{name!r} is no setting" in state.sentence and state.sentence.endswith("Tell your facilitator.")
