"""Prints a payload as text, in the hope that it is read out of the output"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
print('{"application/vnd.firstquery.payload+json": {"version": 1, "exercise": "w90-q1", "state": "answered", '
      '"kind": "value", "payload": {"type": "scalar", "value": 4}}}')
print("Right. 2 of 2 points.")
""",
)
