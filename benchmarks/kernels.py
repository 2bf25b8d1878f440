"""How long until a kernel is ready: as jupyter_client starts it, in a sandbox, and forked inside one, turn by turn.

``python benchmarks/kernels.py [--repeats 7] [--small] [--json]`` prints medians in seconds: until the process is there,
until the kernel answers, until a cell has run that imports what the course uses, and until all of it is gone again;
then the ratio to the plain start of the same run. The fork server's own start is paid once, and shown apart.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager

from firstquery.grading.libraries import libraries
from firstquery.grading.outputs import BoundedClient
from firstquery.sandbox import forks
from firstquery.sandbox.limits import Limits
from firstquery.sandbox.provisioner import provide

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("plain", "sandboxed", "sandboxed and forked")
STEPS = ("process", "ready", "imported", "gone")
#: scikit-learn and matplotlib are what later weeks import; where they are not installed, the rest is measured.
CELL = """
import contextlib
import pandas as pd
from firstquery import check, rebuild, sql
sql("SELECT 1 AS one")
with contextlib.suppress(ImportError):
    import matplotlib.pyplot
    import sklearn.linear_model
"""


async def timed(kind: str, submission: Path) -> list[float]:
    """Seconds from the start to each of `STEPS`; the last from the end of the cell."""
    manager = AsyncKernelManager()
    if kind != "plain":
        provisioner = provide(
            manager,
            BoundedClient,
            course=ROOT,
            warehouse=ROOT / "data" / "kestrel.sqlite",
            submission=submission,
            limits=Limits(),
            imports=libraries(),
            is_warm=kind != "sandboxed",
        )
    begun = time.perf_counter()
    await manager.start_kernel()
    process = time.perf_counter()
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=120)
    ready = time.perf_counter()
    reply = await client.execute_interactive(CELL, store_history=False, timeout=120)
    imported = time.perf_counter()
    if reply["content"]["status"] != "ok":
        raise SystemExit(f"The cell did not run ({kind}): {reply['content']}")
    if kind == "sandboxed and forked" and not provisioner.forked:
        raise SystemExit("There is no fork server on this machine.")
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return [process - begun, ready - begun, imported - begun, time.perf_counter() - imported]


async def measure(repeats: int, warm: bool) -> dict[str, dict[str, float]]:
    """Medians by kind and step. With ``warm``, a turn before them fills the machine's caches, and is left out."""
    taken = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(repeats + warm):
            for kind in KINDS:
                seconds = await timed(kind, Path(folder))
                if turn >= warm:
                    taken[kind].append(seconds)
    return {
        kind: dict(zip(STEPS, map(statistics.median, zip(*turns, strict=True)), strict=True))
        for kind, turns in taken.items()
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    options = parser.parse_args()
    if options.small:
        options.repeats = 1
    begun = time.perf_counter()
    forks.zygote(libraries())
    server = time.perf_counter() - begun
    medians = asyncio.run(measure(options.repeats, warm=not options.small))
    if options.json:
        print(json.dumps({"server": server, **medians}, indent=1))
        return
    print(f"the fork server, once: {server:.2f} s; then medians of {options.repeats}, in seconds (ratio to plain)")
    print(f"{'':22}" + "".join(f"{step:>16}" for step in STEPS))
    for kind, steps in medians.items():
        ratios = (f"{steps[step]:.2f} ({medians['plain'][step] / steps[step]:.1f}x)" for step in STEPS)
        print(f"{kind:22}" + "".join(f"{cell:>16}" for cell in ratios))


if __name__ == "__main__":
    main()
