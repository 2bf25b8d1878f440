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
    q1: str = _PAID
    after: str = ""
    files: Mapping[str, str | bytes] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return "\n".join(part.strip("\n") for part in (self.before, self.q1, self.after) if part)


HONEST = (
    Honest(
        "warns",
        "Warns that something is old",
        "import warnings\nwarnings.warn('this will go', DeprecationWarning)\nwarnings.warn('old')",
    ),
    Honest(
        "writes-to-stderr",
        "Writes a note to stderr",
        "import sys\nprint('a note', file=sys.stderr)\nsys.stderr.write('another\\n')",
    ),
    Honest(
        "logs",
        "Logs at every level",
        "import logging\nlogging.basicConfig(level=logging.DEBUG)\nfor level in (10, 20, 30, 40, 50):\n    logging.log(level, 'counted')",
    ),
    Honest("prints-much", "Prints ten thousand lines", "for n in range(10_000):\n    print(n, 'x' * 50)"),
    Honest("is-slow", "Takes its time", "import time\ntime.sleep(1.2)"),
    Honest(
        "shows-a-large-table",
        "Shows a table of ten thousand rows",
        "import pandas as pd\nfrom IPython.display import display\ndisplay(pd.DataFrame({'n': range(10_000)}).style.highlight_max())",
    ),
    Honest(
        "plots",
        "Plots with matplotlib and saves the picture",
        "import matplotlib.pyplot as plt\nsql('SELECT total FROM orders').plot()\nplt.title('Größe')\nplt.savefig('figure.png')\nplt.show()",
    ),
    Honest(
        "imports-a-helper",
        "Imports a helper file of her own and reads her own data",
        "from helper import twice\nimport pandas as pd\nassert twice(21) == 42\nassert len(pd.read_csv('data/größe.csv')) == 1",
        files={"helper.py": "def twice(n):\n    return 2 * n\n", "data/größe.csv": "stadt,n\nKöln,3\n"},
    ),
    Honest(
        "is-not-english",
        "Names and notes in other languages and emoji",
        "名前 = 'Łódź Ελλάδα 🙂 שלום'\nprint(名前)  # größer als vorher",
    ),
    Honest(
        "threads-that-end",
        "Starts threads, which end",
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(8) as pool:\n    print(sum(pool.map(abs, range(100))))",
    ),
    Honest(
        "asks-a-shell",
        "Runs a program, which ends",
        "import subprocess\nprint(subprocess.run(['echo', 'from a shell'], capture_output=True, text=True, check=True).stdout)\n!echo another",
    ),
    Honest(
        "works-in-processes",
        "Works with several processes, within the limits",
        "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(4) as pool:\n    print(sum(pool.map(abs, range(100))))",
    ),
    Honest(
        "joblib",
        "Works in parallel with joblib",
        "from joblib import Parallel, delayed\nprint(Parallel(n_jobs=2, prefer='threads')(delayed(abs)(-n) for n in range(8)))",
    ),
    Honest(
        "a-name-of-ours",
        "Calls a variable of her own `check_` and functions `key`, `judge`, `payload`",
        "def judge(x): return x\npayload = {'version': 2}\nkey = 'mine'\ncheck_ = True",
    ),
    Honest(
        "filters-warnings",
        "Turns warnings off, and one into an error that it catches",
        "import warnings\nwarnings.filterwarnings('ignore')\nwith warnings.catch_warnings():\n    warnings.simplefilter('error')\n    try:\n        warnings.warn('x')\n    except UserWarning:\n        pass",
    ),
    Honest(
        "exit-inside-try",
        "Calls `sys.exit` and catches it",
        "import sys\ntry:\n    sys.exit(1)\nexcept SystemExit:\n    print('not today')",
    ),
    Honest(
        "progress-bar",
        "Shows a progress bar that overwrites its line",
        "import sys, time\nfor n in range(200):\n    print(f'\\r{n / 2:.0f} %', end='', flush=True)\n    sys.stderr.write(f'\\r{n}')",
    ),
    Honest(
        "clears-its-output",
        "Clears its output again and again",
        "from IPython.display import clear_output, display\nfor n in range(30):\n    clear_output(wait=True)\n    display(n)",
    ),
    Honest(
        "a-big-frame",
        "Holds a big table in memory, below the limit",
        "import numpy as np\nimport pandas as pd\nbig = pd.DataFrame(np.zeros((2_000_000, 10)))\nprint(big.sum().sum())",
    ),
    Honest(
        "writes-files",
        "Writes a few megabytes of files and a temporary one",
        "import tempfile\nfor n in range(10):\n    open(f'part-{n}.bin', 'wb').write(b'x' * 1_000_000)\nwith tempfile.NamedTemporaryFile('w') as file:\n    file.write('x')",
    ),
    Honest(
        "trains-a-model",
        "Trains a small model with scikit-learn",
        "from sklearn.linear_model import LinearRegression\nprint(LinearRegression().fit([[1], [2]], [1, 2]).coef_)",
    ),
    Honest(
        "its-own-database",
        "Makes a database of its own beside the notebook",
        "import sqlite3\nwith sqlite3.connect('own.db') as own:\n    own.execute('CREATE TABLE t (n)')\n    own.execute('INSERT INTO t VALUES (1)')",
    ),
    Honest("asyncio", "Awaits something at the top of a cell", "import asyncio\nawait asyncio.sleep(0.1)"),
    Honest(
        "a-second-notebook",
        "Hands in a second notebook with her notes",
        files={"notes.ipynb": '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'},
    ),
    Honest(
        "checks-twice", "Runs a check in a cell of her own as well", after='print("so many:", paid_orders)\npaid_orders'
    ),
    Honest(
        "recursion-caught",
        "Recurses too deeply and catches it",
        "def deeper(n):\n    return deeper(n + 1)\ntry:\n    deeper(0)\nexcept RecursionError:\n    print('deep enough')",
    ),
    Honest(
        "patches-for-itself",
        "Sets options of pandas and a formatter for its own tables",
        "import pandas as pd\npd.set_option('display.max_rows', 3)\npd.set_option('display.float_format', '{:.1f}'.format)\nget_ipython().display_formatter.formatters['text/plain'].for_type(float, lambda x, p, c: p.text(f'{x:.1f}'))",
    ),
)
