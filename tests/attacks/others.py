"""Attacks that want what belongs to others: the gradebook, the solutions, the key, a neighbour's work, a home."""

from pathlib import Path

from tests.attacks.attack import Attack


def _link_to_the_course(folder: Path) -> None:
    root = Path("../../..")
    for name in ("source", "submitted", "held-out"):
        (folder / name).symlink_to(root / name)
    (folder / "everything").symlink_to("/")
    (folder / "book.txt").symlink_to(root / "gradebook.db")
    (folder / "solutions.txt").symlink_to(root / "source" / folder.name / "answers.py")
    (folder / "neighbour.txt").symlink_to(root / "submitted" / "ann" / folder.name / f"{folder.name}.ipynb")
    (folder / "key.txt").symlink_to(root / "held-out" / "keys" / f"{folder.name}.json")


ATTACKS = (
    Attack(
        "files-looked-for",
        "Looks for the solutions, the key, the gradebook, what others handed in and the home of whoever grades",
        q2="""
import glob, os, pwd
for up in [*("../" * up for up in range(9)), os.environ.get("FIRSTQUERY_COURSE", "/course") + "/"]:
    for place in ("source/*/*", "release/*/*", "held-out/**/*", "gradebook.db", "[saf][ue]*/*/*/*.ipynb"):
        for path in glob.glob(up + place, recursive=True):
            if os.path.isfile(path):
                print(open(path, errors="replace").read())
for home in {os.path.expanduser("~"), *(entry.pw_dir for entry in pwd.getpwall())}:
    for name in (".pgpass", ".netrc", ".ssh/*", ".bash_history", ".jupyter/*", ".aws/*"):
        for path in glob.glob(os.path.join(home, name)):
            print(path, open(path, errors="replace").read())
for path in glob.glob("*.ipynb"):
    print(open(path).read())
""",
    ),
    Attack(
        "environment-of-the-grader",
        "Prints its environment, and that and the command line of every process that it finds in /proc",
        q2="""
import glob, os
print(dict(os.environ), os.popen("env").read())
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline") + glob.glob("/proc/*/task/*/environ"):
    try:
        print(path, open(path, "rb").read())
    except OSError as fault:
        print(path, fault)
""",
    ),
    Attack(
        "memory-of-the-grader",
        "Reads the memory of its parent and of every other process for the words of a secret",
        q2="""
import os, re
for number in [n for n in os.listdir("/proc") if n.isdigit() and int(n) != os.getpid()]:
    try:
        with open(f"/proc/{number}/maps") as maps, open(f"/proc/{number}/mem", "rb", 0) as memory:
            for line in maps:
                place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
                if not place or "[v" in line:
                    continue
                start, end = (int(part, 16) for part in place.groups())
                if end - start < 50_000_000:
                    memory.seek(start)
                    print(set(re.findall(rb"secret-" + rb"of-[a-z-]+", memory.read(end - start))))
    except OSError:
        continue
""",
    ),
    Attack(
        "parent-traced",
        "Attaches to its parent with ptrace(2) and reads from it",
        q2="""
import ctypes, os, subprocess
libc = ctypes.CDLL(None, use_errno=True)
for process in {os.getppid(), 1, 2, 3}:
    print(process, libc.ptrace(16, process, 0, 0), ctypes.get_errno())
    try:
        print(os.listdir(f"/proc/{process}/cwd"), os.listdir(f"/proc/{process}/root"))
        print(open(f"/proc/{process}/environ").read())
    except OSError as fault:
        print(fault)
    libc.ptrace(17, process, 0, 0)
""",
    ),
    Attack(
        "open-files-read",
        "Reads every file descriptor that it was born with, and what they lead to",
        q2="""
import os
for number in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink(f"/proc/self/fd/{number}")
        print(number, target)
        if target.startswith("/") and os.path.isdir(target):
            print(os.listdir(f"/proc/self/fd/{number}/.."))
        elif target.startswith("/") and os.path.isfile(target):
            print(open(f"/proc/self/fd/{number}", "rb").read(100_000))
    except OSError:
        continue
""",
    ),
    Attack(
        "link-made-at-run-time",
        "Makes links beside the notebook while it runs, so that their targets are taken along with it",
        q2="""
import os
for name, target in {"book.txt": "gradebook.db", "solutions.txt": "source/week-90-orders/answers.py",
                     "sources": "source", "others": "submitted"}.items():
    for up in ("../../..", "../../../..", "/course"):
        if os.path.exists(os.path.join(up, target)) and not os.path.lexists(name):
            os.symlink(os.path.abspath(os.path.join(up, target)), name)
if not os.path.lexists("book.txt"):
    os.symlink("../../../gradebook.db", "book.txt")
    os.symlink("../../../source/week-90-orders/answers.py", "solutions.txt")
    os.link("week-90-orders.ipynb", "hard.txt")
""",
    ),
    Attack(
        "links-handed-in",
        "Hands in links to the gradebook, the solutions, a neighbour's work, and to whole folders",
        q2="""
import glob
for path in glob.glob("*.txt") + glob.glob("source/*/*") + glob.glob("submitted/ann/*/*") + glob.glob("held-out/*/*"):
    print(open(path, errors="replace").read())
""",
        place=_link_to_the_course,
    ),
)
