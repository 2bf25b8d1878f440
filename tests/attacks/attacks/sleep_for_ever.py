"""Sleeps for a week in every cell"""

from tests.attacks.attack import Attack

_SLEEP = "import time\ntime.sleep(604_800)"
ATTACK = Attack("harm", q2=_SLEEP, q3=_SLEEP, q4=_SLEEP, is_bomb=True)
