"""Loops without end and catches every interrupt"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import signal
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
""",
    is_bomb=True,
)
