"""The language of pages: words that belittle, another country's spelling, exclamation marks, long sentences."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from firstquery.authoring.lint.style import Style
from firstquery.authoring.lint.unit import SOLUTIONS, Remark, Unit, without_code_blocks

_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|approx|No|Mr|Ms|Dr)\.")


def check_language(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each thing that the language of a page does and the house style does not."""
    for page in unit.sources:
        longest = unit.style.longest_sentence_of_a_solution if page.role == SOLUTIONS else unit.style.longest_sentence
        for cell in page.markdown:
            for sentence in faults(cell.source, unit.style, longest):
                yield page.remark(cell, sentence)


def check_sentence_length(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each notebook half of whose sentences are longer than the house style's median."""
    most = unit.style.median_sentence
    for page in unit.sources:
        lengths = sorted(words(one) for cell in page.markdown for one in sentences(cell.source))
        median = lengths[len(lengths) // 2] if lengths else 0
        if most and page in unit.notebooks and median > most:
            yield page.remark("", f"Half of its sentences have {median} words or more (at most {most}). Shorten them.")


def prose(text: str) -> str:
    """Return the text that is read as language: without code, pictures, addresses, tags and marks."""
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
    """Yield the sentences of a cell. A heading, an item of a list and a cell of a table end one as well."""
    blocks: list[str] = []
    is_fresh = True
    for line in prose(text).splitlines():
        line = re.sub(r"^(?:\s*>)+", "", line).strip()
        if not line or re.fullmatch(r"[-|:\s*_]+", line):
            is_fresh = True
            continue
        pieces = [piece for piece in line.strip("|").split("|") if piece.strip()] if line.startswith("|") else [line]
        for piece in pieces:
            starts = is_fresh or line.startswith("|") or re.match(r"#{1,6}\s|[-*+]\s|\d+[.)]\s", piece)
            piece = re.sub(r"^(?:#{1,6}|[-*+]|\d+[.)])\s+", "", piece.strip())
            if starts or not blocks:
                blocks.append(piece)
            else:
                blocks[-1] += f" {piece}"
        is_fresh = line.startswith(("#", "|"))
    for block in blocks:
        block = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), block)
        yield from (one for one in re.split(r"(?<=[.?!…])[\"”'’)*_]*\s+", block) if re.search(r"\w", one))


def words(text: str) -> int:
    return len(re.findall(r"[\w’'%$€£-]*\w[\w’'%-]*", text))


def outside_details(text: str) -> str:
    return re.sub(r"<details\b.*?</details>", " ", text, flags=re.DOTALL | re.IGNORECASE)


def faults(text: str, style: Style, longest: int) -> list[str]:
    """Return each thing that a text does and the style does not, as a sentence."""
    plain = prose(text)
    listed = []
    for word, pattern in style.belittling.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", plain, re.IGNORECASE):
            listed.append(f"“{word}” belittles what a reader finds hard. Leave it out of “{_around(plain, match)}”.")
    for pattern, meant in style.spelling.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", plain, re.IGNORECASE):
            listed.append(f"“{match.group()}” is not the spelling of the house ({meant}): “{_around(plain, match)}”.")
    for match in re.finditer(r"\w!(?!=)", plain) if not style.exclamation_marks else ():
        listed.append(f"An exclamation mark shouts. Write a full stop in “{_around(plain, match)}”.")
    for sentence in sentences(text) if longest else ():
        if (many := words(sentence)) > longest:
            listed.append(f"A sentence has {many} words (at most {longest}). Make two of it: “{sentence[:60]}…”.")
    return listed


def _around(text: str, match: re.Match[str]) -> str:
    """The words beside a match, five on either side."""
    before, after = text[: match.start()], text[match.end() :]
    begin = re.search(r"(?:\S+\s+){0,5}\S*$", before[-80:])
    end = re.match(r"\S*(?:\s+\S+){0,5}", after[:80])
    return " ".join(f"{begin and begin[0]}{match[0]}{end and end[0]}".replace("*", "").split())
