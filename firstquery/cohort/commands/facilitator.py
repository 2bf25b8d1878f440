"""The facilitator's commands: `firstquery roster`, `read`, `report` and `export`."""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firstquery.core.command import write

if TYPE_CHECKING:
    from firstquery.cohort.overview import Entry, Overview

Weeks = Annotated[
    list[str] | None, typer.Argument(metavar="[WEEK]...", help="3, or a stem; all that are released when left out")
]


class TargetSystem(StrEnum):
    """Who imports the marks."""

    canvas = "canvas"
    moodle = "moodle"
    plain = "plain"


def roster(
    weeks: Weeks = None,
    as_csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Also a line a learner and week")] = None,
    as_json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="The same for a program")] = None,
) -> None:
    """Say who is where: missing, late, not graded, not read, and the points, by learner and week."""
    from firstquery.cohort import overview

    _, _, found = _overview(weeks)
    _table(found)
    if as_csv is not None:
        write(as_csv, overview.as_csv(found))
    if as_json is not None:
        records = [overview.record(one) for one in found.entries]
        said = {"at": found.at.isoformat(timespec="seconds"), "entries": records, "strangers": found.strangers}
        write(as_json, json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def export(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV that is written")],
    system: Annotated[TargetSystem, typer.Option("--for", help="Who imports it")] = TargetSystem.plain,
    weeks: Annotated[
        list[str] | None, typer.Option("--week", metavar="WEEK", help="Only this week; may be given several times")
    ] = None,
) -> None:
    """Write the marks as CSV for Canvas, Moodle or a spreadsheet: a line a learner, a column a week."""
    from firstquery.cohort import export as marks
    from firstquery.learner.text import count

    _, _, found = _overview(weeks)
    write(to, marks.as_csv(found, marks.System(system.value)))
    so_far = sum(one.points is not None and not one.is_final for one in found.entries)
    empty = sum(one.points is None for one in found.entries)
    typer.echo(f"{count(len(found.members), 'learner')}, {count(len(found.weeks), 'week')}: {to.absolute()}")
    if so_far:
        typer.echo(f"{so_far} of the marks are so far: something of them waits to be read, looked at or graded.")
    if empty:
        typer.echo(f"{empty} cells are empty: nothing came, it is not graded, or it could not be read.")


def report(
    weeks: Weeks = None,
    to: Annotated[Path, typer.Option(metavar="FILE", help="Where the page goes")] = Path("report.html"),
    names: Annotated[bool, typer.Option("--names", help="Also say who: for yourself, not for the wall")] = False,
) -> None:
    """Write a page that says where the room is: progress, the commonest mistakes, what waits, and the faults."""
    from firstquery.cohort import report as making

    root, db_url, found = _overview(weeks)
    write(to, making.build(root, db_url, found, names=names))
    typer.echo(str(to.absolute()))


def read(
    week: Annotated[str, typer.Argument(metavar="WEEK", help="3, or its stem (week-NN-name)")],
    browser: Annotated[bool, typer.Option(help="Open the formgrader in a browser")] = True,
) -> None:
    """Open the first written answer of a week that waits to be read, in the formgrader; from each a link leads on."""
    from firstquery.cohort import reading
    from firstquery.learner.text import count

    root, db_url = _gradebook()
    stem = _stem(week, root)
    waiting = reading.find_unread(db_url, stem)
    if not waiting:
        typer.echo(f"No written answer of {stem} waits to be read.")
        return
    learners = count(len({one.student for one in waiting}), "learner")
    typer.echo(f"Written answers to read: {len(waiting)}, of {learners}.")
    if (prefix := os.environ.get("JUPYTERHUB_SERVICE_PREFIX")) is not None:
        typer.echo(f"Open {waiting[0].address(prefix.rstrip('/'))} at the address of your hub.")
        return
    command = [
        *(sys.executable, "-m", "jupyter_server", f"--ServerApp.root_dir={root}"),
        '--ServerApp.jpserver_extensions={"nbgrader.server_extensions.formgrader": True}',
        # a page of the formgrader that is the first to be opened would keep the log-in for its own folder alone
        '--IdentityProvider.cookie_options={"path": "/"}',
        # without its place on the page: the token is put behind the address
        f"--ServerApp.default_url={waiting[0].address('').partition('#')[0]}",
        *(["--ServerApp.log_level=WARN"] if browser else ["--no-browser"]),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),  # as in a container
    ]
    typer.echo("The formgrader runs until you end it here with Ctrl-C.")
    sys.stdout.flush()
    os.chdir(root)
    os.execv(command[0], command)  # one process, which ends as a server does


def _gradebook() -> tuple[Path, str]:
    from firstquery.core.course import course_folder
    from firstquery.grading.run import worker

    root = course_folder()
    return root, worker.db_url(str(root), {})


def _overview(weeks: list[str] | None) -> tuple[Path, str, Overview]:
    """Return the course, its gradebook, and its overview; who is not in the cohort is told."""
    from firstquery.cohort import overview

    root, db_url = _gradebook()
    found = overview.build(root, db_url, [_stem(one, root) for one in weeks] if weeks else None)
    if found.strangers:
        from firstquery.grading.submissions import printable

        listed = ", ".join(map(printable, found.strangers[:20]))
        typer.echo(f"Not in roster.csv, and left out: {listed}{', …' if len(found.strangers) > 20 else ''}.", err=True)
    return root, db_url, found


def _stem(week: str, root: Path) -> str:
    from firstquery.core import course

    return week if (root / "source" / week).is_dir() else course.week(week, root).stem


MOST_ROWS = 200  # of a table in a terminal
#: What stands for a state in a column as narrow as a number.
_SHORT = {"open": "", "missing": "miss", "waiting": "new", "unreadable": "bad", "graded": ""}


def _table(found: Overview) -> None:
    from rich.console import Console
    from rich.table import Table

    from firstquery.grading.submissions import printable

    console = Console()
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("learner")
    for week in found.weeks:
        table.add_column(week[5:7] if week.startswith("week-") else week, justify="right", no_wrap=True)
    table.add_column("all", justify="right")
    rows = list(found.rows())
    shown = rows if len(rows) <= MOST_ROWS else [row for row in rows if any(_waits(one) for one in row[1])][:MOST_ROWS]
    for member, entries in shown:
        total = sum(one.points or 0.0 for one in entries)
        table.add_row(printable(member.display_name), *(_cell(one) for one in entries), f"{total:g}")
    console.print(table, markup=False)
    if len(shown) < len(rows):
        console.print(
            f"These are {len(shown)} of {len(rows)} learners: the first for whom something waits. --csv has all.",
            highlight=False,
        )
    console.print(
        "miss: missing. new: handed in, not graded. bad: could not be read. L: late. U: a check is ungraded. "
        "R: a written answer to read. Empty: not due.",
        highlight=False,
    )
    for week in found.weeks:
        console.print(_line(found.titles[week], found.of_week(week)), highlight=False, markup=False)


def _waits(entry: Entry) -> bool:
    return entry.state in ("missing", "waiting", "unreadable") or bool(entry.ungraded or entry.unread)


def _cell(entry: Entry) -> str:
    points = "" if entry.points is None else f"{entry.points:g}"
    letters = "L" * entry.is_late + "U" * bool(entry.ungraded) + "R" * bool(entry.unread)
    return " ".join(part for part in (_SHORT[entry.state], points, letters) if part)


def _line(title: str, entries: list[Entry]) -> str:
    counts = {
        "graded": sum(one.state == "graded" for one in entries),
        "missing": sum(one.state == "missing" for one in entries),
        "late": sum(one.is_late for one in entries),
        "not graded": sum(one.state == "waiting" for one in entries),
        "could not be read": sum(one.state == "unreadable" for one in entries),
        "with an ungraded check": sum(bool(one.ungraded) for one in entries),
        "to be read": sum(bool(one.unread) for one in entries),
    }
    return f"{title}: " + ", ".join(f"{number} {what}" for what, number in counts.items() if number) + "."
