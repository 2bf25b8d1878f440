"""A verdict in words: its heading, its message and its details, for the learner or for the grader.

The grader says only what has a ``grader`` phrase. Whatever a submission holds, such as a name from the held-out data,
stands in a finding's data at most, and no grader's phrase shows it.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from firstquery.checks.kind import Phrase, kind, public
from firstquery.checks.verdict import Finding, Verdict
from firstquery.core.errors import wrapped

HEADINGS: dict[str, str] = {
    "right": "Right.",
    "not-yet": "Not yet.",
    "not-attempted": "Not attempted yet.",
    "could-not-run": "Could not run.",
}
NOT_CHECKED = "Could not check."
MOST_DETAILS = 3
IN_FULL = "in_full"  # a finding that is a line of everything that can be said, for whoever may know all
TYPED_IN = "typed_in"  # of a right answer: its points are not said, since other data decide on them
STOPPED = "stopped"  # a finding that says what of an answer was ended before it was done

#: What is said of findings that any kind, or the check itself, may have.
SHARED: dict[str, Phrase] = {
    "mistake": public("{message}"),
    "blank": public(
        "If your answer stands in the answer cell above, run that cell; if it does not, write it there and run it. "
        "Then run this one."
    ),
    "failed": Phrase(
        "The answer cell stopped with an error, which stands below that cell{why} Correct it there, run that cell, "
        "then this one.",
        "The answer cell stopped with an error when your notebook was run from top to bottom on other data. Run yours "
        "from top to bottom: if the error shows there, mend it; if not, the answer fits only the data that you have.",
    ),
    "curly_quotes": public(
        "In the cells above stands a curly quote (\u201c, \u201d, \u2018 or \u2019), as a word processor or a phone "
        "writes it, and neither SQL nor Python knows it. Type each one anew as a straight one (\" or '), run the "
        "notebook from top to bottom, and hand it in again."
    ),
    "renamed": Phrase("{sentence}", "The answer stands under another name; the check looks for `{name}`.", NOT_CHECKED),
    TYPED_IN: Phrase(
        "On other data this stays {stays}: it is typed in, and marks are given on data that nobody has seen.",
        heading="Right here.",
    ),
    "missing": Phrase("There is {called} yet. Run the cell above that makes it, then this one."),
    "never_bound": public("When the notebook was run from top to bottom, nothing was called `{name}` here."),
    "too_large": Phrase(
        "That is {what}: more than can be checked. {Asked} is asked for.",
        "That is more than can be checked. {Asked} is asked for.",
    ),
    "other_type": Phrase("That is {what}; {asked} is asked for.", "That is something else; {asked} is asked for."),
    "no_value": public("There is nothing in that answer (NULL, or None in Python); {asked} is asked for."),
    "out_of_time": public(
        "The answer cell was still running when its time was up, so it was stopped. Does it come to an end on your "
        "machine?"
    ),
    "unsound": Phrase(
        "The answer did not come through in a form that can be checked.",
        "The answer did not come through in a form that can be judged.",
        NOT_CHECKED,
    ),
    "check_fault": Phrase(
        "The check itself had a fault ({fault}), so nothing is said about your answer. Tell your facilitator which "
        "exercise it was.",
        "The judge had a fault of its own on this answer ({fault}).",
        NOT_CHECKED,
    ),
    "not_checked": Phrase("{sentence}", heading=NOT_CHECKED),
    "own_database": Phrase("Your queries run on the database in FIRSTQUERY_WAREHOUSE; this asks about the course's."),
    IN_FULL: public("{line}"),
    STOPPED: public("{What} was stopped after {seconds} seconds. What was not run by then shows nothing."),
}
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


def count_noun(number: int, noun: str) -> str:
    """``1 row``, ``2 rows``, ``1,200 rows``."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"
