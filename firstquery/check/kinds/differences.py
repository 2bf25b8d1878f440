"""What to say about a table that is not right: one sentence, then up to three details. Never the right values."""

from __future__ import annotations

from collections import Counter
from typing import Any

from firstquery.check.equality import column_norm
from firstquery.check.kinds.base import counted, described, listed
from firstquery.check.rows import differ
from firstquery.check.tables import Fit, agrees_without, column_agrees, paired
from firstquery.check.verdict import Verdict, not_yet


def said(made: Fit, answer: dict[str, Any]) -> Verdict:
    """The verdict for a fit that is not right."""
    if answer["type"] in ("scalar", "text") and (made.key.width > 1 or made.key.height != 1):
        return not_yet(f"That is {described(answer)}; a table is asked for.")
    if not made.columns_fit:
        return _columns(made)
    if made.rows_fit:
        return _order(made)
    return _rows(made)


def _shown(name: str, position: int) -> str:
    return f"`{name}`" if name else f"number {position + 1} (it has no name)"


def _columns(made: Fit) -> Verdict:
    names = made.reading.names
    extra = [_shown(names[column], column) for column in made.extra]
    missing = [_shown(made.key.columns[position].name, position) for position in made.missing]
    details = []
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        message = f"{counted(len(missing), 'column')} {verb} missing: {listed(missing)}."
        if extra and not made.key.extra_is_fine:
            details.append(
                f"Your table has {counted(len(extra), 'column')} that {_is(extra)} not asked for: {listed(extra)}."
            )
    else:
        message = f"There {_is(extra)} {counted(len(extra), 'column')} more than asked for: {listed(extra)}."
        if made.rows_fit:
            details.append("The columns that are asked for hold the right rows.")
        if any(sum(column_norm(name) == column_norm(names[c]) for name in names) > 1 for c in made.extra if names[c]):
            details.append("A column is there twice. After a JOIN, name the columns that you want instead of *.")
    if made.reading.height != made.key.height:
        few = made.reading.height < made.key.height
        details.append(f"The number of rows is not right either: there are too {'few' if few else 'many'}.")
    return not_yet(message, details)


def _is(things: list[str]) -> str:
    return "is" if len(things) == 1 else "are"


def _order(made: Fit) -> Verdict:
    names = listed([f"`{made.key.columns[position].name}`" for position in made.key.ordered])
    if made.by_chance and made.in_order:
        return not_yet(
            "The rows are right, and they stand in the right order by chance: your query does not ask for one.",
            ["A database promises no order without ORDER BY. Add it at the end of the query."],
        )
    details = [f"What counts is the order of {names}."]
    if made.by_chance:
        details.append("Your query has no ORDER BY for its result, so the database may return the rows in any order.")
    return not_yet("The rows are right; only their order is not.", details)


def _rows(made: Fit) -> Verdict:
    assert made.rows is not None
    missing, extra = len(made.rows.missing), len(made.rows.extra)
    if made.reading.height == made.key.height:
        swapped = _swapped(made)
        if swapped:
            return not_yet(f"Two columns are swapped: {swapped[0]} and {swapped[1]} hold each other's values.")
        single = _single_column(made)
        if single is not None:
            return _one_column(made, single)
    if made.reading.height == 0:
        return not_yet(
            "Your table has no rows at all.", ["A condition after WHERE or HAVING, or a JOIN, leaves nothing over."]
        )
    details = _null_details(made)
    if extra and not missing:
        if set(made.answer_rows) == set(made.expected_rows) or _only_repeats(made):
            message = f"{counted(extra, 'row')} too many: the same rows come more than once."
            details.insert(0, "Does a JOIN meet more than one row for each, or is the source itself doubled?")
        else:
            message = f"{counted(extra, 'row')} too many; all the others are right."
            details.insert(0, "A condition may be missing, or too wide.")
    elif missing and not extra:
        if set(made.answer_rows) >= set(made.expected_rows):
            message = f"{counted(missing, 'row')} {_are(missing)} missing: rows that are alike have become one."
            details.insert(0, "Here each of them counts. DISTINCT, UNION and GROUP BY make one row of several.")
        else:
            message = f"{counted(missing, 'row')} {_are(missing)} missing; the rows that are there are right."
            details.insert(0, "A condition may be too narrow, or a JOIN drops rows that find no partner.")
    else:
        message = _both(made, missing, extra)
        details = _column_details(made) + details
    return not_yet(message, details)


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
    if missing == made.key.height and extra == made.reading.height:
        start = "None of the rows is right as a whole"
        if missing == extra:
            return f"{start}, though their number is."
        return f"{start}, and there are too {'few' if extra < missing else 'many'}."
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


def _one_column(made: Fit, position: int) -> Verdict:
    assert made.rows is not None
    column = made.place[position]
    assert column is not None
    name = _shown(made.reading.names[column], column)
    often = counted(len(made.rows.extra), "row")
    others = "; all other columns are right" if made.key.width > 1 else ""
    return not_yet(f"Column {name} differs in {often}{others}.", _value_details(made, position))


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


def _value_details(made: Fit, position: int) -> list[str]:
    """How the values of a column differ, where that can be said without telling them."""
    assert made.rows is not None
    details = [detail for detail in _null_details(made) if f"`{made.key.columns[position].name}`" in detail]
    mine = [made.expected_rows[number][position] for number in made.rows.missing]
    theirs = [made.answer_rows[number][position] for number in made.rows.extra]
    if all(isinstance(value, str) for value in mine + theirs):
        if sorted(" ".join(str(v).split()).casefold() for v in mine) == sorted(
            " ".join(str(v).split()).casefold() for v in theirs
        ):
            details.append("Only capital letters or spaces differ.")
    elif all(isinstance(value, str) for value in theirs):
        details.append("It holds text where numbers are asked for.")
    elif all(isinstance(value, str) for value in mine):
        details.append("It holds numbers where text is asked for.")
    else:
        details += _numeric_details(
            [v for v in mine if isinstance(v, int | float)], [v for v in theirs if isinstance(v, int | float)], made
        )
    return details


def _numeric_details(mine: list[float], theirs: list[float], made: Fit) -> list[str]:
    if not mine or len(mine) != len(theirs):
        return []
    mine, theirs = sorted(mine), sorted(theirs)

    def all_are(near: list[float], factor: float) -> bool:
        return all(abs(a * factor - b) <= 1e-6 * max(1.0, abs(b)) for a, b in zip(near, mine, strict=True)) and any(
            mine
        )

    for factor, words in ((0.01, "100 times as large"), (100.0, "a hundredth")):
        if all_are(theirs, factor):
            return [f"The values are {words}: is a percentage asked for, or a fraction?"]
    if all_are(sorted(-value for value in theirs), 1.0):
        return ["The values have the opposite sign."]
    for digits in range(made.key.decimals):
        if all(
            abs(a - b) <= 0.5000001 * 10.0**-digits and round(a, digits) == a for a, b in zip(theirs, mine, strict=True)
        ):
            return [f"The values are rounded too far: {counted(made.key.decimals, 'decimal')} are asked for."]
    return []


def _null_details(made: Fit) -> list[str]:
    """NULL where the key has a value, and a value where the key has NULL."""
    if made.reading.height != made.key.height:
        return []
    details = []
    for position, column in enumerate(made.key.columns):
        place = made.place[position]
        if place is None:
            continue
        mine = sum(value is None for value in column.raw)
        theirs = sum(value is None for value in made.reading.columns[place])
        name = f"`{column.name}`"
        if theirs > mine:
            details.append(f"{name} is NULL (it holds no value) in more rows than it should be.")
        elif mine > theirs:
            details.append(f"{name} has a value in rows where it should be NULL (no value). 0 and '' are values.")
    return details
