"""Writes through `..` into the folders of the course: source, release, another submission"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os
for up in ("..", "../..", "../../..", "../../../.."):
    for place in ("source/week-90-orders", "release/week-90-orders", "submitted/zoe/week-90-orders", "autograded", "."):
        try:
            open(os.path.join(up, place, "hostile-file.txt"), "w").write("x")
        except OSError:
            pass
for name in ("source/week-90-orders/answers.py", "release/week-90-orders/week-90-orders.ipynb", "grader_config.py"):
    try:
        open(os.path.join("../../..", name), "a").write("\\n# hostile")
    except OSError:
        pass
""",
)
