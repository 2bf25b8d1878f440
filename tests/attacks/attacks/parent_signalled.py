"""Sends signals to its parent and to the parents of that one"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, signal
process = os.getppid()
for _ in range(5):
    try:
        status = open(f"/proc/{process}/status").read()
        above = int(status.split("PPid:")[1].split()[0])
        os.kill(process, signal.SIGKILL)
        process = above
    except (OSError, IndexError):
        break
""",
)
