"""Keeps memory in the buffers of sockets, which belong to no process"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import socket
taken = []
sent = 0
while sent < 1_500_000_000:
    taken.append(socket.socketpair())
    for end in taken[-1]:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10_000_000)
        end.setblocking(False)
        try:
            while True:
                sent += end.send(b"x" * 100_000)
        except BlockingIOError:
            pass
""",
    q3="reason = 'B' if sent > 1_000_000_000 else 'not done'",
    proof="q3",
    is_bomb=True,
)
