"""Rows against rows, as multisets: which of the key's rows no answer row meets, and which answer rows are too many.

Columns without floats are compared exactly and split the rows into groups. Within a group the floats are matched with
tolerance: one float column by two pointers over the sorted values, several by a matching in a bipartite graph, so
that neither the order nor a value on a rounding boundary decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from firstquery.check.equality import Canonical, numbers_agree, tolerance

Row = tuple[Canonical, ...]
MOST_EDGES = 200_000


@dataclass(frozen=True)
class Difference:
    """Positions of the key's rows that are missing, and of the answer's rows that are too many."""

    missing: list[int]
    extra: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def differ(expected: Sequence[Row], answer: Sequence[Row], floats: Sequence[bool], decimals: int) -> Difference:
    """Match the rows one to one; ``floats`` says which columns are compared with tolerance."""
    if list(expected) == list(answer):
        return Difference([], [])
    tolerant = [position for position, is_float in enumerate(floats) if is_float]
    groups: dict[Row, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((expected, answer)):
        for number, row in enumerate(rows):
            groups[_exact_part(row, tolerant)][side].append(number)
    missing: list[int] = []
    extra: list[int] = []
    for mine, theirs in groups.values():
        if not theirs or not mine:
            missing += mine
            extra += theirs
            continue
        left = _match(mine, theirs, expected, answer, tolerant, decimals)
        missing += left[0]
        extra += left[1]
    return Difference(sorted(missing), sorted(extra))


def _exact_part(row: Row, tolerant: list[int]) -> Row:
    """The row with its floats struck out: rows with the same exact part form a group."""
    if not tolerant:
        return row
    parts = list(row)
    for position in tolerant:
        if isinstance(parts[position], int | float):
            parts[position] = "\0number"
    return tuple(parts)


def _match(
    mine: list[int],
    theirs: list[int],
    expected: Sequence[Row],
    answer: Sequence[Row],
    tolerant: list[int],
    decimals: int,
) -> tuple[list[int], list[int]]:
    """Match one group; returns what is left over on each side."""
    numeric = [position for position in tolerant if isinstance(expected[mine[0]][position], int | float)]
    if not numeric:
        paired = min(len(mine), len(theirs))
        return mine[paired:], theirs[paired:]

    def vector(row: Row) -> tuple[float, ...]:
        return tuple(row[position] for position in numeric)  # type: ignore[misc]

    left = sorted((vector(expected[number]), number) for number in mine)
    right = sorted((vector(answer[number]), number) for number in theirs)
    if len(numeric) == 1:
        return _two_pointers(left, right, decimals)
    if len(left) == len(right) and all(_agree(a[0], b[0], decimals) for a, b in zip(right, left, strict=True)):
        return [], []
    return _matching(left, right, decimals)


def _agree(answer: tuple[float, ...], expected: tuple[float, ...], decimals: int) -> bool:
    return all(numbers_agree(a, b, decimals) for a, b in zip(answer, expected, strict=True))


Vectors = list[tuple[tuple[float, ...], int]]


def _two_pointers(left: Vectors, right: Vectors, decimals: int) -> tuple[list[int], list[int]]:
    """One number a row: both sides sorted, the greedy pairing is the largest there is."""
    missing, extra, i, j = [], [], 0, 0
    while i < len(left) and j < len(right):
        wanted, given = left[i][0][0], right[j][0][0]
        if numbers_agree(given, wanted, decimals):
            i, j = i + 1, j + 1
        elif given < wanted:
            extra.append(right[j][1])
            j += 1
        else:
            missing.append(left[i][1])
            i += 1
    return missing + [number for _, number in left[i:]], extra + [number for _, number in right[j:]]


def _matching(left: Vectors, right: Vectors, decimals: int) -> tuple[list[int], list[int]]:
    """Several numbers a row: a largest matching between the rows that agree in all of them (augmenting paths)."""
    edges = _edges(left, right, decimals)
    if edges is None:  # very many rows that nearly agree: settle the identical ones, then look again
        left, right = _without_identical(left, right)
        edges = _edges(left, right, decimals)
        if edges is None:
            return [number for _, number in left], [number for _, number in right]
    partner: dict[int, int] = {}  # answer position -> key position
    unmatched = [start for start in range(len(left)) if not _augment(start, edges, partner)]
    free = [right[position][1] for position in range(len(right)) if position not in partner]
    return [left[position][1] for position in unmatched], free


def _edges(left: Vectors, right: Vectors, decimals: int) -> list[list[int]] | None:
    firsts = [vector[0] for vector, _ in right]
    edges, total = [], 0
    for vector, _ in left:
        reach = tolerance(vector[0], decimals)
        window = range(bisect_left(firsts, vector[0] - reach), bisect_right(firsts, vector[0] + reach))
        total += len(window)
        if total > MOST_EDGES:
            return None
        edges.append([position for position in window if _agree(right[position][0], vector, decimals)])
    return edges


def _without_identical(left: Vectors, right: Vectors) -> tuple[Vectors, Vectors]:
    common = Counter(vector for vector, _ in left) & Counter(vector for vector, _ in right)

    def rest(side: Vectors) -> Vectors:
        to_drop, kept = Counter(common), []
        for vector, number in side:
            if to_drop[vector]:
                to_drop[vector] -= 1
            else:
                kept.append((vector, number))
        return kept

    return rest(left), rest(right)


def _augment(start: int, edges: list[list[int]], partner: dict[int, int]) -> bool:
    """Find a partner for ``start``, moving others where that helps; breadth first, so that depth is no limit."""
    came_from: dict[int, int] = {}  # answer position -> the key position that reached it
    held: dict[int, int | None] = {start: None}  # key position -> the answer position it would give up
    queue = [start]
    for mine in queue:
        for theirs in edges[mine]:
            if theirs in came_from:
                continue
            came_from[theirs] = mine
            if theirs in partner:
                held[partner[theirs]] = theirs
                queue.append(partner[theirs])
                continue
            step: int | None = theirs
            while step is not None:
                owner = came_from[step]
                partner[step] = owner
                step = held[owner]
            return True
    return False
