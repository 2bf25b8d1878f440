"""Takes three gigabytes of memory in twenty processes, each of them modest"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, time
for _ in range(20):
    if not os.fork():
        taken = bytearray(b"x" * 150_000_000)
        time.sleep(5)
        os._exit(0)
time.sleep(6)
taken = [os.wait()[1] for _ in range(20)]
""",
    q3="reason = 'B' if taken == [0] * 20 else 'not done'",
    proof="q3",
    is_bomb=True,
)
