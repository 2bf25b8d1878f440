"""Slips with models: gaps, texts, shapes, and columns that differ from those of the fit."""

from __future__ import annotations

import ast
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a, listed, many

ASKS = ("fit", "predict", "predict_proba", "score", "transform", "fit_transform", "fit_predict")
_FEATURES = ("X", "data")


def _model(fault: Fault) -> Any:
    func = fault.call.func if fault.call else None
    return fault.value(func.value) if isinstance(func, ast.Attribute) else UNKNOWN


def _features(fault: Fault) -> tuple[ast.expr | None, Any]:
    refused = is_a(fault.error, "InvalidParameterError")  # of the model itself, before it looks at the table
    if refused or fault.method not in ASKS or not fault.is_in("sklearn"):
        return None, UNKNOWN
    piece = fault.argument(0, *_FEATURES)
    return piece, fault.value(piece)


@slip("NotFittedError")
def not_fitted(fault: Fault) -> str:
    func = fault.call.func if fault.call else None
    if not isinstance(func, ast.Attribute):
        return ""
    what = fault.quote(func.value)[1:-1]
    return f"`{what}` has learnt nothing yet. Call `{what}.fit(…, …)` first, in a line above."


@slip("ValueError", "KeyError")
def columns_of_the_fit(fault: Fault) -> str:
    """Other columns than the model has learnt from."""
    piece, table = _features(fault)
    learnt = getattr(_model(fault), "feature_names_in_", None)
    if piece is None or not is_a(table, "DataFrame") or learnt is None or fault.method.startswith("fit"):
        return ""
    missing = [one for one in learnt if one not in table.columns]
    if missing:
        return (
            f"{fault.quote(piece)} lacks {listed(missing)}, from which the model has learnt. Give it the columns of"
            f" `fit`: {listed(list(learnt))}."
        )
    more = [one for one in table.columns if one not in list(learnt)]
    if more and isinstance(fault.error, ValueError):
        return (
            f"{fault.quote(piece)} has {listed(more)}, which `fit` had not. Give it the columns of `fit`:"
            f" {listed(list(learnt))}."
        )
    return ""


@slip("ValueError", "TypeError", "IndexError", "KeyError")
def other_order(fault: Fault) -> str:
    """``fit(answers, features)``."""
    first, second = fault.argument(0, *_FEATURES), fault.argument(1, "y")
    if fault.method not in ("fit", "score") or first is None or second is None or not fault.is_in("sklearn"):
        return ""
    if not is_a(fault.value(first), "Series") or not _is_table(fault, second):
        return ""
    return f"`{fault.method}` takes the features first, and then the answers: here the two are in the other order."


def _is_table(fault: Fault, piece: ast.expr) -> bool:
    """Return whether a piece is a table, or some columns of one."""
    if isinstance(piece, ast.Subscript) and is_a(fault.value(piece.value), "DataFrame"):
        return isinstance(piece.slice, ast.List | ast.Name | ast.BinOp) and not is_a(fault.value(piece), "Series")
    return is_a(fault.value(piece), "DataFrame")


@slip("ValueError")
def one_column(fault: Fault) -> str:
    """A column, or a list, where a table of features is asked for."""
    piece, value = _features(fault)
    is_list = isinstance(value, list) and not (value and isinstance(value[0], list))
    if piece is None or not (is_list or (is_a(value, "Series", "ndarray") and value.ndim == 1)):
        return ""
    if is_a(_model(fault), "LabelEncoder"):
        return ""
    what = fault.quote(piece)[1:-1]
    way = (
        f"write `{what.replace('[', '[[', 1).replace(']', ']]', 1)}`"
        if isinstance(piece, ast.Subscript) and isinstance(piece.slice, ast.Constant)
        else 'choose its columns with two pairs of square brackets, `table[["…"]]`'
    )
    return f"`{fault.method}` asks for a table of features, and `{what}` is one column. Of one feature, too, {way}."


@slip("ValueError")
def texts_among_numbers(fault: Fault) -> str:
    """A column of texts among those that are prepared as numbers."""
    piece, table = _features(fault)
    steps = [step for _, step in getattr(_model(fault), "steps", [])]
    parts = [part for step in steps for part in getattr(step, "transformers", [])]
    for _, how, columns in parts:
        inner = [one for _, one in getattr(how, "steps", [("", how)])]
        if not any(is_a(one, "SimpleImputer", "StandardScaler", "MinMaxScaler") for one in inner):
            continue
        named = columns if isinstance(columns, list) else [columns]
        source = table if is_a(table, "DataFrame") else _whole(fault, piece)
        texts = [one for one in named if source is not None and one in source.columns and _of_texts(source[one])]
        if texts and not any(getattr(one, "strategy", "") in ("most_frequent", "constant") for one in inner):
            said = "holds texts, and stands among the columns that are prepared as numbers. Put it with the words."
            return f"{listed(texts)} {said}"
    return ""


def _whole(fault: Fault, piece: ast.expr | None) -> Any:
    """Return the table of which some columns are asked for; None where it is not known."""
    whole = fault.value(piece.value) if isinstance(piece, ast.Subscript) else None
    return whole if is_a(whole, "DataFrame") else None


def _of_texts(column: Any) -> bool:
    return str(column.dtype) in ("str", "string", "object", "category")


@slip("ValueError", "KeyError")
def columns_of_the_parts(fault: Fault) -> str:
    """A column that a part of the pipeline prepares, and that the table does not have."""
    piece, table = _features(fault)
    steps = [step for _, step in getattr(_model(fault), "steps", [])]
    lists = [some for step in steps for _, _, some in getattr(step, "transformers", []) if isinstance(some, list)]
    named = [one for some in lists for one in some]
    known = list(table.columns) if is_a(table, "DataFrame") else fault.value(getattr(piece, "slice", None))
    if piece is None or not isinstance(known, list):
        return ""
    missing = [one for one in named if isinstance(one, str) and one not in known]
    if not missing:
        return ""
    return f"{fault.quote(piece)} lacks {listed(missing)}, which a part of the model prepares. Give it that column too."


@slip("ValueError")
def texts_for_numbers(fault: Fault) -> str:
    """Columns of texts, which no model computes with."""
    piece, table = _features(fault)
    if (
        piece is None
        or not is_a(table, "DataFrame")
        or _prepares(_model(fault), "OneHotEncoder", "OrdinalEncoder", "ColumnTransformer")
    ):
        return ""
    texts = [one for one in table.columns if str(table[one].dtype) in ("str", "string", "object", "category")]
    if not texts:
        return ""
    return (
        f"a model computes with numbers, and {fault.quote(piece)} has columns of texts: {listed(texts)}. Leave them"
        " out, or make numbers of them with `OneHotEncoder`."
    )


@slip("ValueError")
def gaps(fault: Fault) -> str:
    """NaN in what is learnt from."""
    piece, table = _features(fault)
    answers = fault.argument(1, "y")
    target = fault.value(answers)
    if piece is None or "sklearn.utils.validation" not in fault.below:
        return ""
    if answers is not None and is_a(target, "Series") and int(target.isna().sum()):
        return (
            f"{fault.quote(answers)} has {many(int(target.isna().sum()), 'missing value')} (NaN): a row without an"
            " answer teaches nothing. Leave these rows out first."
        )
    if not is_a(table, "DataFrame") or _prepares(_model(fault), "SimpleImputer", "KNNImputer", "ColumnTransformer"):
        return ""
    counts = table.isna().sum()
    holed = [one for one, number in counts.items() if number]
    if not holed:
        return ""
    return (
        f"{fault.quote(piece)} has missing values (NaN), in {listed(holed)}, and this model reads none. Put"
        " `SimpleImputer` before the model, or leave those rows out, `.dropna()`."
    )


@slip("ValueError")
def unequal_rows(fault: Fault) -> str:
    """Features and answers of different length."""
    piece, table = _features(fault)
    answers = fault.argument(1, "y")
    target = fault.value(answers)
    if fault.method in (
        "roc_auc_score",
        "accuracy_score",
        "f1_score",
        "precision_score",
        "recall_score",
        "confusion_matrix",
    ):
        piece, answers = fault.argument(0, "y_true"), fault.argument(1, "y_pred", "y_score")
        table, target = fault.value(piece), fault.value(answers)
    if piece is None or answers is None or table is UNKNOWN or target is UNKNOWN:
        return ""
    if len(table) == len(target):
        return ""
    return (
        f"{fault.quote(piece)} has {many(len(table), 'row')}, and {fault.quote(answers)} has {len(target):,}. Each row"
        " needs its answer: take both from the same table."
    )


def _prepares(model: Any, *names: str) -> bool:
    """Return whether a step of these names is in the model."""
    steps = [step for _, step in getattr(model, "steps", [])]
    return any(is_a(one, *names) for one in [model, *steps])


@slip("ValueError")
def one_class(fault: Fault) -> str:
    """Nothing to tell apart: all answers are the same."""
    answers = fault.argument(1, "y")
    target = fault.value(answers)
    if (
        fault.method != "fit"
        or not fault.is_in("sklearn")
        or answers is None
        or not is_a(target, "Series", "list", "ndarray")
    ):
        return ""
    kinds = set(target)
    if len(kinds) != 1:
        return ""
    return (
        f"all answers in {fault.quote(answers)} are `{kinds.pop()}`, so there is nothing to tell apart. Look at how the"
        " rows were chosen."
    )
