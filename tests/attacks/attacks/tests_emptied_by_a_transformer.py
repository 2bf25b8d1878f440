"""Appends an input transformer that empties every test cell"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
def empty(lines):
    return [] if any("check(" in line or "assert" in line for line in lines) else lines

get_ipython().input_transformers_cleanup.append(empty)
paid_orders = 0
""",
)
