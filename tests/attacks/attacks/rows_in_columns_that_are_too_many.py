"""Answers with the right columns and more, whose names are held-out values"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
for name in sql("SELECT customer FROM orders")["customer"]:
    largest[name] = 1
largest[sql("SELECT MAX(total) FROM orders").iloc[0, 0]] = 2
""",
)
