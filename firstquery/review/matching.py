"""Which finding of a review is which planted fault: by place and family, each finding for one fault at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import linear_sum_assignment

from firstquery.review import families, truth
from firstquery.review import said as said_
from firstquery.review.finding import LONGEST, Finding
from firstquery.review.pulls import PullRequest
from firstquery.review.telling import Telling
from firstquery.review.truth import Fault, Truth

WEAK_TEST = "test that cannot fail"
FREE_NEAR_MISSES = 2
SENTENCE = 3  # words, at least
REPEATED = 2  # findings that may have the same words
FEW = 8  # words of a remark, besides those that say little
ABOUT = 3  # words of a fault that a finding has which sounds like another kind: it is asked about, and accuses nobody
#: Kinds that are said of nearly every fault as what follows from it: a number is another one, and nobody hears of it.
FOLLOWS = {"silent change of a metric", "swallowed exception", WEAK_TEST}


@dataclass(frozen=True)
class Target:
    """A fault as findings are held against it: its lines, the tests that should have caught it, and its words."""

    fault: Fault
    pull: PullRequest

    @cached_property
    def lines(self) -> dict[str, set[int]]:
        return truth.accepted_lines(self.fault, self.pull)

    @cached_property
    def tests(self) -> set[str]:
        return truth.tests_of(self.fault, self.pull)

    def is_placed(self, one: Finding) -> bool:
        if one.last - one.first >= LONGEST:
            return False
        if one.path in self.tests and one.path not in self.lines:
            return True
        changed = self.pull.file(one.path)
        if changed is None or one.path not in self.lines:
            return False
        at = {changed.in_head(line, one.side) for line in range(one.first, one.last + 1)}
        return bool(at & self.lines[one.path])

    @cached_property
    def words(self) -> set[str]:
        """What can be said about it: the words of its reason, of where it is met, and of its lines."""
        code = [text for path in self.lines for text in self._texts(path)]
        return said_.words(" ".join([self.fault.why, self.fault.met_by, *code]))

    def _texts(self, path: str) -> list[str]:
        changed = self.pull.file(path)
        return [changed.head.get(line, "") for line in self.lines[path]] if changed else []

    def is_spoken_of(self, one: Finding, least: int = 1) -> bool:
        """Whether a finding says anything about it: "bad" and "this line is wrong" could stand on every line."""
        return len(said_.words(said_.text_of(one)) & (self.words | said_.HARM)) >= least

    @cached_property
    def telling(self) -> Telling:
        return Telling.of(
            [self.fault.why, *self.fault.told], (text for path in self.lines for text in self._texts(path))
        )

    def is_told(self, one: Finding) -> bool:
        """Whether words of no known kind speak of this fault, where its evidence shows it.

        Of a few words, those of its lines count as well: nobody has room there to say something else about them.
        """
        if said_.is_code(one.problem):
            return False
        words = said_.words(one.problem)
        is_short = len(words) <= FEW and len(words & self.words) >= 2
        if is_short and 2 * len(words & (self.words | said_.HARM)) > len(words):
            return True
        return self.telling.is_told(one.problem)

    def is_meant(self, one: Finding, said: frozenset[str]) -> bool:
        """Whether the finding's family is this fault's: known from the words, named, or in the fault's own words.

        Where it is named, the words need not say it, and have to be about this code all the same. A word or two are no
        sentence, and say nothing to whoever has to mend it.
        """
        if len(one.problem.split()) < SENTENCE or said_.is_code(one.problem):
            return False
        if self.fault.family == one.family and self.is_spoken_of(one):
            return True
        if one.family not in ("", self.fault.family) and one.family in said:
            return False
        if self.fault.family in said or self._has(self.fault.says, said_.text_of(one)):
            return True
        return self.telling.is_plain(one.problem)

    def is_known(self, one: Finding) -> bool:
        """Whether the words alone, be they two, say what kind it is, and are more than its name."""
        is_more = not families.is_name(one.problem) and not said_.is_code(one.problem)
        return is_more and self.fault.family in families.recognised(one.problem)

    def is_contradicted(self, one: Finding) -> bool:
        """Whether the words say what is not true of this fault: the other direction, or the wrong thing."""
        return said_.turns_round(one.problem, self.fault.goes) or self._has(self.fault.not_so, one.problem)

    def is_another(self, one: Finding, said: frozenset[str]) -> bool:
        """Whether the words name another kind of fault, and speak of this one too little to be misheard."""
        if not said - FOLLOWS or self.fault.family in said or self._has(self.fault.says, one.problem):
            return False
        return len(said_.words(one.problem) & self.words) < ABOUT

    @staticmethod
    def _has(patterns: tuple[str, ...], text: str) -> bool:
        return bool(patterns and text and families.compiled(patterns).search(families.plain(text)))


@dataclass
class Matched:
    """Findings by their number (from 0). ``found``: the fault of each that counts; every other one is in one list.

    ``also``: they say again what another one has found. ``mute``: of those found, they whose evidence alone says it;
    ``contrary``: of the mute, they whose words say something else. ``unnamed``: at a fault's place, of no kind that is
    known. ``beside``: there, and about something else. ``near``: a fault's family in its file, some lines off.
    ``denied``: they say that all is right. ``fair``: true, and no planted fault. ``alarms``: no such fault is there.
    """

    found: dict[int, Fault] = field(default_factory=dict)
    also: dict[int, Fault] = field(default_factory=dict)
    mute: set[int] = field(default_factory=set)
    contrary: set[int] = field(default_factory=set)
    denied: list[int] = field(default_factory=list)
    fair: list[int] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    alarms: list[int] = field(default_factory=list)


def match(pull: PullRequest, truth_: Truth, findings: tuple[Finding, ...]) -> Matched:
    """Each finding's part. The assignment finds the most harm; of several findings of a fault the best one counts."""
    targets = [Target(one, pull) for one in truth_.fault]
    # A suggestion may speak of other families than the fault's: it only helps where the problem names none.
    said = [families.recognised(one.problem) or families.recognised(said_.text_of(one)) for one in findings]
    fits = np.zeros((len(findings), len(targets)))
    texts = [" ".join(one.problem.casefold().split()) for one in findings]
    for row, one in enumerate(findings):
        is_own = texts.count(texts[row]) <= REPEATED
        for column, target in enumerate(targets):
            is_it = is_own and target.is_placed(one) and target.is_meant(one, said[row])
            if is_it and not target.is_contradicted(one) and not said_.denies(one):
                right = one.severity in target.fault.severities
                fits[row, column] = 100 * target.fault.harm + 10 * right + bool(one.evidence)
    made = Matched()
    if fits.size:
        rows, columns = linear_sum_assignment(fits, maximize=True)
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        made.found = {row: targets[column].fault for row, column in pairs if fits[row, column]}
    for row, one in enumerate(findings):
        if row in made.found:
            continue
        if said_.denies(one):
            made.denied.append(row)
        elif truth_.is_fair(one.path, one.problem):
            made.fair.append(row)
        else:
            _sort_in(made, row, one, said[row], targets, fits)
    return made


def _sort_in(
    made: Matched, row: int, one: Finding, said: frozenset[str], targets: list[Target], fits: np.ndarray
) -> None:
    """A finding that counts for no fault of its own."""
    again = [target.fault for column, target in enumerate(targets) if fits[row, column]]
    if again:
        made.also[row] = again[0]
    elif may_be := [target for target in targets if _may_be_meant(one, said, target)]:
        is_other = all(target.is_contradicted(one) or target.is_another(one, said) for target in may_be)
        (made.beside if is_other else made.unnamed).append(row)
    elif len(made.near) < FREE_NEAR_MISSES and any(_is_near(one, said, target) for target in targets):
        made.near.append(row)
    else:
        made.alarms.append(row)


def _may_be_meant(one: Finding, said: frozenset[str], target: Target) -> bool:
    """At a fault's place, of no other family: by its words none, or about so much of the fault that it may be it."""
    if not target.is_placed(one) or one.family not in ("", target.fault.family):
        return False
    return not said or target.fault.family in said or len(said_.words(one.problem) & target.words) >= ABOUT


def _is_near(one: Finding, said: frozenset[str], target: Target) -> bool:
    """The fault's family in its file, some lines off; or that a test is weak, where it has let the fault through."""
    if one.path in target.lines and target.is_meant(one, said):
        return True
    return one.path in target.tests and (one.family == WEAK_TEST or WEAK_TEST in said)
