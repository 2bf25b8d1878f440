"""Slips with measures of a model: the two in the other order, and chances where decisions are asked for."""

from __future__ import annotations

import ast
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a


@slip("ValueError")
def measure_swapped(fault: Fault) -> str:
    """``roc_auc_score(chance, gone)``: what was so comes first."""
    if fault.method not in ("roc_auc_score", "average_precision_score", "brier_score_loss", "log_loss", "roc_curve"):
        return ""
    first, second = fault.argument(0, "y_true"), fault.argument(1, "y_score", "y_prob", "y_proba", "y_pred")
    if (
        first is None
        or second is None
        or fault.call is None
        or any(one.arg for one in fault.call.keywords if one.arg in ("y_true", "y_score"))
    ):
        return ""
    truth, guess = fault.value(first), fault.value(second)
    if isinstance(second, ast.Call) and getattr(second.func, "attr", "") == "predict_proba":
        return (
            "`predict_proba` gives two columns, the chance of no and the chance of yes. Take the second: put `[:, 1]`"
            " behind its closing bracket."
        )
    if truth is not UNKNOWN and len(set(_flat(truth))) > 2 and (guess is UNKNOWN or len(set(_flat(guess))) <= 2):
        if guess is UNKNOWN:
            return ""
        return (
            f"the two are in the other order: `{fault.method}` asks first for what was so, and then for the chances."
            f" Write `{fault.method}({fault.quote(second)[1:-1]}, {fault.quote(first)[1:-1]})`."
        )
    if guess is not UNKNOWN and getattr(guess, "ndim", 1) == 2 and guess.shape[1] == 2:
        return (
            f"{fault.quote(second)} has two columns, the chance of no and the chance of yes. Take the second:"
            f" `{fault.quote(second)[1:-1]}[:, 1]`."
        )
    if truth is not UNKNOWN and len(set(_flat(truth))) == 1:
        return (
            f"all of {fault.quote(first)} is `{next(iter(_flat(truth)))}`, so there is nothing to tell apart: it needs"
            " both, yes and no."
        )
    return ""


@slip("ValueError")
def classes_of_chances(fault: Fault) -> str:
    """A measure of decisions is given chances."""
    if fault.method not in ("accuracy_score", "precision_score", "recall_score", "f1_score", "confusion_matrix"):
        return ""
    for number, names in ((1, ("y_pred",)), (0, ("y_true",))):
        piece = fault.argument(number, *names)
        value = fault.value(piece)
        if piece is not None and value is not UNKNOWN and any(one != int(one) for one in _flat(value)):
            return (
                f"`{fault.method}` compares decisions, 0 or 1, and {fault.quote(piece)} holds chances. Decide first:"
                f" `{fault.quote(piece)[1:-1]} >= 0.5`."
            )
    return ""


def _flat(values: Any) -> list[Any]:
    return list(values.ravel()) if hasattr(values, "ravel") and not is_a(values, "Series") else list(values)
