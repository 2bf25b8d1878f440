"""How long a kernel takes to say what may stand next, in milliseconds, beside IPython's own completion in the same run.

``python -m benchmarks.completion [--repeats 60] [--small]`` prints p50 and p95 from the request to the reply, for a
query and for Python, in a kernel with the course and in one without it (which completes Python alone). The budget, of
the worst p95, is 100 ms: longer, and what is offered comes after the next key.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from firstquery.core.course import COURSE

BUDGET_MS = 100.0
FIRST = 'from firstquery import *\nrebuild("week-05-from-sql-to-python")\naccounts = sql("SELECT * FROM accounts")'
STOCK = (
    "from firstquery.kernel import completion; completion.install = lambda ip: None\n"
    "get_ipython().Completer.__dict__.pop('completions', None); get_ipython().Completer.use_jedi = True\n"
)
CELLS = {
    "a query": "%%sql answer\nSELECT a.region, COUNT(*) FROM accounts AS a JOIN invoices AS i ON a.acc",
    "Python, a column": 'accounts["reg',
    "Python, a method": "accounts.sort_v",
}


@contextmanager
def kernel(first: str) -> Iterator[BlockingKernelClient]:
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(COURSE / "notebooks"))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        client.execute_interactive(first, timeout=120, output_hook=lambda message: None)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def timed(client: BlockingKernelClient, cell: str, repeats: int) -> np.ndarray:
    """Milliseconds of each repeat by the clock; the first, which reads the list of tables, is left out."""
    taken = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        client.complete(cell, len(cell), reply=True, timeout=120)
        taken.append((time.perf_counter() - start) * 1000)
    return np.array(taken[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=60)
    parser.add_argument("--small", action="store_true", help="few repeats, to see that it runs")
    asked = parser.parse_args()
    repeats = 3 if asked.small else asked.repeats
    worst = 0.0
    with kernel(FIRST) as ours, kernel(FIRST + "\n" + STOCK) as stock:
        print(f"{'':18} {'p50':>7} {'p95':>7} {'IPython':>9} ratio")
        for name, cell in CELLS.items():
            mine, theirs = timed(ours, cell, repeats), timed(stock, cell, repeats)
            worst = max(worst, float(np.percentile(mine, 95)))
            ratio = np.median(mine) / np.median(theirs)
            print(
                f"{name:18} {np.median(mine):7.1f} {np.percentile(mine, 95):7.1f} {np.median(theirs):9.1f} {ratio:.2f}"
            )
    print(f"worst p95 {worst:.1f} ms (budget {BUDGET_MS:.0f} ms)")


if __name__ == "__main__":
    main()
