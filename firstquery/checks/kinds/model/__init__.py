"""A model: what it says of rows whose labels the judge alone has, held by a metric against a bar.

answers.py: blocks ``questions`` (a DataFrame of features with a column of ids and no label), ``labels`` (by id) and,
where wanted, ``baseline`` (predictions, or a number: their score) and ``learnt`` (a query for the rows that she has, in
the order of the notebook's own, with a column ``in_time``: 1 where a model may learn from it). On held-out data the
first three are of other data than the answer's: in its kernel nobody finds the labels. The answer is a fitted
estimator, or a function of such a DataFrame; predictions alone are of rows whose labels she has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from firstquery.checks import arguments, limit
from firstquery.checks.cells import cell
from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial, Words
from firstquery.checks.kinds.model import predictions, recording, scoring
from firstquery.checks.kinds.model.scoring import Assessment, class_of, equal
from firstquery.checks.origin import raised_by_answer
from firstquery.checks.payload import payload
from firstquery.checks.verdict import Finding, Json, Verdict, absent, mistake, not_yet, right
from firstquery.checks.words import Messages
from firstquery.core.errors import UserError

ASKED = "a fitted model, or a function"
ALONE = "predictions_alone"
LEAST_ROWS = 10


class ModelOptions(Options):
    """``id``: the column of ids. ``metric``: a name in `scoring.NEEDS`. ``bar``: the score to reach.

    ``margin``: by how much to be better than the baseline. ``ceiling``: a score too good to be true. ``positive``: the
    class that is looked for, of two (else the later one in order). ``forbidden``: columns of the questions that the
    predictions may not depend on.
    """

    id: str = "id"
    metric: str = "accuracy"
    bar: float | None = None
    margin: float | None = None
    ceiling: float | None = None
    positive: str | None = None
    forbidden: Words = ()
    seconds: float = 5.0


class Model(Kind[ModelOptions]):
    name = "model"
    Options = ModelOptions
    blocks = frozenset({"questions", "labels", "baseline", "learnt"})
    evaluated = frozenset({"questions", "labels", "baseline", "learnt"})
    elsewhere = frozenset({"questions", "labels", "baseline"})
    phrases = Messages(__file__)

    def questions(self, options: ModelOptions, material: Material) -> Json:
        rows = _rows(options, material)
        try:
            encoded = arguments.encode(rows)
        except TypeError as fault:
            raise UserError(f"`questions` can't be kept in a key: {fault}.") from None
        asked = {"rows": encoded, "id": options.id, "wants": _needs(options), "seconds": options.seconds}
        if unknown := [name for name in options.forbidden if name not in rows.columns or name == options.id]:
            raise UserError(f"`forbidden` names {unknown[0]}, and `questions` has no such column of features.")
        learnt = material.values.get("learnt")
        if not isinstance(learnt, str | None):
            raise UserError("`learnt` is to be a query, as a text.")
        return {**asked, "forbidden": list(options.forbidden), "learnt": learnt}

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        try:
            return _payload(answer, questions)
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # an object's own methods may raise whatever they like
            if not raised_by_answer(fault):
                raise
            return payload(answer)

    def build_key(
        self, options: ModelOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        key = _expected(options, material)
        made = Assessment(reference, key)
        if made.score is None:
            raise UserError(f"The solution gives no predictions that can be judged: {made.findings}.")
        if made.findings:
            raise UserError(f"The solution scores {made.score:.4g} ({options.metric}): {made.findings[0].code}.")
        listed = []
        for one in mistakes:
            usable = absent(one.payload, ASKED) is None
            code, values, stopped = None, None, None
            if one.payload.get("from") == "values":
                code = ALONE
            elif usable:
                theirs = Assessment(one.payload, key)
                code, values = theirs.findings[0].code if theirs.findings else None, theirs.values
                stopped = _stopped(one.payload)
            told = {"stopped": stopped} if stopped else {}
            listed.append({"name": one.name, "message": one.message, "code": code, "values": values, **told})
        return {**key, "solution": made.values, "mistakes": listed}

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        early = absent(payload, ASKED)
        if early:
            return early
        made = Assessment(payload, expected)
        alone = payload.get("from") == "values"
        for known in expected["mistakes"]:
            if alone:
                same = known["code"] == ALONE
            elif made.values is None:
                same = known["values"] is None and known["code"] == made.findings[0].code
                same = same and known.get("stopped") == _stopped(payload)
            else:
                same = equal(known["values"], made.values) and not equal(expected["solution"], made.values)
            if same:
                return mistake(known["name"], known["message"])
        if alone:
            return not_yet(ALONE)
        uses = payload.get("uses")
        if isinstance(uses, list) and (names := [name for name in expected["forbidden"] if name in uses]):
            return not_yet("uses_forbidden", names=_quote(names), all=_quote(expected["forbidden"]))
        others = payload.get("others")
        if type(others) is int and others > 0:
            return not_yet("other_rows", rows=others)
        if made.findings:
            first = made.findings[0]
            return not_yet(first.code, **first.data)
        return right(Finding(code="score", data=made.data))

    def begin(self) -> None:
        recording.record()

    def blank(self, name: str, options: ModelOptions) -> str:
        return f"{name} = ..."

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        if payload.get("type") != "predictions":
            return None
        rows = len(payload["values"]) or len(payload["matrix"] or [])
        return {"text/plain": f"{payload['called'] or 'predictions'}, tried on {rows:,} rows that it had not seen"}


KIND = Model()


def _payload(answer: Any, questions: Any) -> dict[str, Any]:
    is_blank = answer is None or answer is ... or type(answer).__module__ == "firstquery.core.blank"
    if is_blank or isinstance(answer, type):
        return payload(answer)
    rows: pd.DataFrame = arguments.decode(questions["rows"])
    if predictions.is_estimator(answer) or callable(answer):
        return predictions.predict(answer, rows, questions)
    outcome = limit.call(lambda: predictions.read(answer, questions["id"]), questions["seconds"])
    if outcome.error is not None and not raised_by_answer(outcome.error):
        raise outcome.error
    return outcome.value if outcome.state == "returned" else payload(answer)


def _stopped(payload: Mapping[str, Any]) -> list[str] | None:
    """With which error an answer stopped, and its words: another error is another mistake."""
    is_stopped = payload.get("type") == "failed-model" and payload.get("reason") == "raises"
    return [str(payload.get("error", "")), str(payload.get("message", ""))] if is_stopped else None


def _needs(options: ModelOptions) -> str:
    if options.metric not in scoring.NEEDS:
        raise UserError(f"There is no metric {options.metric!r}. There are: {', '.join(scoring.NEEDS)}.")
    return scoring.NEEDS[options.metric]


def _rows(options: ModelOptions, material: Material) -> pd.DataFrame:
    rows = material.values.get("questions")
    if not isinstance(rows, pd.DataFrame) or options.id not in rows.columns:
        raise UserError(f"`questions` is to be a DataFrame with a column `{options.id}`.")
    if not LEAST_ROWS <= len(rows) <= predictions.MOST_ROWS or rows[options.id].duplicated().any():
        raise UserError(f"`questions` needs {LEAST_ROWS} to {predictions.MOST_ROWS:,} rows, each `{options.id}` once.")
    return rows.reset_index(drop=True)


def _expected(options: ModelOptions, material: Material) -> dict[str, Any]:
    """The key but for the solution and the mistakes."""
    rows, needs = _rows(options, material), _needs(options)
    labels = _by_id(material.values.get("labels"), rows[options.id], options.id, "labels")
    key: dict[str, Any] = {
        "metric": options.metric,
        "needs": needs,
        "id": options.id,
        "seconds": options.seconds,
        "ids": [cell(one) for one in rows[options.id].tolist()],
        "classes": [],
        "positive": 1,
        "threshold": None,
        "baseline": None,
        "ceiling": options.ceiling,
        "forbidden": list(options.forbidden),
    }
    if needs == "number":
        key["labels"] = [float(one) for one in labels]
    else:
        spelt = {class_of(one): one for one in labels}
        key["classes"] = [spelt[one] for one in sorted(spelt, key=lambda one: (isinstance(one, str), one))]
        order = [class_of(one) for one in key["classes"]]
        key["labels"] = [order.index(class_of(one)) for one in labels]
        if len(order) < 2 or (len(order) > 2 and needs != "label"):
            raise UserError(f"The labels have {len(order)} classes; {options.metric} can't be judged on them.")
        if options.positive is not None:
            if class_of(options.positive) not in order:
                raise UserError(f"There is no class {options.positive!r}; there are {key['classes']}.")
            key["positive"] = order.index(class_of(options.positive))
    baseline = material.values.get("baseline")
    if isinstance(baseline, bool | int | float):
        key["baseline"] = float(baseline)
    elif baseline is not None:
        made = Assessment(predictions.read(baseline, options.id, rows[options.id]), key)
        if made.score is None:
            raise UserError(f"`baseline` can't be judged: {made.findings}.")
        key["baseline"] = made.score
    sign = -1 if options.metric in scoring.SMALL_IS_GOOD else 1
    bars = [] if options.bar is None else [options.bar]
    if options.margin is not None and key["baseline"] is not None:
        bars.append(key["baseline"] + sign * options.margin)
    if not bars:
        raise UserError("A model needs a bar: `bar=…`, or `margin=…` and a `baseline`.")
    key["threshold"] = max(bars) if sign > 0 else min(bars)
    return key


def _quote(names: Sequence[str]) -> list[str]:
    return [f"`{name}`" for name in names]


def _by_id(given: Any, ids: pd.Series, id_column: str, name: str) -> list[Any]:
    read = predictions.read(given, id_column, ids)
    found = predictions.align(read["values"], read["ids"], list(ids)) if read.get("values") else None
    if not isinstance(found, list) or any(one is None for one in found):
        raise UserError(f"`{name}` is to have one value for each `{id_column}` of `questions`.")
    return found
