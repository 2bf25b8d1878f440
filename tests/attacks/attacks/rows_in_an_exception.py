"""Raises exceptions whose names, texts and tracebacks hold the held-out rows"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
rows = sql("SELECT * FROM orders").to_string()
raise type("E" + str(sql("SELECT total FROM orders").iloc[0, 0]), (Exception,), {})(rows)
""",
    q3="reason = 1 / 0  # {rows}",
    q4="raise ValueError(sql('SELECT * FROM orders').values.tolist())",
)
