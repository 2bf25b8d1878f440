"""Whether a text reads as sentences or as words strung together. It measures form alone, and doubts for the writer.

Three measures, each with room for lists, notes and the English of those who learnt it late: how many of the words are
different words, how many stand in short pieces between commas, and how many hold a sentence together (*the, is, of*).
The last one is for English only: it is left out for a text that is mostly in another language or another script.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_ENDS = re.compile(r"[.!?:;](?!\S)|\n")
_BREAKS = re.compile(r"[\s,;:|/()\[\]\"“”„«»…—–]+|--+")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
# Between the items of a list; the comma in 1,800 is part of a number.
_BETWEEN = re.compile(r"[;|]|,(?!\d)")
LEAST_WORDS = 8  # of fewer words nothing can be said
LEAST_DIFFERENT = 0.42  # of the words, up to 100 of them: in a longer text words come again
LEAST_HOLDING = 0.15
LEAST_HOLDING_UNMARKED = 0.36  # where no mark and no line shows the end of anything
MOST_IN_PIECES = 0.6
MOST_ENGLISH = 0.2  # of the words of a text in another language: it has an "in" or a "was" of its own
MOST_REPEATED = 3  # the same word straight after itself, or the same sentence anywhere
LEAST_WORDS_AGAIN = 6  # of a sentence

_HOLDING_IN_ENGLISH = """
a about above after again against all also an and any are as at be because been before being below between both
but by can cannot could did do does done down during each every few first for from had has have he her here his
how however i if in into is it its last may me might more most must my neither never no nobody none nor not
nothing now of off on once one only onto or other our ours out over own per she should since so some still such
than that the their them then there these they this those though through to too under unless until up upon us
very was we were what when where whether which while who whoever whom whose why will with within without would
yet you your isn't don't doesn't aren't wasn't won't can't it's
"""
# Words of the same office in other languages that are written in Latin letters.
_HOLDING_ELSEWHERE = """
der das und nicht ist sind ein eine den dem mit von zu auf für wir ich auch wird werden haben
le la les des et est sont une dans pour que qui pas sur avec nous ne du au aux ce cette
el los las y en es son un una para por con del se como lo su al está han
il lo gli di che non è sono per della dei nel anche si uno
o os as e da do em não com uma são dos das na ao mais
het een van zijn niet op met voor dat die ook wij wordt
och att det är inte som för på av och den ett til ikke er og af
i w z na nie jest się są że do jak oraz ktoré jsou není
ve bir bu için ile olan değil da de ja on ei ovat että joka se
és az nem hogy van din și este nu sunt care
yang dan ini itu untuk dengan tidak adalah dari ang mga sa ng hindi ay
na ya wa kwa ni ambayo hii và của là không các những được
"""
_ENGLISH = frozenset(_HOLDING_IN_ENGLISH.split())
_OTHER = frozenset(_HOLDING_ELSEWHERE.split()) - _ENGLISH


def reads_as_sentences(text: str) -> bool:
    """False only where the text is plainly none: the same words over and over, or words without what joins them."""
    words = _words(text)
    if len(re.findall(r"\d+", text)) > 2 * len(words):
        return len(text.split()) < LEAST_WORDS
    if len(words) < LEAST_WORDS:
        return True
    if len(set(words)) < LEAST_DIFFERENT * min(len(words), 100):
        return False
    if sum(one == other for one, other in pairwise(words)) >= MOST_REPEATED:
        return False
    if _in_pieces(text) > MOST_IN_PIECES * len(words):
        return False
    least = LEAST_HOLDING if _ENDS.search(text.strip()) else LEAST_HOLDING_UNMARKED
    return _is_in_another_language(text, words) or _holding(words) >= least * len(words)


def said_again(text: str) -> str:
    """A sentence that stands there three times or more, or "". One of few words may answer several things."""
    pieces = [" ".join(piece.split()).strip(" -*•.!?") for piece in _SENTENCES.split(text)]
    often = Counter(piece.casefold() for piece in pieces if len(_words(piece)) >= LEAST_WORDS_AGAIN)
    return next((piece for piece in pieces if often[piece.casefold()] >= MOST_REPEATED), "")


def mostly_another_language(text: str) -> bool:
    """Whether the check, which knows English words, has nothing to look for: some words joined, few of them English."""
    words = _words(text)
    english = sum(word in _ENGLISH for word in words)
    return _is_in_another_language(text, words) and english <= MOST_ENGLISH * len(words)


def _words(text: str) -> list[str]:
    """The words in lower case, without numbers and signs. Marks of other scripts stay with their letters."""
    words = (word.strip(".!?'’*_`-+=%$€£#&") for word in _BREAKS.split(text.casefold()))
    return [word for word in words if any(map(str.isalpha, word)) and not any(map(str.isdigit, word))]


def _in_pieces(text: str) -> int:
    """How many words stand alone or in twos between commas."""
    pieces = [len(_words(piece)) for line in text.splitlines() for piece in _BETWEEN.split(line)]
    return sum(size for size in pieces if size <= 2) if len(_BETWEEN.findall(text)) >= 4 else 0


def _holding(words: list[str]) -> int:
    """How many words join others, or say what is done: those above, and the forms of verbs that end in -ed and -ing."""
    return sum(word in _ENGLISH or (len(word) > 4 and word.endswith(("ed", "ing"))) for word in words)


def _is_in_another_language(text: str, words: list[str]) -> bool:
    letters = [character for character in text if character.isalpha()]
    foreign = sum(not character.isascii() for character in letters)
    here = {word for word in words if word in _OTHER}
    english = sum(word in _ENGLISH for word in words)
    return foreign > 0.015 * len(letters) or (
        len(here) >= 2 and sum(word in here for word in words) >= max(2, english, 0.08 * len(words))
    )
