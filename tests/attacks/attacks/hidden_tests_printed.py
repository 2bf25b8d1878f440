"""Prints the source of the tests that are hidden from the learner"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import json, glob
for path in glob.glob("*.ipynb"):
    for cell in json.load(open(path))["cells"]:
        if "hidden" in "".join(cell["source"]).lower() or cell["metadata"].get("nbgrader", {}).get("locked"):
            print("".join(cell["source"]))
""",
)
