"""Attaches to its parent with ptrace(2) and reads from it"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import ctypes, os, subprocess
libc = ctypes.CDLL(None, use_errno=True)
for process in {os.getppid(), 1, 2, 3}:
    print(process, libc.ptrace(16, process, 0, 0), ctypes.get_errno())
    try:
        print(os.listdir(f"/proc/{process}/cwd"), os.listdir(f"/proc/{process}/root"))
        print(open(f"/proc/{process}/environ").read())
    except OSError as fault:
        print(fault)
    libc.ptrace(17, process, 0, 0)
""",
)
