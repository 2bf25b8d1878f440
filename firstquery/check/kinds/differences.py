"""What to say about a table that is not right: one sentence, then up to three details. Never the right values."""

from __future__ import annotations

from collections import Counter
from typing import Any

from firstquery.check.equality import column_norm
from firstquery.check.kinds import causes
from firstquery.check.kinds.base import counted, described, listed
from firstquery.check.kinds.values_differ import null_details, value_details
from firstquery.check.rows import differ
from firstquery.check.tables import Fit, agrees_without, column_agrees, paired
from firstquery.check.verdict import Verdict, not_yet

NO_ACCIDENT = 3  # so many right rows in front of all others come from a LIMIT that is missing
LONGEST_LABEL = 60
_OTHERS = "; all other columns are right"


def said(made: Fit, answer: dict[str, Any]) -> Verdict:
    """The verdict for a fit that is not right."""
    if answer["type"] in ("scalar", "text") and (made.key.width > 1 or made.key.height != 1):
        return not_yet(f"That is {described(answer)}; a table is asked for.")
    clauses = causes.clauses_in(answer)
    if _counts(made):
        return not_yet("That is a count; the list of rows is asked for.")
    if not made.columns_fit:
        return _columns(made, clauses)
    if made.rows_fit:
        return _order(made)
    return _rows(made, answer, clauses)


def _counts(made: Fit) -> bool:
    """Whether one whole number of another name stands where a list of several columns is asked for."""
    one_cell = made.reading.height == 1 == len(made.reading.names) < made.key.width
    if not one_cell or type(made.reading.columns[0][0]) is not int:
        return False
    return column_norm(made.reading.names[0]) not in {column_norm(column.name) for column in made.key.columns}


def _shown(name: str, position: int) -> str:
    return f"`{name}`" if name else f"number {position + 1} (it has no name)"


def _columns(made: Fit, clauses: causes.Clauses) -> Verdict:
    names = made.reading.names
    extra = [_shown(names[column], column) for column in made.extra]
    missing = [_shown(made.key.columns[position].name, position) for position in made.missing]
    details = []
    if missing:
        message = f"{counted(len(missing), 'column')} {_are(len(missing))} missing: {listed(missing)}."
        if extra and not made.key.extra_is_fine:
            more = f"{counted(len(extra), 'column')} that {_are(len(extra))} not asked for"
            details.append(f"Your table has {more}: {listed(extra)}.")
    else:
        message = f"There {_are(len(extra))} {counted(len(extra), 'column')} more than asked for: {listed(extra)}."
        if made.rows_fit:
            details.append("The columns that are asked for hold the right rows.")
        if any(sum(column_norm(name) == column_norm(names[c]) for name in names) > 1 for c in made.extra if names[c]):
            details.append(causes.of_a_column_twice(clauses))
    if made.reading.height != made.key.height:
        few = made.reading.height < made.key.height
        details.append(f"The number of rows is not right either: there are too {'few' if few else 'many'}.")
    return not_yet(message, details)


def _order(made: Fit) -> Verdict:
    names = listed([f"`{made.key.columns[position].name}`" for position in made.key.ordered])
    if made.by_chance and made.in_order:
        return not_yet(
            "The rows are right, and they stand in the right order by chance: your query asks for none.",
            ["Without ORDER BY a database promises no order. Where in the query does it belong?"],
        )
    details = [f"What counts is the order of {names}."]
    if made.by_chance:
        details.append("Your query has no ORDER BY for its result, so the database may return the rows in any order.")
    return not_yet("The rows are right; only their order is not.", details)


def _rows(made: Fit, answer: dict[str, Any], clauses: causes.Clauses) -> Verdict:
    assert made.rows is not None
    missing, extra = len(made.rows.missing), len(made.rows.extra)
    if made.reading.height == made.key.height:
        swapped = _swapped(made)
        if swapped:
            return not_yet(f"Two columns are swapped: {swapped[0]} and {swapped[1]} hold each other's values.")
        single = _single_column(made)
        if single is not None:
            return _one_column(made, single, clauses)
    if made.reading.height == 0:
        return not_yet("Your table has no rows at all.", [causes.of_nothing(clauses)])
    if extra and not missing:
        return _too_many(made, extra, clauses)
    if missing and not extra:
        return _too_few(made, missing, clauses)
    if answer.get("from") == "dict" and made.key.height == made.reading.height == 1:
        return not_yet("Not all of these values are right.", _column_details(made) + null_details(made))
    return not_yet(_both(made, missing, extra), _one_row(made) + _column_details(made) + null_details(made))


def _too_many(made: Fit, extra: int, clauses: causes.Clauses) -> Verdict:
    assert made.rows is not None
    message = f"There {_are(extra)} {counted(extra, 'row')} too many"
    if made.key.height and (set(made.answer_rows) == set(made.expected_rows) or _only_repeats(made)):
        again = "a row comes" if extra == 1 else "the same rows come"
        return not_yet(f"{message}: {again} more than once.", [causes.of_repeats(clauses)])
    more_follow = made.rows.extra == list(range(made.key.height, made.reading.height))
    # The first rows are the right ones: of an order that is asked for, or of so many that it is no accident.
    if more_follow and made.key.height and (made.key.ordered or made.key.height >= NO_ACCIDENT):
        return not_yet("All rows that are asked for are there, and more follow: how many were asked for?")
    others = "" if not made.key.height else "; the other is right" if made.key.height == 1 else "; all others are right"
    return not_yet(f"{message}{others}.", [causes.of_too_many(clauses)])


def _too_few(made: Fit, missing: int, clauses: causes.Clauses) -> Verdict:
    message = f"{counted(missing, 'row')} {_are(missing)} missing"
    if set(made.answer_rows) >= set(made.expected_rows):
        return not_yet(f"{message}: rows that are alike have become one.", [causes.of_merging(clauses)])
    there = "row that is there is" if made.reading.height == 1 else "rows that are there are"
    return not_yet(f"{message}; the {there} right.", [causes.of_too_few(clauses)])


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


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _both(made: Fit, missing: int, extra: int) -> str:
    if missing == extra == made.key.height == made.reading.height == 1:
        return "The row is not right."
    if missing == made.key.height and extra == made.reading.height:
        few = "few" if extra < missing else "many"
        if extra == 1:
            return f"The row is not right, and there are too {few}."
        if missing == extra:
            return "The number of rows is right, and in each of them at least one value is not."
        return f"There are too {few} rows, and in each of them at least one value is not right."
    if missing == extra:
        return f"{counted(missing, 'row')} {'differs' if missing == 1 else 'differ'}; the number of rows is right."
    few = "is missing" if missing == 1 else "are missing"
    many = f"{counted(extra, 'row')} {_are(extra)} there that {_does(extra)} not belong"
    return f"{counted(missing, 'row')} {few}, and {many}."


def _does(number: int) -> str:
    return "does" if number == 1 else "do"


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


def _one_row(made: Fit) -> list[str]:
    """Which row differs, where one does: by a text that stands in it, in its right place, and in no other row."""
    assert made.rows is not None
    if not len(made.rows.missing) == len(made.rows.extra) == 1 < made.key.height:
        return []
    mine, theirs = made.expected_rows[made.rows.missing[0]], made.answer_rows[made.rows.extra[0]]
    for position, (expected, given) in enumerate(zip(mine, theirs, strict=True)):
        if not isinstance(given, str) or given != expected or not 0 < len(given) <= LONGEST_LABEL or "`" in given:
            continue
        if [row[position] for row in made.expected_rows].count(given) == 1 and column_agrees(made, position):
            return [f"The row for `{given}` differs."]
    return []


def _one_column(made: Fit, position: int, clauses: causes.Clauses) -> Verdict:
    assert made.rows is not None
    column = made.place[position]
    assert column is not None
    name = _shown(made.reading.names[column], column)
    often = counted(len(made.rows.extra), "row")
    others = "" if made.key.width == 1 else "; the other column is right" if made.key.width == 2 else _OTHERS
    details = _one_row(made) + value_details(made, position, clauses)
    if made.key.height == 1 < made.key.width:
        rest = "the other is right" if made.key.width == 2 else "all the others are right"
        return not_yet(f"{name} differs; {rest}.", details)
    return not_yet(f"Column {name} differs in {often}{others}.", details)


def _column_details(made: Fit) -> list[str]:
    """Columns that by themselves hold other values than the key's, where the heights agree."""
    if made.reading.height != made.key.height or made.key.width == 1:
        return []
    wrong: list[str] = []
    right: list[str] = []
    for position in range(made.key.width):
        column = made.place[position]
        assert column is not None
        (right if column_agrees(made, position) else wrong).append(_shown(made.reading.names[column], column))
    if not wrong:
        return ["Each column by itself holds the right values, but they are put together differently in the rows."]
    if not right:
        return []
    return [f"What differs: {listed(wrong)}. What is right by itself: {listed(right)}."]
