"""Attempts to read what is another's, the facilitator's or the hub's, from her own kernel."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tests.cohort.hub.intrusion.ground import Ground, attempt


@attempt("Reads another learner's home folder")
def read_a_home(ground: Ground) -> str:
    ground.cell(f"take({str(ground.homes[ground.ben.name])!r})")
    return ground.took("home")


@attempt("Reads the notebook that another learner works on")
def read_a_notebook(ground: Ground) -> str:
    ground.cell(f"take({str(ground.works[ground.ben.name] / ground.practice)!r})")
    return ground.took("submission")


@attempt("Reads another learner's records and receipts, and the secrets of her submissions")
def read_records(ground: Ground) -> str:
    home = ground.homes[ground.ben.name]
    places = [ground.works[ground.ben.name] / ".records", home / ".local", home / ".jupyter-run", home / ".ipython"]
    ground.cell(f"take(*{[str(one) for one in places]})")
    return ground.took("record", "submission secret")


@attempt("Lists who has handed in, in the exchange")
def list_the_inbound(ground: Ground) -> str:
    ground.cell(f"take({str(ground.inbound)!r})")
    return ground.took("name of a submission", "submission")


@attempt("Guesses the name of another's submission, all but what is drawn by lot in it")
def guess_a_submission(ground: Ground) -> str:
    guessed = ground.submission.name.rpartition("+")[0]
    names = [guessed, guessed.rpartition(".")[0], f"{guessed}+", f"{guessed}+*"]
    ground.cell(f"import glob\nfor name in {names}:\n    take(*glob.glob({str(ground.inbound)!r} + '/' + name), name)")
    return ground.took("submission")


@attempt("Reads another's submission, whose whole name she has been told")
def read_a_submission(ground: Ground) -> str:
    ground.cell(f"take({str(ground.submission)!r})\ntake({str(ground.submission / f'{ground.stem}.ipynb')!r})")
    return ground.took("submission", "submission secret")


@attempt("Reads another's feedback: lists the folder, and reckons its name from what she can read")
def read_feedback(ground: Ground) -> str:
    home, work = ground.homes[ground.ben.name], ground.works[ground.ben.name]
    ground.cell(
        f"import glob, hashlib\nbox = {str(ground.inbox / 'feedback')!r}\ntake(box, {str(work / 'feedback')!r})\n"
        f"for path in glob.glob({str(home)!r} + '/.local/share/jupyter/nbgrader_cache/*/*/submission_secret.txt'):\n"
        "    try:\n"
        f"        name = hashlib.md5(open(path, 'rb').read() + {ground.stem.encode()!r}).hexdigest()\n"
        "        take(box + '/' + name + '.html')\n"
        "    except OSError as fault:\n        keep(repr(fault))"
    )
    return ground.took("feedback")


@attempt("Reads source/ with its solutions")
def read_source(ground: Ground) -> str:
    ground.cell(f"take({str(ground.facilitator_course / 'source')!r}, {str(ground.course / 'source')!r})")
    return ground.took("source")


@attempt("Reads the held-out data and the keys")
def read_held_out(ground: Ground) -> str:
    ground.cell(f"take({str(ground.facilitator_course / 'held-out')!r}, {str(ground.course / 'held-out')!r})")
    return ground.took("held-out")


@attempt("Reads the gradebook")
def read_the_gradebook(ground: Ground) -> str:
    ground.cell(f"take(*{[str(place / 'gradebook.db') for place in (ground.facilitator_course, ground.course)]})")
    return ground.took("gradebook")


@attempt("Reads the roster and all else in the facilitator's home folder")
def read_the_roster(ground: Ground) -> str:
    ground.cell(f"take({str(ground.facilitator_course / 'roster.csv')!r}, {str(ground.homes[ground.lead.name])!r})")
    return ground.took("roster", "facilitator")


@attempt("Reads the lists of passwords: the hub's, the slips, the system's")
def read_passwords(ground: Ground) -> str:
    ground.cell(f"take('/etc/shadow', '/etc/shadow-', '/etc/gshadow', *{[str(one) for one in ground.lists]})")
    return ground.took("password", "password's hash")


@attempt("Reads the hub's database")
def read_the_database(ground: Ground) -> str:
    ground.cell(f"take({str(ground.database)!r}, {str(ground.database)!r} + '-wal')")
    return ground.took("row of the database")


@attempt("Reads the key that signs cookies, and all else that the hub keeps")
def read_the_cookie_secret(ground: Ground) -> str:
    ground.cell(f"take({str(ground.state / 'cookie_secret')!r}, {str(ground.state / 'jupyterhub_cookie_secret')!r})")
    ground.cell(f"take({str(ground.state)!r})")
    return ground.took("cookie secret", "row of the database", "password")


_TOKENS = ("proxy's token", "token of another", "token of the facilitator", "cookie secret", "password")
_FREE = "TracerPid:\t0\n"


@attempt("Reads the environment and the command line of every process: tokens, passwords")
def read_environments(ground: Ground) -> str:
    ground.cell(
        "import glob, subprocess\ntake(*glob.glob('/proc/[0-9]*/environ'), *glob.glob('/proc/[0-9]*/cmdline'))\n"
        "keep(subprocess.run(['ps', 'auxewww'], capture_output=True).stdout)"
    )
    return ground.took(*_TOKENS)


@attempt("Reads the memory and the open files of others' processes, by /proc and by ptrace(2)")
def read_memory(ground: Ground) -> str:
    others = [one.pid for who in (ground.ben, ground.lead) for one in ground.processes_of(who)]
    ground.cell(
        f"import ctypes, glob, re\nfor pid in {[*others, ground.hub.pid]}:\n"
        "    ctypes.CDLL(None).ptrace(16, pid, 0, 0)\n"
        "    take(f'/proc/{pid}/cwd', f'/proc/{pid}/root/etc/shadow', *glob.glob(f'/proc/{pid}/fd/*'))\n"
        "    try:\n"
        "        memory = open(f'/proc/{pid}/mem', 'rb')\n"
        "        for line in open(f'/proc/{pid}/maps'):\n"
        "            if line.rstrip().endswith(('[heap]', '[stack]')):\n"
        "                start, end = (int(one, 16) for one in re.match('(\\\\w+)-(\\\\w+)', line).groups())\n"
        "                memory.seek(start)\n                keep(memory.read(end - start))\n"
        "    except OSError as fault:\n        keep(repr(fault))"
    )
    traced = [pid for pid in others if _FREE not in _status(pid)]
    return ground.took(*_TOKENS, "password's hash", "home") or (f"traces {len(traced)} processes" if traced else "")


def _status(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return _FREE


@attempt("Reads what another's notebook has put into /tmp and into shared memory")
def read_temporary_files(ground: Ground) -> str:
    names = [f"/tmp/{ground.ben.name}.txt", f"/dev/shm/{ground.ben.name}.txt"]
    code = (
        f"for name in {names}:\n    with open(name, 'w') as file:\n        file.write({ground.secret['temporary']!r})"
    )
    ground.cell(code, ground.ben)
    try:
        ground.cell(f"take(*{names})")
        return ground.took("temporary")
    finally:
        ground.cell(f"import os\nfor name in {names}:\n    os.unlink(name)", ground.ben)


@attempt("Becomes another or root: su and sudo with the passwords that she knows or guesses")
def become_another(ground: Ground) -> str:
    hers, target = ground.passwords[ground.ann.name], ground.homes[ground.lead.name] / "mine.txt"
    words = [["su", "-", ground.lead.name, "-c", f"cat {target}"], ["sudo", "-n", "cat", str(target)]]
    ground.cell(
        f"import subprocess\nfor words in {words}:\n"
        "    try:\n"
        f"        done = subprocess.run(words, input={hers + chr(10)!r}, text=True, capture_output=True, timeout=60)\n"
        "        keep(done.stdout + done.stderr)\n"
        "    except OSError as fault:\n        keep(repr(fault))"
    )
    return ground.took("facilitator")
