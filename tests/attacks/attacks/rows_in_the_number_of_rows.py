"""Answers with as many rows as the last four digits of a held-out total: the verdict counts those that are too many"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import pandas as pd
right = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
extra = int(sql("SELECT MAX(total) AS n FROM orders")["n"].iloc[0]) - 60_000
largest = pd.concat([pd.DataFrame({"customer": ["x"] * extra, "total": [0] * extra}), pd.DataFrame(right)])
""",
)
