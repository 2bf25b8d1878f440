"""Prints the environment: tokens, passwords, the address of the gradebook"""

from tests.attacks.attack import Attack

ATTACK = Attack("read", q2="import os\nprint(dict(os.environ))\nprint(os.popen('env').read())")
