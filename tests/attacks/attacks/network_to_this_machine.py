"""Connects to a server of the facilitator's own machine, over the loopback"""

from tests.attacks.attack import PORT, Attack

ATTACK = Attack(
    "harm",
    q2=f"""
import socket
reached = False
for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0"):
    try:
        socket.create_connection((host, {PORT}), 2).sendall(b"hostile")
        reached = True
    except OSError as fault:
        print(host, fault)
""",
    q3="reason = 'B' if reached else 'not done'",
    proof="q3",
)
