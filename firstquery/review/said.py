"""What the words of a finding say, apart from the kind of fault: anything about this code, or that all is well."""

from __future__ import annotations

import ast
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
    client user unpaid drop fewer less vanish danger risk harm attack database board truncated wrongly
    quote intention everybody
"""
_STEM = 6


def words(text: str) -> set[str]:
    """Words of four letters and more, by six letters, names of the code taken apart; none that say little."""
    found = re.findall(r"[a-z]{4,}|\bsql\b", text.casefold().replace("_", " "))
    return {_stem(word) for word in found} - _STOP


def _stem(word: str) -> str:
    return word.removesuffix("s")[:_STEM]


_STOP = set(map(_stem, _STOP_WORDS.split()))
#: What goes wrong, whatever the code: a word of these says something, too.
HARM = {*map(_stem, _HARM_WORDS.split()), "sql"}

#: What is said of a number that is too high, or too low. The first of each two has to be said to contradict the other
#: direction, the second, wider, takes that back: who speaks of both means something that no pattern knows.
_MORE = (
    r"too (?:high|large|many|big|much)|twice|two times|double\w*|doubly|tripl\w*|more than once|several times"
    r"|(?:is|are|gets?|becomes?|be|looks?|comes? out|much|now) (?:\w+ )?(?:higher|larger|bigger|inflated|overstated)"
    r"|overcount\w*|(?:more|extra|additional) (?:\w+ )?(?:customers|clients|tickets|accounts|days|invoices)"
    r"|more (?:\w+ )?than (?:before|today|there are)",
    r"high(?:er)?|larger?|bigger|too (?:many|much|big)|twice|times|doubl\w*|multipl\w*|repeat\w*|inflat\w*|again"
    r"|over\w*",
)
_LESS = (
    r"too (?:low|small|few|little)|fewer|(?:is|are|gets?|becomes?|be|looks?|comes? out|much|now) (?:\w+ )?"
    r"(?:lower|smaller|less|lost|missing|left out|gone|forgotten)|los(?:es?|ing)|vanish\w*|disappear\w*|left out"
    r"|no longer counts?|not counted|undercount\w*|understated",
    r"low\w*|small\w*|few\w*|less|lost|los\w+|miss\w*|gone|vanish\w*|disappear\w*|drop\w*|fall\w*|fell|sink\w*"
    r"|left|leav\w+|exclud\w*|only|alone|no longer|not counted|not in|forg[eo]t\w*|skip\w*|shrink\w*|omit\w*"
    r"|cut\w*|stops?|ends?|short\w*|neither|never counted|without|zero|truncat\w*|ignor\w*",
)
_DIRECTIONS = {"up": (_LESS, _MORE), "down": (_MORE, _LESS), "": (("(?!)", ""), ("", ""))}

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
#: A remark of one sentence that praises, or that says what is promised: whoever reads it goes on.
_PRAISE = re.compile(
    r"^(?:(?:very |really )?(?:well done|nice|good|great|excellent|lovely)\b|i (?:really )?(?:like|love|appreciate)\b)"
    r"|\b(?:is|are|was) (?:\w+ ){0,3}right,? and\b"
    r"|\b(?:as (?:it|they) should(?: be)?|as (?:was |is )?promised|nobody has to (?:be told|know|worry))$"
)
#: What nobody says who has found a fault, in however many sentences, unless a "but" follows.
_AFFIRMS = re.compile(
    r"^(?:an? |this is )?(?:good|strong|sharp|nice(?: tight)?|correct|careful) (?:test|check|handling|work:)"
    r"(?: of the \w+)?[:.]"
    r"|^exactly the test\b|^quite right\b"
    r"|\bnothing (?:here )?to (?:change|worry|mend|add)\b|\bleave it (?:so|as it is)\b|\bfine by me\b|, well done$"
    r"|\bcan be (?:trusted|believed)\b|\b(?:is|are) (?:safe with|well guarded)\b|\bthat is how it should be\b"
    r"|\b(?:is|are) (?:the )?(?:right|sensible|correct) (?:order|thing|way|place|choice|handling)\b"
    r"|\b(?:filter|condition|line|order|rule|one day off|handling|check|test) is (?:right|correct|sound)\b"
    r"(?! (?:only|if|when))"
    r"|\bno (?:name|input|number|letter) can (?:get out|alter|leave)\b|(?<!that )\bnothing gets (?:left behind|lost)\b"
    r"|\bso it may stay\b|\b(?:evaluation|model|score) is honest\b|\bit's right as it is\b|\bas it stands:"
    r"|\bdoes guard\b|\bi like [\w`·()]+:|\bno customer can be recognised\b|\bis anonymous in full\b"
    r"|\bcannot count any\b"
)
_BUT = re.compile(
    r"\b(?:but|however(?! (?:often|many|much|strange|long))|although|though|except|unless|unfortunately|yet|instead"
    r"|still|nevertheless|despite|sadly)\b"
)
_YET = re.compile(
    r"\b(?:but|however|yet|only|until|unless|except|when|if|while|though|although|instead|should|not"
    r"|whatever|itself|any)\b"
)
# Why all is right, and what is rightly "not" or "only" so, takes nothing back.
_SINCE = re.compile(r"\b(?:since|because)\b[^.!?;,:]*")


def text_of(one: Finding) -> str:
    return f"{one.problem}. {one.suggestion}" if one.suggestion else one.problem


def turns_round(text: str, goes: str) -> bool:
    """Whether ``text`` says that a number is too low which a fault makes too high, or the other way round."""
    wrong, right = _DIRECTIONS[goes]
    flat = text.casefold()
    return bool(re.search(rf"\b(?:{wrong[0]})\b", flat)) and not re.search(rf"\b(?:{right[1]})\b", flat)


def denies(one: Finding) -> bool:
    """Whether a finding says that nothing is wrong: whatever its evidence shows, whoever reads it goes on."""
    flat = " ".join(one.problem.casefold().replace("’", "'").split())
    bare = flat.rstrip(".! ")
    if "." not in bare and _PRAISE.search(bare) and not _YET.search(_PRAISE.sub(" ", bare)):
        return True
    if _AFFIRMS.search(bare) and not _BUT.search(flat):
        return True
    return bool(_WELL.search(flat)) and not _YET.search(_SINCE.sub(" ", flat))


def is_code(text: str) -> bool:
    """Whether a remark is nothing but an expression: a call says by itself neither what goes wrong nor for whom."""
    try:
        return isinstance(ast.parse(text.strip(" `.\n"), mode="eval").body, ast.Call)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
