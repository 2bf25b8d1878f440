"""The price page has what week 18 is about, on every snapshot; `python -m tests.data.test_price_page` asks 20 seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kestrel import price_page as p
from kestrel.measures import Tables

MARGIN = 5_000  # dollars between the best option and the next


def missing(test: pd.DataFrame) -> list[str]:
    """What a test should have and has not."""
    effect, low, _ = p.interval(test)
    by_device, will = p.effects(test), p.expected(test)
    helped = max(by_device, key=lambda device: by_device[device])
    harmed = min(by_device, key=lambda device: by_device[device])
    first = p.first_significant_week(test)
    stopped = p.expected(test[test["week"] <= first])
    came = p.happened(test, helped)
    promises = {
        "significant for everybody": low > 0.0005,
        "smaller than what the page costs": effect < p.COST / p.WORTH - 0.0002,
        "tiny in money": abs(will["ship"]) < 2_500,
        "reversed on one device, significantly": p.interval(test[test["device"] == harmed])[2] < 0,
        "well beyond its cost on the other": p.interval(test[test["device"] == helped])[1] > p.COST / p.WORTH,
        "part is best by a margin": will["part"] - max(will["ship"], will["wait"]) > MARGIN,
        "first significant early": 2 <= first <= 3,
        "who stops there ships": stopped["ship"] - max(stopped["part"], stopped["wait"]) > 1_000,
        "and loses by it": came["ship"] < came["wait"] - 3_000,
        "part was best": came["part"] - max(came["ship"], came["wait"]) > MARGIN,
        "the same table has the same future": p.half_year_after(test.sample(frac=1, random_state=1)).equals(
            p.half_year_after(test)
        ),
    }
    return [promise for promise, holds in promises.items() if not holds]


def test_the_winner_is_significant_tiny_reversed_on_one_device_and_part_is_best(tables: Tables) -> None:
    assert not missing(tables["price_page"])


@pytest.mark.parametrize("seed", [1, 2])
def test_any_seed_has_it(seed: int) -> None:
    assert not missing(p.draw_price_page(np.random.default_rng([seed, 0, 12])))


def test_another_snapshot_has_another_future(learning: Tables, held_out: dict[int, Tables]) -> None:
    futures = [p.half_year_after(one["price_page"]) for one in (learning, *held_out.values())]
    assert len({int(one["asked_new"].sum()) for one in futures}) == len(futures)


if __name__ == "__main__":
    for number in range(100, 120):
        print(number, missing(p.draw_price_page(np.random.default_rng([number, 0, 12]))) or "all there")
