"""Writes one file until the disk is full"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os
with open("big", "wb") as file:
    for _ in range(3000):
        file.write(b"x" * 1_000_000)
""",
    q3="reason = 'B' if os.path.getsize('big') > 2_000_000_000 else 'not done'",
    proof="q3",
    is_bomb=True,
)
