"""Where an exception arose in code of hers: the line, and the piece of it, as Python's own positions tell."""

from __future__ import annotations

import ast
import linecache
import sysconfig
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import FrameType, TracebackType

from firstquery.core.course import PACKAGE
from firstquery.learner.session import in_a_cell

_LIBRARIES = tuple({sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")})
Span = tuple[int, int, int, int]  # line and column where it begins, line and column where it ends


@dataclass(frozen=True)
class Place:
    """One frame of hers. ``span`` is what Python was at when it stopped, in the lines of the file."""

    frame: FrameType
    line: int
    span: Span | None

    @property
    def file(self) -> str:
        return self.frame.f_code.co_filename

    @cached_property
    def source(self) -> str:
        return "".join(linecache.getlines(self.file))

    @cached_property
    def tree(self) -> ast.Module:
        try:
            return ast.parse(self.source)
        except (SyntaxError, ValueError, RecursionError):
            return ast.Module([], [])

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def node(self) -> ast.AST:
        """The piece that failed: the node of that very span, else the smallest that holds it."""
        if self.span is None:
            return self.statement
        nodes = [(node, span_of(node)) for node in ast.walk(self.tree) if hasattr(node, "end_lineno")]
        begin, end = self.span[:2], self.span[2:]
        around = [(node, one) for node, one in nodes if one[:2] <= begin and one[2:] >= end]
        # Of a method on a line of its own, Python names the span from its name on.
        same_end = [(node, one) for node, one in around if one[2:] == end and isinstance(node, ast.expr)]
        exact = [node for node, one in around if one == self.span and not isinstance(node, ast.Expr)]
        if exact:
            return exact[0]
        found = same_end or around
        return max(found, key=lambda one: one[1][:2])[0] if found else self.statement

    @cached_property
    def statement(self) -> ast.AST:
        """The innermost statement at the line."""
        held = [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.stmt) and node.lineno <= self.line <= (node.end_lineno or 0)
        ]
        return max(held, key=lambda node: (node.lineno, node.col_offset)) if held else self.tree

    def within(self, kind: type[ast.AST]) -> list[ast.AST]:
        """Return the nodes of a kind that hold the piece, the innermost first; the piece itself may be one."""
        found, node = [], self.node
        while True:
            if isinstance(node, kind):
                found.append(node)
            if isinstance(node, ast.stmt) or node not in self.parents:
                return found
            node = self.parents[node]

    def quote(self, node: ast.AST, longest: int = 60) -> str:
        """Return what stands there, for a sentence: one line, cut where it is long."""
        text = " ".join((ast.get_source_segment(self.source, node) or ast.unparse(node)).split())
        return f"`{text if len(text) <= longest else text[: longest - 1] + '…'}`"


def span_of(node: ast.AST) -> Span:
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]


def is_hers(file: str) -> bool:
    """Return whether code is hers: of a cell, or of a file that is neither a library's nor the course's."""
    if in_a_cell(file):
        return True
    if file.startswith("<") or "site-packages" in file or file.startswith((str(PACKAGE), *_LIBRARIES)):
        return False
    return Path(file).suffix == ".py" and Path(file).is_file()


def places(trace: TracebackType | None) -> tuple[list[Place], list[str]]:
    """Return the frames of hers, outermost first, and the modules of the frames below the last of hers."""
    hers: list[Place] = []
    below: list[str] = []
    while trace is not None:
        frame = trace.tb_frame
        if is_hers(frame.f_code.co_filename):
            hers.append(Place(frame, trace.tb_lineno, _span(trace)))
            below = []
        else:
            below.append(str(frame.f_globals.get("__name__", "")))
        trace = trace.tb_next
    return hers, below if hers else []


def _span(trace: TracebackType) -> Span | None:
    at = next(islice(trace.tb_frame.f_code.co_positions(), trace.tb_lasti // 2, None), None)
    if at is None:
        return None
    line, end_line, column, end_column = at
    if line is None or end_line is None or column is None or end_column is None:
        return None
    return line, column, end_line, end_column
