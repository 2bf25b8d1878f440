"""Upper bounds of the numbers in a table of one row, and what is said where one is exceeded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from firstquery.checks.equality import column_norm
from firstquery.checks.tables import Reading, readings
from firstquery.checks.verdict import Verdict, not_yet

MISSING = {"type": "missing"}  # in place of the payload of a table that is not there


class UpperBound(BaseModel):
    """``# tells: lost > 0 :: {number} are gone``: the column, what it may come to, and what is said above that."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    over: int
    message: str

    @model_validator(mode="before")
    @classmethod
    def _read(cls, line: Any) -> Any:
        if not isinstance(line, str):
            return line
        what, _, message = (part.strip() for part in line.partition("::"))
        found = re.fullmatch(r"(\w+) > (\d+)", what)
        if found is None or not message:
            raise ValueError(
                "`tells:` is for a table of one row: `# tells: COLUMN > NUMBER :: WHAT TO SAY, with {number} for it`."
            )
        return {"column": found[1], "over": int(found[2]), "message": message}


def single_rows(ways: Iterable[Reading]) -> list[dict[str, Any]]:
    """Return the row by its columns' names, for each reading of an answer that has one row alone."""
    return [dict(zip(way.norms, (column[0] for column in way.columns), strict=True)) for way in ways if way.height == 1]


def exceed(rows: Iterable[Mapping[str, Any]], bounds: Iterable[Mapping[str, Any]]) -> Verdict | None:
    """Return the verdict of the first of ``bounds`` that a number is over; None where all are kept."""
    listed = list(rows)
    for one in bounds:
        for row in listed:
            given = row.get(column_norm(one["column"]))
            if type(given) in (int, float) and given > one["over"]:
                told = str(one["message"])
                uncounted = told.replace("{number}", "several")
                return not_yet(
                    "limit",
                    message=told.replace("{number}", f"{given:g}"),
                    uncounted=uncounted[:1].upper() + uncounted[1:],
                )
    return None


def judge_beside(payload: Mapping[str, Any], expected: Mapping[str, Any]) -> Verdict | None:
    """Return what is wrong with the table on which an answer stands; None where nothing is, or it stands on none."""
    if not expected.get("beside"):
        return None
    asked = {column_norm(one["column"]) for one in expected["tells"]}
    found = payload.get("beside", MISSING)
    rows = single_rows(readings(found)) if found.get("type") == "table" else []
    whole = [row for row in rows if all(type(row.get(column)) in (int, float) for column in asked)]
    return exceed(whole, expected["tells"]) if whole else not_yet("no_beside", name=expected["beside"])
