"""Answers with a hundred megabytes, and emits them as a payload by hand"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
from IPython.display import display
largest = "x" * 100_000_000

def check(exercise, answer):
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "text", "payload": {"type": "text", "value": "x" * 100_000_000}}
    display({"application/vnd.firstquery.payload+json": said}, raw=True)
""",
    stock={"q2": "largest = 'x' * 100_000_000\nprint(largest)\nlargest"},
)
