"""Raises SystemExit, so that the tests are never reached"""

from tests.attacks.attack import Attack

ATTACK = Attack("forge", q1="paid_orders = 0\nraise SystemExit(0)", q2="import sys\nsys.exit(0)")
