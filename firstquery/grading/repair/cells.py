"""What a submission and its release are made of: cells, the slots that they belong into, and the code in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Container
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from firstquery.core.first_line import place, read_any, split

_CHECK = re.compile(r"""\s*check\(\s*["']([^"']+)["']\s*,\s*([A-Za-z_]\w*)""")
LONGEST = 50_000  # characters of a cell that is looked at as Python
_MAGIC = re.compile(r"^([ \t]*)(?:[%!].*|\S+\?{1,2}[ \t]*)$", re.MULTILINE)
_ASSIGNED_MAGIC = re.compile(r"=[ \t]*[%!].*$", re.MULTILINE)


@dataclass(frozen=True)
class SubmittedCell:
    """A cell of a submission. ``kind`` is code, markdown or raw; ``grade_id`` and ``id`` are None where there is none.

    ``outputs`` and ``count`` are whatever stood there: they are cleaned before they are shown.
    """

    kind: str
    source: str
    grade_id: str | None = None
    id: str | None = None
    outputs: Any = field(default_factory=list)
    count: Any = None

    @cached_property
    def text(self) -> str:
        """The source without what an editor adds at its ends: for comparing."""
        return strip_ends(self.source)

    @property
    def name(self) -> str | None:
        """The name in a first line such as ``%%sql paying_customers``."""
        return self._parts[0]

    @property
    def body(self) -> str:
        """What stands below the first line."""
        return self._parts[1]

    @cached_property
    def _parts(self) -> tuple[str | None, str]:
        return first_line(self.source)


@dataclass(frozen=True)
class Slot:
    """A cell of the release. ``role`` is answer, check, locked, code or text; ``name`` is what a check looks at."""

    id: str
    kind: str
    source: str
    role: str
    metadata: dict[str, Any]
    grade_id: str | None = None
    exercise: str | None = None
    name: str | None = None

    @cached_property
    def text(self) -> str:
        return strip_ends(self.source)

    def is_blank(self, cell: SubmittedCell) -> bool:
        """Return whether nothing was written into the answer: it is as released, or empty below its first line."""
        return cell.text == self.text or not cell.body.strip()


@dataclass
class RepairReport:
    """What a repair found. ``notes`` are sentences by exercise (None: the whole notebook), for learner and facilitator.

    ``doubts`` are exercises whose answer is graded only when it is right, and else ungraded with that sentence;
    ``withheld`` are those that are ungraded in any case.
    """

    notes: list[tuple[str | None, str]] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)  # grade ids of the answer cells, by exercise
    is_unsure: bool = False  # whether cells may not be what they were taken for: then every exercise is doubted

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def sentences(self) -> list[tuple[str | None, str]]:
        """Return every sentence once, with its exercise: the notes, and why an exercise is ungraded."""
        return list(dict.fromkeys([*self.notes, *self.withheld.items()]))

    def note(self, sentence: str, exercise: str | None = None, *, is_sure: bool = True) -> None:
        """Note what was put right. Where that is not ``is_sure``, all answers are doubted."""
        if (exercise, sentence) not in self.notes:
            self.notes.append((exercise, sentence))
        if not is_sure:
            self.is_unsure = True
            self.doubt(exercise, sentence)

    def doubt(self, exercise: str | None, sentence: str) -> None:
        if exercise is not None:
            self.doubts.setdefault(exercise, sentence)

    def withhold(self, exercise: str | None, sentence: str) -> None:
        self.note(sentence, exercise, is_sure=False)
        self.withheld[str(exercise)] = sentence


def first_line(source: str) -> tuple[str | None, str]:
    """Return the name in a first line such as ``%%sql name`` (None where there is none), and what stands below it.

    It is understood as a learner's own kernel does: capitals, comments above, a percent sign too few.
    """
    lines = source.splitlines()
    at = place(lines)
    magic, rest = read_any(lines[at]) if at is not None else ("", "")
    words = rest.split()
    if at is None or not magic or not words or not words[0].isidentifier():
        return None, source
    return words[0], "\n".join([*words[1:], *lines[at + 1 :]])


def checked_name(source: str) -> str | None:
    """Return the name that a check looks at; None where it is no check of a name."""
    check = _CHECK.match(source)
    return check[2] if check else None


def strip_ends(source: str) -> str:
    """``source`` without spaces at line ends and empty lines around it."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def binds(source: str, name: str) -> bool:
    """Return whether Python code gives ``name`` a value at its top level before it reads it."""
    tree = parse(source) if name in source else None
    for statement in tree.body if tree else []:
        found = [node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == name]
        if any(isinstance(node.ctx, ast.Load) for node in found):
            return False
        if found or (isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.name == name):
            return True
    return False


@lru_cache(maxsize=4096)
def bound_names(source: str) -> frozenset[str]:
    """All names that Python code gives a value to."""
    nodes = ast.walk(parse(source) or ast.Module([], []))
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))


@lru_cache(maxsize=4096)  # the same cells are asked about again and again; nobody changes the tree
def parse(source: str) -> ast.Module | None:
    """Return the code of a cell as Python, magics and all; None where it is not, or is too long to be looked at."""
    if len(source) > LONGEST:
        return None
    if split(source).magic:
        return ast.Module([], [])  # of another language, and whole
    for text in (source, _ASSIGNED_MAGIC.sub("= None", _MAGIC.sub(r"\1None", source))):
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    return None


def is_fragment(cell: SubmittedCell, names: Container[str]) -> bool:
    """Return whether a code cell may be a piece of an answer: no Python, or mere words that nobody has defined."""
    if cell.kind != "code" or not cell.source.strip():
        return False
    tree = parse(cell.source)
    if tree is None:
        return True
    allowed = (ast.Module, ast.Expr, ast.Name, ast.Load, ast.Constant, ast.Tuple)
    nodes = list(ast.walk(tree))
    return (
        bool(tree.body)
        and all(isinstance(node, allowed) for node in nodes)
        and not any(isinstance(node, ast.Name) and node.id in names for node in nodes)
    )
