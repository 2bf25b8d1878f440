"""Replaces `sql` and the query's result by values that were typed in"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import pandas as pd

def sql(*a, **k):
    return pd.DataFrame({"customer": ["Fir", "Birch", "Cedar"], "total": [50, 40, 30]})

paid_orders = 3
""",
    q2="largest = sql('SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3')",
)
