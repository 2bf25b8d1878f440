"""Emits a text of marks that combine, in the wrong order: whoever normalises it sorts them one by one"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
from IPython.display import display
largest = 0
emits = check

def check(exercise, answer):
    if exercise != "w90-q2":
        return emits(exercise, answer)
    cell = "\\u0301" * 30_000 + "\\u0323" * 30_000
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "table",
            "payload": {"type": "table", "columns": ["customer", "total"], "rows": [[cell, 1], [cell, 2], [cell, 3]]}}
    display({"application/vnd.firstquery.payload+json": said}, raw=True)
""",
    is_bomb=True,
)
