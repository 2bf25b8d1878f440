"""The JupyterLite of a course and the page that opens it."""

from __future__ import annotations

from pathlib import Path

from firstquery.core.errors import UserError
from firstquery.site.lite import content, install, lab, offline, packages, trial, weeks
from firstquery.site.plan import Plan


def build(plan: Plan, folder: Path, above: str, further_style: str) -> str:
    """Write the JupyterLite of ``plan`` into ``folder``, anew, and return the page that opens it.

    ``above`` is the HTML of the line above that page's title. Raise `UserError` where it can't be built.
    """
    own = Path(plan.pyodide) if "//" not in plan.pyodide else None
    lab.build(folder, content.of_the_learner(plan.root), packages.collect(plan.root), own)
    offline.remove_unused(folder)
    parts = offline.parts(folder, "" if own else plan.pyodide)
    offline.finish(folder, parts)
    return trial.render(plan, parts, offline.version_of(folder), above, further_style)


def python_of(root: Path, pyodide: Path | None, cdn: bool) -> str:
    """Return where the page to try has its Python from: the folder that was named, the installed one, or an address.

    Empty where nothing is installed, or no week of the course runs in a browser. Raise `UserError` where ``pyodide``
    is no such folder.
    """
    if not any(week.graded for week in weeks.that_run(root)):
        return ""
    if pyodide is not None:
        missing = [name for name in (*install.CORE, packages.LOCK) if not (pyodide / name).is_file()]
        if missing:
            raise UserError(
                f"{pyodide} is no Pyodide: it has no {missing[0]}. npm's package pyodide has all that is needed."
            )
    if not install.is_here():
        if pyodide or cdn:
            raise UserError(f"JupyterLite is not installed here, and the page to try is made from it: {install.HOW}")
        return ""
    return offline.pyodide_address() if cdn else str(pyodide or install.pyodide())
