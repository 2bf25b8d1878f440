"""Honest work is never harmed by the sandbox, and nothing of one submission reaches the next."""

from __future__ import annotations

from .bench import Bench


def test_a_forked_kernel_is_what_grading_uses(bench: Bench) -> None:
    assert bench.run("print(1)").forked
    assert not bench.run("print(1)", warm=False).forked


def test_prints_warnings_and_notes_come_through(bench: Bench) -> None:
    code = "import sys, warnings\nwarnings.warn('old')\nprint('a note', file=sys.stderr)\nprint('ok')\n6 * 7"
    (shown,) = bench.run(code).shown
    assert "old" in shown and "a note" in shown and "ok\n" in shown and shown.endswith("42")


def test_there_is_room_for_a_large_temporary_file_and_for_one_beside_the_notebook(bench: Bench) -> None:
    code = """
import tempfile
with tempfile.TemporaryFile() as file:
    for _ in range(40):
        file.write(b"x" * 2**20)
    print(file.tell())
with open("mine.bin", "wb") as file:
    print(file.write(b"x" * 40 * 2**20))
"""
    assert bench.run(code).shown == [f"{40 * 2**20}\n{40 * 2**20}\n"]


def test_a_large_answer_is_not_taken_for_too_much_output(bench: Bench) -> None:
    ran = bench.run(
        "from firstquery import *\nimport pandas as pd",
        "big = pd.DataFrame({'n': range(15_000), 'text': ['x' * 150] * 15_000})",
        'check("w90-q1", big)',
    )
    (output,) = ran.outputs[2]
    assert len(str(output["data"])) > 2_000_000


def test_a_chart_can_be_read_and_no_picture_is_painted(bench: Bench) -> None:
    ran = bench.run(
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2], label='seats')\nplt.show()",
        "print(axes.lines[0].get_label(), plt.get_fignums())",
    )
    assert [list(one["data"]) for one in ran.outputs[0]] == [["text/plain"]]
    assert ran.shown[1] == "seats []\n"


def test_a_loop_is_interrupted_and_the_notebook_goes_on(bench: Bench) -> None:
    ran = bench.run("import time", "time.sleep(60)", "print('on')", timeout=2, startup_timeout=30)
    assert "CellTimeoutError" in ran.shown[1]
    assert ran.shown[2] == "on\n"
    assert ran.fault is None


SPOIL = [
    "import json, builtins, pandas as pd, numpy as np, firstquery.kernel.check as checking, os, threading, time",
    "json.load = lambda *a, **k: 'forged'\nbuiltins.sorted = lambda x: 7\npd.DataFrame.sum = lambda self: 1",
    "checking.check = checking.emit = lambda *a: None\nimport firstquery\nfirstquery.sql = None",
    "np.random.seed(3)\npd.set_option('display.max_rows', 3)\nos.environ['MINE'] = '1'\nos.umask(0o777)",
    "open('/tmp/left.txt', 'w').write('x')\nopen('/dev/shm/left', 'w').write('x')\nopen('left.txt', 'w').write('x')",
    "open('/home/learner/.ipython/profile_default/startup/00.py', 'w').write('left = 1')",
    "threading.Thread(target=lambda: time.sleep(300)).start()\nif not os.fork():\n    time.sleep(300)",
    "get_ipython().input_transformers_cleanup.append(lambda lines: [])",
]


def test_nothing_of_one_submission_reaches_the_next(bench: Bench) -> None:
    look = """
import io, json, os, pathlib, threading
import numpy as np, pandas as pd
import firstquery.kernel.check as checking, firstquery
places = ("/tmp", "/dev/shm", ".")
files = [str(path) for place in places for path in pathlib.Path(place).glob("left*")]
print(json.load(io.StringIO("[1]")), sorted([1]), pd.DataFrame({"a": [2]}).sum()["a"], end=" ")
print(checking.check.__module__, callable(firstquery.sql))
print(pd.get_option("display.max_rows"), "MINE" in os.environ, oct(os.umask(0o22)), files, "left" in globals())
print(sum(n.isdigit() for n in os.listdir("/proc")) <= 3)
"""
    before = bench.run(look).shown
    spoiled = bench.run(*SPOIL)
    assert spoiled.fault is None
    assert bench.run(look).shown == before
    assert before[0].splitlines()[0] == "[1] [1] 2 firstquery.kernel.check True"


def test_two_kernels_draw_different_random_numbers(bench: Bench) -> None:
    code = "import random, numpy as np, uuid\nprint(random.random(), np.random.random(), uuid.uuid4())"
    first, second = bench.run(code).shown[0].split(), bench.run(code).shown[0].split()
    assert not set(first) & set(second)


def test_work_in_parallel_goes_on_within_the_limits(bench: Bench) -> None:
    """joblib's processes, scikit-learn's jobs, a pool, a program that is awaited, and many files open at once."""
    joblib = """
from joblib import Parallel, delayed
print(Parallel(n_jobs=2)(delayed(abs)(-n) for n in range(4)))
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
data, wanted = [[n, n % 3] for n in range(60)], [n % 2 for n in range(60)]
print(len(cross_val_score(RandomForestClassifier(5, n_jobs=2), data, wanted, n_jobs=2)))
"""
    pool = """
import multiprocessing
with multiprocessing.get_context("fork").Pool(16) as pool:
    print(sum(pool.map(abs, range(100))))
with multiprocessing.get_context("spawn").Pool(2) as pool:
    print(sum(pool.map(abs, range(100))))
"""
    awaited = """
import asyncio
process = await asyncio.create_subprocess_exec("echo", "awaited", stdout=asyncio.subprocess.PIPE)
print((await process.communicate())[0].decode(), end="")
files = [open(f"{n}.txt", "w") for n in range(150)]
print(len(files))
"""
    assert bench.run(joblib, pool, awaited).shown == ["[0, 1, 2, 3]\n5\n", "4950\n4950\n", "awaited\n150\n"]
