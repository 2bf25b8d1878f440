"""Prints the held-out rows"""

from tests.attacks.attack import Attack

ATTACK = Attack("read", q2="rows = sql('SELECT * FROM orders')\nprint(rows.to_string())\nrows")
