"""The course as it stands in its folders: where things are, and which weeks there are.

``course.toml`` at its root says what the engine has to know of it (`settings`), and names all weeks, those that are
not written yet among them. A week is a lesson in ``notebooks/`` and a practice in ``source/`` with one stem. It says in
its notebook metadata, under ``firstquery``, what it is about. A practice alone that is not graded holds the questions
that say where to start.
"""

from __future__ import annotations

import json
import os
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from firstquery.core import host
from firstquery.core.errors import UserError
from firstquery.core.settings import FILE, PlannedWeek, Settings, read

STEM = re.compile(r"week-(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*")
#: The folders of what a week was in former releases: source/STEM/former/N, release/STEM/.former/N.ipynb.
FORMER, RELEASED_FORMER = "former", ".former"
#: What the id of an exercise is made of, for the patterns that look for one.
EXERCISE_ID = r"w\d\d-q\d+(?:v\d+)?"
#: The id of an exercise: of week 14 the fifth, ``w14-q5``; ``w14-q5v2`` where it once was another one.
EXERCISE = re.compile(r"w(\d\d)-q(\d+)(?:v\d+)?")
PREDICTION = re.compile(r"w(\d\d)-p(\d+)")
QUESTION = re.compile(r"w(\d\d)-r(\d+)")


#: The program: the folder of this package.
PACKAGE = Path(__file__).resolve().parents[1]


def course_folder() -> Path:
    """The course root: env FIRSTQUERY_COURSE, else the course that one stands in, else the one of this package.

    That stands beside the package where it is used from its repository. An installed one carries it, and has it
    unpacked when this is first asked (`firstquery.core.bundle`, which also says why that could not be done).
    """
    if told := os.environ.get("FIRSTQUERY_COURSE"):
        return Path(told).expanduser().absolute()
    try:
        here = Path.cwd()
    except OSError:  # it was removed
        here = PACKAGE
    for folder in (here, *here.parents, PACKAGE.parent):
        if (folder / FILE).is_file():
            return folder
    if carried := _carried():
        return carried
    return next((folder for folder in PACKAGE.parents if (folder / FILE).is_file()), PACKAGE)


def _carried() -> Path | None:
    """Return the folder of the course that this package carries, unpacked if that can be; None where it has none."""
    from firstquery.core import bundle  # most have their course beside them, and load nothing for this

    try:
        return bundle.unpack()
    except UserError:  # a command says it, when it asks for the same again
        return bundle.folder()


def is_beside() -> bool:
    """Return whether the course is a whole folder with the script that starts it, and none that a package carries."""
    return (COURSE / "start.py").is_file()


def opening() -> str:
    """Return the command that opens the course: the script beside it, or that of an installed package."""
    if not is_beside():
        return "firstquery"
    return "py start.py" if host.is_windows() else "python3 start.py"


def is_in_course() -> bool:
    """Return whether one stands in a course, or the environment names one."""
    return bool(os.environ.get("FIRSTQUERY_COURSE")) or Path.cwd().is_relative_to(course_folder())


def work_folder() -> Path:
    """Return the learner's own folder: env FIRSTQUERY_WORK, else the one that course.toml names. It is not made."""
    if told := os.environ.get("FIRSTQUERY_WORK"):
        return Path(told).expanduser().absolute()
    try:
        return Path.home() / settings().work_folder
    except UserError:  # whoever reads course.toml next says what is wrong with it
        return Path.home() / Settings.work_folder


COURSE: Path = course_folder()


def refuse_folder(work: Path, course_folder: Path) -> None:
    """Raise `UserError` where ``work`` can't be a learner's folder: it is the course, in it or around it, or her home.

    The course would be filled into itself, or all of her home folder be shown, and changed, as if it were the course.
    """
    here, there, home = work.resolve(), course_folder.resolve(), Path.home().resolve()
    if here == there:
        said = f"{work} is the folder of the course itself, and your own work needs a folder apart."
    elif home.is_relative_to(here):
        said = f"{work} holds all that is yours, and the course needs a folder of its own there."
    elif here.is_relative_to(there):
        said = f"{work} is inside the folder of the course, and your own work needs a place outside."
    elif there.is_relative_to(here):
        said = f"The course itself, {there}, is inside {work}, and your own work needs a folder without it."
    else:
        return
    another = home / "my-first-query"
    raise UserError(
        f"{said} Name another folder in the environment variable FIRSTQUERY_WORK, for instance {another}. "
        "Nothing was changed."
    )


def settings(course: Path | None = None) -> Settings:
    """Return what course.toml of the course says. Raise `UserError` where it is missing or says what it may not."""
    return read((course or COURSE) / FILE)


def curriculum(course: Path | None = None) -> tuple[PlannedWeek, ...]:
    """Return the weeks that course.toml names, in order."""
    return settings(course).weeks


def example(name: str = "q3", number: int | None = None) -> str:
    """Return how texts name an exercise or a prediction: ``wNN-q3``, of the first week where no ``number`` is given.

    Raise `UserError` where course.toml can't be read.
    """
    return f"w{curriculum()[0].number if number is None else number:02}-{name}"


def number_of(exercise: str) -> int:
    """Return the number that an exercise has in its practice: 5 of ``w14-q5`` and of ``w14-q5v2``."""
    found = EXERCISE.fullmatch(exercise)
    return int(found[2]) if found else 0


def example_stem() -> str:
    """Return the stem of the first week that has one, as an example in a text."""
    return next((one.stem for one in curriculum() if one.stem), "week-NN-name")


@dataclass(frozen=True)
class Week:
    """One week of the course, as its lesson's metadata tells it. ``minutes`` of the hour, ``needs`` week numbers.

    ``uses``: what the hour needs besides SQL (git, python, http, vendor). ``teaches``: which of those it explains, and
    ``errors`` where reading Python's own is the point.
    ``measures``: what is measured in it and again in later weeks (calendar). ``data``: what its queries ask in place of
    the warehouse, by its name in course.toml; empty in most. ``graded`` is false where there is nothing to earn, as in
    the questions that say where to start.
    """

    number: int
    stem: str
    title: str
    question: str
    competency: str
    minutes: int
    needs: tuple[int, ...]
    artefact: str
    course: Path
    uses: frozenset[str] = frozenset()
    teaches: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    data: str = ""
    graded: bool = True

    @property
    def month(self) -> int:
        planned = curriculum(self.course)
        return next((one.month for one in planned if self.number <= one.number), planned[-1].month)

    @property
    def lesson(self) -> Path:
        return self.course / "notebooks" / f"{self.stem}.ipynb"

    @property
    def source(self) -> Path:
        """The folder of the week in source/."""
        return self.course / "source" / self.stem

    @property
    def practice(self) -> Path:
        return self.source / f"{self.stem}.ipynb"

    @property
    def release(self) -> Path:
        """The practice as the learner gets it."""
        return self.course / "release" / self.stem / f"{self.stem}.ipynb"

    @property
    def key(self) -> Path:
        """The key of the learning snapshot, shipped beside the practice."""
        return self.release.with_name("key.json")

    @property
    def former(self) -> list[Path]:
        """The practice as learners got it in former releases, the newest first."""
        found = [path for path in (self.release.parent / RELEASED_FORMER).glob("*.ipynb") if path.stem.isdecimal()]
        return sorted(found, key=lambda path: -int(path.stem))

    @property
    def answers(self) -> Path:
        return self.source / "answers.py"

    def ready_key(self, seed: int) -> Path:
        """Where the key on a learner's held-out data of ``seed`` is, in a course that comes without answers.py."""
        return self.course / "keys" / str(seed) / f"{self.stem}.json"

    @property
    def is_markable(self) -> bool:
        """Whether marks on held-out data can be made here: from the answers, or by keys that were made from them."""
        if self.practice.is_file() and self.answers.is_file():
            return True
        if not (self.course / "keys").is_dir():
            return False
        return all(self.ready_key(seed).is_file() for seed in settings(self.course).seeds.learners)

    @property
    def facilitator(self) -> Path:
        return self.source / "facilitator.md"


class Cell(NamedTuple):
    """One cell as its file has it; ``kind`` is code, markdown or raw."""

    id: str
    kind: str
    source: str


def stems(course: Path | None = None) -> list[str]:
    """Return every stem that has a lesson or a practice, in order of the weeks."""
    root = course or COURSE
    found = {path.stem for path in root.glob("notebooks/week-*.ipynb")}
    found |= {path.name for path in root.glob("source/week-*") if path.is_dir()}
    return sorted(stem for stem in found if STEM.fullmatch(stem))


def metadata_of(notebook: Path) -> dict[str, Any]:
    """Return what a notebook says under ``firstquery`` in its metadata; empty when it says nothing or is not there."""
    try:
        stat = notebook.stat()
    except OSError:
        return {}
    return deepcopy(_read_metadata(notebook.absolute(), stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=256)
def _read_metadata(notebook: Path, _changed: int, _size: int) -> dict[str, Any]:
    """All notebooks of the course are asked at each look at it: each is read once, and again when it has changed."""
    try:
        said = json.loads(notebook.read_text(encoding="utf-8"))["metadata"].get("firstquery", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return said if isinstance(said, dict) else {}


def cells_in(notebook: Path) -> list[Cell]:
    """Return the cells of a notebook, in their order; none where it is not there or cannot be read."""
    try:
        return [
            Cell(str(cell.get("id", "")), str(cell["cell_type"]), "".join(cell["source"]))
            for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def practices(course: Path | None = None) -> list[Week]:
    """Whatever has a practice of its own, by number: the weeks, and before them what is not graded."""
    root = course or COURSE
    return [_week(stem, root) for stem in stems(root)]


def weeks(course: Path | None = None) -> list[Week]:
    """Return the graded weeks that the course has, by number.

    What a week does not say is empty: the content tests name it.
    """
    return [week for week in practices(course) if week.graded]


def week(which: str | int, course: Path | None = None) -> Week:
    """Return the week of a number (``1``, ``"1"``), a stem (``"week-NN-name"``) or an exercise (``"wNN-qN"``).

    A practice that is not graded is found as well. Raises UserError where there is none.
    """
    text = str(which).strip()
    match = EXERCISE.fullmatch(text) or PREDICTION.fullmatch(text)
    number = int(match.group(1)) if match else int(text) if text.isdecimal() else None
    found = practices(course)
    for one in found:
        if one.number == number or one.stem == text:
            return one
    known = ", ".join(one.stem for one in found) or "none yet"
    raise UserError(f"There is no week {text!r} in this course. The weeks are: {known}.")


def data_of(stem: str, course: Path | None = None) -> str:
    """Return what the queries of a week ask in place of the warehouse; empty in most, and where there is no week."""
    return str(_said_of(stem, course or COURSE).get("data", ""))


def uses_of(stem: str, course: Path | None = None) -> frozenset[str]:
    """Return what a week needs besides SQL; nothing where there is no such week."""
    return _names(_said_of(stem, course or COURSE).get("uses"))


def _said_of(stem: str, root: Path) -> dict[str, Any]:
    """Return the facts of a week: from its lesson, else its practice, as the instructor or as the learner has it."""
    page = f"{stem}.ipynb"
    places = (root / "notebooks" / page, root / "source" / stem / page, root / "release" / stem / page)
    return next(filter(None, map(metadata_of, places)), {})


def _week(stem: str, root: Path) -> Week:
    said = _said_of(stem, root)
    match = STEM.fullmatch(stem)
    assert match is not None
    needs = said.get("needs", [])
    minutes = said.get("minutes", 60)
    return Week(
        number=int(match.group(1)),
        stem=stem,
        title=str(said.get("title", "")),
        question=str(said.get("question", "")),
        competency=str(said.get("competency", "")),
        minutes=minutes if isinstance(minutes, int) else 60,
        needs=tuple(need for need in needs if isinstance(need, int)) if isinstance(needs, list) else (),
        artefact=str(said.get("artefact", "")),
        course=root,
        uses=_names(said.get("uses")),
        teaches=_names(said.get("teaches")),
        measures=_names(said.get("measures")),
        data=str(said.get("data", "")),
        graded=said.get("graded") is not False,
    )


def _names(said: object) -> frozenset[str]:
    """Return a fact of the metadata: one name, or a list of them."""
    return frozenset([said] if isinstance(said, str) else said if isinstance(said, list) else ())
