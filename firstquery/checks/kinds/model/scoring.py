"""Predictions, held against the labels that the judge has: their score, and what is wrong with them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from firstquery.checks import results
from firstquery.checks.equality import number_form
from firstquery.checks.kinds.model.predictions import align
from firstquery.checks.verdict import Finding

#: What a metric is of: label, probability (of a class), score (whatever ranks) or number.
NEEDS = {
    **dict.fromkeys(("accuracy", "balanced_accuracy", "f1", "precision", "recall"), "label"),
    **dict.fromkeys(("brier", "log_loss"), "probability"),
    **dict.fromkeys(("roc_auc", "average_precision"), "score"),
    **dict.fromkeys(("mae", "rmse", "r2"), "number"),
}
SMALL_IS_GOOD = frozenset({"brier", "log_loss", "mae", "rmse"})
MOST_SHOWN = 3


def better(score: float, than: float, metric: str) -> bool:
    """Whether a score is at least as good as another."""
    return score <= than + 1e-9 if metric in SMALL_IS_GOOD else score >= than - 1e-9


def measure(metric: str, labels: Sequence[float], given: Sequence[Any], classes: int, positive: int) -> float:
    """A metric of numbers, of classes (from 0; of two, ``positive`` is looked for), or of chances of ``positive``."""
    from sklearn import metrics

    if NEEDS[metric] == "number":
        of_numbers: Any = {
            "mae": metrics.mean_absolute_error,
            "rmse": metrics.root_mean_squared_error,
            "r2": metrics.r2_score,
        }[metric]
        return float(of_numbers(labels, given))
    if metric in ("f1", "precision", "recall"):
        of: Any = {"f1": metrics.f1_score, "precision": metrics.precision_score, "recall": metrics.recall_score}[metric]
        if classes == 2:
            return float(of(labels, given, pos_label=positive, zero_division=0))
        return float(of(labels, given, labels=list(range(classes)), average="macro", zero_division=0))
    if NEEDS[metric] == "label":
        plain = {"accuracy": metrics.accuracy_score, "balanced_accuracy": metrics.balanced_accuracy_score}[metric]
        return float(plain(labels, given))
    hit = [int(label == positive) for label in labels]
    within = np.clip(np.asarray(given, dtype=float), 0, 1)
    of_chances: Any = {
        "brier": lambda: metrics.brier_score_loss(hit, within),
        "log_loss": lambda: metrics.log_loss(hit, within),
        "roc_auc": lambda: metrics.roc_auc_score(hit, given),
        "average_precision": lambda: metrics.average_precision_score(hit, given),
    }[metric]
    return float(of_chances())


def class_of(value: Any) -> Any:
    """A class as it is compared: True is 1, "1" is 1, capitals and outer spaces do not count."""
    form = number_form(value.strip() if isinstance(value, str) else value)
    return form.casefold() if isinstance(form, str) else None if form is None else float(form)


def equal(one: Sequence[float] | None, other: Sequence[float]) -> bool:
    """Whether two lists of values are the same but for noise."""
    return one is not None and len(one) == len(other) and bool(np.allclose(one, other, rtol=1e-6, atol=1e-9))


class Assessment:
    """A payload, held against a key: ``values`` in its order, ``score``, ``findings`` and the ``data`` that fill them.

    ``values`` are numbers: of labels the numbers of their classes, of probabilities those of the class looked for.
    """

    def __init__(self, payload: Mapping[str, Any], key: Mapping[str, Any]) -> None:
        self.key = key
        self.values: list[float] | None = None
        self.score: float | None = None
        self.data: dict[str, Any] = {}
        found = self._read(payload)
        self.findings = [found] if found else []

    def _read(self, payload: Mapping[str, Any]) -> Finding | None:
        if payload["type"] == "failed-model":
            return self._failure(payload)
        if payload["type"] != "predictions":
            plain = payload.get("value") if payload["type"] in ("scalar", "text") else payload
            return Finding(code="not_a_model", data={"what": results.describe(plain), "id": self.key["id"]})
        matrix = payload["matrix"]
        if matrix is not None and self.key["needs"] in ("label", "number"):
            shares = self.key["classes"] and all(_is_distribution(row) for row in matrix)
            return Finding(code="probabilities_given" if shares else "several_columns")
        found = align(matrix if matrix is not None else payload["values"], payload["ids"], self.key["ids"])
        if isinstance(found, tuple):
            code, number = found
            data = {"number": number, "given": number, "wanted": len(self.key["ids"]), "id": self.key["id"]}
            return Finding(code=code, data=data)
        missing = sum(one is None or (isinstance(one, list) and None in one) for one in found)
        if missing:
            return Finding(code="missing_predictions", data={"number": missing})
        if self.key["needs"] == "label":
            return self._labels(found)
        return self._numbers(found) if self.key["needs"] == "number" else self._chances(found, payload["classes"])

    def _failure(self, payload: Mapping[str, Any]) -> Finding:
        message = f": {payload['message']}" if payload.get("message") else ""
        line, code = payload.get("line"), payload.get("code")
        data = {
            "error": payload.get("error", "an error"),
            "message": message,
            "place": f" (line {line}: `{code}`)" if line and code else "",
            "names": [f"`{name}`" for name in payload.get("columns", [])],
            "seconds": f"{self.key['seconds']:g}",
        }
        return Finding(code=str(payload["reason"]), data=data)

    def _labels(self, given: Sequence[Any]) -> Finding | None:
        classes = self.key["classes"]
        number = {class_of(one): place for place, one in enumerate(classes)}
        spelt = {one: class_of(one) for one in set(given)}
        unknown = [one for one, form in spelt.items() if form not in number]
        if unknown:
            if all(isinstance(one, float) and 0 < one < 1 for one in unknown):
                return Finding(code="probabilities_given")
            names = [f"`{str(one)[:40]}`" for one in sorted(unknown, key=str)[:MOST_SHOWN]]
            other = len(unknown) == len(spelt) <= len(classes)
            data = {"names": names, "wanted": str(classes[self.key["positive"]] if len(classes) == 2 else classes[0])}
            return Finding(code="other_spelling" if other else "unknown_labels", data=data)
        predicted = [number[spelt[one]] for one in given]
        self.values = [float(one) for one in predicted]
        self.score = self._score(predicted)
        found = self._verdict()
        if found and found.code != "too_good":
            if len(set(predicted)) == 1:
                return Finding(code="one_class")
            if len(classes) == 2 and self._passes(self._score([1 - one for one in predicted])):
                return Finding(code="opposite_labels")
        return found

    def _numbers(self, given: Sequence[Any]) -> Finding | None:
        numbers = [number_form(one) for one in given]
        if any(isinstance(one, str) or one is None for one in numbers):
            return Finding(code="not_numbers")
        self.values = [float(one) for one in numbers]  # type: ignore[arg-type]
        self.score = self._score(self.values)
        return self._verdict()

    def _chances(self, given: Sequence[Any], columns: Sequence[Any] | None) -> Finding | None:
        classes = [class_of(one) for one in self.key["classes"]]
        if isinstance(given[0], list):
            order = [class_of(one) for one in columns] if columns is not None else classes
            if sorted(map(str, order)) != sorted(map(str, classes)) or len(given[0]) != len(classes):
                return Finding(code="which_classes")
            given = [row[order.index(classes[self.key["positive"]])] for row in given]
        numbers = [number_form(one) for one in given]
        if any(isinstance(one, str) for one in numbers):
            is_label = all(class_of(one) in classes for one in given)
            return Finding(code="labels_given" if is_label else "not_numbers")
        chances = [float(one) for one in numbers]  # type: ignore[arg-type]
        if self.key["needs"] == "probability" and not all(-1e-9 <= one <= 1 + 1e-9 for one in chances):
            return Finding(code="not_probabilities")
        self.values, self.score = chances, self._score(chances)
        found = self._verdict()
        if found and found.code != "too_good":
            if set(chances) <= {0, 1}:
                return Finding(code="labels_given")
            if len(set(chances)) == 1:
                return Finding(code="one_class")
            if self._passes(self._score([1 - one for one in chances])):
                return Finding(code="wrong_class")
        return found

    def _score(self, given: Sequence[Any]) -> float:
        key = self.key
        with warnings.catch_warnings(action="ignore"):
            return measure(key["metric"], key["labels"], given, len(key["classes"]), key["positive"])

    def _passes(self, score: float) -> bool:
        threshold = self.key["threshold"]
        return threshold is None or better(score, threshold, self.key["metric"])

    def _verdict(self) -> Finding | None:
        """What the score says; None: it is as good as asked for."""
        key, score = self.key, self.score or 0.0
        plain = None if key["baseline"] is None else f"{key['baseline']:.3g}"
        self.data = {"score": f"{score:.3g}", "metric": key["metric"].replace("_", " "), "plain": plain}
        self.data["asked"] = "" if key["threshold"] is None else f"{key['threshold']:.3g}"
        self.data["baseline"] = f", and the baseline reaches {plain}" if plain else ""
        if not self._passes(score):
            plain_is_as_good = plain is not None and better(key["baseline"], score, key["metric"])
            return Finding(code="worse_than_baseline" if plain_is_as_good else "below_bar", data=self.data)
        if key["ceiling"] is not None and better(score, key["ceiling"], key["metric"]):
            return Finding(code="too_good", data=self.data)
        return None


def _is_distribution(row: Sequence[Any]) -> bool:
    inside = all(isinstance(one, int | float) and -1e-9 <= one <= 1 + 1e-9 for one in row)
    return inside and abs(sum(row) - 1) < 1e-3
