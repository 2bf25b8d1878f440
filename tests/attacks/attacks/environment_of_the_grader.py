"""Prints the environment and the command line of every process that it finds in /proc"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import glob
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline") + glob.glob("/proc/*/task/*/environ"):
    try:
        print(path, open(path, "rb").read())
    except OSError as fault:
        print(path, fault)
""",
)
