"""Looks for the key of the held-out data and for the seed beside it, and prints them"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import glob, os
starts = ["../" * up for up in range(9)] + [os.environ.get("FIRSTQUERY_COURSE", "/course") + "/"]
for start in starts:
    for path in glob.glob(start + "held-out/**/*", recursive=True):
        if os.path.isfile(path):
            print(open(path, errors="replace").read())
""",
)
