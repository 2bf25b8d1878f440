"""What the language of the course is held to: rules over one cell of Markdown, which say what they found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from tests.content.notebooks import without_code_blocks

# Words that tell a reader that what she finds hard is not hard.
BELITTLING = {
    "simply": r"simply",
    "just": r"just",
    "obviously": r"obvious(?:ly)?",
    "easy": r"eas(?:y|ily|ier|iest)",
    "of course": r"of course",
    "trivial": r"trivial(?:ly)?",
}
AMERICAN = {
    r"colors?|colored": "colour",
    r"behaviors?": "behaviour",
    r"favor(?:s|ite)?": "favour",
    r"labors?": "labour",
    r"neighbors?": "neighbour",
    r"centers?|centered": "centre",
    r"organiz(?:e|es|ed|ing|ation|ations|er|ers)": "organise",
    r"recogniz(?:e|es|ed|ing)": "recognise",
    r"summariz(?:e|es|ed|ing)": "summarise",
    r"realiz(?:e|es|ed|ing)": "realise",
    r"minimiz(?:e|es|ed|ing)|maximiz(?:e|es|ed|ing)|optimiz(?:e|es|ed|ing|ation)": "-ise",
    r"prioritiz(?:e|es|ed|ing)|categoriz(?:e|es|ed|ing)|emphasiz(?:e|es|ed|ing)": "-ise",
    r"analyz(?:e|es|ed|ing|er)": "analyse",
    r"canceled|canceling": "cancelled",
    r"labeled|labeling|modeled|modeling|traveled|traveling": "double l",
    r"catalogs?": "catalogue",
    r"gray": "grey",
    r"defense": "defence",
    r"fulfill|skillful|enrollment": "fulfil, skilful, enrolment",
}
LONG, LONGEST = 35, 40

_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|approx|No|Mr|Ms|Dr)\.")


def prose(text: str) -> str:
    """The text that is read as language: without code, pictures, addresses, tags and marks."""
    text = without_code_blocks(text)
    text = re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"`[^`]*`", "code", text)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"https?://\S+", "address", text)
    text = re.sub(r"<br\s*/?>|</(?:p|li|td|tr|summary|details|h\d)>", "\n\n", text)
    text = re.sub(r"</?[a-z][^>]*>", "", text)
    return html.unescape(text)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a cell. A heading, an item of a list and a cell of a table end one as well."""
    blocks: list[str] = []
    fresh = True
    for line in prose(text).splitlines():
        line = re.sub(r"^(?:\s*>)+", "", line).strip()
        if not line or re.fullmatch(r"[-|:\s*_]+", line):
            fresh = True
            continue
        pieces = [piece for piece in line.strip("|").split("|") if piece.strip()] if line.startswith("|") else [line]
        for piece in pieces:
            starts = fresh or line.startswith("|") or re.match(r"#{1,6}\s|[-*+]\s|\d+[.)]\s", piece)
            piece = re.sub(r"^(?:#{1,6}|[-*+]|\d+[.)])\s+", "", piece.strip())
            if starts or not blocks:
                blocks.append(piece)
            else:
                blocks[-1] += f" {piece}"
        fresh = line.startswith(("#", "|"))
    for block in blocks:
        block = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), block)
        yield from (one for one in re.split(r"(?<=[.?!…])[\"”'’)*_]*\s+", block) if re.search(r"\w", one))


def words(text: str) -> int:
    return len(re.findall(r"[\w’'%$€£-]*\w[\w’'%-]*", text))


def outside_details(text: str) -> str:
    return re.sub(r"<details\b.*?</details>", " ", text, flags=re.DOTALL | re.IGNORECASE)


def faults(text: str) -> list[str]:
    """Each thing that a cell's language does and should not, as a sentence."""
    plain = prose(text)
    found = []
    for word, pattern in BELITTLING.items():
        for match in re.finditer(rf"\b{pattern}\b", plain, re.IGNORECASE):
            found.append(f"“{word}” belittles what a reader finds hard: “{_around(plain, match)}”")
    for pattern, british in AMERICAN.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", plain, re.IGNORECASE):
            found.append(f"“{match.group()}” is American spelling ({british}): “{_around(plain, match)}”")
    for match in re.finditer(r"\w!(?!=)", plain):
        found.append(f"an exclamation mark: “{_around(plain, match)}”")
    for sentence in sentences(text):
        if words(sentence) > LONGEST:
            found.append(f"a sentence of {words(sentence)} words (at most {LONGEST}): “{sentence[:80]}…”")
    return found


def long_sentences(text: str) -> list[str]:
    return [f"{words(one)} words: “{one[:80]}…”" for one in sentences(text) if LONG < words(one) <= LONGEST]


def _around(text: str, match: re.Match[str]) -> str:
    return " ".join(text[max(0, match.start() - 30) : match.end() + 30].split())
