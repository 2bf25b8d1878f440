"""A table: the same rows, whatever their form. A wrong one is told what differs, never what the right values are."""

from __future__ import annotations

from typing import Any

from firstquery.check.equality import column_norm
from firstquery.check.kinds import base
from firstquery.check.kinds.differences import said
from firstquery.check.payload import payload
from firstquery.check.tables import Fit, KeyTable, Reading, best_fit, readings, same_rows
from firstquery.check.verdict import Verdict, not_yet, right

__all__ = ["judge", "payload"]


def prepared(expected: dict[str, Any], spec: dict[str, Any], like: KeyTable | None = None) -> KeyTable:
    """The expected payload as a table, kept as long as its key is."""

    def make() -> KeyTable:
        table = expected
        if expected["type"] != "table":
            table = {"columns": ["value"], "rows": [[expected.get("value")]]}
        return KeyTable(table, spec, like)

    return base.remembered("table", expected, spec, make)


def judge(answer: dict[str, Any], key: dict[str, Any]) -> Verdict:
    """Hold a payload against an exercise of the key (see `firstquery.check.keys`)."""
    early = base.not_an_answer(answer, "a table")
    if early:
        return early
    spec = key.get("spec") or {}
    ways = readings(answer)
    made = best_fit(prepared(key["expected"], spec), ways)
    if made is None:
        return not_yet(f"That is {base.described(answer)}; a table is asked for.")
    if made.right:
        return right()
    mistake = _mistake(ways, key, made, spec)
    if mistake:
        return not_yet(mistake["message"], mistake=mistake["name"])
    if told := _told(ways, spec):
        return not_yet(told)
    return said(made, answer)


def _told(ways: list[Reading], spec: dict[str, Any]) -> str:
    """What the exercise says of such a number in a table of one row (`tells` in answers.py); the first that fits."""
    single = [way for way in ways if way.height == 1]
    rows = [dict(zip(way.norms, (column[0] for column in way.columns), strict=True)) for way in single]
    for one in spec.get("tells") or []:
        for row in rows:
            given = row.get(column_norm(one["column"]))
            if type(given) in (int, float) and given > one["over"]:
                return str(one["say"]).replace("{number}", f"{given:g}")
    return ""


def _mistake(ways: list[Reading], key: dict[str, Any], made: Fit, spec: dict[str, Any]) -> dict[str, Any] | None:
    """The first named mistake that the answer is. Where its rows are the right ones, only its order can be one."""
    rows_are_right = made.columns_fit and made.rows_fit
    for mistake in key.get("mistakes", []):
        expected = mistake.get("payload")
        if not isinstance(expected, dict) or expected.get("type") not in ("table", "scalar", "text"):
            continue
        their = prepared(expected, spec, made.key)
        found = same_rows(their, ways)
        if found is not None and (not rows_are_right or _same_order(found, their)):
            return mistake  # type: ignore[no-any-return]
    return None


def _same_order(found: Fit, their: KeyTable) -> bool:
    """Whether an answer with the right rows is also ordered as this mistake is: by chance, or otherwise."""
    if not their.ordered or not found.in_order:
        return False
    return their.sorted_by_query is not False or found.reading.sorted_by_query is False
