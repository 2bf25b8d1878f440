"""How the values of one column differ, where that can be said without telling them."""

from __future__ import annotations

from firstquery.check.kinds import causes
from firstquery.check.kinds.base import asked_for
from firstquery.check.tables import Fit

LEAST_PAIRS = 3  # fewer values are a multiple of others by accident
Pairs = list[tuple[float, float]]


def value_details(made: Fit, position: int, clauses: causes.Clauses) -> list[str]:
    """How the values of a column differ, where that can be said without telling them."""
    assert made.rows is not None
    details = [detail for detail in null_details(made) if f"`{made.key.columns[position].name}`" in detail]
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
        near = [v for v in theirs if isinstance(v, int | float)]
        details += _numeric_details([v for v in mine if isinstance(v, int | float)], near, made) or _together(
            _pairs(made, position), made, clauses
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

    for factor, words in ((0.01, "a hundred times as large"), (100.0, "a hundredth of what they should be")):
        if all_are(theirs, factor):
            return [f"The values are {words}: is a percentage asked for, or a fraction?"]
    if all_are(sorted(-value for value in theirs), 1.0):
        return ["The values have the opposite sign."]
    if all(0 <= b - a < 1 and a == int(a) for a, b in zip(theirs, mine, strict=True)):
        return ["The values are cut off after the point. Were they to be rounded?"]
    for digits in range(made.key.decimals):
        if all(
            abs(a - b) <= 0.5000001 * 10.0**-digits and round(a, digits) == a for a, b in zip(theirs, mine, strict=True)
        ):
            return [f"The values are rounded too far: {asked_for(made.key.decimals, 'decimal')}."]
    return []


def _pairs(made: Fit, position: int) -> Pairs:
    """The numbers that differ, as (the key's, the answer's), where the other columns tell which belong together."""
    assert made.rows is not None
    labels = [other for other, column in enumerate(made.key.columns) if other != position and column.exact]
    mine = {
        tuple(row[n] for n in labels): row[position] for row in map(made.expected_rows.__getitem__, made.rows.missing)
    }
    theirs = {
        tuple(row[n] for n in labels): row[position] for row in map(made.answer_rows.__getitem__, made.rows.extra)
    }
    if not labels or mine.keys() != theirs.keys() or len(mine) != len(made.rows.missing):
        return []
    pairs = [(value, theirs[label]) for label, value in mine.items()]
    return [(a, b) for a, b in pairs if isinstance(a, int | float) and isinstance(b, int | float)]


def _together(pairs: Pairs, made: Fit, clauses: causes.Clauses) -> list[str]:
    """What all the numbers that differ have in common: a factor, an amount, or that none is too small or too large."""
    if len(pairs) >= LEAST_PAIRS and len(pairs) == made.key.height and len({mine for mine, _ in pairs}) > 1:
        largest = max(pairs, key=lambda pair: abs(pair[0]))
        factor, amount = largest[1] / largest[0], largest[1] - largest[0]
        far = 0.5 * 10.0**-made.key.decimals if any(isinstance(b, float) for _, b in pairs) else 0.0

        def near(given: float, wanted: float) -> bool:
            return abs(given - wanted) <= far + 1e-9 * max(abs(given), abs(wanted))

        large_enough = abs(largest[0]) >= 100 * far
        if large_enough and all(near(theirs, mine * factor) for mine, theirs in pairs):
            return ["Each value is the same multiple of what it should be. Is a rate left out, or applied twice?"]
        if all(near(theirs, mine + amount) for mine, theirs in pairs):
            return ["Each value is off by the same amount. What is added to each, or taken from it?"]
    if len(pairs) >= 2 and all(theirs > mine for mine, theirs in pairs):
        return [f"Each value is at least as large as it should be: {causes.of_larger(clauses)}?"]
    if len(pairs) >= 2 and all(theirs < mine for mine, theirs in pairs):
        return [f"Each value is at most as large as it should be: {causes.of_smaller(clauses)}?"]
    return []


def null_details(made: Fit) -> list[str]:
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
            details.append(
                f"{name} has a value in rows where it should be NULL (no value). 0 and an empty text are values."
            )
    return details
