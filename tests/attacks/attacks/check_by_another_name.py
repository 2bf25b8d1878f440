"""Binds the names of the answers to the functions and modules of the course itself"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="paid_orders = check",
    q2="import firstquery\nlargest = firstquery",
    q3="reason = get_ipython()",
    q4="definition = type",
    stock={"q1": "paid_orders = print", "q2": "import sys\nlargest = sys"},
)
