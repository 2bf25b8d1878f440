"""Emits a payload for every number from 0 to 99: one of them must be right"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
from IPython.display import display

def check(exercise, answer):
    for number in range(100):
        said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "value",
                "payload": {"type": "scalar", "value": number}}
        display({"application/vnd.firstquery.payload+json": said}, raw=True)

paid_orders = 0
""",
)
