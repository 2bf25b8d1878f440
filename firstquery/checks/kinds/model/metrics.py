"""Metrics of scikit-learn by name: how good predictions are, which way is better, and what they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

#: What a metric is of: label, probability (of a class), score (whatever ranks) or number.
NEEDS = {
    **dict.fromkeys(("accuracy", "balanced_accuracy", "f1", "precision", "recall"), "label"),
    **dict.fromkeys(("brier", "log_loss"), "probability"),
    **dict.fromkeys(("roc_auc", "average_precision"), "score"),
    **dict.fromkeys(("mae", "rmse", "r2"), "number"),
}
SMALL_IS_GOOD = frozenset({"brier", "log_loss", "mae", "rmse"})


def better(score: float, than: float, metric: str) -> bool:
    """Whether a score is at least as good as another."""
    return score <= than + 1e-9 if metric in SMALL_IS_GOOD else score >= than - 1e-9


def score(metric: str, labels: Sequence[float], given: Sequence[Any], classes: int, positive: int) -> float:
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
