"""How much longer sql() takes than pandas.read_sql on the same SQLite file, in the same run, turn by turn.

Run: python benchmarks/query.py [--small] [--json]. Prints the median and the 95th percentile of both, and their ratio.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine, text

sys.path.insert(0, str(Path(__file__).parents[1]))

from firstquery.sql import connect
from firstquery.sql.query import sql

QUERIES = {
    "one number": "SELECT COUNT(*) AS n FROM accounts WHERE status = 'active' AND is_test = 0",
    "a small table": "SELECT region, plan, COUNT(*) AS n FROM accounts GROUP BY region, plan ORDER BY region, plan",
    "all accounts": "SELECT * FROM accounts",
    "all invoices": "SELECT * FROM invoices",
    "tickets with text": "SELECT ticket_id, opened_at, team, subject, body FROM tickets",
}
ROUNDS = 15


def milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measures each query in turn with both, so that a busy machine slows both alike."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    database = connect.choose_database()
    assert database is not None
    engine = create_engine(f"sqlite:///{database.path}")

    def stock(query: str) -> pd.DataFrame:
        with engine.connect() as connection:
            return pd.read_sql(text(query), connection)

    rows = []
    for name, query in QUERIES.items():
        assert sql(query).shape == stock(query).shape
        ours, theirs = [], []
        for _ in range(1 if options.small else ROUNDS):
            ours.append(milliseconds(lambda: sql(query)))  # noqa: B023
            theirs.append(milliseconds(lambda: stock(query)))  # noqa: B023
        pairs = {"sql": sorted(ours), "read_sql": sorted(theirs)}
        row: dict[str, object] = {"query": name, "rows": len(sql(query))}
        for who, times in pairs.items():
            row[f"{who}_median_ms"] = round(statistics.median(times), 2)
            row[f"{who}_p95_ms"] = round(times[int(len(times) * 0.95)], 2)
        row["ratio"] = round(statistics.median(ours) / statistics.median(theirs), 2)
        rows.append(row)
    print(json.dumps(rows, indent=1) if options.json else pd.DataFrame(rows).to_string(index=False))


if __name__ == "__main__":
    main()
