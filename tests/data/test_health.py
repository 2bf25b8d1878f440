"""What is planted in `health` is what models find there: enough to learn, nothing that makes it certain."""

from __future__ import annotations

import pytest

from benchmarks.churn import margins
from kestrel.faults import broken
from kestrel.leaving import labelled
from kestrel.measures import Tables

HONEST = ("regression", "forest", "boosting", "bayes", "neighbours")


@pytest.fixture(scope="module", params=["learning", "held-out"])
def found(request: pytest.FixtureRequest) -> dict[str, float]:
    if request.param == "learning":
        return margins(request.getfixturevalue("learning"))
    held: dict[int, Tables] = request.getfixturevalue("held_out")
    return margins(held[4242])


def test_every_honest_model_beats_the_rule_and_none_is_certain(found: dict[str, float]) -> None:
    assert 0.63 <= found["rule"] <= 0.72
    assert 0.76 <= found["regression"] <= 0.85
    for name in HONEST:
        assert found["rule"] + 0.05 <= found[name] < 0.90, name


def test_flexible_models_find_little_more_or_less_than_a_regression(found: dict[str, float]) -> None:
    for name in ("forest", "boosting"):
        assert abs(found[name] - found["regression"]) <= 0.05, name


def test_leavers_are_few_before_the_new_prices_and_not_many_after_them(found: dict[str, float]) -> None:
    assert 0.015 <= found["base_learnt"] < found["base_tried"] <= 0.08


def test_the_exit_survey_makes_a_model_look_perfect(found: dict[str, float]) -> None:
    assert found["survey"] >= 0.95


def test_rows_split_at_random_make_a_forest_look_far_better(found: dict[str, float]) -> None:
    assert found["random_more"] >= 0.05


def test_who_learnt_before_the_new_prices_does_worse_after_them(found: dict[str, float]) -> None:
    assert found["calm_more"] >= 0.03


def test_a_seller_encoded_before_the_split_helps_there_and_not_on_later_months(found: dict[str, float]) -> None:
    assert found["seller_same"] >= 0.01
    assert found["seller_fresh"] <= 0.005


def test_an_owner_who_never_signed_in_stays_and_leaves_like_any_other(tables: Tables) -> None:
    notes = labelled(tables)
    never = notes["owner_days"].isna()
    assert abs(notes.loc[never, "leaves"].mean() - notes.loc[~never, "leaves"].mean()) < 0.02


def test_a_note_that_cannot_be_is_noticed(learning: Tables) -> None:
    """`broken` is asked by each build; so is it for a table without its signal."""
    notes = learning["health"]
    for spoilt in (
        notes.assign(noted_on="2024-01-30"),
        notes.assign(days_used=notes["days_used"].sample(frac=1, random_state=1).to_numpy()),
        notes.assign(days_used_before=notes["days_used_before"].fillna(0)),
    ):
        assert any("health" in one or "fades" in one for one in broken({**learning, "health": spoilt}))
