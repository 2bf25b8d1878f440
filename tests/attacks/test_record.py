"""The record of stock nbgrader is complete, the page is made from it, and three quick attacks are measured again."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from tests.attacks import record, stock, table
from tests.attacks.attack import attacks
from tests.attacks.honest import HONEST
from tests.conftest import needs
from tests.grading.orders import Course

MEASURED_AGAIN = ("session-patched", "rows-printed", "source-searched")


def test_every_attack_and_every_honest_submission_was_measured_and_nothing_else() -> None:
    assert set(record.read()) == {one.name for one in attacks()} | {odd.name for odd in HONEST}
    assert len(attacks()) >= 80 and len(HONEST) >= 20


def test_every_measurement_names_the_version_of_nbgrader() -> None:
    assert {found["stock"]["version"] for found in record.read().values()} == {version("nbgrader")}


def test_every_aim_has_its_attacks_and_every_attack_its_title() -> None:
    assert {one.attack.aim for one in attacks()} == set(table.AIMS)
    titles = [one.title for one in attacks()]
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if not title or "\n" in title or "|" in title]


def test_the_page_is_what_the_record_and_the_attacks_say() -> None:
    assert table.FILE.read_text(encoding="utf-8") == table.page()


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Stock nbgrader is attacked as a user of its own, which only root can give it."""
    needs("bubblewrap")
    return stock.template(tmp_path_factory.mktemp("ordinary") / "course")


@pytest.mark.root
@pytest.mark.parametrize("name", MEASURED_AGAIN)
def test_stock_nbgrader_does_what_the_record_says(ordinary: Course, name: str, tmp_path: Path) -> None:
    one = next(one for one in attacks() if one.name == name)
    assert record.stock_said(stock.measure(ordinary, one)) == record.stock_said(record.read()[name]["stock"])
