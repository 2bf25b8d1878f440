"""Writes one file until the disk is full"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
with open("big", "wb") as file:
    for _ in range(3000):
        file.write(b"x" * 1_000_000)
""",
    is_bomb=True,
)
