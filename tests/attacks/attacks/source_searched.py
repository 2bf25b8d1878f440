"""Walks up from its folder to source/ and prints the solutions and the list of answers"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import glob
for up in range(9):
    for path in glob.glob("../" * up + "source/*/*"):
        print(open(path, errors="replace").read())
""",
)
