"""The examination: every check in turn, each by itself; what was found as numbered sentences, or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from firstquery.core import course
from firstquery.doctor import course_files, folder, jupyter, machine, python
from firstquery.doctor.finding import Check, Finding, Where, warning

#: What is looked at, in the order in which it is told: what keeps everything else from working stands first.
CHECKS: dict[str, Check] = {
    "the version of Python": python.version,
    "the home folder": machine.home,
    "the clock": machine.clock,
    "variables of First Query": machine.variables,
    "two installations": python.twins,
    "the environment": python.environment,
    "versions of the libraries": python.versions,
    "loading of the libraries": python.libraries,
    "the course's files": course_files.complete,
    "changes in the course": course_files.unchanged,
    "keys": course_files.keys,
    "Kestrel's data": course_files.data,
    "your folder": folder.writable,
    "room on the disk": folder.room,
    "your notebooks": folder.notebooks,
    "your records": folder.records,
    "files in the way of libraries": folder.in_the_way,
    "synchronised folders": folder.cloud,
    "the kernel": jupyter.kernel,
    "the kernel's start": jupyter.startup,
    "settings of Jupyter": jupyter.settings,
    "servers left behind": jupyter.servers,
    "ports": machine.ports,
    "proxies": machine.proxies,
    "letters": machine.letters,
    "a browser": machine.browser,
    "git": machine.git,
    "the grader's sandbox": machine.grader,
}


def examine(where: Where, checks: Mapping[str, Check] = CHECKS) -> list[tuple[str, Finding]]:
    """What every check found, with the check's name; the faults first. A check that cannot be made is a finding."""
    found: list[tuple[str, Finding]] = []
    for name, check in checks.items():
        try:
            found += [(name, finding) for finding in check(where)]
        except Exception as fault:
            sentence = f"Whether {name} is in order could not be found out ({type(fault).__name__}: {fault})."
            found.append((name, warning(sentence, "Show this to a helper.")))
    return sorted(found, key=lambda one: one[1].level != "fault")


def here() -> Where:
    """This installation, and whoever runs it."""
    try:
        home: Path | None = Path.home()
    except RuntimeError:
        home = None
    try:
        work = course.work_folder()
    except RuntimeError:
        work = Path("first-query").absolute()
    return Where(course.course_folder(), work, home)


def main(arguments: Sequence[str] = ()) -> int:
    """Prints what was found. Returns 1 where there is a fault, else 0."""
    parser = argparse.ArgumentParser(
        prog="firstquery doctor", description="Examine this installation and say what is wrong. It changes nothing."
    )
    parser.add_argument("--json", action="store_true", help="for a program")
    options = parser.parse_args(list(arguments))
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a folder's name may hold letters that the terminal has not
    where = here()
    found = examine(where)
    faults = sum(finding.level == "fault" for _, finding in found)
    if options.json:
        listed = [{"check": name, "level": one.level, "what": one.what, "mend": one.mend} for name, one in found]
        print(json.dumps({"ok": not faults, "findings": listed, "checked": list(CHECKS)}, indent=1))
    else:
        print("\n".join(sentences(where, found)))
    return 1 if faults else 0


def sentences(where: Where, found: list[tuple[str, Finding]]) -> list[str]:
    """What a person reads: one line where all is well, else a numbered sentence for each finding."""
    if not found:
        return [f"All is well: {len(CHECKS)} things were looked at. Your folder is {where.work}"]
    faults = sum(finding.level == "fault" for _, finding in found)
    lines = [f"{faults} {'thing is' if faults == 1 else 'things are'} wrong."] if faults else ["Nothing is wrong."]
    for number, (_, finding) in enumerate(found, 1):
        if finding.level != "fault" and number == faults + 1:
            lines += ["", "Worth knowing:"]
        lines += [f"{number}. {finding.what}", f"   {finding.mend}"]
    return lines
