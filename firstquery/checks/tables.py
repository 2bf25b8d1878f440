"""A table held against the key's table: which column stands for which, and where the rows differ."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from firstquery.checks.equality import DECIMALS, AnswerColumn, Canonical, KeyColumn, column_norm, numbers_agree
from firstquery.checks.rows import Difference, differ

Row = tuple[Canonical, ...]

MOST_PAIRINGS = 120
MOST_FREE_COLUMNS = 60
MOST_EXTRA = 20  # columns that nobody asked for, where more are fine: a hundred guesses side by side are no answer


class KeyTable:
    """The key's table, made ready once: its columns, and how it is to be compared."""

    def __init__(self, expected: dict[str, Any], spec: Mapping[str, Any]) -> None:
        names: list[str] = expected["columns"]
        rows: list[list[Any]] = expected["rows"]
        decimals = int(spec.get("decimals", DECIMALS))
        self.decimals = decimals
        self.height = len(rows)
        values = list(zip(*rows, strict=True)) if rows else [()] * len(names)
        self.columns = [KeyColumn(name, column, decimals) for name, column in zip(names, values, strict=True)]
        self.norms = [column_norm(name) for name in names]
        wanted = [column_norm(name) for name in spec.get("ordered") or []]
        self.ordered = [self.norms.index(norm) for norm in wanted if norm in self.norms]
        self.extra_is_fine = bool(spec.get("extra"))
        self.sorted_by_query: bool | None = expected.get("sorted_by_query")

    @property
    def width(self) -> int:
        return len(self.columns)


class Reading:
    """One way to read an answer as a table: names and columns of raw values."""

    def __init__(self, names: list[str], columns: list[list[Any]], sorted_by_query: bool | None = None) -> None:
        self.names = names
        self.norms = [column_norm(name) for name in names]
        self.columns = columns
        self.sorted_by_query = sorted_by_query
        self.height = len(columns[0]) if columns else 0
        self._columns: dict[int, AnswerColumn] = {}

    def column(self, position: int) -> AnswerColumn:
        if position not in self._columns:
            self._columns[position] = AnswerColumn(self.columns[position])
        return self._columns[position]


@dataclass
class Fit:
    """How well an answer meets the key. ``place[k]`` is the answer's column for the key's column ``k``, or None."""

    key: KeyTable
    reading: Reading
    place: list[int | None]
    rows: Difference | None = None
    in_order: bool = True

    @cached_property
    def extra(self) -> list[int]:
        """Columns of the answer that stand for none of the key's."""
        return [column for column in range(len(self.reading.names)) if column not in self.place]

    @cached_property
    def expected_rows(self) -> list[Row]:
        """The key's rows, canonical, as they are compared with this answer."""
        return list(zip(*paired(self)[0], strict=True))

    @cached_property
    def answer_rows(self) -> list[Row]:
        """The answer's rows, canonical, in the key's column order."""
        return list(zip(*paired(self)[1], strict=True))

    @property
    def missing(self) -> list[int]:
        return [position for position, column in enumerate(self.place) if column is None]

    @property
    def columns_fit(self) -> bool:
        return not self.missing and (not self.extra or self.extra_is_fine)

    @property
    def extra_is_fine(self) -> bool:
        return self.key.extra_is_fine and len(self.extra) <= MOST_EXTRA and not self.says_two_things

    @cached_property
    def says_two_things(self) -> bool:
        """Whether a column that is asked for stands there twice under its name, each time with other values."""
        names, columns = self.reading.norms, self.reading.columns
        return any(
            names[column] and names[column] == names[other] and columns[column] != columns[other]
            for column in self.place
            if column is not None
            for other in self.extra
        )

    @property
    def rows_fit(self) -> bool:
        return self.rows is not None and not self.rows

    @property
    def by_chance(self) -> bool:
        """The order is asked for and there, but the query does not ask the database for it."""
        return bool(self.key.ordered) and self.key.height > 1 and self.reading.sorted_by_query is False

    @property
    def right(self) -> bool:
        return self.columns_fit and self.rows_fit and self.in_order and not self.by_chance


def readings(payload: Mapping[str, Any]) -> list[Reading]:
    """The ways to read a payload as a table: as it is, without its index, a lone record or column turned over."""
    if payload["type"] in ("scalar", "text"):
        return [Reading([""], [[payload["value"]]])]
    if payload["type"] != "table":
        return []
    names, rows, index = payload["columns"], payload["rows"], payload.get("index", 0)
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]
    ordered = payload.get("sorted_by_query")
    ways = [Reading(names, columns, ordered)]
    if 0 < index < len(names):
        ways.append(Reading(names[index:], columns[index:], ordered))
    source = payload.get("from")
    if source == "column" and index == 1 and len(names) == 2 and rows:
        ways.append(Reading([_label(name) for name in columns[0]], [[value] for value in columns[1]], ordered))
    if source == "list" and len(names) == 1 and len(rows) > 1:
        ways.append(Reading([""] * len(rows), [[row[0]] for row in rows]))
    if source == "dict" and len(rows) == 1 and index == 0:
        ways.append(Reading(["", ""], [list(names), list(rows[0])]))
    return ways


def _label(name: object) -> str:
    return "" if name is None else str(name)


def best_fit(key: KeyTable, ways: list[Reading]) -> Fit | None:
    """The right one of the readings if there is one, else the one to speak about; None when there is none."""
    fits = []
    for reading in ways:
        made = fit(key, reading)
        if made.right:
            return made
        fits.append(made)
    if not fits:
        return None
    best = next((made for made in fits if len(made.reading.names) == key.width), fits[0])
    if best.rows is None and not best.missing:
        _match_rows(best)
    return best


def same_rows(key: KeyTable, ways: list[Reading]) -> Fit | None:
    """The first reading that has the key's columns and rows, in whatever order, or None; quick to say no."""
    for reading in ways:
        if reading.height == key.height and len(reading.names) >= key.width:
            made = fit(key, reading)
            if made.columns_fit and made.rows_fit:
                return made
    return None


def fit(key: KeyTable, reading: Reading) -> Fit:
    """Pair the columns; match the rows where every column by itself holds the right values."""
    place, wanted = _by_name(key, reading)
    free = [column for column in range(len(reading.names)) if column not in place][:MOST_FREE_COLUMNS]
    named_fit = all(
        column is None or key.columns[position].holds_the_same(reading.column(column))
        for position, column in enumerate(place)
    )
    best: Fit | None = None
    for pairing in _pairings(key, reading, wanted, free):
        made = Fit(key, reading, [pairing.get(position, column) for position, column in enumerate(place)])
        if named_fit and len(pairing) == len(wanted) and not made.missing:
            _match_rows(made)
            if made.rows_fit:
                return made
        best = best or made
        if not named_fit:
            break
    assert best is not None
    for position, column in _by_likeness(best, free):
        best.place[position] = column
    best.__dict__.pop("extra", None)
    return best


def _match_rows(made: Fit) -> None:
    expected, answer, tolerances = paired(made)
    made.rows = differ(expected, answer, tolerances, (made.key.height, made.reading.height))
    made.in_order = not made.rows and _in_order(made)


def _by_name(key: KeyTable, reading: Reading) -> tuple[list[int | None], list[int]]:
    """Columns of the same name; of several columns of one name, those that also hold the same come first."""
    place: list[int | None] = [None] * key.width
    for norm in dict.fromkeys(norm for norm in key.norms if norm):
        wanted = [position for position, other in enumerate(key.norms) if other == norm]
        given = [position for position, other in enumerate(reading.norms) if other == norm]
        if len(wanted) > 1 or len(given) > 1:
            for position in wanted:
                same = [column for column in given if key.columns[position].holds_the_same(reading.column(column))]
                if same:
                    place[position] = same[0]
                    given.remove(same[0])
        for position in wanted:
            if place[position] is None and given:
                place[position] = given.pop(0)
    return place, [position for position, column in enumerate(place) if column is None]


def _pairings(key: KeyTable, reading: Reading, wanted: list[int], free: list[int]) -> Iterator[dict[int, int]]:
    """Ways to pair columns named otherwise with columns that hold the same."""
    same = {
        position: [column for column in free if key.columns[position].holds_the_same(reading.column(column))]
        for position in wanted
    }
    fewest_first = sorted(wanted, key=lambda position: (not same[position], len(same[position])))

    def extend(at: int, chosen: dict[int, int]) -> Iterator[dict[int, int]]:
        if at == len(fewest_first):
            yield dict(chosen)
            return
        position = fewest_first[at]
        options = [column for column in same[position] if column not in chosen.values()]
        if not options:
            yield from extend(at + 1, chosen)
        for column in options:
            yield from extend(at + 1, {**chosen, position: column})

    return itertools.islice(extend(0, {}), MOST_PAIRINGS)


def _by_likeness(made: Fit, free: list[int]) -> list[tuple[int, int]]:
    """Pair what is left by how many values two columns share, so that the message names the right columns."""
    scores = []
    for position in made.missing:
        for column in free:
            if column in made.place:
                continue
            expected, answer = made.key.columns[position].compare(made.reading.column(column))
            if _mostly_text(expected) == _mostly_text(answer):
                scores.append((-len(set(expected) & set(answer)), abs(position - column), position, column))
    pairs: dict[int, int] = {}
    for _, _, position, column in sorted(scores):
        if position not in pairs and column not in pairs.values():
            pairs[position] = column
    return list(pairs.items())


def _mostly_text(values: Sequence[Any]) -> bool:
    return sum(type(value) is str for value in values) * 2 > len(values)


Paired = tuple[list[list[Canonical]], list[list[Canonical]], list[list[float] | None]]


def paired(made: Fit, columns: Sequence[int] | None = None, place: Sequence[int | None] | None = None) -> Paired:
    """Both tables column by column in the key's order, canonical, and each column's tolerances (None: exact)."""
    mine, theirs = [], []
    tolerances: list[list[float] | None] = []
    place = made.place if place is None else place
    for position in range(made.key.width) if columns is None else columns:
        column = place[position]
        assert column is not None
        key_column = made.key.columns[position]
        expected, answer = key_column.compare(made.reading.column(column))
        mine.append(expected)
        theirs.append(answer)
        tolerances.append(key_column.tolerances if expected is key_column.numbers and not key_column.exact else None)
    return mine, theirs, tolerances


def agrees_without(made: Fit, left_out: int) -> bool:
    """Whether all rows agree when one of the key's columns is left out."""
    others = [position for position in range(made.key.width) if position != left_out]
    return not differ(*paired(made, others), (made.key.height, made.reading.height))


def column_agrees(made: Fit, position: int, column: int | None = None) -> bool:
    """Whether a column of the answer (its own, if not told) holds what the key's column does, in whatever order."""
    column = made.place[position] if column is None else column
    return column is not None and made.key.columns[position].holds_the_same(made.reading.column(column))


def _in_order(made: Fit) -> bool:
    """Whether the ordered columns run as the key's do; rows that tie in them may come in any order."""
    for mine, theirs, far in zip(*paired(made, made.key.ordered), strict=True):
        if mine == theirs:
            continue
        if far is None or not all(map(_near, theirs, mine, far)):
            return False
    return True


def _near(answer: Canonical, expected: Canonical, far: float) -> bool:
    if isinstance(answer, int | float) and isinstance(expected, int | float):
        return abs(answer - expected) <= far
    return answer == expected


def same_value(answer: Any, expected: Any, decimals: int) -> bool:
    """Two canonical values."""
    if isinstance(answer, int | float) and isinstance(expected, int | float):
        return numbers_agree(answer, expected, decimals)
    return type(answer) is type(expected) and bool(answer == expected)
