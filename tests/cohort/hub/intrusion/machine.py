"""Attempts at the machine that all share: its processes, its memory, its disk."""

from __future__ import annotations

import contextlib

import psutil

from tests.cohort.hub.intrusion.ground import Ground, attempt, end, eventually, from_page

#: More than any learner's limit, and few enough for a machine without one.
BOMB = 700
#: GiB that a cell takes, and only in name: no page of it is written.
WANTED = 6


@attempt("Ends others' processes, the hub's and the proxy's")
def end_others(ground: Ground) -> str:
    others = [one for who in (ground.ben, ground.lead) for one in ground.processes_of(who)]
    guarded = [*others, ground.hub, *ground.hub.children()]
    hers = {one.pid for one in ground.processes_of(ground.ann)}
    guarded = [one for one in guarded if one.pid not in hers]
    ground.cell(
        f"import os, signal\nfor pid in {[one.pid for one in guarded]}:\n"
        "    for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):\n"
        "        attack(pid, lambda one: os.kill(one, number))\n"
        "        attack(pid, lambda one: os.killpg(one, number))"
    )
    gone = [one for one in guarded if not one.is_running() or one.status() in ("stopped", "zombie")]
    return f"ended {len(gone)} processes" if gone else ""


@attempt("Starts processes without end, until nobody can start another one")
def bomb(ground: Ground) -> str:
    try:
        ground.cell(
            f"import subprocess\nstarted = []\ntry:\n    while len(started) < {BOMB}:\n"
            "        started.append(subprocess.Popen(['sleep', '300']))\n"
            "except OSError as fault:\n    keep(repr(fault))"
        )
        count = len(ground.processes_of(ground.ann))
        goes_on = "2" in ground.cell("print(1 + 1)", ground.ben)
    finally:
        end([one for one in ground.processes_of(ground.ann) if _name(one) == "sleep"])
        ground.restart()
    said = [f"{count} processes at once"] if count > ground.processes else []
    return ", ".join(said + ([] if goes_on else ["another's kernel stands still"]))


def _name(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        return process.name()
    return ""


@attempt("Takes the memory of the whole room in one cell")
def take_memory(ground: Ground) -> str:
    before = _most(ground)
    ground.cell(f"wide = bytearray({WANTED} * 2**30)")
    taken = (_most(ground) - before) / 2**30
    ground.restart()
    return f"{taken:.0f} GiB in one process" if taken > 4 else ""


def _most(ground: Ground) -> int:
    sizes = [0]
    for one in ground.processes_of(ground.ann):
        with contextlib.suppress(psutil.Error):
            sizes.append(one.memory_info().data)
    return max(sizes)


@attempt("Leaves a process behind that goes on when her server is ended, and a job for cron and at")
def stay_behind(ground: Ground) -> str:
    harm = []
    ground.cell(
        "import subprocess, sys\n"
        "code = '''import os, time\nif not os.fork():\n    os.setsid()\n"
        "    if not os.fork():\n        time.sleep(1234)'''\n"
        "subprocess.run([sys.executable, '-c', code])\n"
        "for words, given in ((['crontab', '-'], '* * * * * touch /tmp/x\\n'), (['at', 'now'], 'touch /tmp/x')):\n"
        "    try:\n        subprocess.run(words, input=given, text=True, capture_output=True, timeout=30)\n"
        "    except OSError as fault:\n        keep(repr(fault))"
    )
    left = [one for one in ground.processes_of(ground.ann) if "1234" in " ".join(one.cmdline())]
    if not left:
        raise RuntimeError("She could not leave a process behind.")
    from_page(ground.ann, "DELETE", f"/hub/api/users/{ground.ann.name}/server")
    gone = eventually(lambda: not any(one.is_running() for one in left), 20)
    if not gone:
        harm.append(f"{sum(one.is_running() for one in left)} processes go on")
    end([one for one in left if one.is_running()])
    ground.again()
    return ", ".join(harm)
