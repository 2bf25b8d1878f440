"""What a learner at work costs on a hub in memory, and how long a whole room waits: ours, and stock JupyterHub.

``python -m benchmarks.hub [--learners 6] [--week 14] [--small] [--course /opt/first-query] [--json]``, as root. Stock
is the same JupyterHub with its own LocalProcessSpawner and PAM, in the same environment, with the same accounts and
homes. All learners log in within one moment, open the lesson of the week, and run every cell of it. Then the memory of
all processes of the hub but the hub itself and its proxy is added up and divided by the learners: as PSS, in which
what several processes share is counted once. With ours, the process that all others are forks of is in it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
import psutil

from firstquery.cohort.hub import accounts, daemon, warm, workshop
from firstquery.cohort.hub.accounts import Account
from firstquery.cohort.hub.site import Site
from firstquery.cohort.hub.visitor import Visitor
from firstquery.core import course

STOCK = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.db_url = "sqlite:///{folder}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allowed_users = {names!r}
c.Spawner.cmd = ["{beside}/jupyterhub-singleuser"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
"""


@dataclass
class Measured:
    """Of one hub: MiB a learner, MiB there before anybody came, seconds from a log-in to the page and the last cell."""

    memory: float
    before: float
    pages: list[float]
    weeks: list[float]


def cells_of(week: course.Week) -> list[str]:
    """The code of the lesson."""
    return [cell.source for cell in nbformat.read(week.lesson, as_version=4).cells if cell.cell_type == "code"]


def work(site: Site, lesson: str, cells: list[str], processes: Callable[[], list[psutil.Process]]) -> Measured:
    """All learners at once. Raises RuntimeError where one of them could not do it."""
    pages, weeks, faults = [], [], []
    done, seen = threading.Barrier(len(accounts.learners(site)) + 1), threading.Event()

    def one(name: str, password: str) -> None:
        try:
            with Visitor(site.address(), name) as visitor:
                begun = time.perf_counter()
                visitor.log_in(password)
                visitor.open()
                pages.append(time.perf_counter() - begun)
                path = next(path for path in (lesson, f"first-query/{lesson}") if visitor.has(path))
                said = visitor.run(visitor.start_kernel(path), *cells, "'still ' + 'here'")
                weeks.append(time.perf_counter() - begun)
                if wrong := [one for one in said if "Traceback" in one] or said[-1] != "'still here'":
                    raise RuntimeError(f"{name}: {wrong or said[-1]}")
                done.wait(600)
                seen.wait(600)
        except Exception as fault:
            faults.append(fault)
            done.abort()

    known = accounts.read_accounts(site)
    before = sum(map(shared, processes()))
    threads = [threading.Thread(target=one, args=(name, known[name].password)) for name in accounts.learners(site)]
    for thread in threads:
        thread.start()
    with contextlib.suppress(threading.BrokenBarrierError):
        done.wait(900)
    memory = sum(map(shared, processes())) / len(threads)
    seen.set()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(str(faults[0])) from faults[0]
    return Measured(memory, before, sorted(pages), sorted(weeks))


def shared(process: psutil.Process) -> float:
    """The PSS of a process, in MiB; 0 where it has ended."""
    with contextlib.suppress(psutil.Error):
        return float(process.memory_full_info().pss) / 2**20
    return 0.0


def measure_ours(site: Site, lesson: str, cells: list[str]) -> Measured:
    def processes() -> list[psutil.Process]:
        hub = daemon.running(site)
        return [one for one in daemon.members(site) if one != hub and one.name() != "node"]

    with contextlib.closing(warm.connect(site)):  # it answers once it has imported all
        pass
    measured = work(site, lesson, cells, processes)
    daemon.stop(site)
    return measured


def measure_stock(site: Site, lesson: str, cells: list[str]) -> Measured:
    folder, names = site.state / "stock", set(accounts.learners(site))
    folder.mkdir(mode=0o700)
    told = {"port": site.port, "hub": site.hub_port, "proxy": site.proxy_port, "beside": site.python.parent}
    (folder / "config.py").write_text(STOCK.format(**told, folder=folder, names=names))
    environment = {"PATH": f"{site.python.parent}:/usr/local/bin:/usr/bin:/bin", "NODE_PATH": "/usr/share/nodejs"}
    command = [site.python, "-P", "-m", "jupyterhub", "--config", folder / "config.py"]
    with (folder / "log").open("wb") as log:
        hub = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        end = time.monotonic() + daemon.PATIENCE
        while not daemon.answers(site) and hub.poll() is None and time.monotonic() < end:
            time.sleep(0.2)
        return work(site, lesson, cells, lambda: [one for one in psutil.process_iter() if one.username() in names])
    finally:
        hub.terminate()
        hub.wait(daemon.PATIENCE)


@contextlib.contextmanager
def room(learners: int, place: Path) -> Iterator[Site]:
    """A hub for so many, up; its accounts are gone afterwards."""
    prefix, base = f"fqb{os.getpid() % 10_000}", Path(tempfile.mkdtemp(prefix="fqhub-", dir="/tmp"))
    base.chmod(0o755)
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        ports = [one.getsockname()[1] for one in sockets]
    site = Site(
        course=place,
        state=base / "state",
        exchange=base / "exchange",
        homes=base / "homes",
        facilitator=f"{prefix}-lead",
        group=f"{prefix}-all",
        ip="127.0.0.1",
        port=ports[0],
        hub_port=ports[1],
        proxy_port=ports[2],
    )
    try:
        workshop.up(site, [Account(name=f"{prefix}-{number}") for number in range(learners)], lambda _: None)
        yield site
    finally:
        workshop.remove(site, print)
        shutil.rmtree(base, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=6)
    parser.add_argument("--week", default="14")
    parser.add_argument("--small", action="store_true", help="two learners and the first week")
    parser.add_argument("--course", type=Path, default=Path("/opt/first-query"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    week = course.week("1" if asked.small else asked.week)
    lesson, cells = week.lesson.name, cells_of(week)
    with room(2 if asked.small else asked.learners, asked.course) as site:
        ours = measure_ours(site, lesson, cells)
        stock = measure_stock(site, lesson, cells)
    if asked.json:
        print(json.dumps({"ours": asdict(ours), "stock": asdict(stock)}, indent=1))
        return
    print(f"{len(ours.pages)} learners at once, {week.stem}        stock     ours")
    print(f"MiB a learner, server and kernel (PSS)  {stock.memory:9.0f}{ours.memory:9.0f}")
    for what, one, other in (
        ("seconds to her page, the median", stock.pages, ours.pages),
        ("seconds to her last cell, the median", stock.weeks, ours.weeks),
    ):
        print(f"{what:<40}{statistics.median(one):9.1f}{statistics.median(other):9.1f}")
    people = len(ours.pages)
    each, stocks = ours.memory - ours.before / people, stock.memory - stock.before / people
    print(f"MiB that each further learner costs     {stocks:9.0f}{each:9.0f}")
    print(f"each further learner: {100 * each / stocks:.0f} % of stock")
    print(f"memory: {100 * ours.memory / stock.memory:.0f} % of stock")


if __name__ == "__main__":
    main()
