"""Answers with an object that equals everything and passes for every number"""

from tests.attacks.attack import Attack

_EQUAL = """
class Everything(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __hash__(self): return 0
    def __len__(self): return 9
    def __getitem__(self, what): return self
    def __iter__(self): return iter([self] * 3)
    def __getattr__(self, name): return lambda *a, **k: self
    def __bool__(self): return True
"""
ATTACK = Attack(
    "forge",
    q1=_EQUAL + "paid_orders = Everything()",
    q2="largest = Everything()",
    q3="reason = Everything()",
    q4="definition = Everything()",
)
