"""Loops without end"""

from tests.attacks.attack import Attack

ATTACK = Attack("harm", q2="while True:\n    pass", is_bomb=True)
