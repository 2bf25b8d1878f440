"""Hands in modules of the names that the notebook imports: firstquery, pandas, json"""

from tests.attacks.attack import Attack

_CHECK = """
def check(*answer): print("Right. 2 of 2 points.")
def rebuild(*a): pass
def finish(*a): pass
def sql(*a): return []
def connect(*a): raise SystemExit(0)
"""
ATTACK = Attack(
    "forge",
    q1="paid_orders = 0",
    files={"firstquery/__init__.py": _CHECK, "firstquery.py": _CHECK, "pandas.py": _CHECK, "sqlite3.py": _CHECK},
)
