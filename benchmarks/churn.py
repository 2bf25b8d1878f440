"""What models make of `health`: who leaves within ninety days, on the learning data and on held-out seeds.

Run: python -m benchmarks.churn [--seeds 20] [--small]. Prints one line a seed, and the least and the most a column.
Areas under the ROC curve; all learn from notes until March 2025 and are tried on those of June to September 2025.
``random_more``: how much better the forest looks where rows are split at random. ``calm_more``: how much better the
regression does on January to March 2025 than from July on, learnt until September 2024. ``seller_same`` and
``seller_fresh``: what a seller's share of leavers, counted before the split, adds there, and on later months.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import pandas as pd
from sklearn.base import ClassifierMixin
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_limits

from firstquery.core.course import settings
from kestrel.build import tables_of
from kestrel.leaving import LEARNT_FROM, TRIED_ON, between, labelled, rule
from kestrel.measures import Tables
from kestrel.story import LEARNING_SEED

NUMBERS = ["months", "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days"]
FIRST_HELD_OUT = (11, 4242, *settings().seeds.learners)


def scored(
    model: ClassifierMixin, learnt: pd.DataFrame, *tried: pd.DataFrame, more: tuple[str, ...] = ()
) -> list[float]:
    """The areas that ``model`` in its pipeline reaches on each of ``tried``; ``more`` are further columns."""
    filled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    plans = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    pipeline = make_pipeline(make_column_transformer((filled, [*NUMBERS, *more]), (plans, ["plan"])), model)
    pipeline.fit(learnt, learnt["leaves"])
    return [float(roc_auc_score(part["leaves"], pipeline.predict_proba(part)[:, 1])) for part in tried]


def regression() -> LogisticRegression:
    return LogisticRegression(max_iter=1000)


def forest() -> RandomForestClassifier:
    return RandomForestClassifier(100, min_samples_leaf=5, random_state=0)


def shares(notes: pd.DataFrame, of: pd.DataFrame) -> pd.DataFrame:
    """``notes`` with ``seller``: the share of leavers of its seller, counted on ``of``."""
    return notes.assign(seller=notes["sold_by"].map(of.groupby("sold_by")["leaves"].mean()))


@threadpool_limits.wrap(limits=1)  # on a busy machine threads that wait for each other take minutes
def margins(tables: Tables, one_of: int = 1) -> dict[str, float]:
    """Every margin of one snapshot, from one account in ``one_of``."""
    notes = labelled(tables)
    notes = notes[notes["account_id"] % one_of == 0]
    notes = notes.rename(columns=str)  # SQLAlchemy gives names of a type of its own, which scikit-learn does not take
    notes[NUMBERS] = notes[NUMBERS].astype("Float64").astype(float)
    learnt, tried = between(notes, LEARNT_FROM), between(notes, TRIED_ON)
    early, calm = between(notes, ("2024-01-31", "2024-09-30")), between(notes, ("2025-01-31", "2025-03-31"))
    on_calm, on_later = scored(regression(), early, calm, between(notes, ("2025-07-31", TRIED_ON[1])))
    mixed, mixed_test = train_test_split(notes, test_size=0.25, random_state=0, stratify=notes["leaves"])
    own, own_test = train_test_split(learnt, test_size=0.25, random_state=0, stratify=learnt["leaves"])
    leaky = shares(learnt, learnt)
    later = shares(tried, learnt).fillna({"seller": learnt["leaves"].mean()})
    same, fresh = scored(regression(), leaky.loc[own.index], leaky.loc[own_test.index], later, more=("seller",))
    plain, plain_fresh = scored(regression(), own, own_test, tried)
    in_time = scored(forest(), learnt, tried)[0]
    return {
        "base_learnt": learnt["leaves"].mean(),
        "base_tried": tried["leaves"].mean(),
        "rule": float(roc_auc_score(tried["leaves"], rule(tried))),
        "regression": scored(regression(), learnt, tried)[0],
        "forest": in_time,
        "boosting": scored(HistGradientBoostingClassifier(max_leaf_nodes=8, random_state=0), learnt, tried)[0],
        "bayes": scored(GaussianNB(), learnt, tried)[0],
        "neighbours": scored(KNeighborsClassifier(200), learnt, tried)[0],
        "survey": scored(regression(), learnt, tried, more=("exit_survey_sent",))[0],
        "random_more": scored(forest(), mixed, mixed_test)[0] - in_time,
        "calm_more": on_calm - on_later,
        "seller_same": same - plain,
        "seller_fresh": fresh - plain_fresh,
    }


def _snapshots(many: int) -> Iterator[tuple[str, Tables]]:
    yield "learning", tables_of("learning", LEARNING_SEED)
    for seed in list(dict.fromkeys([*FIRST_HELD_OUT, *range(1, many + 1)]))[:many]:
        yield str(seed), tables_of("held-out", seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many held-out seeds, beside the learning data")
    parser.add_argument("--small", action="store_true", help="some of the learning data, to see that it runs")
    options = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}
    for name, tables in _snapshots(0 if options.small else options.seeds):
        rows[name] = margins(tables, 5 if options.small else 1)
        heading = f"{'seed':>9} " + " ".join(f"{column:>12}" for column in rows[name])
        print(*([heading] if len(rows) == 1 else []), _line(name, rows[name]), sep="\n", flush=True)
    found = pd.DataFrame(rows.values())
    print(_line("min", found.min().to_dict()), _line("max", found.max().to_dict()), sep="\n")


def _line(name: str, row: dict[str, float]) -> str:
    return f"{name:>9} " + " ".join(f"{value:12.3f}" for value in row.values())


if __name__ == "__main__":
    sys.exit(main())
