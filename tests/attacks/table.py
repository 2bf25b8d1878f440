"""docs/attacks.md, from the attacks' own declarations and the record: ``python -m tests.attacks.table`` writes it."""

from __future__ import annotations

from pathlib import Path

from tests.attacks import record
from tests.attacks.attack import Listed, attacks
from tests.attacks.honest import HONEST

FILE = Path(__file__).resolve().parents[2] / "docs" / "attacks.md"
AIMS = {"forge": "forge a mark", "read": "read what is hidden", "harm": "harm"}
INTRO = """# Attacks

A notebook that is graded is a program that somebody else wrote. These are the hostile ones that the grader is tested
with: {total} submissions, each a file in `tests/attacks/attacks/`, sent as it stands. Each went to stock nbgrader
{version} in its default configuration as well, on a fair and ordinary course with the same questions and data; what
happened there was measured, not assumed.

- **First Query contains {held} of {total}**: no mark that is not deserved, no deserved one lost, no hidden word in
  anything that goes back, every other submission of the cohort with exactly its marks, the gradebook and the course as
  they were, no process and no file left, nothing reached. {open} are open, and marked so.
- **Stock nbgrader let {harmed} of them do harm**, in bold below, and held the others. It is made for a machine that an
  instructor isolates; this page says what happens where nobody did.
- **{honest} honest but odd submissions** stand between the hostile ones: all keep full marks here, {full} of them with
  stock.

Run them with `python -m pytest tests/attacks`. `python -m tests.attacks.stock` measures stock nbgrader again (on Linux,
as root, each in a machine of its own), and `python -m tests.attacks.table` writes this page. The machine of those runs
bounds what a bomb can take (300 processes, 4 GB a process, 700 MB of disk, 150 seconds), so no number in bold is the
worst that can happen.
"""
LIMITS = """## What is not contained

- **The Linux kernel.** Submissions share it with you. A hole in it is a way out of the sandbox, as out of a container.
- **A mark is one bit.** A submission can be right or wrong by what the held-out data say, and so learn a bit of them
  for each exercise and each grading; which of the named mistakes it is given as, and how many rows are said to differ,
  tell a little more. No row, name or number comes out.
- **Time.** How long a submission took can be seen by its author where she sees when feedback came. It is not hidden.
- **A choice on the learner's own machine.** Her key holds it as a salted hash; there are few letters, and a program
  tries them all in no time. A choice is worth a point for that reason, and a written answer is read by a person.
- **What is hers to spend.** A hostile submission costs up to `notebook_timeout` seconds and `memory_bytes`. Its
  processes, up to `processes` of them, may use every processor of the machine in that time, beside those of the others.
  Memory of all its processes, files and sockets are looked at four times a second: between two looks it may take more.
  Where that is too much, grade in a virtual machine.
- **Her own mark.** Who damages her own notebook, its metadata or its time stamp may not be graded until somebody has
  looked at it. Nobody else is touched.
- **What a person believes.** Text in a notebook can say anything, "Right. 2 of 2 points." too. The verdict is below the
  check, and the mark is in the gradebook.
- **`--ExecuteOnHeldOut.unsafe=True`** turns the sandbox off, and most of this page with it.
"""


def ours(one: Listed) -> str:
    """What First Query does, as the tests hold it to."""
    attack = one.attack
    if attack.contained_by:
        return f"**open**: left to `{attack.contained_by}`, which is not part of the grader yet"
    said = [attack.contained] if attack.contained else []
    if attack.proof:
        said.append("It does not go through.")
    elif attack.earned_nowhere:
        said.append("No mark that is not deserved.")
    if attack.aim == "read":
        said.append("Nothing comes out.")
    if attack.kept_marks:
        said.append("What was deserved stands.")
    return " ".join(said)


def page() -> str:
    kept = record.read()
    listed = attacks()
    open_ones = [one for one in listed if one.attack.contained_by]
    said = {one.name: record.stock_said(kept[one.name]["stock"]) for one in listed}
    full = [odd for odd in HONEST if kept[odd.name]["stock"]["earned"] == kept[odd.name]["stock"]["deserved"]]
    counted = {
        "total": len(listed),
        "held": len(listed) - len(open_ones),
        "open": len(open_ones),
        "harmed": sum("**" in text for text in said.values()),
        "honest": len(HONEST),
        "full": len(full),
        "version": kept[listed[0].name]["stock"]["version"],
    }
    lines = [
        INTRO.format(**counted),
        "| Attack | Aim | Stock nbgrader | First Query |",
        "| --- | --- | --- | --- |",
        *(f"| {one.title} | {AIMS[one.attack.aim]} | {said[one.name]} | {ours(one)} |" for one in _by_aim(listed)),
        "",
        LIMITS.rstrip(),
        "",
        "## Honest but odd",
        "",
        "| Submission | Stock nbgrader | First Query |",
        "| --- | --- | --- |",
        *(f"| {odd.title} | {record.stock_said(kept[odd.name]['stock'])} | full marks |" for odd in HONEST),
        "",
    ]
    return "\n".join(lines)


def _by_aim(listed: tuple[Listed, ...]) -> list[Listed]:
    return sorted(listed, key=lambda one: (list(AIMS).index(one.attack.aim), one.name))


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
