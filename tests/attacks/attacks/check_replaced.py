"""Replaces `check` by a function that finds everything right"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import builtins
import firstquery

def check(*answer, **anything):
    print("Right. 2 of 2 points.")

firstquery.check = builtins.check = check
paid_orders = 0
""",
    stock={"q1": "def check(*answer): return True\nassert_equal = check\npaid_orders = 0"},
)
