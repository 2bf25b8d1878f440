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
    **dict.fromkeys(("mae", "rmse", "median_error", "mape", "r2"), "number"),
}
SMALL_IS_GOOD = frozenset({"brier", "log_loss", "mae", "rmse", "median_error", "mape"})
ONE_CLASS_ONLY = frozenset({"brier", "average_precision"})


def better(score: float, than: float, metric: str) -> bool:
    """Whether a score is at least as good as another."""
    return score <= than + 1e-9 if metric in SMALL_IS_GOOD else score >= than - 1e-9


def score_labels(metric: str, labels: Sequence[int], predicted: Sequence[int], classes: int, positive: int) -> float:
    """A metric of classes, which are numbers from 0; of two, ``positive`` is the one that is looked for."""
    from sklearn import metrics

    if metric == "accuracy":
        return float(metrics.accuracy_score(labels, predicted))
    if metric == "balanced_accuracy":
        recalls = metrics.recall_score(labels, predicted, labels=sorted(set(labels)), average=None, zero_division=0)
        return float(np.mean(recalls))
    of = {"f1": metrics.f1_score, "precision": metrics.precision_score, "recall": metrics.recall_score}[metric]
    if classes == 2:
        return float(of(labels, predicted, pos_label=positive, average="binary", zero_division=0))
    return float(of(labels, predicted, labels=list(range(classes)), average="macro", zero_division=0))


def score_probabilities(metric: str, labels: Sequence[int], matrix: Any, positive: int) -> float:
    """A metric of probabilities or scores: ``matrix`` has a column for each class."""
    from sklearn import metrics

    given = np.asarray(matrix, dtype=float)
    classes = list(range(given.shape[1]))
    hit = [int(label == positive) for label in labels]
    if metric == "roc_auc":
        if len(classes) == 2:
            return float(metrics.roc_auc_score(hit, given[:, positive]))
        return float(metrics.roc_auc_score(labels, given, multi_class="ovr", labels=classes))
    if metric == "average_precision":
        return float(metrics.average_precision_score(hit, given[:, positive]))
    if metric == "brier":
        return float(metrics.brier_score_loss(hit, np.clip(given[:, positive], 0, 1)))
    return float(metrics.log_loss(labels, given, labels=classes))


def score_numbers(metric: str, labels: Sequence[float], predicted: Sequence[float]) -> float:
    """A metric of numbers."""
    from sklearn import metrics

    of: Any = {
        "mae": metrics.mean_absolute_error,
        "rmse": metrics.root_mean_squared_error,
        "median_error": metrics.median_absolute_error,
        "mape": metrics.mean_absolute_percentage_error,
        "r2": metrics.r2_score,
    }[metric]
    return float(of(labels, predicted))
