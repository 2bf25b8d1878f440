"""Looks for the gradebook and takes the marks of everybody else away"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, sqlite3
for up in range(8):
    path = "../" * up + "gradebook.db"
    if os.path.exists(path):
        with sqlite3.connect(path, timeout=5) as book:
            book.execute("UPDATE grade SET auto_score = 0, manual_score = 0")
""",
)
