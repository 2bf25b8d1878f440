"""Hands in settings of nbgrader and of IPython that would turn the tests off"""

from tests.attacks.attack import Attack

_SETTINGS = "c = get_config()\nc.Autograde.autograde_preprocessors = []\nc.Execute.enabled = False\nc.CourseDirectory.root = '/'\n"
_STARTUP = "get_ipython().showtraceback = lambda *a, **k: None\n"
ATTACK = Attack(
    "forge",
    q1="paid_orders = 0",
    files={
        "nbgrader_config.py": _SETTINGS,
        "jupyter_nbconvert_config.py": _SETTINGS,
        ".ipython/profile_default/startup/00.py": _STARTUP,
        "sitecustomize.py": "import os\nos._exit(0)\n",
        "ipython_config.py": "c.InteractiveShellApp.exec_lines = ['raise SystemExit']\n",
    },
)
