"""The site's folder: every page written, the JupyterLite beside them, and what an earlier build has left taken away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from markupsafe import Markup

from firstquery.core import course, files
from firstquery.core.errors import UserError
from firstquery.html import templates
from firstquery.html.notebook import embed_picture
from firstquery.site import documents, front
from firstquery.site.lesson import LessonExporter
from firstquery.site.lite import build as lite
from firstquery.site.lite import trial
from firstquery.site.plan import INDEX, LESSON, PRACTICE, Place, Plan, page_name

#: The file that says which files of the folder are ours: the next build takes those away, and nothing else.
LIST = "first-query-site.txt"
_HERE = Path(__file__).parent


def plan_of(root: Path, pyodide: str = "") -> Plan:
    """Return the pages of a site of the course at ``root``; ``pyodide`` is as in `Plan`.

    Raises `UserError` where none of its lessons is written.
    """
    plan = Plan(root, course.settings(root).title, documents.linked(root), pyodide)
    if not plan.weeks:
        raise UserError("No lesson of this course is written yet, so there is nothing to show.")
    return plan


def build(plan: Plan, folder: Path, track: Callable[[list[str]], Iterable[str]] = lambda names: names) -> Path:
    """Write the pages of ``plan`` into ``folder`` and return the first one; ``track`` is given their names to show.

    A site that an earlier build has written there is replaced. Raises `UserError` where the folder holds other files.
    """
    pages, before = _pages(plan), _ours(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = {*pages, *([trial.FOLDER, trial.FILE] if plan.pyodide else [])}
    _list(folder, {*before, *names})
    for name in track(list(pages)):
        files.write(folder / name, pages[name]().encode("utf-8"))
    for gone in before - pages.keys():
        _remove(folder / gone)
    if plan.pyodide:
        above = _navigation([(plan.title, INDEX)])
        files.write(folder / trial.FILE, lite.build(plan, folder / trial.FOLDER, above, front.style()).encode("utf-8"))
    _list(folder, names)
    return folder / INDEX


def _list(folder: Path, names: set[str]) -> None:
    files.write(folder / LIST, "".join(f"{name}\n" for name in sorted(names)).encode("utf-8"))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _ours(folder: Path) -> set[str]:
    """Return what an earlier build left in ``folder``. Raises `UserError` where files of others are there."""
    if folder.is_file():
        raise UserError(f"{folder} is a file. Give --output a folder that is empty or does not exist yet.")
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if there and LIST not in there:
        raise UserError(
            f"{folder} holds files that are of no site, and nothing was written. Give --output a folder that is empty "
            "or does not exist yet."
        )
    listed = (folder / LIST).read_text(encoding="utf-8").splitlines() if there else []
    return {name for name in listed if name in there and (name.endswith(".html") or name == trial.FOLDER)}


def _pages(plan: Plan) -> dict[str, Callable[[], str]]:
    """Return what renders each page, by the name of its file."""
    pages: dict[str, Callable[[], str]] = {INDEX: partial(front.render, plan)}
    pages |= {place.file: partial(_notebook, plan, place) for place in plan.notebooks}
    alone = _navigation([(plan.title, INDEX)])
    pages |= {
        name: partial(documents.render, plan, path, alone, front.style())
        for path, name in plan.documents.items()
        if name != INDEX
    }
    return pages


def _notebook(plan: Plan, place: Place) -> str:
    exporter = LessonExporter()  # type: ignore[no-untyped-call]
    exporter.leads = partial(plan.target, place.path)
    exporter.beside = partial(embed_picture, place.path.parent)
    exporter.above = _navigation([(plan.title, INDEX), *_links(plan, place)])
    exporter.further_style = front.style()
    exporter.about = place.week.question if place.week else f"The words of {plan.title}"
    return exporter.render(place.path)


def _links(plan: Plan, place: Place) -> list[tuple[str, str]]:
    """Return what the page of a week leads to: the week before, its other half, the week after, the words."""
    week, there = place.week, {one.file for one in plan.notebooks}
    if week is None:
        return []
    beside = {one.number: (f"Week {one.number}", page_name(one, LESSON)) for one in plan.weeks}
    other = LESSON if place.role == PRACTICE else PRACTICE
    near = [beside.get(week.number - 1), (other.capitalize(), page_name(week, other)), beside.get(week.number + 1)]
    return [one for one in (*near, ("Words", plan.glossary)) if one and one[1] in there]


def _navigation(links: list[tuple[str, str]]) -> Markup:
    macro = templates(_HERE / "templates").get_template("parts.html.j2").module
    return Markup(macro.navigation(links))  # type: ignore[attr-defined]
