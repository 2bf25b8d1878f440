"""Leaves threads that go on printing and computing after their cell"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import threading, time

def on():
    while True:
        print("still here")
        time.sleep(0.01)

for _ in range(8):
    threading.Thread(target=on).start()
""",
)
