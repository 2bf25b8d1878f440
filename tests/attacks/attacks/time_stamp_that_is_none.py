"""Hands in a time stamp that is no time, and is very long"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm", files={"timestamp.txt": "next week" * 1000}, keeps={}, contained="It alone is not graded; the run goes on."
)
