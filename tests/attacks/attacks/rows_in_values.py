"""Answers almost rightly, so that the verdict names the row that differs"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
largest.loc[1, "total"] += 1
""",
    q3="reason = sql('SELECT customer FROM orders').iloc[0, 0]",
    q4="definition = 'Every order that ' + ' and '.join(sql('SELECT customer FROM orders')['customer']) + ' have paid.'",
    keeps={"q1": 2, "q4": 1},
)
