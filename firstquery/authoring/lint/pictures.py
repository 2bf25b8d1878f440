"""Links, which lead to a file of the course that is there, and pictures, which have words for who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from firstquery.authoring.lint.unit import Remark, Unit, without_code_blocks

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)


def check_links(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each link whose file is not there, or stands outside the course."""
    for page in unit.notebooks:
        for cell in page.markdown:
            for _, text, target in LINK.findall(without_code_blocks(cell.source)):
                if re.match(r"[a-z]+:", target) or target.startswith("#"):
                    continue
                path = (page.path.parent / unquote(target.partition("#")[0])).resolve()
                if not path.exists():
                    yield page.remark(cell, f"The link [{text}]({target}) leads nowhere. Name a file that is there.")
                elif not path.is_relative_to(unit.root.resolve()):
                    yield page.remark(cell, f"The link [{text}]({target}) leaves the course. Name a file inside it.")


def check_alt_text(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each picture without alt text: of Markdown, of HTML, and of a stored output."""
    for page in unit.notebooks:
        for cell in page.markdown:
            for is_picture, text, target in LINK.findall(cell.source):
                if is_picture and not text.strip():
                    yield page.remark(cell, f"The picture {target} has no alt text. Say between [ and ] what it shows.")
            for tag in _IMAGE.findall(cell.source):
                if not re.search(r"\balt=[\"'][^\"']+", tag):
                    yield page.remark(cell, f'The picture {tag} has no alt text. Add alt="what it shows".')
        for cell in page.cells:
            drawn = [one for one in cell.outputs if "image/png" in one.get("data", {}) and not cell.graded]
            if not all(one.get("metadata", {}).get("image/png", {}).get("alt") for one in drawn):
                sentence = "The picture that it draws has no words. Say what it shows in its metadata, firstquery.alt"
                yield page.remark(cell, f"{sentence}, and run: firstquery tidy --run")
