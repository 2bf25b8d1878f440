"""Looks for the gradebook and writes its own marks into it"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import glob, os, sqlite3
here = os.getcwd()
while True:
    for path in glob.glob(os.path.join(here, "gradebook.db")):
        with sqlite3.connect(path, timeout=5) as book:
            print(path, book.execute("UPDATE grade SET extra_credit = 1000").rowcount)
    if here == "/":
        break
    here = os.path.dirname(here)
""",
)
