"""Writes files in every folder that can be written until the disk is full"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os
for folder in (".", "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/run", "../.."):
    try:
        for number in range(3000):
            with open(f"{folder}/hostile-{number}", "wb") as file:
                file.write(b"x" * 1_000_000)
    except OSError:
        continue
""",
    is_bomb=True,
)
