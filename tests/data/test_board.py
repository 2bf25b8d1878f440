"""The decision of week 26 is held against bounds within which the trial's worst lag lies, on every snapshot."""

from __future__ import annotations

import pytest

from kestrel.board import LEAST_LAG, MOST_LAG, _is_person
from kestrel.measures import Tables


def test_the_assistant_was_behind_by_more_than_a_yes_allows_and_less_than_a_not_yet_may(tables: Tables) -> None:
    pilot = tables["triage_pilot"].merge(tables["tickets"][["ticket_id", "priority"]], on="ticket_id")
    solved = 100 * pilot.pivot_table(values="solved_first_time", index="priority", columns="handled_by")
    lag = float((solved["people"] - solved["assistant"]).max())
    assert LEAST_LAG < lag < MOST_LAG


@pytest.mark.parametrize("who", ["Mara", "the head of support", "I", "Rachel, of Support"])
def test_a_person_counts_by_name_or_office(who: str) -> None:
    assert _is_person(who)


@pytest.mark.parametrize("who", ["Support", "the support team", "Finance department", "we", "nobody", "Billing"])
def test_a_department_or_a_team_is_nobody_whom_one_can_ask(who: str) -> None:
    assert not _is_person(who)
