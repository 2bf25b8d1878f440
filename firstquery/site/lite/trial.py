"""The page to try: what is loaded, how much and from where, in words, before anything is."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from firstquery.core.course import Week
from firstquery.html import style, templates
from firstquery.learner.text import join_words
from firstquery.site.lite import weeks
from firstquery.site.lite.offline import Part
from firstquery.site.plan import INDEX, Plan

#: The page, and the folder of the JupyterLite that it opens.
FILE, FOLDER = "try.html", "try"
TITLE = "Try the first query"
_HERE = Path(__file__).parent
_MB = 1_000_000


def render(plan: Plan, parts: Sequence[Part], version: str, above: str, further_style: str) -> str:
    """Return the page. ``version`` is JupyterLite's, ``above`` the HTML of the line above the title."""
    run = weeks.that_run(plan.root)
    first = next(week for week in run if week.graded)
    script = (_HERE / "static" / "try.js").read_text(encoding="utf-8")
    servers = list(dict.fromkeys(part.server for part in parts))
    looks = style() + further_style + (_HERE / "static" / "try.css").read_text(encoding="utf-8")
    return (
        templates(_HERE / "templates")
        .get_template("try.html.j2")
        .render(
            heading=TITLE,
            title=plan.title,
            weeks=weeks.numbers(run),
            total=round(sum(part.size for part in parts) / _MB),
            servers=join_words(servers),
            several=len(servers) > 1,
            parts=[(part.title[0].upper() + part.title[1:], f"{part.size / _MB:.1f}", part.server) for part in parts],
            install=INDEX,
            above=above,
            style=looks,
            script=script,
            hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            site=f"{FOLDER}/",
            version=version,
            path=_first_page(first),
        )
    )


def _first_page(week: Week) -> str:
    """Return what opens first, by its place in her folder: the lesson, from which a link leads to the practice."""
    return f"{week.stem}.ipynb" if week.lesson.is_file() else f"practice/{week.stem}/{week.release.name}"
