"""The kind model: what a model says of rows whose labels the judge alone has, in every form that people hand in."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import BernoulliNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from firstquery.checks.kind import Material
from firstquery.checks.kinds.model import KIND
from firstquery.checks.verdict import Verdict
from firstquery.core.blank import Blank, Failed
from firstquery.core.errors import UserError
from tests.checks import verdicts
from tests.checks.verdicts import code

RANDOM = np.random.default_rng(7)


def table(first: int, count: int) -> pd.DataFrame:
    rows = pd.DataFrame({"account_id": [f"A{number}" for number in range(first, first + count)]})
    rows["logins"] = RANDOM.normal(20, 6, count).round(1)
    rows["plan"] = RANDOM.choice(["basic", "pro"], count)
    risk = 22 - rows["logins"] - 4 * (rows["plan"] == "pro") + RANDOM.normal(0, 2, count)
    rows["churned"] = np.where(risk > 0, "yes", "no")
    rows["spend"] = (rows["logins"] * 3 + RANDOM.normal(0, 1, count)).round(2)
    return rows


PAST, NEW = table(0, 400), table(1000, 120)
FEATURES = ["logins", "plan"]
QUESTIONS = NEW[["account_id", *FEATURES]]
LABELS = NEW.set_index("account_id")["churned"]
SPEND = NEW.set_index("account_id")["spend"]
VALUES = {"questions": QUESTIONS, "labels": LABELS, "baseline": ["no"] * 120}
IN_NUMBERS = {"questions": QUESTIONS, "labels": SPEND, "baseline": [60.0] * 120}


def fitted(model: Any = None, rows: pd.DataFrame = PAST, label: str = "churned", **encoding: Any) -> Any:
    encoded = make_column_transformer((OneHotEncoder(**encoding), ["plan"]), remainder="passthrough")
    return make_pipeline(encoded, model or LogisticRegression()).fit(rows[FEATURES], rows[label])


PIPELINE = fitted()
IN_WORDS = pd.Series(PIPELINE.predict(NEW[FEATURES]), index=QUESTIONS["account_id"], name="churned")
CHANCES = pd.Series(PIPELINE.predict_proba(NEW[FEATURES])[:, 1], index=QUESTIONS["account_id"])


def rule(rows: pd.DataFrame) -> Any:
    return np.where(rows["logins"] + 4 * (rows["plan"] == "pro") < 22, "yes", "no")


def said(answer: Any, values: Any = None, mistakes: Any = None, reference: Any = None, **options: Any) -> Verdict:
    asked = {"id": "account_id", "bar": 0.8, **options}
    return verdicts.verdict(
        KIND, answer, PIPELINE if reference is None else reference, mistakes, values or VALUES, **asked
    )


class Stamp:
    """Predicts by its own method, without being an estimator of scikit-learn."""

    def predict(self, rows: pd.DataFrame) -> Any:
        return rule(rows)


RIGHT = [
    PIPELINE,
    PIPELINE.predict,
    make_pipeline(  # it was shown all columns, the label too, and its first step takes two of them
        make_column_transformer((OneHotEncoder(), ["plan"]), ("passthrough", ["logins"])), LogisticRegression()
    ).fit(PAST, PAST["churned"]),
    GridSearchCV(fitted(), {"logisticregression__C": [0.5, 1]}, cv=2).fit(PAST[FEATURES], PAST["churned"]),
    rule,
    lambda rows: rows.assign(churned=rule(rows)).set_index("account_id")["churned"].sort_index(),
    lambda rows: pd.Series(rule(rows), index=rows.index).sample(frac=1, random_state=1),
    Stamp(),
    IN_WORDS,
    IN_WORDS.sample(frac=1, random_state=3),
    IN_WORDS.str.upper(),
    IN_WORDS.reset_index(),
    IN_WORDS.to_frame(),
    IN_WORDS.to_dict(),
    IN_WORDS.to_numpy(),
    list(IN_WORDS),
]


@pytest.mark.parametrize("answer", RIGHT)
def test_good_predictions_are_right_in_any_form(answer: Any) -> None:
    made = said(answer)
    assert code(made) == "right"
    assert made.findings[0].data["metric"] == "accuracy"


def broken(rows: pd.DataFrame) -> Any:
    return rows["seats"] > 3


def forever(rows: pd.DataFrame) -> Any:
    while True:
        pass


ONLY_BASIC = PAST[PAST["plan"] == "basic"]
WRONG: list[tuple[Any, str]] = [
    (LogisticRegression(), "not_fitted"),
    (make_pipeline(StandardScaler(), LogisticRegression()), "not_fitted"),
    (LogisticRegression, "not_a_model"),
    (3, "not_a_model"),
    (rule(PAST), "wrong_length"),
    (IN_WORDS[:-2], "missing_ids"),
    (pd.concat([IN_WORDS, IN_WORDS[:3]]), "duplicate_ids"),
    (pd.concat([IN_WORDS, pd.Series(["no"], index=["A9"])]), "unknown_ids"),
    (IN_WORDS.set_axis(range(120)), "right"),
    (IN_WORDS.set_axis(list(range(7, 127))), "no_ids"),
    (IN_WORDS.where(IN_WORDS.index != "A1003"), "missing_predictions"),
    (IN_WORDS.map({"yes": "churned", "no": "stays"}), "other_spelling"),
    (IN_WORDS.where(IN_WORDS.index != "A1003", "maybe"), "unknown_labels"),
    (IN_WORDS.map({"yes": "no", "no": "yes"}), "opposite_labels"),
    (pd.Series("no", index=IN_WORDS.index), "one_class"),
    (DummyClassifier().fit(PAST[FEATURES], PAST["churned"]), "one_class"),
    (CHANCES, "probabilities_given"),
    (lambda rows: PIPELINE.predict_proba(rows[FEATURES]), "probabilities_given"),
    (QUESTIONS, "several_columns"),
    (fitted(DecisionTreeClassifier(max_depth=1, max_features=1, random_state=2)), "worse_than_baseline"),
    (fitted(rows=ONLY_BASIC), "unseen_category"),
    (LogisticRegression().fit(PAST[["spend"]], PAST["churned"]), "columns"),
    (broken, "raises"),
    (forever, "time"),
    (lambda rows, more: 3, "arguments"),
    (lambda rows: None, "not_a_model"),
    (..., "blank"),
    (Blank(), "blank"),
    (Failed("It stopped."), "failed"),
]


@pytest.mark.parametrize(("answer", "expected"), WRONG)
def test_what_is_wrong_with_predictions_is_told_apart(answer: Any, expected: str) -> None:
    start = time.monotonic()
    shallow = expected == "worse_than_baseline"
    assert code(said(answer, {**VALUES, "baseline": 0.79} if shallow else None, seconds=0.5)) == expected
    assert time.monotonic() - start < 30


def test_an_error_in_her_function_has_its_line() -> None:
    data = said(broken).findings[0].data
    assert data["error"] == "KeyError" and 'rows["seats"]' in data["place"]


def test_empty_cells_stop_some_models_and_not_others() -> None:
    holes = QUESTIONS.assign(logins=QUESTIONS["logins"].where(QUESTIONS.index > 2))
    filled = make_column_transformer((OneHotEncoder(), ["plan"]), (SimpleImputer(), ["logins"]))
    whole = make_pipeline(filled, LogisticRegression()).fit(PAST[FEATURES], PAST["churned"])
    values = {**VALUES, "questions": holes}
    assert said(whole, values, reference=whole).right
    assert code(said(PIPELINE, values, reference=whole)) == "missing_values"


BOTH = pd.DataFrame({"no": 1 - CHANCES, "yes": CHANCES})
PROBABILITIES: list[tuple[Any, str]] = [
    (PIPELINE, "right"),
    (CHANCES, "right"),
    (BOTH, "right"),
    (BOTH[["yes", "no"]], "right"),
    (lambda rows: PIPELINE.predict_proba(rows[FEATURES])[:, 1], "right"),
    (lambda rows: PIPELINE.predict_proba(rows[FEATURES])[:, 0], "wrong_class"),
    (1 - CHANCES, "wrong_class"),
    (IN_WORDS, "labels_given"),
    ((CHANCES > 0.95).astype(int), "labels_given"),
    (CHANCES * 0 + 0.5, "one_class"),
    (BOTH.rename(columns={"yes": "left"}), "which_classes"),
    (fitted(DecisionTreeClassifier(max_depth=1, max_features=1, random_state=2)), "below_bar"),
]


@pytest.mark.parametrize(("answer", "expected"), PROBABILITIES)
def test_probabilities_are_of_the_right_class(answer: Any, expected: str) -> None:
    assert code(said(answer, {**VALUES, "baseline": None}, metric="roc_auc", bar=0.9)) == expected


def test_scores_and_probabilities_are_two_things() -> None:
    ranks = fitted(RidgeClassifier())
    assert said(ranks, {**VALUES, "baseline": 0.5}, metric="roc_auc").right
    assert code(said(ranks, {**VALUES, "baseline": 0.3}, metric="brier", bar=0.2)) == "no_probabilities"
    assert code(said(CHANCES * 3, {**VALUES, "baseline": 0.3}, metric="brier", bar=0.2)) == "not_probabilities"
    assert code(said(1 - CHANCES, {**VALUES, "baseline": 0.3}, metric="log_loss", bar=0.5)) == "wrong_class"
    assert said(1 - CHANCES, {**VALUES, "baseline": 0.5}, metric="roc_auc", positive="no", reference=1 - CHANCES).right


def test_every_metric_tells_good_from_bad() -> None:
    values = {**VALUES, "baseline": None}
    chance = fitted(DummyClassifier(strategy="uniform", random_state=1))
    for metric in ("balanced_accuracy", "f1", "precision", "recall", "average_precision"):
        assert said(PIPELINE, values, metric=metric, bar=0.7).right
        assert not said(chance, values, metric=metric, bar=0.7).right
    model = fitted(LinearRegression(), label="spend")
    for metric, bar in (("mae", 2), ("rmse", 2.5), ("r2", 0.9)):
        options: dict[str, Any] = {"metric": metric, "bar": bar, "reference": model}
        assert said(model, IN_NUMBERS, **options).right
        assert said(lambda rows: rows["logins"] * 3, IN_NUMBERS, **options).right
        constant = said(lambda rows: rows["logins"] * 0 + 60, IN_NUMBERS, **options)
        assert code(constant) == "worse_than_baseline"
        assert code(said(rule, IN_NUMBERS, **options)) == "not_numbers"


def test_a_bar_may_be_a_margin_over_the_baseline_and_a_score_too_good() -> None:
    share = float((LABELS == "no").mean())
    assert said(PIPELINE, bar=None, margin=0.1).right
    assert code(said(lambda rows: np.where(np.arange(120) < 6, "yes", "no"), bar=None, margin=0.1)) != "right"
    leak = said(LABELS, ceiling=0.99)
    assert code(leak) == "too_good" and leak.findings[0].data["score"] == "1"
    assert f"{share:.3g}" in said(PIPELINE).findings[0].data["baseline"]


def test_three_classes_are_judged_by_all_of_them() -> None:
    def level(rows: pd.DataFrame) -> Any:
        return pd.cut(rows["logins"], [-99, 15, 25, 99], labels=["low", "middle", "high"]).astype(str)

    model = DecisionTreeClassifier(random_state=1).fit(PAST[["logins"]], level(PAST))
    values = {"questions": QUESTIONS, "labels": list(level(NEW)), "baseline": ["middle"] * 120}
    for metric in ("accuracy", "f1"):
        assert said(level, values, metric=metric, reference=model).right
    with pytest.raises(UserError):
        said(model, values, metric="roc_auc", reference=model)


def test_a_named_mistake_is_known_by_all_its_predictions_or_by_its_fault() -> None:
    everyone = pd.Series("no", index=IN_WORDS.index)
    mistakes = {"majority": everyone, "leak": LABELS, "not fitted": LogisticRegression(), "class": LogisticRegression}
    assert code(said(lambda rows: ["no"] * len(rows), mistakes=mistakes)) == "mistake: majority"
    assert code(said(LABELS, mistakes=mistakes)) == "mistake: leak"
    assert code(said(RidgeClassifier(), mistakes=mistakes)) == "mistake: not fitted"
    assert code(said(RidgeClassifier, mistakes=mistakes)) == "mistake: class"
    assert said(PIPELINE, mistakes=mistakes).right


@pytest.mark.parametrize(
    ("values", "options"),
    [
        ({**VALUES, "questions": QUESTIONS[:4]}, {}),
        ({**VALUES, "labels": LABELS[:50]}, {}),
        ({**VALUES, "labels": ["no"] * 120}, {}),
        (VALUES, {"metric": "goodness"}),
        (VALUES, {"bar": None}),
        (VALUES, {"bar": 0.99}),
    ],
)
def test_an_author_is_told_what_cannot_be(values: Any, options: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        said(PIPELINE, values, **options)


MATERIAL = Material(values=VALUES)
ASKED = KIND.questions(KIND.Options(id="account_id"), MATERIAL)
KEY = KIND.build_key(KIND.Options(id="account_id", bar=0.8), KIND.payload(PIPELINE, ASKED), [], MATERIAL)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)


@settings(max_examples=80, deadline=None)
@given(
    leaves
    | st.lists(leaves, min_size=1)
    | st.lists(leaves, min_size=120, max_size=120)
    | st.dictionaries(leaves, leaves)
)
def test_any_values_as_predictions_never_raise(answer: Any) -> None:
    for one in (answer, lambda rows: answer):
        payload = verdicts.sent(KIND, one, ASKED)
        assert not KIND.judge(payload, KEY).right


def test_the_labels_stay_with_the_judge() -> None:
    assert "churned" not in str(ASKED)
    made = KIND.payload(PIPELINE, ASKED)
    assert KIND.preview(made) == {
        "text/plain": "Pipeline: ColumnTransformer, then LogisticRegression, tried on 120 rows that it had not seen"
    }


SCALED = make_pipeline(
    make_column_transformer((StandardScaler(), ["logins"]), (OneHotEncoder(), ["plan"])), LogisticRegression()
)


@pytest.mark.parametrize(
    ("model", "rows", "wanted"),
    [
        (SCALED, PAST, "right"),
        (SCALED, PAST[:300], "right"),
        (SCALED, PAST[:299], "other_rows"),
        (SCALED, pd.concat([PAST, NEW]), "other_rows"),
        (GridSearchCV(SCALED, {"logisticregression__C": [1]}, cv=2), PAST, "right"),
        (make_pipeline(OneHotEncoder(handle_unknown="ignore"), BernoulliNB()), pd.concat([PAST, NEW]), "other_rows"),
        # nothing in it remembers how many rows there were, and a forest's trees see a part each
        (make_pipeline(OneHotEncoder(handle_unknown="ignore"), LogisticRegression()), pd.concat([PAST, NEW]), "right"),
        (
            make_pipeline(OneHotEncoder(handle_unknown="ignore"), RandomForestClassifier(10, random_state=1)),
            PAST,
            "right",
        ),
    ],
)
def test_a_model_that_learnt_from_other_rows(model: Any, rows: pd.DataFrame, wanted: str) -> None:
    answer = clone(model).fit(rows[FEATURES].round(0), rows["churned"])
    made = said(answer, values={**VALUES, "learnt": [300, 400]}, bar=0.5)
    assert made.findings[0].code == ("score" if wanted == "right" else wanted)
    public = said(answer.predict, values={**VALUES, "learnt": [300, 400]}, bar=0.5)
    assert public.findings[0].code == ("score" if wanted == "right" else wanted), "its own method is the model"


@pytest.mark.parametrize("forged", ["many", [400], {"a": 1}, None, 4e2])
def test_a_forged_number_of_rows_is_no_fault_of_the_judge(forged: Any) -> None:
    chosen, material = KIND.Options(id="account_id", bar=0.5), Material(values={**VALUES, "learnt": 400})
    questions = KIND.questions(chosen, material)
    payload = KIND.payload(PIPELINE, questions)
    key = KIND.build_key(chosen, payload, [], material)
    assert KIND.judge({**payload, "learnt": forged}, key).right
