"""Prints what stands in the home of whoever grades: passwords, keys, history"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import glob, os, pwd
homes = {os.path.expanduser("~"), *(entry.pw_dir for entry in pwd.getpwall())}
for home in homes:
    for name in (".pgpass", ".netrc", ".ssh/*", ".bash_history", ".jupyter/*", ".aws/*"):
        for path in glob.glob(os.path.join(home, name)):
            print(path, open(path, errors="replace").read())
""",
)
