"""Kills everything that it may: kill -9 -1"""

from tests.attacks.attack import Attack

ATTACK = Attack("harm", q2="import os, signal\nos.kill(-1, signal.SIGKILL)\nos.killpg(0, signal.SIGKILL)")
