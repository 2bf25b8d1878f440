"""The talk at the end: five slides from her own records, to change as she likes, and a page that shows them."""

from __future__ import annotations

from typing import Any

from firstquery.core import records
from firstquery.core.course import work_folder
from firstquery.core.errors import UserError, in_sentences, wrapped

NOTEBOOK, PAGE = "talk.ipynb", "talk.html"
_FILLED = (
    "What stands in brackets has nothing to fill it yet. Save your notebooks, and give this command again: its slides "
    "are filled again each time, as long as you change nothing in them."
)


@in_sentences("talk()")
def talk(*, anew: Any = False) -> None:
    """Makes ``talk.ipynb`` and ``talk.html`` in her folder. Once she has changed the notebook, her words in it stay.

    ``anew``: fill the slides again from what there is now; the old notebook is kept beside. Raises `UserError`. Silent
    at the grader.
    """
    if records.at_the_grader():
        return
    for line in run(anew=bool(anew), notebook=True):
        print("\n".join(wrapped(line)))


def run(*, anew: bool = False, notebook: bool = False) -> list[str]:
    """Does it, and returns what to say, in a ``notebook`` or in a terminal. Raises `UserError`."""
    from firstquery.showcase.talk import kept, page, slides

    work = work_folder()
    if not work.is_dir():
        raise UserError(f"There is no folder {work} yet: `firstquery lab` makes it.")
    path = work / NOTEBOOK
    again = "talk(anew=True)" if notebook else "firstquery talk --anew"
    try:
        old = kept.aside(path) if anew and path.exists() else None
        is_new = not path.exists()
        is_ours = not is_new and kept.is_untouched(kept.read(path))
        if is_new or is_ours:
            kept.write(path, kept.signed(slides.filled(work)))
        read = kept.read(path)
        kept.write_text(work / PAGE, page.rendered(read))
    except OSError as fault:
        raise UserError(f"The talk cannot be written to {work} ({fault.strerror or fault}).") from None
    where = f"{PAGE}, in your First Query folder" if notebook else str(work / PAGE)
    said = [f"Your talk has {_slides(read)}: {where}. Space or Page Down goes on, also with a remote control."]
    if is_new:
        said.append(
            f"Its words are yours to change: open {NOTEBOOK}, beside your notebooks, save it, and give this command "
            "again. Names, numbers and addresses that look private were masked; read it all before you show it."
        )
        said.append(_FILLED)
    elif is_ours:
        said.append(f"Nothing in {NOTEBOOK} was changed, so its slides were filled again with what there is now.")
    else:
        said.append(f"Its words are those of your {NOTEBOOK}, as it was saved last. To fill it again: {again}")
    if old:
        said.append(f"Your words of before are kept in {old.name}.")
    said.append(
        "What to say, and a link to the next slide, show at its foot when the pointer rests there, or with Tab."
    )
    return said


def _slides(read: Any) -> str:
    from firstquery.showcase.talk.page import count

    number = count(read)
    return "1 slide" if number == 1 else f"{number} slides"


__all__ = ["NOTEBOOK", "PAGE", "run", "talk"]
