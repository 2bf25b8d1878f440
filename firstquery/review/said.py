"""What the words of a finding say, apart from the kind of fault: anything about this code, or that all is well."""

from __future__ import annotations

import re

from firstquery.review.finding import Finding

_STOP_WORDS = """
    this that with from here there line lines code wrong fault faults bad test have what when which where will does
    should could would been into than then they them their these those very only also must change function file problem
    comes promised promise promises otherwise expected behaves different differs something anything everything please
    thing things look looks like mind review finding evidence call gives
"""
_HARM_WORDS = """
    number amount total large larger small high higher lower twice double counted missing lost loses nobody waits
    waiting hangs leaks secret future names phone money cost costs empty always never last month customer
"""
_STEM = 6


def words(text: str) -> set[str]:
    """Words of four letters and more, each by its first six, names of the code taken apart; none that say little."""
    found = re.findall(r"[a-z]{4,}", text.casefold().replace("_", " "))
    return {word[:_STEM] for word in found} - _STOP


_STOP = {word[:_STEM] for word in _STOP_WORDS.split()}
#: What goes wrong, whatever the code: a word of these says something, too.
HARM = {word[:_STEM] for word in _HARM_WORDS.split()}

_SOUND = (
    r"(?:(?:the |a )?(?:right|safe|fine|correct|good)|ok|okay|well|sound|harmless|in order|as it should be|as promised"
    r"|as expected)"
)
_ALL = (
    r"(?:this|it|that|everything|all|all of (?:it|this|them)"
    r"|the (?:line|code|function|change|file|call|query|test)(?: with the \w+)?)"
)
_WELL = re.compile(
    rf"(?:^|[.;!?,:] ?){_ALL}(?: line| code| function| change)? (?:is|looks|seems|works|reads|are|look)"
    rf"(?: (?:all|quite|very|perfectly|absolutely|entirely|really|just|completely))* {_SOUND}\b(?! only)"
    r"|\bnothing (?:here |there )?(?:is|seems|goes|looks) (?:wrong|amiss|broken|to be (?:changed|done|mended))\b"
    r"|\b(?:i )?(?:can )?(?:see|find|found) (?:no (?:fault|problem|harm|danger|error|mistake)|nothing wrong)\b"
    r"|\bno (?:fault|problem|error|mistake)s? (?:here|there|at all|to report)\b"
    r"|\bnothing to (?:report|complain|criticise)\b"
)
_YET = re.compile(r"\b(?:but|however|yet|only|until|unless|except|when|if|while|though|although|instead|should|not)\b")
# Why all is right, and what is rightly "not" or "only" so, takes nothing back.
_SINCE = re.compile(r"\b(?:since|because)\b[^.!?;,:]*")


def text_of(one: Finding) -> str:
    return f"{one.problem}. {one.suggestion}" if one.suggestion else one.problem


def denies(one: Finding) -> bool:
    """Whether a finding says that nothing is wrong: whatever its evidence shows, whoever reads it goes on."""
    flat = " ".join(one.problem.casefold().replace("’", "'").split())
    return bool(_WELL.search(flat)) and not _YET.search(_SINCE.sub(" ", flat))
