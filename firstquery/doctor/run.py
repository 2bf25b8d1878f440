"""The examination: every check in turn, each by itself; what was found as numbered sentences, or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence

from firstquery.core import course
from firstquery.doctor import folder, installation
from firstquery.doctor.problem import Check, Folders, Problem

#: What is looked at, in the order in which it is told: what keeps everything else from working stands first.
CHECKS: dict[str, Check] = {
    "the version of Python": installation.version,
    "the environment": installation.environment,
    "loading of the libraries": installation.libraries,
    "the course's files": installation.files,
    "keys": installation.keys,
    "the data": installation.data,
    "your folder": folder.writable,
    "room on the disk": folder.room,
    "your notebooks": folder.notebooks,
    "your records": folder.records,
    "files in the way of libraries": folder.in_the_way,
    "your own database": installation.own_database,
    "git": installation.git,
    "the grader's sandbox": installation.sandbox,
}


def examine(folders: Folders, checks: Mapping[str, Check] = CHECKS) -> list[tuple[str, Problem]]:
    """What every check found, with the check's name; the faults first. A check that cannot be made is a finding."""
    found: list[tuple[str, Problem]] = []
    for name, check in checks.items():
        try:
            found += [(name, finding) for finding in check(folders)]
        except Exception as fault:
            sentence = f"Whether {name} is in order could not be found out ({type(fault).__name__}: {fault})."
            found.append((name, Problem(sentence, "Show this to a helper.", "warning")))
    return sorted(found, key=lambda one: one[1].level != "fault")


def main(arguments: Sequence[str] = ()) -> int:
    """Print what was found. Returns 1 where there is a fault, 130 where it was interrupted, else 0."""
    parser = argparse.ArgumentParser(
        prog="firstquery doctor", description="Examine this installation and say what is wrong. It changes nothing."
    )
    parser.add_argument("--json", action="store_true", help="for a program")
    options = parser.parse_args(list(arguments))
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a folder's name may hold letters that the terminal has not
    folders = Folders(course.course_folder(), course.work_folder())
    try:
        found = examine(folders)
    except KeyboardInterrupt:
        return 130
    faults = sum(finding.level == "fault" for _, finding in found)
    if options.json:
        listed = [{"check": name, "level": one.level, "what": one.what, "mend": one.mend} for name, one in found]
        print(json.dumps({"ok": not faults, "findings": listed, "checked": list(CHECKS)}, indent=1))
    else:
        print("\n".join(sentences(folders, found)))
    return 1 if faults else 0


def sentences(folders: Folders, found: list[tuple[str, Problem]]) -> list[str]:
    """Return what a person reads: one line where all is well, else a numbered sentence for each finding."""
    if not found:
        return [f"All is well: {len(CHECKS)} things were looked at. Your folder is {folders.work}"]
    faults = sum(finding.level == "fault" for _, finding in found)
    lines = [f"{faults} {'thing is' if faults == 1 else 'things are'} wrong."] if faults else ["Nothing is wrong."]
    for number, (_, finding) in enumerate(found, 1):
        if finding.level != "fault" and number == faults + 1:
            lines += ["", "Worth knowing:"]
        lines += [f"{number}. {finding.what}", f"   {finding.mend}"]
    return lines
