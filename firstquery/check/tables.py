"""A table held against the key's table: which column stands for which, and where the rows differ."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from firstquery.check.equality import DECIMALS, KeyColumn, column_norm, numbers_agree
from firstquery.check.rows import Difference, Row, differ

MOST_PAIRINGS = 120


class KeyTable:
    """The key's table, made ready once: its columns, and how it is to be compared."""

    def __init__(self, expected: dict[str, Any], spec: dict[str, Any]) -> None:
        names: list[str] = expected["columns"]
        rows: list[list[Any]] = expected["rows"]
        decimals = int(spec.get("decimals", DECIMALS))
        self.decimals = decimals
        self.height = len(rows)
        self.columns = [KeyColumn(name, [row[i] for row in rows], decimals) for i, name in enumerate(names)]
        self.norms = [column_norm(name) for name in names]
        wanted = [column_norm(name) for name in spec.get("ordered") or []]
        self.ordered = [self.norms.index(norm) for norm in wanted if norm in self.norms]
        self.extra_is_fine = bool(spec.get("extra"))
        self.sorted_by_query: bool | None = expected.get("sorted_by_query")

    @property
    def width(self) -> int:
        return len(self.columns)


@dataclass(frozen=True)
class Reading:
    """One way to read an answer as a table: names and columns of raw values."""

    names: list[str]
    columns: list[list[Any]]
    sorted_by_query: bool | None = None

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0


@dataclass
class Fit:
    """How well an answer meets the key. ``place[k]`` is the answer's column for the key's column ``k``, or None."""

    key: KeyTable
    reading: Reading
    place: list[int | None]
    extra: list[int]
    rows: Difference | None = None
    in_order: bool = True
    expected_rows: list[Row] = field(default_factory=list)
    answer_rows: list[Row] = field(default_factory=list)

    @property
    def missing(self) -> list[int]:
        return [position for position, column in enumerate(self.place) if column is None]

    @property
    def columns_fit(self) -> bool:
        return not self.missing and (self.key.extra_is_fine or not self.extra)

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


def readings(payload: dict[str, Any]) -> list[Reading]:
    """The ways to read a payload as a table: as it is, without its index, a lone record or column turned over."""
    if payload["type"] in ("scalar", "text"):
        return [Reading([""], [[payload["value"]]])]
    if payload["type"] != "table":
        return []
    names, rows, index = payload["columns"], payload["rows"], payload.get("index", 0)
    columns = [[row[position] for row in rows] for position in range(len(names))]
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


def best_fit(key: KeyTable, payload: dict[str, Any]) -> Fit | None:
    """The right reading of the payload if there is one, else the one to speak about; None when it is no table."""
    fits = []
    for reading in readings(payload):
        made = fit(key, reading)
        if made.right:
            return made
        fits.append(made)
    if not fits:
        return None
    return next((made for made in fits if len(made.reading.names) == key.width), fits[0])


def fit(key: KeyTable, reading: Reading) -> Fit:
    """Pair the columns, then the rows."""
    place, open_places = _by_name(key, reading)
    taken = {column for column in place if column is not None}
    free = [column for column in range(len(reading.names)) if column not in taken]
    best: Fit | None = None
    for pairing in _pairings(key, reading, open_places, free):
        trial = [pairing.get(position, column) for position, column in enumerate(place)]
        made = _with_rows(key, reading, trial)
        if best is None or made.right or (made.rows_fit and not best.rows_fit):
            best = made
        if made.right:
            break
    assert best is not None
    return best


def _by_name(key: KeyTable, reading: Reading) -> tuple[list[int | None], list[int]]:
    """Columns of the same name; of several columns of one name, those that also hold the same come first."""
    norms = [column_norm(name) for name in reading.names]
    place: list[int | None] = [None] * key.width
    for norm in dict.fromkeys(norm for norm in key.norms if norm):
        wanted = [position for position, other in enumerate(key.norms) if other == norm]
        given = [position for position, other in enumerate(norms) if other == norm]
        if len(wanted) > 1 or len(given) > 1:
            for position in wanted:
                same = [column for column in given if _holds_the_same(key, position, reading, column)]
                if same:
                    place[position] = same[0]
                    given.remove(same[0])
        for position in wanted:
            if place[position] is None and given:
                place[position] = given.pop(0)
    return place, [position for position, column in enumerate(place) if column is None]


def _holds_the_same(key: KeyTable, position: int, reading: Reading, column: int) -> bool:
    """Whether the column has the key column's values, in whatever order."""
    if reading.height != key.height:
        return False
    expected, answer = key.columns[position].compare(reading.columns[column])
    floats = not key.columns[position].exact
    mine, theirs = [(value,) for value in expected], [(value,) for value in answer]
    return not differ(mine, theirs, [floats], key.decimals)


def _pairings(key: KeyTable, reading: Reading, wanted: list[int], free: list[int]) -> Iterator[dict[int, int | None]]:
    """Ways to pair columns named otherwise: those that hold the same first; what is left is paired by likeness."""
    same = {
        position: [column for column in free if _holds_the_same(key, position, reading, column)] for position in wanted
    }
    hardest_first = sorted(wanted, key=lambda position: (len(same[position]) == 0, len(same[position])))

    def extend(at: int, chosen: dict[int, int]) -> Iterator[dict[int, int]]:
        if at == len(hardest_first):
            yield dict(chosen)
            return
        position = hardest_first[at]
        options = [column for column in same[position] if column not in chosen.values()]
        if not options:
            yield from extend(at + 1, chosen)
            return
        for column in options:
            yield from extend(at + 1, {**chosen, position: column})

    for chosen in itertools.islice(extend(0, {}), MOST_PAIRINGS):
        yield _by_likeness(key, reading, wanted, free, chosen)


def _by_likeness(
    key: KeyTable, reading: Reading, wanted: list[int], free: list[int], chosen: dict[int, int]
) -> dict[int, int | None]:
    """Pair what is left by how many values two columns share, so that the message names the right columns."""
    pairing: dict[int, int | None] = dict(chosen)
    open_wanted = [position for position in wanted if position not in chosen]
    open_free = [column for column in free if column not in chosen.values()]
    scores = []
    for position in open_wanted:
        for column in open_free:
            expected, answer = key.columns[position].compare(reading.columns[column])
            shared = len(set(expected) & set(answer))
            alike = _mostly_text(expected) == _mostly_text(answer)
            if alike:
                scores.append((-shared, abs(position - column), position, column))
    for _, _, position, column in sorted(scores):
        if position not in pairing and column not in pairing.values():
            pairing[position] = column
    return pairing


def _mostly_text(values: Sequence[Any]) -> bool:
    return sum(type(value) is str for value in values) * 2 > len(values)


def _with_rows(key: KeyTable, reading: Reading, place: list[int | None]) -> Fit:
    taken = {column for column in place if column is not None}
    made = Fit(key, reading, place, [column for column in range(len(reading.names)) if column not in taken])
    if made.missing:
        return made
    made.expected_rows, made.answer_rows, floats = paired_rows(key, reading, place)
    made.rows = differ(made.expected_rows, made.answer_rows, floats, key.decimals)
    made.in_order = not made.rows and _in_order(made)
    return made


def paired_rows(
    key: KeyTable, reading: Reading, place: Sequence[int | None], columns: Sequence[int] | None = None
) -> tuple[list[Row], list[Row], list[bool]]:
    """Both tables' rows in the key's column order, canonical, and which columns are compared with tolerance."""
    mine, theirs, floats = [], [], []
    for position in range(key.width) if columns is None else columns:
        column = place[position]
        assert column is not None
        expected, answer = key.columns[position].compare(reading.columns[column])
        mine.append(expected)
        theirs.append(answer)
        floats.append(not key.columns[position].exact)
    if not mine:
        return [()] * key.height, [()] * reading.height, floats
    return list(zip(*mine, strict=True)), list(zip(*theirs, strict=True)), floats


def _in_order(made: Fit) -> bool:
    """Whether the ordered columns run as the key's do; rows that tie in them may come in any order."""
    for position in made.key.ordered:
        for wanted, given in zip(made.expected_rows, made.answer_rows, strict=True):
            if not same_value(given[position], wanted[position], made.key.decimals):
                return False
    return True


def same_value(answer: Any, expected: Any, decimals: int) -> bool:
    """Two canonical values."""
    if isinstance(answer, int | float) and isinstance(expected, int | float):
        return numbers_agree(answer, expected, decimals)
    return type(answer) is type(expected) and bool(answer == expected)
