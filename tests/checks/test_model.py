"""The kind model: what a model says of rows whose labels the judge alone has, in every form that people hand in."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
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
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from firstquery.checks.kind import Material
from firstquery.checks.kinds.model import KIND, recording
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
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


def giving(answer: Any) -> Any:
    """A function that gives the same whatever it is asked; what is no table or column stays as it is."""
    plain = isinstance(answer, pd.Series | pd.DataFrame | np.ndarray | list | dict)
    return (lambda rows: answer) if plain else answer


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
    giving(IN_WORDS),
    giving(IN_WORDS.sample(frac=1, random_state=3)),
    giving(IN_WORDS.str.upper()),
    giving(IN_WORDS.reset_index()),
    giving(IN_WORDS.to_frame()),
    giving(IN_WORDS.to_dict()),
    giving(IN_WORDS.to_numpy()),
    giving(list(IN_WORDS)),
    lambda rows: rows["account_id"].map(IN_WORDS),
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
    (lambda rows: rows[["account_id"]], "not_a_model"),
    (..., "blank"),
    (Blank(), "blank"),
    (Failed("It stopped."), "failed"),
]


@pytest.mark.parametrize(("answer", "expected"), WRONG)
def test_what_is_wrong_with_predictions_is_told_apart(answer: Any, expected: str) -> None:
    start = time.monotonic()
    shallow = expected == "worse_than_baseline"
    values = {**VALUES, "baseline": 0.79} if shallow else None
    assert code(said(giving(answer), values, seconds=0.5)) == expected
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
    assert code(said(giving(answer), {**VALUES, "baseline": None}, metric="roc_auc", bar=0.9)) == expected


def test_scores_and_probabilities_are_two_things() -> None:
    ranks = fitted(RidgeClassifier())
    assert said(ranks, {**VALUES, "baseline": 0.5}, metric="roc_auc").right
    assert code(said(ranks, {**VALUES, "baseline": 0.3}, metric="brier", bar=0.2)) == "no_probabilities"
    assert code(said(giving(CHANCES * 3), {**VALUES, "baseline": 0.3}, metric="brier", bar=0.2)) == "not_probabilities"
    assert code(said(giving(1 - CHANCES), {**VALUES, "baseline": 0.3}, metric="log_loss", bar=0.5)) == "wrong_class"
    staying = giving(1 - CHANCES)
    assert said(staying, {**VALUES, "baseline": 0.5}, metric="roc_auc", positive="no", reference=staying).right


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
    leak = said(giving(LABELS), ceiling=0.99)
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


def test_a_mistake_that_stops_is_known_by_its_own_error_alone() -> None:
    def hands_nothing_back(rows: pd.DataFrame) -> Any:
        return ["yes" if "1" in None else "no" for _ in range(len(rows))]  # type: ignore[operator]

    def misses_a_value(rows: pd.DataFrame) -> Any:
        return rule(rows, 5)  # type: ignore[call-arg]

    mistakes = {"nothing back": hands_nothing_back}
    assert code(said(hands_nothing_back, mistakes=mistakes)) == "mistake: nothing back"
    assert code(said(lambda rows: 1 / 0, mistakes=mistakes)) == "raises"
    assert code(said(misses_a_value, mistakes=mistakes)) == "raises"


def test_a_named_mistake_is_known_by_all_its_predictions_or_by_its_fault() -> None:
    everyone = giving(pd.Series("no", index=IN_WORDS.index))
    mistakes = {
        "majority": everyone,
        "leak": giving(LABELS),
        "not fitted": LogisticRegression(),
        "class": LogisticRegression,
    }
    assert code(said(lambda rows: ["no"] * len(rows), mistakes=mistakes)) == "mistake: majority"
    assert code(said(giving(LABELS), mistakes=mistakes)) == "mistake: leak"
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


@pytest.mark.parametrize("answer", [IN_WORDS, IN_WORDS.reset_index(), IN_WORDS.to_dict(), list(IN_WORDS), LABELS])
def test_predictions_alone_are_no_model(answer: Any) -> None:
    assert code(said(answer)) == "predictions_alone"
    known = {"a list": answer}
    assert code(said(list(IN_WORDS), mistakes=known)) == "mistake: a list"
    assert said(giving(answer), mistakes=known, ceiling=None).right, "what gives the same is another answer"


SCALED = make_pipeline(
    make_column_transformer((StandardScaler(), ["logins"]), (OneHotEncoder(), ["plan"])), LogisticRegression()
)
CODED = make_pipeline(OneHotEncoder(handle_unknown="ignore"), LogisticRegression())
FOREST = make_pipeline(make_column_transformer((OneHotEncoder(), ["plan"]), ("passthrough", ["logins"])))
FOREST.steps.append(("forest", RandomForestClassifier(10, random_state=1)))
KNOWN = pd.concat([PAST, NEW], ignore_index=True)
EARLY, LATER = KNOWN[:400], KNOWN[400:]
MIXED = KNOWN.sample(400, random_state=1)
COPIES = pd.concat([EARLY, *[EARLY[EARLY["churned"] == "yes"]] * 3])
LEARNT = "SELECT *, account_id NOT LIKE 'A1%' OR LENGTH(account_id) < 5 AS in_time FROM rows"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(tmp_path / "rows.sqlite")) as there:
        KNOWN.drop(columns="churned").to_sql("rows", there, index=False)
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", str(tmp_path / "rows.sqlite"))
    recording.record()


def learnt_from(model: Any, rows: pd.DataFrame, shown: Any = lambda model: model) -> str:
    answer = shown(clone(model).fit(rows[FEATURES], rows["churned"]))
    return said(answer, values={**VALUES, "learnt": LEARNT}, bar=0.1).findings[0].code


IN_TIME = {
    "all": EARLY,
    "some": EARLY.sample(150, random_state=2),
    "without gaps": EARLY.where(EARLY["logins"] > 9).dropna(),
    "numbered anew": EARLY.sample(frac=1, random_state=3).reset_index(drop=True),
    "copies": COPIES,
    "copies numbered on": COPIES.reset_index(drop=True),
    "filled": EARLY.assign(logins=EARLY["logins"].where(EARLY["logins"] > 12, 20.0)),
}
OTHERS = {
    "all there are": KNOWN,
    "as many of all": MIXED,
    "as many of all, numbered anew": MIXED.reset_index(drop=True),
    "the later ones": LATER,
    "a few of them": KNOWN[:430],
    "copies of all": pd.concat([KNOWN, KNOWN[KNOWN["churned"] == "yes"]], ignore_index=True),
}


@pytest.mark.parametrize("model", [SCALED, CODED, FOREST, GridSearchCV(SCALED, {"logisticregression__C": [1]}, cv=2)])
@pytest.mark.parametrize("name", IN_TIME)
def test_rows_in_time_are_known_by_what_they_are(model: Any, name: str, database: None) -> None:
    assert learnt_from(model, IN_TIME[name]) == "score"


@pytest.mark.parametrize("model", [SCALED, CODED, FOREST, GridSearchCV(SCALED, {"logisticregression__C": [1]}, cv=2)])
@pytest.mark.parametrize("name", OTHERS)
def test_rows_that_were_not_known_in_time_are_told_however_many(model: Any, name: str, database: None) -> None:
    assert learnt_from(model, OTHERS[name]) == "other_rows"


SHOWN = {
    "its method": lambda model: model.predict,
    "a function": lambda model: lambda rows: model.predict(rows[FEATURES]),
    "fitted when asked": lambda model: lambda rows: clone(model).fit(KNOWN[FEATURES], KNOWN["churned"]).predict(rows),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_model_behind_a_function_is_found(name: str, database: None) -> None:
    assert learnt_from(SCALED, KNOWN, SHOWN[name]) == "other_rows"
    by_hand = make_pipeline(StandardScaler(), LogisticRegression())
    numbers = by_hand.fit(KNOWN[["logins"]].to_numpy(), KNOWN["churned"])
    answer = lambda rows: numbers.predict(rows[["logins"]].to_numpy())  # noqa: E731
    assert learnt_from(SCALED, EARLY, lambda model: answer) == "score", "nothing tells whose numbers they are"


def test_a_model_that_was_fitted_again_has_learnt_from_the_last_rows(database: None) -> None:
    model = clone(SCALED).fit(KNOWN[FEATURES], KNOWN["churned"])
    assert learnt_from(SCALED, EARLY, lambda fitted: model.fit(EARLY[FEATURES], EARLY["churned"])) == "score"


def test_a_table_that_changes_after_the_fit_was_what_it_was(database: None) -> None:
    mine = KNOWN.copy()
    model = clone(SCALED).fit(mine, mine["churned"])
    mine.loc[:, "logins"] = 3.5
    assert learnt_from(SCALED, EARLY, lambda fitted: lambda rows: model.predict(rows.assign(spend=0, churned=0))) == (
        "other_rows"
    )


def test_it_is_noted_where_scikit_learn_is_imported_later() -> None:
    program = """
from firstquery.checks.kinds.model import recording
recording.record()
import sys
assert not [name for name in sys.modules if name.startswith("sklearn")]
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
rows = pd.DataFrame({"a": [1, 2, 3], "b": [2, 4, 6]})
model = make_pipeline(make_column_transformer(("passthrough", ["a"])), LinearRegression()).fit(rows, rows["b"])
with recording.collect() as tables:
    model.predict(rows)
assert [list(one.columns) for one in tables] == [["a", "b"]], tables
recording.record()
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_database_of_her_own_says_nothing_of_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", str(tmp_path / "none.sqlite"))
    assert learnt_from(SCALED, KNOWN) == "score"


@pytest.mark.parametrize("forged", ["many", [400], {"a": 1}, None, 4e2, True])
def test_a_forged_note_of_rows_and_columns_is_no_fault_of_the_judge(forged: Any) -> None:
    chosen, material = KIND.Options(id="account_id", bar=0.5, forbidden=["plan"]), Material(values=VALUES)
    questions = KIND.questions(chosen, material)
    payload = KIND.payload(rule_of_logins, questions)
    key = KIND.build_key(chosen, payload, [], material)
    assert KIND.judge({**payload, "others": forged, "uses": forged}, key).right


def rule_of_logins(rows: pd.DataFrame) -> Any:
    return np.where(rows["logins"] < 20, "yes", "no")


def drop_plan(rows: pd.DataFrame) -> Any:
    return rule_of_logins(rows.drop(columns="plan"))


def remember(seen: dict[float, str]) -> Any:
    """A rule that keeps what it said of a row, by its other columns."""

    def answer(rows: pd.DataFrame) -> Any:
        for logins, said_of in zip(rows["logins"], rule(rows), strict=True):
            seen.setdefault(logins, said_of)
        return rows["logins"].map(seen)

    return answer


UNUSED = make_pipeline(make_column_transformer((StandardScaler(), ["logins"])), LogisticRegression())
FORBIDDEN: list[tuple[Any, str]] = [
    (rule_of_logins, "right"),
    (drop_plan, "right"),
    (UNUSED.fit(PAST[FEATURES], PAST["churned"]), "right"),
    (lambda rows: np.where(RANDOM.random(120) < 0.05, "no", rule_of_logins(rows)), "right"),
    (lambda rows: np.where(RANDOM.random(120) < 0.01, "no", rule(rows)), "uses_forbidden"),
    (PIPELINE, "uses_forbidden"),
    (PIPELINE.predict, "uses_forbidden"),
    (rule, "uses_forbidden"),
    (lambda rows: PIPELINE.predict(rows[FEATURES]), "uses_forbidden"),
]


@pytest.mark.parametrize(("answer", "expected"), FORBIDDEN)
def test_a_forbidden_column_is_known_by_what_it_changes(answer: Any, expected: str) -> None:
    made = said(answer, bar=0.6, forbidden=["plan"], reference=rule_of_logins)
    assert code(made) == expected
    if expected != "right":
        assert "`plan`" in " ".join(wording(made, "model").lines())
        assert "`plan`" in " ".join(wording(made, "model", grader=True).lines())


def test_of_several_forbidden_columns_those_are_named_that_are_used() -> None:
    questions = QUESTIONS.assign(seller=RANDOM.choice(list("abc"), 120))
    values = {**VALUES, "questions": questions}
    made = said(rule, values, bar=0.6, forbidden=["plan", "seller"], reference=rule_of_logins)
    assert made.findings[0].data["names"] == ["`plan`"]


def test_what_a_function_keeps_of_the_rows_has_no_forbidden_column_in_it() -> None:
    answer = remember({})
    made = said(answer, {**VALUES, "baseline": None}, bar=0.6, forbidden=["plan"], reference=rule_of_logins)
    score = float(made.findings[0].data["score"])
    assert score < float(said(rule).findings[0].data["score"]), "it was asked with the column shuffled at first"


@pytest.mark.parametrize("options", [{"forbidden": ["seats"]}, {"forbidden": ["account_id"]}])
def test_an_author_is_told_of_a_column_that_cannot_be_forbidden(options: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="forbidden"):
        said(rule, **options)
