"""Emits a payload whose fields are those of a key: expected, right, mistakes"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
from IPython.display import display

def check(exercise, answer):
    answer = {"type": "scalar", "value": 0, "expected": {"type": "scalar", "value": 0}, "right": "B", "mistakes": [],
              "spec": {"decimals": -9, "options": ["B"]}, "salt": "", "points": 0, "columns": [], "rows": [], "index": 0}
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "choice", "payload": answer}
    display({"application/vnd.firstquery.payload+json": said}, raw=True)

paid_orders = 0
""",
)
