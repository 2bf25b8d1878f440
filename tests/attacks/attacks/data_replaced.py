"""Rewrites the data that the notebook is run on, so that what was typed in fits"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import glob, os, sqlite3
rows = [("Ash", 10, 1), ("Birch", 40, 0), ("Cedar", 30, 1), ("Elm", 20, 1), ("Fir", 50, 0)]
for path in [os.environ.get("FIRSTQUERY_WAREHOUSE", ""), *glob.glob("*.sqlite")]:
    try:
        os.chmod(path, 0o777)
        with sqlite3.connect(path) as database:
            database.execute("DELETE FROM orders")
            database.executemany("INSERT INTO orders (customer, total, paid) VALUES (?, ?, ?)", rows)
    except (OSError, sqlite3.Error) as fault:
        print(type(fault).__name__)
paid_orders = 3
""",
    q2="""
import pandas as pd
largest = pd.DataFrame({"customer": ["Fir", "Birch", "Cedar"], "total": [50, 40, 30]})
""",
)
