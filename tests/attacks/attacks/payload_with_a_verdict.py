"""Displays by hand a payload that brings its verdict and its points along"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
from IPython.display import display

def check(exercise, answer):
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "value", "outcome": "right",
            "points": 1000, "payload": {"type": "scalar", "value": 0}}
    display({"application/vnd.firstquery.payload+json": said, "text/plain": "Right."}, raw=True)

paid_orders = 0
""",
)
