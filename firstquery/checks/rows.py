"""Rows against rows, as multisets: which of the key's rows no answer row meets, and which answer rows are too many.

Columns without floats are compared exactly and split the rows into groups. Within a group the floats are matched with
tolerance, by a largest matching in a bipartite graph, so that neither the order nor a value on a rounding boundary
decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Column = Sequence[Any]
Columns = Sequence[Column]
Tolerances = Sequence[Sequence[float] | None]
Wanted = tuple[tuple[float, ...], tuple[float, ...], int]  # the key's floats, how far off each may be, the row
Given = tuple[tuple[float, ...], int]  # an answer's floats, the row
MOST_EDGES = 100_000


@dataclass(frozen=True)
class Difference:
    """Positions of the key's rows that are missing, and of the answer's rows that are too many."""

    missing: list[int]
    extra: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def differ(expected: Columns, answer: Columns, tolerances: Tolerances, heights: tuple[int, int]) -> Difference:
    """Match the rows of two tables, given column by column, one to one.

    ``tolerances[c]`` is None for a column that is compared exactly, else how far an answer may lie from each of the
    key's values. ``heights`` are the numbers of rows (there may be no column).
    """
    if heights[0] == heights[1] and expected == answer:
        return Difference([], [])
    exact_mine: list[Column] = []
    exact_theirs: list[Column] = []
    floats: list[tuple[Column, Column, Sequence[float]]] = []
    for one, other, far in zip(expected, answer, tolerances, strict=True):
        if far is None:
            exact_mine.append(one)
            exact_theirs.append(other)
            continue
        floats.append((one, other, far))
        if not set(map(type, one)) | set(map(type, other)) <= {int, float}:
            exact_mine.append(_without_numbers(one))
            exact_theirs.append(_without_numbers(other))
    wanted, given = _groups(exact_mine, heights[0]), _groups(exact_theirs, heights[1])
    missing: list[int] = []
    extra = [number for part, numbers in given.items() if part not in wanted for number in numbers]
    for part, numbers in wanted.items():
        others = given.get(part)
        if others is None:
            missing += numbers
        elif len(numbers) == 1 == len(others):
            mine, theirs = numbers[0], others[0]
            for wanted_column, given_column, far in floats:
                # No tolerance: no number, and met already by the exact part.
                if far[mine] and abs(given_column[theirs] - wanted_column[mine]) > far[mine]:
                    missing.append(mine)
                    extra.append(theirs)
                    break
        else:
            left = _match(numbers, others, floats)
            missing += left[0]
            extra += left[1]
    return Difference(sorted(missing), sorted(extra))


def _without_numbers(column: Column) -> list[object]:
    """What of a column of floats is compared exactly: texts and nulls. Numbers become 0, nulls an object."""
    return [0 if isinstance(value, int | float) else (value, "") for value in column]


def _groups(columns: list[Column], height: int) -> dict[tuple[object, ...], list[int]]:
    """Positions of rows by what the rows hold in these columns."""
    groups: dict[tuple[object, ...], list[int]] = {}
    parts = zip(*columns, strict=True) if columns else ((),) * height
    for number, part in enumerate(parts):
        groups.setdefault(part, []).append(number)
    return groups


def _match(
    mine: list[int], theirs: list[int], floats: list[tuple[Column, Column, Sequence[float]]]
) -> tuple[list[int], list[int]]:
    """Match one group by its floats; returns what is left over on each side."""
    numeric = [column for column in floats if isinstance(column[0][mine[0]], int | float)]
    if not numeric:
        paired = min(len(mine), len(theirs))
        return mine[paired:], theirs[paired:]
    left = sorted(
        (tuple(column[0][n] for column in numeric), tuple(column[2][n] for column in numeric), n) for n in mine
    )
    right = sorted((tuple(column[1][n] for column in numeric), n) for n in theirs)
    if len(left) == len(right) and all(_agree(a[0], b) for a, b in zip(right, left, strict=True)):
        return [], []
    return _matching(left, right)


def _agree(answer: tuple[float, ...], wanted: Wanted) -> bool:
    return all(abs(a - b) <= far for a, b, far in zip(answer, wanted[0], wanted[1], strict=True))


def _matching(left: list[Wanted], right: list[Given]) -> tuple[list[int], list[int]]:
    """What a largest matching between the rows that agree in all their numbers leaves over on each side."""
    edges = _edges(left, right)
    if edges is None:  # very many rows that nearly agree: settle the identical ones, then look again
        left, right = _without_identical(left, right)
        edges = _edges(left, right)
    if not edges:
        return [wanted[2] for wanted in left], [given[1] for given in right]
    partners = _partners(edges, len(left), len(right))
    matched = set(partners)
    missing = [wanted[2] for wanted, partner in zip(left, partners, strict=True) if partner < 0]
    return missing, [given[1] for place, given in enumerate(right) if place not in matched]


def _partners(edges: list[tuple[int, int]], height: int, width: int) -> list[int]:
    """The partner of each place of the left side in a largest matching, -1 for none."""
    try:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_bipartite_matching
    except ModuleNotFoundError:  # in a browser it would be most of what has to be loaded
        return _augment(edges, height, width)
    graph = csr_array(([1] * len(edges), tuple(zip(*edges, strict=True))), shape=(height, width))
    found: list[int] = maximum_bipartite_matching(graph, perm_type="column").tolist()
    return found


def _augment(edges: list[tuple[int, int]], height: int, width: int) -> list[int]:
    """The same by augmenting paths: from each place without a partner, breadth first, to one that is free."""
    near: list[list[int]] = [[] for _ in range(height)]
    for place, other in edges:
        near[place].append(other)
    partner, owner = [-1] * height, [-1] * width
    for start in range(height):
        came: dict[int, int] = {}  # from which place a place of the other side was reached
        waiting, free = deque([start]), -1
        while waiting and free < 0:
            place = waiting.popleft()
            for other in near[place]:
                if other not in came:
                    came[other] = place
                    if owner[other] < 0:
                        free = other
                        break
                    waiting.append(owner[other])
        while free >= 0:
            place = came[free]
            owner[free] = place
            partner[place], free = free, partner[place]
    return partner


def _edges(left: list[Wanted], right: list[Given]) -> list[tuple[int, int]] | None:
    """Places of wanted rows and answer rows that agree; None when there are too many to look at."""
    firsts = [given[0][0] for given in right]
    edges: list[tuple[int, int]] = []
    total = 0
    for place, wanted in enumerate(left):
        first, reach = wanted[0][0], wanted[1][0]
        window = range(bisect_left(firsts, first - reach), bisect_right(firsts, first + reach))
        total += len(window)
        if total > MOST_EDGES:
            return None
        edges += [(place, position) for position in window if _agree(right[position][0], wanted)]
    return edges


def _without_identical(left: list[Wanted], right: list[Given]) -> tuple[list[Wanted], list[Given]]:
    common = Counter(wanted[0] for wanted in left) & Counter(given[0] for given in right)
    return _without(left, Counter(common)), _without(right, Counter(common))


def _without(rows: list[Any], drop: Counter[tuple[float, ...]]) -> list[Any]:
    rest = []
    for row in rows:
        if drop[row[0]] > 0:
            drop[row[0]] -= 1
        else:
            rest.append(row)
    return rest
