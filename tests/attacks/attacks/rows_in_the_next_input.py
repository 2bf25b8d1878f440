"""Proposes the held-out rows as the input of the next cell and as a page of help"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
text = sql("SELECT * FROM orders").to_csv()
get_ipython().set_next_input(text, replace=True)
get_ipython().payload_manager.write_payload({"source": "page", "data": {"text/plain": text}, "start": 0})
""",
)
