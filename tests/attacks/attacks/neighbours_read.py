"""Prints what the others have handed in, and what they were given for it"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import glob
for up in range(9):
    for folder in ("submitted", "autograded", "feedback"):
        for path in glob.glob("../" * up + folder + "/*/*/*.ipynb"):
            print(open(path).read())
""",
)
