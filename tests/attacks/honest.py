"""Honest submissions that are odd: each keeps full marks, whatever the grader does against the hostile ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_PAID = 'paid_orders = int(sql("SELECT COUNT(*) AS n FROM orders WHERE paid = 1")["n"].iloc[0])'


@dataclass(frozen=True)
class Honest:
    """``before`` stands in the first answer cell above an answer that is right; ``files`` lie beside the notebook."""

    name: str
    title: str
    before: str = ""
    after: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return "\n".join(part.strip("\n") for part in (self.before, _PAID, self.after) if part)


HONEST = (
    Honest(
        "warns-and-logs",
        "Warns that something is old, logs at every level, writes to stderr",
        """
import logging, sys, warnings
warnings.warn("this will go", DeprecationWarning)
warnings.warn("old")
print("a note", file=sys.stderr)
logging.basicConfig(level=logging.DEBUG)
for level in (10, 20, 30, 40, 50):
    logging.log(level, "counted")
""",
    ),
    Honest(
        "shows-much",
        "Prints ten thousand lines, shows a large table, and draws",
        """
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
for n in range(10_000):
    print(n, "x" * 50)
display(pd.DataFrame({"n": range(1_000)}).style.highlight_max())
sql("SELECT total FROM orders").plot()
plt.title("Größe")
plt.savefig("figure.png")
plt.show()
""",
    ),
    Honest(
        "imports-a-helper",
        "Imports a helper file of her own, reads her own data, names things in other languages",
        """
from helper import twice
import pandas as pd
assert twice(21) == 42
assert len(pd.read_csv("data/größe.csv")) == 1
名前 = "Łódź Ελλάδα 🙂 שלום"
print(名前)  # größer als vorher
""",
        files={"helper.py": "def twice(n):\n    return 2 * n\n", "data/größe.csv": "stadt,n\nKöln,3\n"},
    ),
    Honest(
        "works-in-parallel",
        "Starts threads, processes and programs, which end",
        """
import asyncio, multiprocessing, subprocess
from concurrent.futures import ThreadPoolExecutor
from joblib import Parallel, delayed
with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(abs, range(100))))
with multiprocessing.get_context("fork").Pool(4) as pool:
    print(sum(pool.map(abs, range(100))))
print(Parallel(n_jobs=2, prefer="threads")(delayed(abs)(-n) for n in range(8)))
print(subprocess.run(["echo", "from a shell"], capture_output=True, text=True, check=True).stdout)
!echo another
await asyncio.sleep(0.1)
""",
    ),
    Honest(
        "names-of-ours",
        "Calls a variable of her own `check_` and functions `key`, `judge`, `payload`",
        "def judge(x): return x\npayload = {'version': 2}\nkey = 'mine'\ncheck_ = True",
        'print("so many:", paid_orders)\npaid_orders',
    ),
    Honest(
        "catches-what-it-raises",
        "Leaves with `sys.exit`, recurses too deeply, turns a warning into an error, and catches it all",
        """
import sys, warnings
def deeper(n):
    return deeper(n + 1)
def warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.warn("x")
for wrong in (sys.exit, lambda: deeper(0), warn):
    try:
        wrong()
    except (SystemExit, RecursionError, UserWarning):
        print("not today")
""",
    ),
    Honest(
        "shows-progress",
        "Shows a progress bar that overwrites its line, and clears its output again and again",
        """
import sys, time
from IPython.display import clear_output, display
for n in range(200):
    print(f"\\r{n / 2:.0f} %", end="", flush=True)
    sys.stderr.write(f"\\r{n}")
for n in range(30):
    clear_output(wait=True)
    display(n)
time.sleep(1.2)
""",
    ),
    Honest(
        "works-with-much",
        "Holds a big table below the limit, writes files and a database of its own, trains a small model",
        """
import sqlite3, tempfile
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
big = pd.DataFrame(np.zeros((500_000, 10)))
for n in range(10):
    open(f"part-{n}.bin", "wb").write(b"x" * 1_000_000)
with tempfile.NamedTemporaryFile("w") as file, sqlite3.connect("own.db") as own:
    file.write("x")
    own.execute("CREATE TABLE t (n)")
print(LinearRegression().fit([[1], [2]], [1, 2]).coef_)
""",
    ),
    Honest(
        "a-second-notebook",
        "Hands in a second notebook with her notes, and sets options of pandas and IPython for herself",
        """
import pandas as pd
pd.set_option("display.max_rows", 3)
pd.set_option("display.float_format", "{:.1f}".format)
formatter = get_ipython().display_formatter.formatters["text/plain"]
formatter.for_type(float, lambda x, p, c: p.text(f"{x:.1f}"))
""",
        files={"notes.ipynb": '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'},
    ),
)
