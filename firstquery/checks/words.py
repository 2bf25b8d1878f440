"""A verdict in words: its heading, its message and its details, for the learner or for the grader.

The grader says only what has a ``grader`` phrase. Whatever a submission holds, such as a name from the held-out data,
stands in a finding's data at most, and no grader's phrase shows it.

What findings say is in a file beside the module that has them: read, corrected and translated in one place. A finding's
code is a heading of the file, and below it stand the parts of its `Phrase`: ``text``, and ``grader`` or
``public = true`` where the grader says the same words; ``heading`` where it is another than the outcome's.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from firstquery.checks.kind import Phrase, kind
from firstquery.checks.verdict import Finding, Verdict
from firstquery.core.errors import wrapped

FILE = "messages.en.toml"
HEADINGS: dict[str, str] = {
    "right": "Right.",
    "not-yet": "Not yet.",
    "not-attempted": "Not attempted yet.",
    "could-not-run": "Could not run.",
}
MOST_DETAILS = 3
IN_FULL = "in_full"  # a finding that is a line of everything that can be said, for whoever may know all
TYPED_IN = "typed_in"  # of a right answer: its points are not said, since other data decide on them
STOPPED = "stopped"  # a finding that says what of an answer was ended before it was done


class Messages(Mapping[str, Phrase]):
    """The phrases of the file beside a module, by code, and those of ``others`` that it has not; read when needed."""

    def __init__(self, module: str, *others: Mapping[str, Phrase]) -> None:
        """``module``: the path of the module, its ``__file__``."""
        self.path = Path(module).with_name(FILE)
        self._others = others

    @cached_property
    def _phrases(self) -> dict[str, Phrase]:
        entries = tomllib.loads(self.path.read_text(encoding="utf-8"))
        phrases = {code: phrase for other in self._others for code, phrase in other.items()}
        return {**phrases, **{code: _phrase(**parts) for code, parts in entries.items()}}

    def __getitem__(self, code: str) -> Phrase:
        return self._phrases[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases)


def _phrase(text: str, grader: str | None = None, heading: str = "", *, public: bool = False) -> Phrase:
    return Phrase(text, text if public else grader, heading)


#: What is said of findings that any kind, or the check itself, may have.
SHARED = Messages(__file__)
#: Findings on the form of an answer, which is none yet: whoever gets one has not said anything wrong.
FORM = frozenset({"too_large", "other_type", "other_form", "no_value", "no_option", "several_options", "left_open"})


class _Template(string.Formatter):
    """Python's format with choices by number (`Phrase`); a field that is not there is empty, and nothing raises."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        # A name alone: no attribute and no index of an object is read.
        return kwargs.get(field_name, ""), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            parts = format_spec.split("|")
            number = value if isinstance(value, int | float) else 0
            few = parts[-2] if number == 1 else parts[0] if number == 0 and len(parts) > 2 else parts[-1]
            return few.replace("#", f"{number:,}")
        if isinstance(value, list | tuple):
            return join_names([str(one) for one in value])
        try:
            return format(value, format_spec or ("," if type(value) is int else ""))
        except (TypeError, ValueError):
            return str(value)


_template = _Template()


@dataclass(frozen=True)
class Wording:
    """A verdict in words. ``message`` is a plain sentence or two, without the heading; ``details`` are further ones.

    ``report`` is everything that can be said, line by line; ``points`` are the points in words where some are earned.
    """

    heading: str
    message: str = ""
    details: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    points: str = ""

    def headline(self) -> str:
        """The heading, the message and the points: one line of text."""
        return " ".join(part for part in (self.heading, self.message, self.points) if part)

    def lines(self) -> list[str]:
        """All of it but the report, as lines that fit a notebook and a terminal."""
        lines = wrapped(self.headline())
        for detail in self.details:
            lines += wrapped(detail, "- ", "  ")
        return [line for line in lines if line.strip()]


def wording(verdict: Verdict, kind_name: str = "", *, grader: bool = False) -> Wording:
    """The verdict in words, as its kind says them."""
    phrases = _phrases(kind_name)
    said = [(found, phrases.get(found.code, Phrase(""))) for found in verdict.findings if found.code != IN_FULL]
    texts = [text for found, phrase in said if (text := sentence(found, phrase, grader=grader))]
    heading = (said[0][1].heading if said else "") or HEADINGS[verdict.outcome]
    report = tuple(str(found.data.get("line", "")) for found in verdict.findings if found.code == IN_FULL)
    details = texts[1:] if report else texts[1 : MOST_DETAILS + 1]
    made = Wording(heading, texts[0] if texts else "", tuple(details), report)
    typed_in = any(found.code == TYPED_IN for found in verdict.findings)
    if (verdict.right or verdict.points) and verdict.max_points and not typed_in:
        made = replace(made, points=format_points(verdict.points, verdict.max_points))
    return made


def sentence(found: Finding, phrase: Phrase, *, grader: bool = False) -> str:
    """One finding in words; empty where the grader does not say it."""
    text = phrase.grader if grader else phrase.text
    return "" if text is None else _template.vformat(text, (), _fields(found.data))


def _fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data, and each text once more with a capital under a name with a capital: ``{Asked}`` begins a sentence."""
    capitals = {name.capitalize(): text[:1].upper() + text[1:] for name, text in data.items() if isinstance(text, str)}
    return {**data, **capitals}


def _phrases(kind_name: str) -> Mapping[str, Phrase]:
    try:
        return {**SHARED, **kind(kind_name).phrases}
    except (LookupError, AttributeError):
        return SHARED


def format_points(points: float, max_points: float) -> str:
    """``2 of 2 points.``"""
    return f"{points:g} of {max_points:g} {'point' if max_points == 1 else 'points'}."


def join_names(names: list[str], most: int = 5) -> str:
    """``a, b and c``; long lists end in ``and 4 more``."""
    shown = names[:most]
    if len(names) > most:
        return ", ".join(shown) + f" and {len(names) - most} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else ""
