"""Patches pandas, json and the package in memory, in the hope that the next submission meets them"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import builtins, json, os, sys
import numpy as np
import pandas as pd
json.loads = json.load = lambda *a, **k: {}
builtins.len = lambda x: 0
pd.DataFrame.to_dict = lambda *a, **k: {}
pd.read_sql = pd.read_sql_query = lambda *a, **k: pd.DataFrame()
np.random.seed(1)
os.environ["PATH"] = os.environ["HOME"] = "/nowhere"
os.umask(0o777)
os.chdir("/")
for name in list(sys.modules):
    if name.startswith("firstquery"):
        del sys.modules[name]
""",
)
