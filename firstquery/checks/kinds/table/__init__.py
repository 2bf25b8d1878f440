"""A table: the same rows, whatever their form. A wrong one is told what differs, never what the right values are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from firstquery.checks.equality import DECIMALS
from firstquery.checks.judging import cached
from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial
from firstquery.checks.kinds.table import findings
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.statement import aggregates_of, clauses_of, measures_of
from firstquery.checks.tables import Fit, KeyTable, Reading, best_fit, readings, same_rows
from firstquery.checks.upper_bound import UpperBound, exceed, single_rows
from firstquery.checks.verdict import Json, Verdict, describe, mistake, not_yet, right, unusable
from firstquery.checks.words import Messages


class TableOptions(Options):
    """``ordered``: the columns whose order counts; ``extra``: more columns than asked for are fine."""

    lines = frozenset({"tells"})

    decimals: int = DECIMALS
    ordered: tuple[str, ...] = ()
    extra: bool = False
    tells: tuple[UpperBound, ...] = ()


class TableKind(Kind[TableOptions]):
    name = "table"
    literal = True
    Options = TableOptions
    phrases = Messages(__file__)

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        made = plain_payload(answer)
        clauses = clauses_of(answer) if made["type"] == "table" else None
        if clauses is None:
            return made
        return {**made, "clauses": clauses, "aggregates": aggregates_of(answer), "measures": measures_of(answer)}

    def build_key(
        self, options: TableOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        limits = [one.model_dump() for one in options.tells]
        return {
            "answer": _without_query(reference),
            "decimals": options.decimals,
            "ordered": list(options.ordered),
            "extra": options.extra,
            **({"tells": limits} if limits else {}),
            "mistakes": [
                {"name": one.name, "message": one.message, "payload": _without_query(one.payload)} for one in mistakes
            ],
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        early = unusable(payload, "a table")
        if early:
            return early
        ways = readings(payload)
        made = best_fit(_prepared(expected["answer"], expected), ways)
        if made is None:
            return not_yet("other_type", what=describe(payload), asked="a table")
        if made.right:
            return right()
        known = _mistake(ways, expected, made)
        if known:
            return mistake(known["name"], known["message"], known["payload"])
        return exceed(single_rows(ways), expected.get("tells") or []) or findings.difference(made, payload)


KIND = TableKind()
OF_THE_QUERY = ("clauses", "aggregates", "measures")  # parts of a payload that never stand in a key


def _without_query(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in OF_THE_QUERY}


def _prepared(answer: dict[str, Any], expected: Mapping[str, Any]) -> KeyTable:
    """A payload of the key as a table, kept as long as its key is."""

    def make() -> KeyTable:
        table = answer
        if answer["type"] != "table":
            table = {"columns": ["value"], "rows": [[answer.get("value")]]}
        return KeyTable(table, expected)

    return cached("table", answer, make)


def _mistake(ways: list[Reading], expected: Mapping[str, Any], made: Fit) -> dict[str, Any] | None:
    """The first named mistake that the answer is. Where its rows are the right ones, only its order can be one."""
    rows_are_right = made.columns_fit and made.rows_fit
    for known in expected.get("mistakes", []):
        payload = known.get("payload")
        if not isinstance(payload, dict) or payload.get("type") not in ("table", "scalar", "text"):
            continue
        their = _prepared(payload, expected)
        found = same_rows(their, ways)
        if found is not None and (not rows_are_right or _same_order(found, their)):
            return known  # type: ignore[no-any-return]
    return None


def _same_order(found: Fit, their: KeyTable) -> bool:
    """Whether an answer with the right rows is also ordered as this mistake is: by chance, or otherwise."""
    if not their.ordered or not found.in_order:
        return False
    return their.sorted_by_query is not False or found.reading.sorted_by_query is False
