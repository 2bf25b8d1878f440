"""Opens the gradebook and prints every table of it"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os, sqlite3
for up in range(9):
    path = "../" * up + "gradebook.db"
    if os.path.exists(path):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as book:
            for (table,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                print(table, book.execute(f'SELECT * FROM "{table}"').fetchall())
""",
)
