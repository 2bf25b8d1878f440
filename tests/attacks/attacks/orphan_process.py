"""Leaves a process behind: two forks, a session of its own, deaf to signals"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, sys
if not os.fork():
    os.setsid()
    if not os.fork():
        code = "import signal, time\\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\\ntime.sleep(600)"
        os.execv(sys.executable, [sys.executable, "-c", code, "hostile-orphan"])
    os._exit(0)
""",
)
