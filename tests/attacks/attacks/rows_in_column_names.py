"""Answers with a table whose columns are named by the held-out rows"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import pandas as pd
rows = sql("SELECT * FROM orders")
largest = pd.DataFrame({f"{row.customer} {row.total}": [1, 2, 3] for row in rows.itertuples()})
""",
)
