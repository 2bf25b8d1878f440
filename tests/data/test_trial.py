"""The trial has what week 21 is about, on every snapshot; `python -m tests.data.test_trial SEED …` asks others."""

from __future__ import annotations

import json
import sys

import pandas as pd
import pytest

from firstquery.vendor.models import MODELS
from kestrel import trial as t
from kestrel.measures import Tables

MARGIN = 40  # dollars for a thousand tickets between the best candidate and the next


def kappa(one: pd.Series, other: pd.Series) -> float:
    same = float((one == other).mean())
    chance = float(sum((one == each).mean() * (other == each).mean() for each in one.unique()))
    return (same - chance) / (1 - chance)


def joined(tables: Tables) -> pd.DataFrame:
    both = tables["trial_calls"].merge(tables["golden"], on="ticket_id")
    both["right"] = both["answer"] == both["team"]
    both["lost"] = t.lost(both["team"], both["answer"])
    return both


def missing(tables: Tables) -> list[str]:
    """What a trial should have and has not."""
    golden, both = tables["golden"], joined(tables)
    fair, seen = both[both["shown"] == 0], both[both["shown"] == 1]
    right = fair.groupby("candidate")["right"].mean()
    slide = both.groupby("candidate")["right"].mean()
    total = 1000 * (fair.groupby("candidate")["dollars"].mean() + fair.groupby("candidate")["lost"].mean())
    judged = both.assign(ok=both["judged"] == "right").groupby("candidate")["ok"].mean()
    dear = fair[fair["team"] == "Mobile app"].groupby("candidate")["right"].mean()
    waits = (golden["waits_1"] == golden["waits_2"]).mean()
    promises = {
        "160 fair tickets": (golden["shown"] == 0).sum() == t.GOLDEN - t.SHOWN,
        "readers agree on most": 0.85 <= (golden["reader_1"] == golden["reader_2"]).mean() <= 0.91,
        "and beyond chance": 0.8 < kappa(golden["reader_1"], golden["reader_2"]) < 0.9,
        "they agree on waiting as often": waits > 0.84,
        "and hardly beyond chance": kappa(golden["waits_1"], golden["waits_2"]) < 0.55,
        "one of them is always right": (
            (golden["reader_1"] == golden["team"]) | (golden["reader_2"] == golden["team"])
        ).all(),
        "what it has seen it knows": seen[seen["candidate"] == "nearest 120"]["right"].mean() > 0.95,
        "so the slide flatters": slide["nearest 120"] - right["nearest 120"] > 0.02,
        "the longer prompt is right more often": right["rules described"] - right["rules short"] > 0.01,
        "and worse where it is dear": dear["rules short"] - dear["rules described"] > 0.07,
        "so that it is dearer": total["rules described"] - total["rules short"] > 20,
        "many examples beat few, and the word lists": right["nearest 120"] - right.drop(["nearest 120", "reader"]).max()
        > 0.01,
        "a person beats all": right["reader"] - right["nearest 120"] > 0.02,
        "the judge puts its own model first": judged["rules described"] - judged["nearest 120"] > 0.03,
        "the best total is the model with many examples": total["nearest 120"]
        < total.drop("nearest 120").min() - MARGIN,
        "a person takes longest": fair.groupby("candidate")["seconds"].mean().idxmax() == "reader",
    }
    return [promise for promise, holds in promises.items() if not holds]


def test_the_trial_shows_a_seen_exam_a_dear_slice_and_a_partial_judge(tables: Tables) -> None:
    assert not missing(tables)


def test_a_stored_answer_is_what_the_model_answers_and_costs(learning: Tables) -> None:
    calls, tickets = learning["trial_calls"], learning["tickets"].set_index("ticket_id")
    some = calls[calls["candidate"].isin(["rules short", "rules described"])].iloc[::37]
    for row in some.itertuples():
        ticket = tickets.loc[row.ticket_id]
        prompt = t.PROMPTS[str(row.candidate).removeprefix("rules ")]
        text = t.written(ticket["subject"], ticket["body"])
        made = t.asked("rules-1", t.question(prompt, text))
        assert json.loads(made.text)["team"] == row.answer
        assert (made.tokens_in, made.tokens_out) == (row.tokens_in, row.tokens_out)
        assert MODELS["rules-1"].dollars(made.tokens_in, made.tokens_out) == pytest.approx(row.dollars, abs=1e-6)
        said = t.asked("rules-1", t.judge_question(text, str(row.answer)), "verdict", ("right", "wrong"))
        assert json.loads(said.text)["verdict"] == row.judged


def test_nothing_personal_is_sent(learning: Tables) -> None:
    texts = [t.written(one.subject, one.body) for one in learning["tickets"].itertuples()]
    assert not any("555-01" in text or "@example" in text for text in texts)


if __name__ == "__main__":
    from kestrel.build import tables_of

    for number in map(int, sys.argv[1:]):
        print(number, missing(tables_of("held-out", number)) or "all there", flush=True)
