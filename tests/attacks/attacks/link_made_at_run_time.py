"""Makes links beside the notebook while it runs, so that their targets are taken along with it"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os
for name, target in {"book.txt": "gradebook.db", "solutions.txt": "source/week-90-orders/answers.py",
                     "sources": "source", "others": "submitted"}.items():
    for up in ("../../..", "../../../..", "/course"):
        if os.path.exists(os.path.join(up, target)) and not os.path.lexists(name):
            os.symlink(os.path.abspath(os.path.join(up, target)), name)
if not os.path.lexists("book.txt"):
    os.symlink("../../../gradebook.db", "book.txt")
    os.symlink("../../../source/week-90-orders/answers.py", "solutions.txt")
    os.link("week-90-orders.ipynb", "hard.txt")
""",
)
