"""Emits a payload in states that do not exist: right, full, correct"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
from IPython.display import display
states = iter(["right", "full", "correct", "complete"])

def check(exercise, answer):
    said = {"version": 1, "exercise": exercise, "state": next(states), "kind": None, "payload": None}
    display({"application/vnd.firstquery.payload+json": said}, raw=True)

paid_orders = 0
""",
)
