"""From what she picked to the folder of pages: what went in, what was left out and why, and how more is picked.

Only what First Query wrote in the folder is replaced or removed, and it holds nothing else: it is given away whole.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.showcase import pages
from firstquery.showcase.item import Item
from firstquery.showcase.picks import Picks

LOOK = "Look at its pictures before you give them away: the scan cannot read the letters in them."
MOST = 12  # names in a sentence
NOTHING = "There is nothing to show yet: what you make in the practices is offered here, once its check is right."
FIRST = "Nothing is in your portfolio yet: you pick what goes in. This is what you have made, each with its name:"
HOW = "The name stands first. This line, in a cell, picks one; several names stand with commas between them:"
HOW_THERE = "The name stands first. This picks one, and --include may be given several times:"
FILE = (
    "Or open kept/portfolio.toml in your folder, write true in place of false for what you want to show, save it, and "
    "run this again."
)
_RECORD = "portfolio"
# What a file manager puts into every folder.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", ".directory"}


def pick(picks: Picks, found: list[Item], wanted: Mapping[str, Sequence[str]]) -> None:
    """Add ids to ``picks``, by pick (yes, no, mask, even so). Raises UserError at an unknown id."""
    known = [one.id for one in found]
    for how, names in wanted.items():
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1, 0.5)
                guess = f" Is it {near[0]}?" if near else ""
                pickable = f"You can pick {_join_names(known)}." if known else NOTHING
                raise UserError(f"There is nothing called {name!r} for a portfolio.{guess} {pickable}")
            picks.include[name] = how  # type: ignore[assignment]


def build(found: list[Item], picks: Picks, target: Path, notebook: bool) -> list[str]:
    """Build the portfolio in ``target`` of what is picked and of nothing else, and return what to tell her.

    That is said for a ``notebook`` or for a terminal. Raises UserError.
    """
    included: list[Item] = []
    left_out: list[str] = []
    named: list[str] = []  # left out for names from the warehouse and nothing else
    for item in found:
        if picks.pick_of(item.id) == "no":
            continue
        ready, why = _ready(item, picks)
        if not why:
            included.append(ready)
            continue
        left_out += [f"  {item.id}  {item.label}", f"      {why}"]
        if picks.pick_of(item.id) == "yes" and ready.only_names():
            named.append(item.id)
    write(target, {name: text.encode() for name, text in pages.pages(included, picks).items()} if included else {})
    said = ["Your portfolio is empty, and no page was written."]
    if included:
        things = "1 thing" if len(included) == 1 else f"{len(included)} things"
        said = [f"Your portfolio has {things}: {target / 'index.html'}"]
        said += [f"  {one.id}  {one.label}" for one in included]
    if left_out:
        said += ["Picked, and left out:", *left_out]
    said += _of_names(named, notebook)
    if unpicked := [one.id for one in found if picks.pick_of(one.id) == "no"]:
        said.append(f"Not picked: {_join_names(unpicked)}.")
    said += [f"{one.id}: {LOOK}" for one in included if one.pictures]
    gone = picks.include.keys() - {one.id for one in found}
    said += [f"{name} is picked and is not there any more." for name in sorted(gone) if picks.pick_of(name) != "no"]
    if about := Item("about", "text", 0, picks.title, text=f"{picks.name}\n{picks.about}").findings():
        said.append(f"The first page holds {'; '.join(about)}, as you wrote it in kept/portfolio.toml.")
    return said


def _ready(item: Item, picks: Picks) -> tuple[Item, str]:
    """Return the item as it goes in, and why it does not, if so."""
    how = picks.pick_of(item.id)
    if item.trouble:
        return item, f"{item.trouble[:1].upper()}{item.trouble[1:]}."
    said = picks.alt.get(item.id)
    item = replace(item, pictures=tuple(replace(one, alt=said or one.alt) for one in item.pictures))
    if any(not one.alt for one in item.pictures):
        return item, (
            "Those who cannot see it need a sentence that says what it shows: give the chart a title, or write the "
            "sentence under [alt] in kept/portfolio.toml."
        )
    if how == "mask":
        return item.mask_private(), ""
    private = item.findings() if how == "yes" else []
    return item, f'It holds {"; ".join(private)}. Pick it with "mask" or "even so", or leave it.' if private else ""


def write(target: Path, files: dict[str, bytes]) -> None:
    """Make ``target`` hold exactly ``files``; with none, ours are taken away.

    Raises UserError where it holds anything else, or a file of ours that was changed since, and touches nothing then.
    """
    known = (records.read(_RECORD) or {}).get("files")
    ours: dict[str, list[str]] = known if isinstance(known, dict) else {}
    present = _present(target)
    for name, digest in present.items():
        if digest not in ours.get(name, []):
            what = "was changed since First Query wrote it" if name in ours else "is not First Query's"
            raise UserError(
                f"{name} in {target} {what}, so nothing was written: the folder is made to be given away whole. Move "
                "that file to another folder, then run this again."
            )
    wanted = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    # Noted first, both as it is and as it will be: a run that is killed half way leaves no file taken for hers.
    both = {name: [state[name] for state in (present, wanted) if name in state] for name in {**present, **wanted}}
    if not records.update(_RECORD, lambda record: {"version": 2, "files": both}):
        raise UserError("Your folder cannot be written to, so there is no portfolio yet.")
    try:
        for name, content in files.items():
            if present.get(name) != wanted[name]:
                whole.write(target / name, content)
        for name in present.keys() - wanted.keys():
            (target / name).unlink()
        if not wanted and target.is_dir() and not any(target.iterdir()):
            target.rmdir()
    except OSError as fault:
        raise UserError(f"{target} cannot be written ({fault.strerror}).") from None


def _present(target: Path) -> dict[str, str]:
    """Return the files in the folder and their hashes; what is no plain file stands with an empty one."""
    if not target.is_dir():
        return {}
    whole.sweep(target)
    there = [path for path in sorted(target.iterdir()) if path.name not in _LITTER]
    plain = {path: path.is_file() and not path.is_symlink() for path in there}
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() if plain[path] else "" for path in there}


def offer(found: Sequence[Item], notebook: bool) -> list[str]:
    """Return what to say as long as nothing is picked: all there is, and how one of it is picked."""
    if not found:
        return [NOTHING]
    every = [f"  {one.id}  {one.label}" for one in found]
    return [FIRST, *every, HOW if notebook else HOW_THERE, f"  {example(found, notebook)}", FILE]


def example(found: Sequence[Item], notebook: bool) -> str:
    """The line that picks the first thing of hers: no failure note, and nothing private in it, where there is one."""
    if not found:
        return "portfolio()"
    good = (one for one in found if one.kind != "note" and not one.trouble and not one.findings())
    return _call("include", [next(good, found[0]).id], notebook)


def _call(how: Literal["include", "mask", "even_so"], names: Sequence[str], notebook: bool) -> str:
    """Return the line that picks these: a call in a notebook, a command in a terminal."""
    if notebook:
        return f"portfolio({how}={json.dumps(list(names))})"
    return " ".join(["firstquery portfolio", *(f"--{how.replace('_', '-')} {name}" for name in names)])


def _of_names(names: Sequence[str], notebook: bool) -> list[str]:
    """Return what the scan means by names from the warehouse, and how these things go in all the same."""
    if not names:
        return []
    things = "1 thing was" if len(names) == 1 else f"{len(names)} things were"
    them = "it" if len(names) == 1 else "them"
    company = course.settings().warehouse.company.partition(",")[0]
    invented = f"Those of {company} are invented, and can be shown. " if company else ""
    return [
        f"{things} left out for names from the warehouse: customers and people, as a query shows them in its table. "
        f"{invented}Those of a database of your own are real, and that is why you are asked.",
        f"To put {them} in with the names as they are:",
        f"  {_call('even_so', names, notebook)}",
        f"To put {them} in with each name replaced by [a name from the warehouse]:",
        f"  {_call('mask', names, notebook)}",
    ]


def _join_names(names: Sequence[str]) -> str:
    """At most twelve names."""
    more = f" and {len(names) - MOST} more, which kept/portfolio.toml lists" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"
