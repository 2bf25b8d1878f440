"""The first page of the site: the course's own words, and its map."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from firstquery.core import course
from firstquery.html import page, templates
from firstquery.site import documents
from firstquery.site.lite import trial
from firstquery.site.lite.weeks import numbers as weeks_in_words
from firstquery.site.lite.weeks import that_run
from firstquery.site.plan import LESSON, PRACTICE, Plan, page_name

_HERE = Path(__file__).parent


def render(plan: Plan) -> str:
    """Return the first page: what ``site`` in course.toml names, or a sentence, and then every week by month."""
    text, weeks = documents.front_text(plan.root), plan.weeks
    title, words = documents.read(plan, text) if text else (plan.title, _sentence(len(weeks)))
    planned = {one.number: one for one in course.curriculum(plan.root)}
    months = [
        (month, name, list(each))
        for (month, name), each in groupby(
            weeks, key=lambda week: (planned[week.number].month, planned[week.number].month_title)
        )
    ]
    body = (
        templates(_HERE / "templates")
        .get_template("front.html.j2")
        .render(
            words=words,
            months=months,
            lesson={week.number: page_name(week, LESSON) for week in weeks},
            practice={week.number: page_name(week, PRACTICE) for week in weeks if week.release.is_file()},
            glossary=plan.glossary,
            trial=(trial.FILE, trial.TITLE, weeks_in_words(that_run(plan.root))) if plan.pyodide else None,
        )
    )
    return page(title, body, about=plan.title, further_style=style())


def style() -> str:
    """Return the CSS of the site beside that of all pages."""
    return (_HERE / "site.css").read_text(encoding="utf-8")


def _sentence(count: int) -> Markup:
    hours = "An hour" if count == 1 else f"{count} hours, one a week"
    return Markup("<p>{}. Each has a lesson to read and a practice to do.</p>").format(hours)
