"""Counts its cells by the held-out totals"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
get_ipython().execution_count = int(sql("SELECT MAX(total) FROM orders").iloc[0, 0])
""",
    q3="""
session = get_ipython().kernel.session
content = {"code": "", "execution_count": str(sql("SELECT * FROM orders").values.tolist())}
session.send(get_ipython().kernel.iopub_socket, "execute_input", content, get_ipython().parent_header)
""",
)
