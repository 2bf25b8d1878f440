"""The decision of week 26 is held against bounds within which the trial's worst lag lies, on every snapshot."""

from __future__ import annotations

from kestrel.board import LEAST_LAG, MOST_LAG
from kestrel.measures import Tables


def test_the_assistant_was_behind_by_more_than_a_yes_allows_and_less_than_a_not_yet_may(tables: Tables) -> None:
    pilot = tables["triage_pilot"].merge(tables["tickets"][["ticket_id", "priority"]], on="ticket_id")
    solved = 100 * pilot.pivot_table(values="solved_first_time", index="priority", columns="handled_by")
    lag = float((solved["people"] - solved["assistant"]).max())
    assert LEAST_LAG < lag < MOST_LAG
