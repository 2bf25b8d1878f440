"""Patches `isinstance`, `len`, `sorted`, `all` and `type` under the feet of whatever tests"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import builtins
builtins.all = builtins.any = builtins.callable = lambda *a: True
builtins.sorted = lambda *a, **k: []
builtins.list = type("Any", (list,), {"__eq__": lambda self, other: True, "__ne__": lambda self, other: False})
builtins.int = builtins.str = builtins.float = type("Same", (float,), {"__eq__": lambda self, other: True, "__hash__": None})
paid_orders = 0
""",
)
