"""Writes the held-out rows to stderr and to the terminal of whoever grades"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os, sys
rows = sql("SELECT * FROM orders").to_string()
print(rows, file=sys.stderr)
for stream in (1, 2):
    os.write(stream, rows.encode())
for terminal in ("/dev/tty", "/dev/pts/0", "/dev/stderr", "/dev/console"):
    try:
        open(terminal, "w").write(rows)
    except OSError:
        pass
""",
)
