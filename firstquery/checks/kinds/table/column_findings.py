"""Findings on the values of one column, where it can be said how they differ without telling them."""

from __future__ import annotations

from collections import Counter

from firstquery.checks.tables import Fit
from firstquery.checks.verdict import Finding

#: Multiples that no rate is: what they are says more than a question after one.
PLAIN = {
    0.5: "half of",
    2: "twice",
    0.1: "a tenth of",
    10: "ten times",
    0.001: "a thousandth of",
    1000: "a thousand times",
}
LEAST_PAIRS = 3  # fewer values are a multiple of others by accident
LITTLE = 0.01  # the share of a right number that a few rows on a bound, or cents, make
MOST_TEXTS = 3
LONGEST_TEXT = 40
Pairs = list[tuple[float, float]]
Clauses = frozenset[str]


def value_findings(made: Fit, position: int, clauses: Clauses) -> list[Finding]:
    """How the values of a column differ."""
    assert made.rows is not None
    name = made.key.columns[position].name
    found = [one for one in null_findings(made) if one.data["column"] == name]
    mine = [made.expected_rows[number][position] for number in made.rows.missing]
    theirs = [made.answer_rows[number][position] for number in made.rows.extra]
    if mine and Counter(mine) == Counter(theirs):
        return [*found, Finding(code="in_other_rows")]
    if all(isinstance(value, str) for value in mine + theirs):
        flat = [sorted(" ".join(str(value).split()).casefold() for value in values) for values in (mine, theirs)]
        if flat[0] == flat[1]:
            return [*found, Finding(code="capitals")]
        return [*found, *_unknown_texts(made, position)]
    for one, code in ((theirs, "text_for_numbers"), (mine, "numbers_for_text")):
        if all(isinstance(value, str) for value in one):
            return [*found, Finding(code=code)]
    wanted, given = (sorted(value for value in values if isinstance(value, int | float)) for values in (mine, theirs))
    return [*found, *(_by_form(wanted, given, made.key.decimals) or _together(_pairs(made, position), made, clauses))]


def _unknown_texts(made: Fit, position: int) -> list[Finding]:
    """Her own texts that have no place in the column, where they are few: no right value is told by them."""
    assert made.rows is not None
    known = {row[position] for row in made.expected_rows}
    given = {str(made.answer_rows[number][position]) for number in made.rows.extra} - known
    if not 0 < len(given) <= MOST_TEXTS or any(len(text) > LONGEST_TEXT or "`" in text for text in given):
        return []
    quoted = [f"`{text}`" if text.strip() else "an empty text" for text in sorted(given)]
    return [Finding(code="texts_unknown", data={"texts": quoted, "number": len(quoted)})]


def _by_form(mine: list[float], theirs: list[float], decimals: int) -> list[Finding]:
    """What two sorted lists of numbers say of how the one was made of the other."""
    if not mine or len(mine) != len(theirs) or not any(mine):
        return []

    def are(near: list[float], factor: float) -> bool:
        return all(abs(a * factor - b) <= 1e-6 * max(1.0, abs(b)) for a, b in zip(near, mine, strict=True))

    for code, found in (
        ("hundredfold", are(theirs, 0.01)),
        ("hundredth", are(theirs, 100.0)),
        ("opposite_sign", are(sorted(-value for value in theirs), 1.0)),
    ):
        if found:
            return [Finding(code=code)]
    pairs = list(zip(theirs, mine, strict=True))
    for digits in range(decimals):
        far = 0.5000001 * 10.0**-digits
        # Shares and chances that are all 0 or 1 are no rounded ones.
        is_lost = digits == 0 and all(abs(b) < 1 for _, b in pairs)
        if not is_lost and all(abs(a - b) <= far and round(a, digits) == a for a, b in pairs):
            return [Finding(code="values_rounded", data={"decimals": decimals})]
    if all(0 <= b - a < 1 and a == int(a) for a, b in pairs):
        return [Finding(code="cut_off")]
    return []


def rounding(made: Fit, positions: list[int]) -> list[Finding]:
    """One finding where all of these columns are rounded too far, and nothing else is wrong with their values."""
    found = [value_findings(made, position, frozenset()) for position in positions]
    every = bool(found) and all([one.code for one in each] == ["values_rounded"] for each in found)
    return found[0] if every else []


def _pairs(made: Fit, position: int) -> Pairs:
    """The numbers that differ, as (the key's, the answer's), where the other columns tell which belong together."""
    assert made.rows is not None
    labels = [other for other, column in enumerate(made.key.columns) if other != position and column.exact]
    mine, theirs = (
        {tuple(rows[number][n] for n in labels): rows[number][position] for number in numbers}
        for rows, numbers in ((made.expected_rows, made.rows.missing), (made.answer_rows, made.rows.extra))
    )
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
        if not any(theirs for _, theirs in pairs):
            return [Finding(code="all_zero")]
        if large_enough and all(near(theirs, mine * factor) for mine, theirs in pairs):
            plain = next((said for one, said in PLAIN.items() if near(largest[1], largest[0] * one)), "")
            return [Finding(code="plain_multiple", data={"times": plain}) if plain else Finding(code="same_multiple")]
        if all(near(theirs, mine + amount) for mine, theirs in pairs):
            return [Finding(code="same_amount")]
    if pairs and all(abs(theirs - mine) <= LITTLE * abs(mine) for mine, theirs in pairs):
        return [Finding(code="little", data={"rows": len(pairs)})]
    data = {"join": int("JOIN" in clauses)}
    if len(pairs) >= 2 and all(theirs > mine for mine, theirs in pairs):
        return [Finding(code="all_larger", data=data)]
    if len(pairs) >= 2 and all(theirs < mine for mine, theirs in pairs):
        return [Finding(code="all_smaller", data=data)]
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
