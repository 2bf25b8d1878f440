"""Answers with a list that holds itself, and nests a thousand deep"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
largest = []
largest.append(largest)
for _ in range(100_000):
    largest = [largest]
""",
    q3="""
class Deep:
    def __getattr__(self, name): return Deep()
    def __str__(self): return str(self)
    __repr__ = __len__ = __iter__ = __float__ = __str__

reason = Deep()
""",
    keeps={"q1": 2},
)
