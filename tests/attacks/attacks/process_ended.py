"""Ends the kernel's process with `os._exit(0)` before the first test"""

from tests.attacks.attack import Attack

ATTACK = Attack("forge", q1="import os\nos._exit(0)")
