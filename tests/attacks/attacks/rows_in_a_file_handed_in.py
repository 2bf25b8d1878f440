"""Overwrites files that she handed in with the held-out rows, under their own names and sizes"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os
text = sql("SELECT * FROM orders").to_csv()
for name in ("notes.txt", "helper.py"):
    before = os.stat(name)
    with open(name, "r+") as file:
        file.write(text)
    os.utime(name, ns=(before.st_atime_ns, before.st_mtime_ns))
""",
    files={"notes.txt": "x" * 300, "helper.py": "#" * 300},
)
