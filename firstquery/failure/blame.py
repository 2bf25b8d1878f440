"""Blame in a failure note: the words that keep others from telling theirs, and how to tell the same without them.

A checked list, for English. What a thing did is no blame ("the query failed"). What a person is, or should have known,
is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from firstquery.failure.failing import BETTER, BETWEEN, BROKE, DONE_BY, DUTY, FAILED, FLAWED, KEEPS
from firstquery.failure.people import GROUP, KNOWN, NAME, PERSON, ROLE, SOMEBODY, TO_SOMEBODY, WHOSE


@dataclass(frozen=True)
class Blame:
    """``words`` as they stand, the ``sentence`` they stand in, and ``how`` to word it."""

    words: str
    sentence: str
    how: str


SELF = (
    "You are not the mistake. Tell what you did and what you saw then, as in: I counted all rows, and did not know "
    "that the table holds test accounts."
)
OTHERS = (
    "Tell what happened to the work, not who did it, as in: The definition had changed, and the change had not "
    "reached me."
)
HINDSIGHT = (
    "What is plain now was not plain then. "
    "Tell what you knew at that moment, as in: The dashboard showed no sign of it."
)

_IS = r"(?:\s+(?:am|is|are|was|were|be|been|being|feel|felt|looked)|['’](?:m|s|re))\s+(?:\w+\s+){0,2}"
_BAD = (
    r"(?:stupid|dumb|foolish|incompetent|useless|lazy|careless|clueless|ignorant|sloppy|hopeless|pathetic|ridiculous"
    r"|negligent|unprofessional|(?:an?\s+)?(?:idiot|fool|moron|imbecile|disgrace|failure))\b"
)
_BAD_AS_OTHERS_ARE = (
    r"(?:unreliable|irresponsible|reckless|inattentive|arrogant|no\s+good|late\s+again|always\s+late|too\s+(?:late|slow)"
    r"|to\s+blame|at\s+fault|asleep"
    r"|the\s+(?:\w+\s+)?(?:problem|culprit|bottleneck)"
    r"|responsible\s+for\s+(?:the|this|that|our)\s+(?:\w+\s+)?(?:mess|errors?|mistakes?|failure|problem|loss|chaos))\b"
)
_TOLD = r"(?:told|warned|said|explained|documented|listened|helped|informed|known|asked|checked|noticed|seen)\b"
# What somebody should have, and not have done: "Tom should have access".
_THING = (
    r"(?:an?|the|my|our|his|her|their|its|more|less|two|three|some|access|no|any|all|enough|one|it|this|that"
    r"|been\s+\w+ed)\b"
)
_HAVE = r"(?:\s+(?:have|of)|['’]ve)\s+(?:\w+ly\s+)?"
_MUST = r"(?:should|must|needs?\s+to|ha(?:s|ve)\s+(?:got\s+)?to|ought\s+to|had\s+better|will\s+have\s+to)"
_DONE = (
    r"(?:told|checked|asked|read|listened|paid|looked|tested|warned|said|thought|bothered|informed|documented|updated"
    r"|done|cared|followed|been)\b"
)
_ASKED = r"(?:tell|told|ask(?:ed)?|remind(?:ed)?|warn(?:ed)?|get|teach|make\s+sure|want)"
_IT_IS = r"(?:it|this|that)(?:\s+(?:is|was)|['’]s)"
_SAW = r"(?:known|seen|noticed|realized|realised|checked|asked|thought|caught)\b"

# In this order: what she says of herself is answered as that.
_LISTED: list[tuple[str, tuple[str, ...]]] = [
    (
        SELF,
        (
            rf"\bI{_IS}{_BAD}",
            r"\b(?:stupid|dumb|foolish|careless|silly)\s+(?:of\s+me|me|mistake|error)\b",
            r"\bmy\s+(?:own\s+)?(?:fault|stupidity|incompetence|carelessness)\b",
            rf"\bI\s+(?:should(?:n['’]?t)?|ought\s+to){_HAVE}(?!(?:an?|the|my|more|two|some)\b)\w+",
            r"\bI\s+(?:failed|let\s+down)\s+(?:my|our|the|everyone|them|her|him|us)\b|\bhow\s+little\s+I\s+knew\b",
            r"\bI\s+(?:must\s+be|am|was)\s+the\s+only\s+(?:one|person)\b",
            r"\bI\s+(?:blame|hate)\s+myself\b|\bshame\s+on\s+me\b",
            r"\bI\s+(?:\w+\s+)?(?:messed|screwed|fucked)\s+(?:\w+\s+)?up\b",
        ),
    ),
    (
        OTHERS,
        (
            rf"\b{SOMEBODY}{_IS}(?:{_BAD}|{_BAD_AS_OTHERS_ARE})",
            r"\b(?:stupid|idiots?|idiotic|dumb|morons?|moronic|imbeciles?|incompetent|incompetence|clueless)\b",
            rf"\b(?:lazy|careless|useless|sloppy)\s+(?:{ROLE}|{GROUP}|work|job|mistakes?|errors?)\b",
            rf"\bblam(?:e|ed|ing)\s+{TO_SOMEBODY}|\b(?:fault|guilt)\s+of\s+{TO_SOMEBODY}",
            rf"\b{SOMEBODY}{BETWEEN}(?:{FAILED})\b",
            rf"\b{PERSON}{BETWEEN}{BROKE}|\bthey\s+(?:\w+ly\s+)?(?:caused|broke(?!\s+down)|ruined|destroyed)\b",
            rf"\b{SOMEBODY}\s+(?:is\s+|are\s+)?{KEEPS}",
            rf"\b(?:{DONE_BY}|(?:mistakes?|errors?|blunders?)\s+(?:\w+\s+)?(?:made\s+)?by)\s+{TO_SOMEBODY}",
            r"\b(?:fault|blame|mess|mistake|error|problem|failure)\s+"
            rf"(?:lies\s+with|is\s+(?:all\s+)?(?:down\s+to|with))\s+{TO_SOMEBODY}",
            rf"\b{SOMEBODY}\s+(?:\w+ly\s+)?(?:could|might){_HAVE}{_TOLD}",
            rf"\b{SOMEBODY}\s+(?:\w+ly\s+)?(?:should|ought\s+to)(?:n['’]t|\s+not)?{_HAVE}(?!{_THING})\w+",
            rf"\b{SOMEBODY}\s+(?:was|were)\s+(?:supposed|meant|expected)\s+to\b",
            rf"\b{SOMEBODY}\s+(?:\w+ly\s+)?{_MUST}\s+(?:\w+ly\s+|just\s+)?(?:{BETTER}|{DUTY})",
            rf"\b{SOMEBODY}\s+(?:will|shall|should|must|is\s+going\s+to|are\s+going\s+to|ought\s+to)\s+(?:\w+ly\s+)?"
            r"(?:be|get)\s+(?:\w+ly\s+)?(?:fired|sacked|dismissed|punished|disciplined|demoted|replaced|let\s+go)\b",
            rf"\b{ROLE}\s+(?:(?:does|do|makes?|touch(?:es)?|gets?|writes?)\s+no|(?:will|may|can)\s+(?:not|never|no)|is\s+not)"
            r"\s[^.;]{0,60}\b(?:any\s?more|any\s+longer|again)\b",
            rf"\b{_ASKED}\s+{TO_SOMEBODY}\s+(?:to\s+)?{BETTER}",
            rf"\b(?:tell|remind|warn)(?:ed)?\s+{TO_SOMEBODY}\s+(?:not\s+to|to\s+(?:check|stop))\b",
            rf"\b(?:because\s+of|due\s+to)\s+{TO_SOMEBODY}(?!['’]|\w)",
            rf"\b{WHOSE}\s+(?:own\s+|careless\s+|stupid\s+)?{FLAWED}|\bon\s+{NAME}['’]s\s+head\b|\b\w+['’]s?\s+fault\b",
            r"\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:at\s+fault|to\s+blame)\b",
            rf"\b{_IT_IS}\s+(?:all\s+|entirely\s+)?on\s+(?:{KNOWN}|him|her|them)(?!['’\w])",
            rf"\b{_IT_IS}\s+(?:always|all)\s+(?:{KNOWN}|him|her|them|{ROLE}|{GROUP})(?!['’\w])",
            rf"\bif\s+(?:only\s+)?{SOMEBODY}\s+had\s+(?:only\s+|just\s+)?(?!not\b){_DONE}|^had\s+{SOMEBODY}\s+{_DONE}",
            r"\b(?:no(?:body|\s+one))\s+(?:(?:in|at|of)\s+\w+\s+)?(?:ever\s+)?(?:told|warned|informed|bothered"
            r"|listens?|cares?|reads?|helps?)\b|\bnobody\s+in\s+\w+\s+(?:ever\s+)?checks?\b",
        ),
    ),
    (
        HINDSIGHT,
        (
            rf"\b(?:should|must|ought\s+to){_HAVE}{_SAW}",
            r"\bobviously\b|\bof\s+course\b|\b(?:it|that)\s+(?:is|was)\s+(?:so\s+)?obvious\b|\bcommon\s+sense\b",
            r"\bclearly\s+(?:should|could|had|knew|wrong)\b|\bno[ -]?brainer\b",
            r"\b(?:every(?:one|body)|any(?:one|body)|any\s+(?:child|fool|beginner))\s+(?:knows|knew|would\s+have"
            r"|could\s+(?:have\s+)?(?:see|seen))\b",
        ),
    ),
]
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
# Who says that it was nobody's fault lays no blame.
_FREED = re.compile(
    r"\b(?:not|\w+n['’]t|never|nobody(?:['’]s)?|no\s+one(?:['’]s)?|without|instead\s+of)\s+(?:\w+\s+){0,2}?"
    r"(?:(?:[\w]+['’]s?|his|her|their|your)\s+)?(?:own\s+)?(?:fault|to\s+blame|at\s+fault|blam(?:e|ing)\b[^,;:]*)",
    re.IGNORECASE,
)


@cache
def _rules() -> list[tuple[re.Pattern[str], str]]:
    """Compiled when a note is first read: that takes longer than to import all else that a notebook begins with."""
    return [(re.compile(pattern, re.IGNORECASE), how) for how, patterns in _LISTED for pattern in patterns]


def blame(text: str) -> list[Blame]:
    """Every sentence of ``text`` that blames somebody, herself included; each is told once."""
    found = []
    for sentence in _SENTENCE.finditer(text[:20_000]):
        said = sentence[0].strip()
        rest = _FREED.sub(" … ", said)
        for pattern, how in _rules():
            if one := pattern.search(rest):
                found.append(Blame(" ".join(one[0].split()), said, how))
                break
    return found
