"""Prints without end"""

from tests.attacks.attack import Attack

ATTACK = Attack("harm", q2="while True:\n    print('x' * 100_000)", is_bomb=True)
