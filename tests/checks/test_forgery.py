"""Payloads that a submission could make up: the unsound are refused, the sound are judged, and nothing raises."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from firstquery.checks.judging import envelope, judge
from firstquery.checks.kind import Kind, Material, Mistake
from firstquery.checks.kinds import chart, function, model
from tests.checks import example_charts

JUNK: list[Any] = [
    *(None, True, 0, 1, -1, 3.5, 1e9, float("nan"), "", "x", "2025-01", [], [1], [[1, 2]], {}, "#000000"),
    *("bar", "line", "pie", "time", "raised", "skipped", "probability", "predictions", "failed-model"),
    {"type": "list", "of": [1]},
    {"type": "table", "columns": ["a"], "rows": [[1]], "index": 0, "from": "table"},
]
ROUNDS = 400


def charts() -> tuple[Kind[Any], dict[str, Any], list[Any], dict[str, Any]]:
    made = [
        example_charts.pairs(),
        example_charts.bars(),
        example_charts.line(),
        example_charts.panels(),
        example_charts.lying(),
        3,
    ]
    pie = example_charts.axes("Half is Canada's", "").pie([1, 2], labels=["a", "b"])
    image = example_charts.axes("All of it", "").imshow([[1, 2], [3, 4]])
    return chart.KIND, {"kinds": "line,bar"}, [*made, pie, image], {}


def functions() -> tuple[Kind[Any], dict[str, Any], list[Any], dict[str, Any]]:
    frame = pd.DataFrame({"a": [1, 2]})
    made = [lambda n: {"n": [n, {2}], "t": frame}, lambda n: [n, "x"], lambda n: 1 / n, lambda: 3, 7]
    return function.KIND, {}, made, {"questions": [1, 2, 0.5]}


def models(metric: str = "accuracy") -> tuple[Kind[Any], dict[str, Any], list[Any], dict[str, Any]]:
    rows = pd.DataFrame({"id": range(1, 21), "logins": range(20)})
    labels = np.where(rows["logins"] > 8, "yes", "no")
    chances = rows.set_index("id")["logins"] / 20
    made = [lambda new: np.where(new["logins"] > 8, "yes", "no"), chances, lambda new: 1 / 0, labels[:3], rows, 7]
    if metric != "accuracy":
        made = [chances, pd.DataFrame({"no": 1 - chances, "yes": chances}), *made]
    return model.KIND, {"metric": metric, "bar": 0.7}, made, {"questions": rows, "labels": labels}


def places(json: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    parts = json.items() if isinstance(json, dict) else enumerate(json[:6]) if isinstance(json, list) else ()
    for key, part in parts:
        yield from places(part, (*path, key))


def spoilt(payload: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    made = copy.deepcopy(payload)
    for _ in range(chance.choice([1, 1, 2, 3])):
        paths = list(places(made))
        if not paths:
            break
        *way, last = chance.choice(paths)
        parent = made
        for key in way:
            parent = parent[key]
        if chance.random() < 0.7:
            parent[last] = copy.deepcopy(chance.choice(JUNK))
        else:
            del parent[last]
    return made


@pytest.mark.parametrize(
    "make", [charts, functions, models, lambda: models("roc_auc"), lambda: models("average_precision")]
)
def test_no_payload_makes_a_judge_raise(make: Any) -> None:
    kind, options, answers, values = make()
    chosen, material, chance = kind.Options(**options), Material(values=values), random.Random(5)
    questions = kind.questions(chosen, material)
    payloads = [kind.payload(answer, questions) for answer in answers]
    plt.close("all")
    key = kind.build_key(
        chosen, payloads[0], [Mistake("m", "m", payloads[2]), Mistake("n", "n", payloads[-1])], material
    )
    entry, judged = {"kind": kind.name, "expected": key, "points": 1}, 0
    for _ in range(ROUNDS):
        payload = spoilt(chance.choice(payloads), chance)
        verdict = judge(entry, envelope("w01-q1", payload))
        assert (verdict.points > 0) is verdict.right
        judged += verdict.outcome != "could-not-run"
    assert ROUNDS / 20 < judged < ROUNDS
