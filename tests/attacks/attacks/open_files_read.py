"""Reads every file descriptor that it was born with, and what they lead to"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os
for number in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink(f"/proc/self/fd/{number}")
        print(number, target)
        if target.startswith("/") and os.path.isdir(target):
            print(os.listdir(f"/proc/self/fd/{number}/.."))
        elif target.startswith("/") and os.path.isfile(target):
            print(open(f"/proc/self/fd/{number}", "rb").read(100_000))
    except OSError:
        continue
""",
)
