"""A facilitator makes a capstone that nobody has seen, and learns what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from firstquery.cli import app
from firstquery.review import make, pulls, truth, variants
from tests.review.trees import SERVICE

pytestmark = pytest.mark.needs("git")
SHIPPED = [one for one in pulls.numbers(SERVICE / "pulls") if variants.is_variant(one)]


def test_a_fresh_capstone_is_whole_green_and_told_to_the_facilitator_alone(tmp_path: Path):
    ran = CliRunner().invoke(app, ["pulls", "fresh", "--seed", "11", "--to", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    one = variants.variant_of(11)
    made = pulls.load(one.number, tmp_path)
    assert made.is_green
    assert truth.unplaced(variants.truth_of(one), made) == []
    assert all(f"\n{name}: " in ran.output for name in one.faults)
    assert not [name for name in one.faults if name in made.patch]


@pytest.mark.parametrize("number", SHIPPED[:1] + SHIPPED[-1:])
def test_a_capstone_that_ships_is_the_one_that_is_made(number: str, tmp_path: Path):
    one = variants.numbered(number)
    (tmp_path / "base").mkdir()
    start = make.base(SERVICE, tmp_path / "base")
    held = pulls.load(number, SERVICE / "pulls")
    assert held.patch == make.head(start, variants.source_of(one), one.faults, tmp_path / "desk")
    assert held.is_green
