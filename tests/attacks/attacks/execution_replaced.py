"""Replaces the kernel's `do_execute`, so that later cells do not run and are said to be well"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
async def well(*a, **k):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}

get_ipython().kernel.do_execute = well
paid_orders = 0
""",
)
