"""Searches the whole file system for the words of a key, a solution, a gradebook"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os, sys
known = ("/proc", "/sys", "/dev", "/usr", "/nix", "/lib", "/var/lib", sys.prefix, sys.base_prefix)
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in known]
    for name in files:
        try:
            text = open(os.path.join(folder, name), "rb").read(500_000)
        except OSError:
            continue
        if b"secret-" + b"of-" in text:
            print(folder, name, text.decode("utf-8", "replace"))
""",
)
