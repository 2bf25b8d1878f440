"""Silences the traceback, so that a failed test shows no error"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
get_ipython().showtraceback = lambda *a, **k: None
get_ipython()._showtraceback = lambda *a, **k: None
paid_orders = 0
""",
)
