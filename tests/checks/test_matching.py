"""Rows that nearly agree are matched one to one, as many as can be, with scipy and without it."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some

from firstquery.checks import rows

EDGES = some.sets(some.tuples(some.integers(0, 7), some.integers(0, 7)), min_size=1, max_size=30).map(sorted)


@given(EDGES)
def test_without_scipy_a_matching_is_as_large_as_with_it(edges: list[tuple[int, int]]) -> None:
    found = rows._augment(edges, 8, 8)
    pairs = [(place, other) for place, other in enumerate(found) if other >= 0]
    assert set(pairs) <= set(edges) and len({other for _, other in pairs}) == len(pairs)
    assert len(pairs) == sum(other >= 0 for other in rows._partners(edges, 8, 8))


@pytest.mark.parametrize("has_scipy", [True, False])
def test_rows_on_a_bound_of_rounding_find_their_partners(has_scipy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of one group lie within reach of each other: the first that comes is not always the one that fits."""
    if not has_scipy:
        monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    mine, theirs = [[1.0, 1.004, 1.008]], [[1.004, 1.012, 0.996]]
    reach = [[0.0051, 0.0051, 0.0051]]
    assert not rows.differ(mine, theirs, reach, (3, 3))
    off = rows.differ(mine, [[1.004, 1.012, 2.0]], reach, (3, 3))
    assert (len(off.missing), off.extra) == (1, [2])
