"""What a learner's model says of the questions' rows, as plain JSON: made beside her code, and bounded.

``{"type": "predictions", "from": estimator|function|values, "called": …, "ids": [...] or null, "values": […],
"classes": […] or null, "matrix": [[…]] or null}``. ``ids`` is null where nothing says which row a value is of: then
they are in the rows' order. ``matrix`` has a column for each of ``classes`` (null: nobody said which). Where the
exercise asks for it, ``others`` is how many rows a model was fitted on that it may not know, and ``uses`` lists the
forbidden columns that the predictions depend on. What went wrong in her code is ``{"type": "failed-model", "reason":
…}``, a finding's code, with the error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd

from firstquery.checks import limit
from firstquery.checks.cells import cell, column_values, is_a
from firstquery.checks.kinds.model import perturbation, recording, training
from firstquery.checks.origin import claim, raised_by_answer
from firstquery.checks.payload import payload

MOST_ROWS = 20_000
MOST_CLASSES = 50
MOST_VALUES = 100_000
MOST_CALLED = 100


def is_estimator(answer: Any) -> bool:
    """Whether it is a model of scikit-learn's form, and no class of models."""
    return not is_a(answer, type) and callable(getattr(answer, "predict", None))


def predict(answer: Any, rows: pd.DataFrame, questions: Mapping[str, Any]) -> dict[str, Any]:
    """The payload for an estimator or a function; ``questions`` are those of the kind."""
    id_column, seconds = questions["id"], float(questions["seconds"])
    ids = rows[id_column]
    estimator = is_estimator(answer)
    columns = _columns(answer if estimator else getattr(answer, "__self__", None))
    # It was shown them, and may have dropped them: a pipeline whose first step takes its columns asks for no more.
    lacking = [name for name in columns or [] if name not in rows.columns]
    method = _method(answer, questions["wants"]) if estimator else answer
    if method is None:
        return {"type": "failed-model", "reason": "no_probabilities"}

    def ask(shown: pd.DataFrame) -> limit.Outcome:
        if columns is not None:
            given = shown[[name for name in columns if name in shown.columns]]
        else:
            given = shown.drop(columns=id_column) if estimator else shown.copy()

        def run() -> dict[str, Any]:
            try:
                said = method(given)
            except BaseException as fault:
                claim(fault)
                raise
            if estimator:
                said = _as_frame(said, getattr(answer, "classes_", None))
            return read(said, id_column, ids)

        return limit.call(run, seconds)

    with recording.collect() as tables:
        # Shuffled first: what it keeps of these rows for the next time, the forbidden columns have no part in.
        forbidden = [name for name in questions.get("forbidden", ()) if name in rows.columns]
        shuffled = ask(perturbation.shuffle(rows, forbidden)) if forbidden else None
        outcome = shuffled if shuffled is not None and shuffled.state == "time" else ask(rows)
    if lacking and outcome.state != "returned":
        return {"type": "failed-model", "reason": "columns", "columns": [str(name)[:80] for name in lacking[:20]]}
    if outcome.state == "returned":
        said: dict[str, Any] = outcome.value
        if "values" not in said:
            return said
        made = {**said, "from": "estimator" if estimator else "function", "called": _name(answer)}
        if questions.get("learnt"):
            with suppress(Exception):  # a database of her own has no such rows
                made["others"] = training.count_others(tables, training.read(questions["learnt"]))
        if shuffled is not None:
            made["uses"] = perturbation.find_used(ask, rows, forbidden, outcome, shuffled)
        return made
    if outcome.error is None:
        return {"type": "failed-model", "reason": "time"}
    if not raised_by_answer(outcome.error):
        raise outcome.error  # what it said could not be read
    error = limit.describe(outcome.error, answer if callable(answer) else None)
    return {"type": "failed-model", "reason": _reason(error, answer), **error}


def read(said: Any, id_column: str, ids: pd.Series | None = None) -> dict[str, Any]:
    """The payload of predictions that are there already; ``ids`` are those of the rows that they were asked for."""
    if is_a(said, dict):
        said = pd.Series(said, dtype=object)
    if is_a(said, list, tuple):
        said = np.asarray(said, dtype=object)
    if is_a(said, np.ndarray) and 0 < said.ndim < 3:
        said = pd.DataFrame(said)
    if is_a(said, pd.Series):
        said = said.to_frame("prediction")  # it may have the name of the ids, from which it was looked up
    if not is_a(said, pd.DataFrame) or [*said.columns] == [id_column]:
        return payload(said)
    if len(said) > MOST_ROWS or said.shape[1] > MOST_CLASSES or said.size > MOST_VALUES:
        return {"type": "too-large", "what": f"a table of {len(said):,} rows and {said.shape[1]:,} columns"}
    if id_column in said.columns:
        return _read(said.drop(columns=id_column), list(said[id_column]))
    if said.index.name == id_column or not is_a(said.index, pd.RangeIndex):
        numbered = ids is not None and set(said.index) == set(range(len(ids))) and said.index.name != id_column
        named = list(ids.iloc[list(said.index)]) if numbered and ids is not None else list(said.index)
        return _read(said, named)
    return _read(said, list(ids) if ids is not None and len(ids) == len(said) else None)


def _read(frame: pd.DataFrame, ids: list[Any] | None) -> dict[str, Any]:
    columns = [column_values(frame.iloc[:, place].array) for place in range(frame.shape[1])]
    made: dict[str, Any] = {"type": "predictions", "from": "values", "called": ""}
    made |= {"ids": None if ids is None else [cell(one) for one in ids], "classes": None, "matrix": None}
    if len(columns) == 1:
        return {**made, "values": columns[0]}
    names = None if is_a(frame.columns, pd.RangeIndex) else [cell(name) for name in frame.columns]
    return {**made, "values": [], "classes": names, "matrix": [list(row) for row in zip(*columns, strict=True)]}


def _as_frame(said: Any, classes: Any) -> Any:
    """An estimator's probabilities with its classes as the names of the columns."""
    if is_a(said, np.ndarray) and said.ndim == 2 and classes is not None and len(classes) == said.shape[1]:
        return pd.DataFrame(said, columns=pd.Index(list(classes), dtype=object))
    return said


def _method(model: Any, wants: str) -> Any:
    """The model's own method for what is wanted; None where it has none."""
    names = {"probability": ["predict_proba"], "score": ["predict_proba", "decision_function"]}.get(wants, ["predict"])
    for name in names:
        try:
            found = getattr(model, name, None)
        except Exception:  # of a pipeline that asks a step that is not there yet
            found = None
        if callable(found):
            return found
    return None


def _columns(model: Any) -> list[Any] | None:
    """The columns that a fitted model was shown."""
    try:
        names = getattr(model, "feature_names_in_", None)
        return None if names is None else list(names)
    except Exception:
        return None


def _name(answer: Any) -> str:
    try:
        steps = getattr(answer, "steps", None)
        if is_a(steps, list) and steps:
            return f"{type(answer).__name__}: {', then '.join(type(step).__name__ for _, step in steps)}"[:MOST_CALLED]
        return str(getattr(answer, "__name__", type(answer).__name__))[:MOST_CALLED]
    except Exception:
        return ""


def _reason(error: Mapping[str, Any], answer: Any) -> str:
    """What scikit-learn's own errors mean; the words are those of its messages."""
    bases, message = error["bases"], error["message"]
    if "NotFittedError" in bases:
        return "not_fitted"
    if "ValueError" in bases and ("unknown categor" in message or "unseen labels" in message):
        return "unseen_category"
    if "ValueError" in bases and "contains NaN" in message:
        return "missing_values"
    takes_none = "TypeError" in bases and error["line"] is None and not is_estimator(answer)
    return "arguments" if takes_none and "argument" in message else "raises"


def align(given: Sequence[Any], ids: Sequence[Any] | None, wanted: Sequence[Any]) -> tuple[str, int] | list[Any]:
    """The values in the order of the ``wanted`` ids; else a finding's code and a number."""
    if ids is None:
        return list(given) if len(given) == len(wanted) else ("wrong_length", len(given))
    found: dict[Any, Any] = {}
    for one, value in zip(map(_id, ids), given, strict=True):
        if one in found:
            return "duplicate_ids", len(ids) - len(set(map(_id, ids)))
        found[one] = value
    asked = [_id(one) for one in wanted]
    unknown = len(found.keys() - set(asked))
    missing = sum(one not in found for one in asked)
    if unknown and missing == len(asked):
        return ("no_ids" if len(found) == len(asked) else "unknown_ids"), unknown
    if unknown:
        return "unknown_ids", unknown
    return [found[one] for one in asked] if not missing else ("missing_ids", missing)


def _id(value: Any) -> Any:
    """An id as it is compared: 17, 17.0 and "17" are one."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())
