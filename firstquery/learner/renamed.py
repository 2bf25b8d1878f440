"""Notebooks under another name: what she renamed or moved is recognised, and what the course renamed is followed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from firstquery import course
from firstquery.learner import shipped
from firstquery.learner.old_copies import FOLDER as OLD_COPIES

# A folder with more is no folder of lessons alone, and a start must not wait for it.
MOST_NOTEBOOKS = 2000
LARGEST = 50_000_000


def find(work: Path, wanted: dict[str, bytes], taken: Iterable[str]) -> dict[str, str]:
    """Where the notebooks ``wanted`` (name to content, as the course has them) stand now, by their cells.

    ``taken`` are the names of the course: a notebook there is itself. What is not found is left out.
    """
    looked_for = {name: _traits(content) for name, content in wanted.items() if name.endswith(".ipynb")}
    if not looked_for:
        return {}
    found: dict[str, tuple[float, str]] = {}
    not_these = set(taken)
    for path in notebooks(work):
        name = path.relative_to(work).as_posix()
        if name in not_these:
            continue
        try:
            traits = _traits(path.read_bytes())
        except OSError:
            continue
        for original, theirs in looked_for.items():
            share = _alike(theirs, traits)
            if share >= 0.5 and share > found.get(original, (0.0, ""))[0]:
                found[original] = share, name
    return {original: name for original, (_, name) in found.items()}


def notebooks(work: Path) -> Iterator[Path]:
    """Her notebooks, without hidden folders and old copies; a folder that is a link is not walked."""
    seen = 0
    for folder, inside, files in os.walk(work):
        inside[:] = sorted(one for one in inside if not one.startswith("."))
        if Path(folder) == work and OLD_COPIES in inside:
            inside.remove(OLD_COPIES)
        for name in sorted(files):
            path = Path(folder) / name
            if name.endswith(".ipynb") and not name.startswith("."):
                seen += 1
                if seen > MOST_NOTEBOOKS:
                    return
                try:
                    if path.is_file() and path.stat().st_size <= LARGEST:
                        yield path
                except OSError:
                    continue


def by_the_course(known: Iterable[str], now: Iterable[str]) -> dict[str, str]:
    """Old stem to new stem, of weeks that the course has under another name than when it filled her folder.

    ``known`` are the names that were put there, ``now`` those that the course has. A week keeps its number.
    """
    before, after = _stems(known), _stems(now)
    gone, come = before - after, after - before
    pairs = {}
    for old in sorted(gone):
        number = old[5:7]
        new = [stem for stem in sorted(come) if stem[5:7] == number]
        if len(new) == 1 and sum(stem[5:7] == number for stem in gone) == 1:
            pairs[old] = new[0]
    return pairs


def moves_of(old: str, new: str) -> list[tuple[str, str]]:
    """What is renamed in her folder for one week, in order; each step can be repeated."""
    return [
        (f"{old}.ipynb", f"{new}.ipynb"),
        (f"practice/{old}", f"practice/{new}"),
        (f"practice/{new}/{old}.ipynb", f"practice/{new}/{new}.ipynb"),
    ]


def under_new_name(name: str, pairs: dict[str, str]) -> str:
    """The name of a file of the course, after the stems in it were renamed."""
    parts = name.split("/")
    return "/".join(_renamed(part, pairs) for part in parts)


def _renamed(part: str, pairs: dict[str, str]) -> str:
    stem, dot, ending = part.partition(".")
    return f"{pairs.get(stem, stem)}{dot}{ending}"


def _stems(names: Iterable[str]) -> set[str]:
    found = set()
    for name in names:
        parts = name.split("/")
        stem = parts[1] if parts[0] == "practice" and len(parts) > 2 else parts[0].removesuffix(".ipynb")
        if course.STEM.fullmatch(stem):
            found.add(stem)
    return found


def _traits(content: bytes) -> tuple[Any, frozenset[str]]:
    """Which notebook it says it is (week and part), and the ids of its cells."""
    cells = shipped.cells_of(content)
    if cells is None:
        return None, frozenset()
    try:
        said = json.loads(content).get("metadata", {}).get("firstquery", {})
        whose = (said.get("week"), said.get("part"))
    except AttributeError:
        whose = (None, None)
    return whose, frozenset(str(cell["id"]) for cell in cells if cell.get("id"))


def _alike(one: tuple[Any, frozenset[str]], other: tuple[Any, frozenset[str]]) -> float:
    """The share of the first one's cells that the other has; 0 where they say that they are different notebooks."""
    if not one[1] or one[0] != other[0]:
        return 0.0
    return len(one[1] & other[1]) / len(one[1])
