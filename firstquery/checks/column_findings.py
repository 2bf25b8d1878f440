"""Findings on the values of one column, where it can be said how they differ without telling them."""

from __future__ import annotations

from firstquery.checks.kind import Phrase, public
from firstquery.checks.tables import Fit
from firstquery.checks.verdict import Finding

LEAST_PAIRS = 3  # fewer values are a multiple of others by accident
Pairs = list[tuple[float, float]]
Clauses = frozenset[str]

PHRASES: dict[str, Phrase] = {
    "nulls": public("`{column}` is NULL (it holds no value) in more rows than it should be."),
    "no_nulls": public(
        "`{column}` has a value in rows where it should be NULL (no value). 0 and an empty text are values."
    ),
    "capitals": public("Only capital letters or spaces differ."),
    "text_for_numbers": public("It holds text where numbers are asked for."),
    "numbers_for_text": public("It holds numbers where text is asked for."),
    "hundredfold": public("The values are a hundred times as large: is a percentage asked for, or a fraction?"),
    "hundredth": public("The values are a hundredth of what they should be: is a percentage asked for, or a fraction?"),
    "opposite_sign": public("The values have the opposite sign."),
    "cut_off": public("The values are cut off after the point. Were they to be rounded?"),
    "values_rounded": public("The values are rounded too far: {decimals:one decimal is|# decimals are} asked for."),
    "same_multiple": public(
        "Each value is the same multiple of what it should be. Is a rate left out, or applied twice?"
    ),
    "same_amount": public("Each value is off by the same amount. What is added to each, or taken from it?"),
    "all_larger": public("Each value is at least as large as it should be: is a condition missing?"),
    "all_larger_join": public(
        "Each value is at least as large as it should be: is a condition missing, or does the JOIN meet more than one "
        "row for each?"
    ),
    "all_smaller": public("Each value is at most as large as it should be: is a condition too narrow?"),
    "all_smaller_join": public(
        "Each value is at most as large as it should be: is a condition too narrow, or does the JOIN drop rows?"
    ),
}


def value_findings(made: Fit, position: int, clauses: Clauses) -> list[Finding]:
    """How the values of a column differ."""
    assert made.rows is not None
    name = made.key.columns[position].name
    found = [one for one in null_findings(made) if one.data["column"] == name]
    mine = [made.expected_rows[number][position] for number in made.rows.missing]
    theirs = [made.answer_rows[number][position] for number in made.rows.extra]
    if all(isinstance(value, str) for value in mine + theirs):
        if sorted(" ".join(str(v).split()).casefold() for v in mine) == sorted(
            " ".join(str(v).split()).casefold() for v in theirs
        ):
            found.append(Finding(code="capitals"))
    elif all(isinstance(value, str) for value in theirs):
        found.append(Finding(code="text_for_numbers"))
    elif all(isinstance(value, str) for value in mine):
        found.append(Finding(code="numbers_for_text"))
    else:
        near = [v for v in theirs if isinstance(v, int | float)]
        found += _by_form([v for v in mine if isinstance(v, int | float)], near, made) or _together(
            _pairs(made, position), made, clauses
        )
    return found


def _by_form(mine: list[float], theirs: list[float], made: Fit) -> list[Finding]:
    if not mine or len(mine) != len(theirs):
        return []
    mine, theirs = sorted(mine), sorted(theirs)

    def all_are(near: list[float], factor: float) -> bool:
        return all(abs(a * factor - b) <= 1e-6 * max(1.0, abs(b)) for a, b in zip(near, mine, strict=True)) and any(
            mine
        )

    for factor, code in ((0.01, "hundredfold"), (100.0, "hundredth")):
        if all_are(theirs, factor):
            return [Finding(code=code)]
    if all_are(sorted(-value for value in theirs), 1.0):
        return [Finding(code="opposite_sign")]
    if all(0 <= b - a < 1 and a == int(a) for a, b in zip(theirs, mine, strict=True)):
        return [Finding(code="cut_off")]
    for digits in range(made.key.decimals):
        if all(
            abs(a - b) <= 0.5000001 * 10.0**-digits and round(a, digits) == a for a, b in zip(theirs, mine, strict=True)
        ):
            return [Finding(code="values_rounded", data={"decimals": made.key.decimals})]
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


def _together(pairs: Pairs, made: Fit, clauses: Clauses) -> list[Finding]:
    """What all the numbers that differ have in common: a factor, an amount, or that none is too small or too large."""
    if len(pairs) >= LEAST_PAIRS and len(pairs) == made.key.height and len({mine for mine, _ in pairs}) > 1:
        largest = max(pairs, key=lambda pair: abs(pair[0]))
        factor, amount = largest[1] / largest[0], largest[1] - largest[0]
        far = 0.5 * 10.0**-made.key.decimals if any(isinstance(b, float) for _, b in pairs) else 0.0

        def near(given: float, wanted: float) -> bool:
            return abs(given - wanted) <= far + 1e-9 * max(abs(given), abs(wanted))

        large_enough = abs(largest[0]) >= 100 * far
        if large_enough and all(near(theirs, mine * factor) for mine, theirs in pairs):
            return [Finding(code="same_multiple")]
        if all(near(theirs, mine + amount) for mine, theirs in pairs):
            return [Finding(code="same_amount")]
    join = "_join" if "JOIN" in clauses else ""
    if len(pairs) >= 2 and all(theirs > mine for mine, theirs in pairs):
        return [Finding(code=f"all_larger{join}")]
    if len(pairs) >= 2 and all(theirs < mine for mine, theirs in pairs):
        return [Finding(code=f"all_smaller{join}")]
    return []


def null_findings(made: Fit) -> list[Finding]:
    """NULL where the key has a value, and a value where the key has NULL."""
    if made.reading.height != made.key.height:
        return []
    found = []
    for position, column in enumerate(made.key.columns):
        place = made.place[position]
        if place is None:
            continue
        mine = sum(value is None for value in column.raw)
        theirs = sum(value is None for value in made.reading.columns[place])
        if theirs != mine:
            found.append(Finding(code="nulls" if theirs > mine else "no_nulls", data={"column": column.name}))
    return found
