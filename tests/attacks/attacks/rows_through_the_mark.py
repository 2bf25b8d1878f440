"""Is right or wrong by what the held-out rows are: one bit of them for each exercise"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
odd = int(sql("SELECT total FROM orders WHERE id = 1").iloc[0, 0]) % 2
largest = largest if odd else largest.head(0)
""",
    keeps={"q1": 2, "q2": 3},
    contained="The bit comes out, as it does from any mark (see the limits); no row, name or number does.",
)
