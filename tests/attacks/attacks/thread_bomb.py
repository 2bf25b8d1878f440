"""Starts threads without end"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import threading, time
while True:
    try:
        threading.Thread(target=time.sleep, args=(600,), daemon=False).start()
    except RuntimeError:
        pass
""",
    is_bomb=True,
)
