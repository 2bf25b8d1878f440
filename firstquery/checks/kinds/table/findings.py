"""Findings on a table that is not right: one that is said first, then details. Never the right values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from firstquery.checks.equality import column_norm
from firstquery.checks.kinds.table.column_findings import Clauses, null_findings, rounding, value_findings
from firstquery.checks.rows import differ
from firstquery.checks.tables import Fit, agrees_without, column_agrees, paired
from firstquery.checks.verdict import Finding, Verdict, describe, not_yet

NO_ACCIDENT = 3  # so many right rows in front of all others come from a LIMIT that is missing
LONGEST_LABEL = 60
MERGING = ("DISTINCT", "UNION", "GROUP BY")


def clauses_in(payload: Mapping[str, Any]) -> Clauses:
    """The clauses that came with a payload, from whatever kernel."""
    clauses = payload.get("clauses")
    return frozenset(one for one in clauses if isinstance(one, str)) if isinstance(clauses, list) else frozenset()


def _aggregate(made: Fit, position: int, payload: Mapping[str, Any]) -> dict[str, str]:
    """A column of the answer and what her query counts or adds up in it; empty where none is known."""
    known, column = payload.get("aggregates"), made.place[position]
    if not isinstance(known, list) or column is None or len(known) != len(made.reading.names):
        return {}
    found = known[column]
    return {"column": _given(made, position), "aggregate": found} if isinstance(found, str) else {}


def difference(made: Fit, payload: Mapping[str, Any]) -> Verdict:
    """The verdict on a fit that is not right."""
    if payload["type"] in ("scalar", "text") and (made.key.width > 1 or made.key.height != 1):
        return not_yet("other_type", what=describe(payload), asked="a table")
    clauses = clauses_in(payload)
    if _counts(made):
        return not_yet("count_for_rows")
    if not made.columns_fit:
        return _columns(made, clauses)
    if made.rows_fit:
        return _order(made)
    return _rows(made, payload, clauses)


def _counts(made: Fit) -> bool:
    """Whether one whole number of another name stands where a list of several columns is asked for."""
    one_cell = made.reading.height == 1 == len(made.reading.names) < made.key.width
    if not one_cell or type(made.reading.columns[0][0]) is not int:
        return False
    return column_norm(made.reading.names[0]) not in {column_norm(column.name) for column in made.key.columns}


def _shown(name: str, position: int) -> str:
    return f"`{name}`" if name else f"number {position + 1} (it has no name)"


def _given(made: Fit, position: int) -> str:
    """The name of the answer's column that stands for a column of the key."""
    column = made.place[position]
    assert column is not None
    return _shown(made.reading.names[column], column)


def _wanted(made: Fit, position: int) -> str:
    return _shown(made.key.columns[position].name, position)


def _by_join(code: str, clauses: Clauses) -> Finding:
    """A question about the cause, in the words of the learner's own statement: of a JOIN where she wrote one."""
    return Finding(code=code, data={"join": int("JOIN" in clauses)})


def _columns(made: Fit, clauses: Clauses) -> Verdict:
    names = made.reading.names
    extra = [_shown(names[column], column) for column in made.extra]
    missing = [_wanted(made, position) for position in made.missing]
    details = []
    if missing:
        if extra and not made.key.extra_is_fine:
            details.append(Finding(code="columns_beside", data={"number": len(extra), "names": extra}))
    else:
        if made.rows_fit:
            details.append(Finding(code="rows_right_so_far"))
        if any(sum(column_norm(name) == column_norm(names[c]) for name in names) > 1 for c in made.extra if names[c]):
            details.append(_by_join("column_twice", clauses))
    if made.reading.height != made.key.height:
        details.append(Finding(code="height_as_well", data={"few": int(made.reading.height < made.key.height)}))
    if missing:
        return not_yet("columns_missing", *details, number=len(missing), names=missing)
    return not_yet("columns_extra", *details, number=len(extra), names=extra)


def _order(made: Fit) -> Verdict:
    if made.by_chance and made.in_order:
        return not_yet("order_by_chance", Finding(code="order_by_where"))
    names = [f"`{made.key.columns[position].name}`" for position in made.key.ordered]
    details = [Finding(code="order_of", data={"names": names})]
    if made.by_chance:
        details.append(Finding(code="order_by_missing"))
    return not_yet("order", *details)


def _rows(made: Fit, payload: Mapping[str, Any], clauses: Clauses) -> Verdict:
    assert made.rows is not None
    missing, extra = len(made.rows.missing), len(made.rows.extra)
    if made.reading.height == made.key.height:
        swapped = _swapped(made)
        if swapped:
            return not_yet("columns_swapped", first=swapped[0], second=swapped[1])
        single = _single_column(made)
        if single is not None:
            return _one_column(made, single, payload, clauses)
    if made.reading.height == 0:
        return not_yet("no_rows", _by_join("condition_lets_none_through", clauses))
    if extra and not missing:
        return _too_many(made, extra, clauses)
    if missing and not extra:
        return _too_few(made, missing, clauses)
    if payload.get("from") == "dict" and made.key.height == made.reading.height == 1:
        return not_yet("some_values", *_column_findings(made), *null_findings(made))
    first = _both(made, missing, extra)
    details = [*_one_row(made), *_labels(made), *_column_findings(made), *null_findings(made)]
    if not details and missing == made.key.height:
        given = [found for position in range(made.key.width) if (found := _aggregate(made, position, payload))]
        details = [Finding(code="aggregate", data=one) for one in given]
    return not_yet(first.code, *details, **first.data)


def _too_many(made: Fit, extra: int, clauses: Clauses) -> Verdict:
    assert made.rows is not None
    if made.key.height and (set(made.answer_rows) == set(made.expected_rows) or _only_repeats(made)):
        return not_yet("rows_repeated", _by_join("asked_for_once", clauses), rows=extra)
    more_follow = made.rows.extra == list(range(made.key.height, made.reading.height))
    # The first rows are the right ones: of an order that is asked for, or of so many that it is no accident.
    if more_follow and made.key.height and (made.key.ordered or made.key.height >= NO_ACCIDENT):
        return not_yet("rows_follow")
    return not_yet("rows_extra", _by_join("too_wide", clauses), rows=extra, others=made.key.height)


def _too_few(made: Fit, missing: int, clauses: Clauses) -> Verdict:
    if set(made.answer_rows) >= set(made.expected_rows):
        merging = [clause for clause in MERGING if clause in clauses]
        if not merging:
            return not_yet("rows_merged", Finding(code="each_counts"), rows=missing)
        data = {"clauses": merging, "number": len(merging)}
        return not_yet("rows_merged", Finding(code="each_counts_merging", data=data), rows=missing)
    why = Finding(code="limit_left") if "LIMIT" in clauses else _by_join("too_narrow", clauses)
    return not_yet("rows_missing", why, rows=missing, there=made.reading.height)


def _swapped(made: Fit) -> tuple[str, str] | None:
    """Two columns of which each holds what belongs under the other's name."""
    for first in range(made.key.width):
        for second in range(first + 1, made.key.width):
            place = list(made.place)
            place[first], place[second] = place[second], place[first]
            if column_agrees(made, first, place[first]) and column_agrees(made, second, place[second]):
                swapped = paired(made, place=place)
                if not differ(*swapped, (made.key.height, made.reading.height)):
                    return f"`{made.key.columns[first].name}`", f"`{made.key.columns[second].name}`"
    return None


def _both(made: Fit, missing: int, extra: int) -> Finding:
    """What is said first where rows are missing and others do not belong."""
    side = 0 if missing == extra else 1 if extra < missing else 2
    if missing == made.key.height and extra == made.reading.height:
        return Finding(code="row_wrong" if extra == 1 else "all_rows_wrong", data={"side": side})
    if missing == extra:
        return Finding(code="rows_differ", data={"rows": missing})
    return Finding(code="rows_missing_and_extra", data={"missing": missing, "extra": extra})


def _only_repeats(made: Fit) -> bool:
    """Whether every row that is too many repeats one that stays."""
    assert made.rows is not None
    too_many = Counter(made.answer_rows[number] for number in made.rows.extra)
    everything = Counter(made.answer_rows)
    return all(everything[row] > often for row, often in too_many.items())


def _single_column(made: Fit) -> int | None:
    """The one column that differs: without it all rows agree."""
    wrong = [position for position in range(made.key.width) if not column_agrees(made, position)]
    if made.key.width == 1 or len(wrong) > 1:
        return wrong[0] if made.key.width == 1 else None
    candidates = wrong or range(made.key.width)
    return next((position for position in candidates if agrees_without(made, position)), None)


def _one_row(made: Fit) -> list[Finding]:
    """Which row differs, where one does: by a text that stands in it, in its right place, and in no other row."""
    assert made.rows is not None
    if not len(made.rows.missing) == len(made.rows.extra) == 1 < made.key.height:
        return []
    mine, theirs = made.expected_rows[made.rows.missing[0]], made.answer_rows[made.rows.extra[0]]
    for position, (expected, given) in enumerate(zip(mine, theirs, strict=True)):
        if not isinstance(given, str) or given != expected or not 0 < len(given) <= LONGEST_LABEL or "`" in given:
            continue
        if [row[position] for row in made.expected_rows].count(given) == 1 and column_agrees(made, position):
            return [Finding(code="row_named", data={"label": given})]
    return []


def _labels(made: Fit) -> list[Finding]:
    """Return what is wrong with the texts that name the rows: other capitals, or one text in two rows."""
    assert made.rows is not None
    for position, column in enumerate(made.key.columns):
        mine = [made.expected_rows[number][position] for number in made.rows.missing]
        theirs = [made.answer_rows[number][position] for number in made.rows.extra]
        if not all(isinstance(one, str) for one in mine + theirs) or made.place[position] is None:
            continue
        folded = [{" ".join(str(value).split()).casefold() for value in values} for values in (mine, theirs)]
        if set(mine) != set(theirs) and folded[0] == folded[1]:
            return [Finding(code="capitals_in", data={"column": column.name})]
        every = [row[position] for row in made.expected_rows]
        given = [row[position] for row in made.answer_rows]
        if len(set(every)) == len(every) and set(given) == set(every) and len(given) > len(every):
            return [Finding(code="repeated_in", data={"column": column.name})]
    return []


def _one_column(made: Fit, position: int, payload: Mapping[str, Any], clauses: Clauses) -> Verdict:
    assert made.rows is not None
    details = [*_one_row(made), *value_findings(made, position, clauses)]
    if details and details[-1].code in ("all_larger", "all_smaller"):
        details[-1] = _one_sided(made, position, payload, details[-1])
    data = {
        "column": _given(made, position),
        "wanted": _wanted(made, position),
        "rows": len(made.rows.extra),
        "others": made.key.width - 1,
    }
    one_row = made.key.height == 1 < made.key.width
    return not_yet("field_differs" if one_row else "column_differs", *details, **data)


def _one_sided(made: Fit, position: int, payload: Mapping[str, Any], found: Finding) -> Finding:
    """Values that are all too large, or all too small, with a cause that can be: a condition and a JOIN choose rows.

    More rows make a count larger; what they make of a rate, a mean or the largest value nobody knows.
    """
    of, known, column = _aggregate(made, position, payload), payload.get("measures"), made.place[position]
    is_whole = all(one is None or one == int(one) for one in made.key.columns[position].raw if type(one) is not str)
    measure = "count" if is_whole else None  # where her query is not known, as of a table made in Python
    if isinstance(known, list) and column is not None and len(known) == len(made.reading.names):
        measure = known[column]
        if not is_whole and all(type(one) is int for one in made.reading.columns[column]):
            measure = None  # a count in place of a share
    if measure == "rate":
        return Finding(code=f"{found.code}_mean" if of else f"{found.code}_rate", data={**found.data, **of})
    if of:
        return Finding(code=f"{found.code}_of", data={**found.data, **of})
    return found if measure == "count" else Finding(code=f"{found.code}_alone")


def _column_findings(made: Fit) -> list[Finding]:
    """Columns that by themselves hold other values than the key's, where the heights agree."""
    if made.reading.height != made.key.height or made.key.width == 1:
        return []
    right = [position for position in range(made.key.width) if column_agrees(made, position)]
    wrong = [position for position in range(made.key.width) if position not in right]
    if not wrong:
        return [Finding(code="put_together")]
    if not right:
        return []
    data = {
        "wrong": [_given(made, position) for position in wrong],
        "right": [_given(made, position) for position in right],
        "wanted": [_wanted(made, position) for position in wrong],
        "met": [_wanted(made, position) for position in right],
    }
    return [Finding(code="columns_apart", data=data), *rounding(made, wrong)]
