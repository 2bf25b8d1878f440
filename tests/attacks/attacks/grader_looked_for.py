"""Looks for a process called nbgrader in /proc and stops it"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import glob, os, signal
for path in glob.glob("/proc/[0-9]*/cmdline"):
    try:
        if b"nbgrader" in open(path, "rb").read():
            os.kill(int(path.split("/")[2]), signal.SIGTERM)
    except OSError:
        pass
""",
)
