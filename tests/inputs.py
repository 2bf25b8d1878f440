"""What a slow test depends on: files of the course, and Python of ours, each with the hash of what it holds.

tests/reads.py says what slow tests read of the course. What they import is found: each module that a file of tests
names, in an import or in a text such as "firstquery.cli.main", and each that these name in turn. A kind of exercise is
loaded by its name alone, so it counts where an exercise among the files has it.
"""

from __future__ import annotations

import ast
import json
import os
import re
import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

from firstquery.core.files import digest
from tests.reads import READS

ROOT = Path(__file__).resolve().parent.parent
#: Our packages, each with the folder below the root that holds it.
PACKAGES = {"firstquery": "", "tests": "", "benchmarks": "", "kestrel": "data", "flights": "data"}
KINDS = "firstquery.checks.kinds"
#: It loads what entry points in pyproject.toml name; a kind among them counts as every other kind does.
ROOMS = "firstquery/core/rooms.py"
#: Policies of nbgrader, in files that are read by their names, and which name classes of ours.
CONFIGURED = [f"{one}_config.py" for one in ("grader", "nbgrader")]
#: It names modules that a program's own text asks for, so that a fork has them already: no kind needs them for that.
WARM = "firstquery/sandbox/launch.py"
#: What is an input of all: the libraries, how a course is made of them, and how tests run.
COMMON = ("requirements.lock", "pyproject.toml", "start.py", "course.toml")
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


class Dependent(NamedTuple):
    """What tests have in common that depend on the same files: theirs, its entry in `READS`, and the week they name."""

    name: str
    reads: str
    week: str


def dependent(nodeid: str) -> Dependent | None:
    """What decides on which files a test depends; None: it is none of `READS`."""
    name, _, parameters = nodeid.partition("::")
    reads = max((one for one in READS if nodeid.startswith(one)), key=len, default=None)
    return None if reads is None else Dependent(name, reads, _stem(frozenset(_WEEK.findall(parameters))))


def inputs(one: Dependent) -> str:
    """The hash of all that these tests depend on, as it is now."""
    return _digest(tuple((path, *_state(path)) for path in _files(*one)), _metadata())


def closure(name: str, read: Collection[Path] = ()) -> set[Path]:
    """The modules that the file of tests ``name`` depends on, with the files that lie beside them.

    Kinds of exercises are those that it imports, and those of the exercises in ``read`` and among its own files.
    """
    path = ROOT / name
    found, known = {*_reached(path)}, frozenset[str]()
    for one in path.parents:
        if (shared := one / "conftest.py").is_file():
            found |= _reached(shared)
    while (kinds := frozenset[str]().union(*(_kinds(one, *_state(one)) for one in {*found, *read}))) != known:
        known = kinds
        found |= {path for kind in kinds if (module := _module(_all_kinds()[kind])) for path in _reached(module)}
    return found


@cache
def _files(name: str, reads: str, week: str) -> list[Path]:
    """Those that tests depend on which have this in common (`Dependent`)."""
    read = {path for glob in READS[reads] for path in _matching(glob.format(week=week))}
    return sorted({*read, *closure(name, read), *(ROOT / one for one in COMMON)}, key=str)


@cache
def _stem(weeks: frozenset[tuple[str, str]]) -> str:
    """The stem of the one week that a test names; that of any week where it names none or several."""
    numbers = {first or second for first, second in weeks}
    found = [path.name for number in numbers for path in ROOT.glob(f"source/week-{number}-*")]
    return found[0] if len(numbers) == len(found) == 1 else "week-*"


@cache
def _reached(start: Path) -> frozenset[Path]:
    """A module, what it names, what that names, and so on; with what lies beside them."""
    found: set[Path] = set()
    beside: set[Path] = set()
    todo = [start]
    while todo:
        if (path := todo.pop()) in found:
            continue
        found.add(path)
        todo += (named := _named(path, *_state(path))).imports | named.texts
        for package in _packages(path.parent):
            # It is run on the way to its modules. What it names in texts is loaded by who asks it by its name.
            beside.add(package)
            todo += _named(package, *_state(package)).imports
        beside |= _lying_beside(path.parent)
    return frozenset(found | beside)


@cache
def _packages(folder: Path) -> frozenset[Path]:
    return frozenset(one for parent in (folder, *folder.parents) if (one := parent / "__init__.py").is_file())


@cache
def _lying_beside(folder: Path) -> frozenset[Path]:
    """What a module may read of its folder: what is no module, and of tests what is no other file of tests."""
    inside = folder.relative_to(ROOT).as_posix()
    if inside in ("tests", "."):
        return frozenset()
    if inside.startswith("tests/"):
        return frozenset(one for one in _matching(f"{inside}/**") if not one.match("test_*.py"))
    within = {one.parent for one in folder.glob("*/__init__.py")}
    found = {one for one in _matching(f"{inside}/**") if one.suffix != ".py"}
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
    if path == ROOT / ROOMS:
        texts |= {place for group, places in _entry_points().items() if group != "kinds" for place in places.values()}
    policies = frozenset(ROOT / one for one in CONFIGURED if any(one in text for text in said))
    return Named(_modules(imports), _modules(texts) | policies)


def _modules(names: set[str]) -> frozenset[Path]:
    return frozenset(path for name in names if name.partition(".")[0] in PACKAGES and (path := _module(name)))


@cache
def _module(name: str) -> Path | None:
    """The file of the module, or of the one that has it where it is a name in one."""
    while name:
        path = ROOT.joinpath(PACKAGES[name.partition(".")[0]], *name.split("."))
        for one in (path.with_suffix(".py"), path / "__init__.py"):
            if one.is_file():
                return one
        name = name.rpartition(".")[0]
    return None


@cache
def _kinds(path: Path, _changed: int, _size: int) -> frozenset[str]:
    """The kinds of the exercises in a file of Python, or asked for in it: a program with ``chart=bar`` is of both."""
    if path.suffix != ".py":
        return frozenset()
    said = [match.group(match.lastindex or 0) for match in _EXERCISE.finditer(path.read_text(encoding="utf-8"))]
    return frozenset(_all_kinds().keys() & {word for one in said for word in re.split(r"[ =,]", one)})


@cache
def _all_kinds() -> dict[str, str]:
    """The module of each kind, by its name: those of the folder, and what rooms bring."""
    inside = ROOT.joinpath(*KINDS.split("."))
    ours = {path.stem for path in (*inside.glob("[a-z]*.py"), *(one.parent for one in inside.glob("*/__init__.py")))}
    return {**{name: f"{KINDS}.{name}" for name in ours}, **_entry_points().get("kinds", {})}


@cache
def _entry_points() -> dict[str, dict[str, str]]:
    """The module of each thing that our rooms bring, by group and name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    said = project.get("entry-points", {})
    return {
        group.partition(".")[2]: {name: place.partition(":")[0] for name, place in places.items()}
        for group, places in said.items()
    }


@cache
def _matching(glob: str) -> list[Path]:
    """Files below the root; what Python and JupyterLab leave beside them is none."""
    found = ROOT.glob(glob if not glob.endswith("**") else f"{glob}/*")
    return [one for one in found if one.is_file() and not _LEFT.intersection(one.parts)]


def _state(path: Path) -> tuple[int, int]:
    stat = os.stat(path)  # noqa: PTH116 (hundreds of files a test)
    return stat.st_mtime_ns, stat.st_size


@cache
def _digest(states: tuple[tuple[Path, int, int], ...], said: str) -> str:
    return digest("\n".join([*(_hash(*state) for state in states), said]).encode())


@cache
def _hash(path: Path, _changed: int, _size: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()} {digest(path.read_bytes())}"


def _metadata() -> str:
    """What all weeks say of themselves, in lessons or where one has none: who asks which weeks there are reads it."""
    found = [*_matching("notebooks/week-*.ipynb"), *_matching("source/week-00-*/*.ipynb")]
    return digest(json.dumps([_said(path, *_state(path)) for path in found]).encode())


@cache
def _said(notebook: Path, _changed: int, _size: int) -> tuple[str, object]:
    return notebook.stem, json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
