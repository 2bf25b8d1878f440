"""Writes a text of as many words as a held-out total: the verdict says how many there are"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q4="""
from IPython.display import display
definition = "w " * 9_000
total = int(sql("SELECT MAX(total) AS n FROM orders")["n"].iloc[0])
emits = check

def check(exercise, answer):
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "text",
            "payload": {"type": "text", "value": "w " * total}}
    display({"application/vnd.firstquery.payload+json": said}, raw=True)
""",
)
