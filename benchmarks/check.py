"""How long a check takes, in milliseconds, beside pandas' own comparison of the same two tables in the same run.

``python benchmarks/check.py [--rows 2500] [--repeats 60] [--small]`` prints p50 and p95 for answers that are right,
right in another form, and wrong, each from the learner's object to the verdict, with four named mistakes in the key;
then of `check` itself. "pandas" sorts both tables and asserts that they are equal. A check is one thread, so that on an
idle machine the processor's time is the clock's; the budget is held to the former, which other programs do not change.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from firstquery.checks.judging import envelope, judge
from firstquery.checks.payload import payload

BUDGET_MS = 50.0


def table(rows: int, seed: int = 7) -> pd.DataFrame:
    """A table as large as the largest of weeks 1 to 4: six columns, of text, dates, integers, money and NULLs."""
    draw = np.random.default_rng(seed)
    industry = draw.choice(np.array(["Roofing", "Cleaning", "Plumbing", None], dtype=object), rows)
    return pd.DataFrame(
        {
            "account_id": np.arange(1, rows + 1),
            "name": [f"Harbour Roofing {number}" for number in draw.permutation(rows)],
            "industry": industry,
            "signed_up_on": [str(day) for day in np.datetime64("2023-01-01") + draw.integers(0, 1000, rows)],
            "revenue": np.exp(draw.normal(7, 1, rows)),
            "share": draw.random(rows),
        }
    )


def answers(right: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The answers that are timed, by what they are."""
    half = right.copy()
    half.loc[::2, "revenue"] *= 1.2
    return {
        "right": right.copy(),
        "right, rows shuffled": right.sample(frac=1, random_state=1),
        "right, rounded, shuffled": right.round(2).sample(frac=1, random_state=1),
        "right, columns unnamed": right.sample(frac=1, random_state=1).set_axis([f"f({i})" for i in range(6)], axis=1),
        "wrong, half a column": half.sample(frac=1, random_state=1),
        "wrong, two columns": half.assign(share=half["share"] + 1).sample(frac=1, random_state=1),
        "wrong, rows missing": right.iloc[: len(right) * 9 // 10],
        "wrong, rows twice": pd.concat([right, right.iloc[:100]]),
    }


def exercise(right: pd.DataFrame) -> dict[str, object]:
    """The key's entry, with four named mistakes of the same height, which is the slowest case."""
    mistakes = [right.assign(revenue=right["revenue"] * factor) for factor in (0.5, 2.0, 3.0, 4.0)]
    listed = [{"name": f"m{i}", "message": "No.", "payload": payload(m)} for i, m in enumerate(mistakes)]
    expected = {"answer": payload(right), "decimals": 2, "mistakes": listed}
    return {"kind": "table", "name": "answer", "points": 2, "questions": None, "expected": expected}


def pandas_compares(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """What a course without `check` would do: sort both and assert that they are equal."""
    by = list(left.columns)
    with contextlib.suppress(AssertionError):
        pd.testing.assert_frame_equal(
            left.sort_values(by).reset_index(drop=True),
            right.set_axis(by, axis=1).sort_values(by).reset_index(drop=True),
            check_dtype=False,
            atol=0.005,
        )


def timed(run: Callable[[], object], repeats: int) -> np.ndarray:
    """Milliseconds of each repeat (column 0: of this process, column 1: by the clock); the first is left out."""
    run()
    taken = []
    for _ in range(repeats):
        start, clock = time.process_time(), time.perf_counter()
        run()
        taken.append((time.process_time() - start, time.perf_counter() - clock))
    return np.array(taken) * 1000


def whole_check(key: dict[str, object], answer: pd.DataFrame) -> Callable[[], object]:
    """`check` itself, with its key read from a file, as in a notebook."""
    from firstquery.kernel.check import NotYet, check

    folder = Path(tempfile.mkdtemp(prefix="check-benchmark-"))
    os.environ["FIRSTQUERY_WORK"] = str(folder)
    whole = {"version": 2, "week": "week-01-first-query", "exercises": {"w01-q1": key}}
    (folder / "key.json").write_text(json.dumps(whole), encoding="utf-8")
    os.chdir(folder)

    def run() -> None:
        with contextlib.suppress(NotYet):
            check("w01-q1", answer)

    return run


def main() -> int:
    """Print the table; the exit status is 1 when a p95 of a check is over the budget."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2500)
    parser.add_argument("--repeats", type=int, default=60)
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    options = parser.parse_args()
    if options.small:
        options.rows, options.repeats = 500, 3
    right = table(options.rows)
    key = exercise(right)
    print(f"{options.rows} rows x 6 columns; milliseconds of processor time, in brackets by the clock")
    print(f"{'answer':28}{'check p50':>14}{'check p95':>16}{'pandas p50':>12}{'pandas p95':>12}{'check/pandas':>14}")
    worst = 0.0
    for name, answer in answers(right).items():
        mine = timed(lambda answer=answer: judge(key, envelope("w01-q1", payload(answer))), options.repeats)
        theirs = timed(lambda answer=answer: pandas_compares(right, answer), options.repeats)
        (p50, clock50), (p95, clock95) = np.percentile(mine, (50, 95), axis=0)
        (other50, _), (other95, _) = np.percentile(theirs, (50, 95), axis=0)
        worst = max(worst, p95)
        print(
            f"{name:28}{p50:>6.1f} ({clock50:>5.1f}){p95:>8.1f} ({clock95:>5.1f})"
            f"{other50:>12.1f}{other95:>12.1f}{p50 / other50:>14.2f}"
        )
    whole = timed(whole_check(key, answers(right)["wrong, two columns"]), options.repeats)
    (p50, clock50), (p95, clock95) = np.percentile(whole, (50, 95), axis=0)
    print(f"{'check() with key and record':28}{p50:>6.1f} ({clock50:>5.1f}){p95:>8.1f} ({clock95:>5.1f})")
    worst = max(worst, p95)
    print(f"worst p95 of a check: {worst:.1f} ms; the budget is {BUDGET_MS:.0f} ms")
    return int(worst > BUDGET_MS and not options.small)


if __name__ == "__main__":
    raise SystemExit(main())
