"""Takes three gigabytes of memory in one process"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="import time\ntaken = [bytearray(b'x' * 50_000_000) for _ in range(60)]\ntime.sleep(3)\nprint('taken', len(taken))",
    q3="reason = 'B' if len(taken) == 60 else 'not done'",
    proof="q3",
    is_bomb=True,
)
