"""Links: each leads to a file of the course that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from firstquery.authoring.lint.unit import Remark, Unit, without_code_blocks

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)")


def links(unit: Unit) -> Iterator[Remark]:
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
