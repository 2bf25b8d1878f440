"""Answers with NaN, infinity, and whole numbers of a million digits"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q1="paid_orders = 10 ** 1_000_000",
    q2="import pandas as pd\nlargest = pd.DataFrame({'customer': [float('nan'), None, 10 ** 400], 'total': [float('inf'), float('-inf'), 1e308]})",
    q3="""
from IPython.display import display
reason = float("nan")

def check(exercise, answer):
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "value",
            "payload": {"type": "table", "columns": ["a"], "rows": [[float("inf")], [10 ** 4000]], "index": 0}}
    display({"application/vnd.firstquery.payload+json": said}, raw=True)
""",
    never=("q1", "q2", "q3", "q4"),
    stock={"q3": "reason = float('nan')"},
)
