"""What a slow test depends on: files of the course, and Python of ours, each with the hash of what it holds.

`READS` says what slow tests read of the course. What they import is found: each module that a file of tests names, in
an import or in a text such as "firstquery.cli.main", and each that these name in turn. A kind of exercise is loaded by
its name alone, so it counts where an exercise among the files has it. A file of tests that `READS` does not name is
quick, and always runs.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from firstquery.core.files import digest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("firstquery", "tests", "benchmarks")
KINDS = "firstquery.checks.kinds"
#: Policies of nbgrader, in files that are read by their names, and which name classes of ours.
CONFIGURED = [f"{one}_config.py" for one in ("grader", "nbgrader")]
#: It names modules that a program's own text asks for, so that a fork has them already: no kind needs them for that.
WARM = "firstquery/sandbox/launch.py"
#: What is an input of all: the libraries, how a course is made of them, and how tests run.
COMMON = ("requirements.lock", "pyproject.toml", "start.py")
#: What each lesson says of its week in its metadata, and no more: who asks which weeks there are reads all of them.
WEEKS = "metadata of lessons"
#: The week that a test has among its parameters, by its stem; where it has none or several, every week.
WEEK = ("source/{week}/**", "release/{week}/**", "notebooks/{week}.ipynb")
DATA = ("data/**", "held-out/**")
PULLS = ("pull-requests/**", *DATA)


def of(*weeks: str) -> tuple[str, ...]:
    """What a test reads that opens these weeks for a learner, by the beginnings of their stems."""
    return (
        WEEKS,
        *DATA,
        "notebooks/start-here.ipynb",
        *(glob.format(week=f"{one}-*") for one in weeks for glob in WEEK),
    )


#: What slow tests read of the course, by the beginnings of their names: the longest one counts.
READS: dict[str, tuple[str, ...]] = {
    "tests/attacks/": ("docs/attacks.md",),
    "tests/browser/": of("week-01"),
    "tests/browser/test_beside_the_cell.py": of("week-01", "week-06"),
    "tests/browser/test_cell.py": of("week-05"),
    "tests/browser/test_review_hours.py": (*of("week-25", "week-26"), *PULLS),
    "tests/browser/test_where_am_i.py": of("week-01", "week-02"),
    **dict.fromkeys((f"tests/checks/test_{one}.py" for one in ("client", "integration", "program", "tests")), DATA),
    "tests/cohort/test_collect.py": (),
    "tests/cohort/test_reading.py": (),
    "tests/cohort/test_reading.py::test_every_written_answer": (WEEKS, *WEEK),
    "tests/cohort/test_sequence.py": (),
    "tests/cohort/test_submission.py": (),
    "tests/content/test_room_sheet.py": (WEEKS, *WEEK, *DATA),
    "tests/content/test_running.py": (WEEKS, *WEEK, *DATA),
    "tests/damage/test_runs.py": (),
    "tests/data/test_build.py": DATA,
    "tests/data/test_flights.py": of("week-01", "week-02"),
    "tests/data/test_health.py": DATA,
    "tests/grading/test_pipeline.py": (),
    "tests/help/test_solutions.py": (WEEKS, *WEEK, *DATA),
    "tests/html/test_axe.py": (WEEKS, *WEEK, "notebooks/*.ipynb"),
    "tests/html/test_axe.py::test_axe_finds_no_barrier": (WEEKS, *WEEK),
    "tests/html/test_axe.py::test_a_reader_of_double_size": (WEEKS, *WEEK),
    "tests/kinds/test_every_kind.py": (),
    "tests/proof/test_proof.py": (),
    "tests/proof/test_proof.py::test_every_right_answer": (WEEKS, *WEEK, *PULLS),
    "tests/review/test_discrimination.py": PULLS,
    "tests/review/test_evidence.py": PULLS,
    "tests/review/test_fault_free.py": PULLS,
    "tests/review/test_pull_requests.py": PULLS,
    "tests/run/": (),
    "tests/sandbox/test_start.py": (),
    "tests/sandbox/test_trial.py": (),
    "tests/selfgrade/test_in_a_browser.py": of("week-01"),
    "tests/selfgrade/test_marks.py": of("week-01", "week-04"),
    "tests/service/": PULLS,
    "tests/sql/test_limits.py": DATA,
    "tests/start/test_start.py": (),
    "tests/ai_vendor/test_days.py": DATA,
}

_LEFT = {"__pycache__", ".ipynb_checkpoints"}
_NAME = re.compile(r"\b(?:" + "|".join(PACKAGES) + r")(?:\.\w+)+")
_STAR = re.compile(r"from firstquery\s+import")  # a cell, or a program, that asks for all its names
_BESIDE = re.compile(r"\.(\w+)(?::\w+)?$")
_WEEK = re.compile(r"\bweek-(\d\d)-|\bw(\d\d)-[qp]\d")
_EXERCISE = re.compile(r"^# %% \S+ exercise: ([^|\n]*)|\bkind\(\"(\w+)\"\)|\"kind\": \"(\w+)\"", re.MULTILINE)


class Named(NamedTuple):
    """The modules that a file names: in its imports, and in its texts."""

    imports: frozenset[Path]
    texts: frozenset[Path]


def inputs(nodeid: str) -> dict[str, str] | None:
    """The hash of each file that a test depends on, by its path from the root; None: it is none of `READS`."""
    name, _, parameters = nodeid.partition("::")
    start = max((one for one in READS if nodeid.startswith(one)), key=len, default=None)
    if start is None:
        return None
    paths = _paths(name, READS[start], _stem(parameters))
    found = {path.relative_to(ROOT).as_posix(): _hash(path, *_state(path)) for path in paths}
    return {**found, **({WEEKS: _metadata()} if WEEKS in READS[start] else {})}


def closure(name: str, read: Collection[Path] = ()) -> set[Path]:
    """The modules that the file of tests ``name`` depends on, with the files that lie beside them.

    Kinds of exercises are those that it imports, and those of the exercises in ``read`` and among its own files.
    """
    start = {ROOT / name, *(one for parent in (ROOT / name).parents if (one := parent / "conftest.py").is_file())}
    found, known = _reached(start), frozenset[str]()
    while (more := _kinds({*found, *read})) != known:
        known = more
        found = _reached({*start, *(path for one in known if (path := _module(f"{KINDS}.{one}")))})
    return found


@cache
def _paths(name: str, globs: tuple[str, ...], week: str) -> list[Path]:
    read = {path for glob in globs if glob != WEEKS for path in _files(glob.format(week=week))}
    return sorted({*read, *closure(name, read), *(ROOT / one for one in COMMON)})


def _stem(parameters: str) -> str:
    """The stem of the one week that they name; that of any week where they name none or several."""
    numbers = {first or second for first, second in _WEEK.findall(parameters)}
    found = [path.name for number in numbers for path in ROOT.glob(f"source/week-{number}-*")]
    return found[0] if len(numbers) == len(found) == 1 else "week-*"


def _reached(start: Collection[Path]) -> set[Path]:
    found: set[Path] = set()
    beside: set[Path] = set()
    todo = [*start]
    while todo:
        if (path := todo.pop()) in found:
            continue
        found.add(path)
        todo += (named := _named(path, *_state(path))).imports | named.texts
        for package in _packages(path):
            # It is run on the way to its modules. What it names in texts is loaded by who asks it by its name.
            beside.add(package)
            todo += _named(package, *_state(package)).imports
        beside |= _lying_beside(path.parent)
    return found | beside


def _packages(path: Path) -> Iterator[Path]:
    return (one for parent in path.parents if (one := parent / "__init__.py").is_file() and one != path)


@cache
def _lying_beside(folder: Path) -> frozenset[Path]:
    """What a module may read of its folder: what is no module, and of tests what is no other file of tests."""
    inside = folder.relative_to(ROOT).as_posix()
    if inside in ("tests", "."):
        return frozenset()
    if inside.startswith("tests/"):
        return frozenset(one for one in _files(f"{inside}/**") if not one.match("test_*.py"))
    within = {one.parent for one in folder.glob("*/__init__.py")}
    found = {one for one in _files(f"{inside}/**") if one.suffix != ".py"}
    return frozenset(one for one in found if not within.intersection(one.parents))


@cache
def _named(path: Path, _changed: int, _size: int) -> Named:
    """What a file of Python names; nothing where it is a list of answers, which is none."""
    try:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    except SyntaxError:
        return Named(frozenset(), frozenset())
    imports: set[str] = set()
    texts: set[str] = set()
    said: list[str] = []
    unused = {node.value for node in nodes if isinstance(node, ast.Expr)}  # docstrings
    for node in nodes:
        if isinstance(node, ast.Import):
            imports |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
            module = ".".join([*package, *([node.module] if node.module else [])])
            imports |= {module, *(f"{module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in unused:
            said.append(node.value)
            if path != ROOT / WARM:
                texts |= set(_NAME.findall(node.value))
            if beside := _BESIDE.match(node.value):  # f"{__package__}.program"
                texts.add(".".join([*path.relative_to(ROOT).parts[:-1], beside.group(1)]))
            if _STAR.search(node.value):
                texts.add("firstquery")
    policies = frozenset(ROOT / one for one in CONFIGURED if any(one in text for text in said))
    return Named(_modules(imports), _modules(texts) | policies)


def _modules(names: set[str]) -> frozenset[Path]:
    return frozenset(path for name in names if name.partition(".")[0] in PACKAGES and (path := _module(name)))


@cache
def _module(name: str) -> Path | None:
    """The file of the module, or of the one that has it where it is a name in one."""
    while name:
        path = ROOT.joinpath(*name.split("."))
        for one in (path.with_suffix(".py"), path / "__init__.py"):
            if one.is_file():
                return one
        name = name.rpartition(".")[0]
    return None


def _kinds(files: Collection[Path]) -> frozenset[str]:
    """The kinds that exercises have and tests ask for by name: a program with ``chart=bar`` is of both kinds."""
    known = {path.stem for path in ROOT.joinpath(*KINDS.split(".")).glob("[a-z]*")}
    texts = (path.read_text(encoding="utf-8") for path in files if path.suffix == ".py")
    said = [match.group(match.lastindex or 0) for text in texts for match in _EXERCISE.finditer(text)]
    return frozenset(known.intersection(word for one in said for word in re.split(r"[ =,]", one)))


def _files(glob: str) -> list[Path]:
    """Files below the root; what Python and JupyterLab leave beside them is none."""
    found = ROOT.glob(glob if not glob.endswith("**") else f"{glob}/*")
    return [
        one for one in found if one.is_file() and "__pycache__" not in one.parts and ".ipynb" not in one.parent.name
    ]


def _state(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


@cache
def _hash(path: Path, _changed: int, _size: int) -> str:
    return digest(path.read_bytes())


def _metadata() -> str:
    said = {path.stem: _said(path, *_state(path)) for path in sorted(ROOT.glob("notebooks/week-*.ipynb"))}
    return digest(json.dumps(said, sort_keys=True).encode())


@cache
def _said(notebook: Path, _changed: int, _size: int) -> object:
    return json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
