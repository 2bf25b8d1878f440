"""Forks without end"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
""",
    is_bomb=True,
)
