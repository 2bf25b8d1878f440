"""From what she picked to the folder: what went in, what was left out, and why.

Only what First Query wrote in the folder is replaced or removed, and it holds nothing else: it is given away whole.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from firstquery.core import files as whole
from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.showcase.portfolio import offer, pages
from firstquery.showcase.portfolio.item import Item
from firstquery.showcase.portfolio.picks import Picks

LOOK = "Look at its pictures before you give them away: the scan cannot read the letters in them."
_RECORD = "portfolio"
# What a file manager puts into every folder.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", ".directory"}


@dataclass
class Built:
    """``included`` items; ``left_out``: an item and the sentence why; ``notices``: sentences on what is in it.

    ``unpicked``: ids of all else; ``named``: ids that were left out for names from the warehouse and nothing else.
    """

    target: Path
    included: list[Item] = field(default_factory=list)
    left_out: list[tuple[Item, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unpicked: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    def lines(self, notebook: bool = False) -> list[str]:
        """What to tell her, in a ``notebook`` or in a terminal."""
        if self.included:
            things = "1 thing" if len(self.included) == 1 else f"{len(self.included)} things"
            said = [f"Your portfolio has {things}: {self.target / 'index.html'}"]
            said += [f"  {one.id}  {one.called}" for one in self.included]
        else:
            said = ["Your portfolio is empty, and no page was written."]
        if self.left_out:
            said.append("Picked, and left out:")
            said += [line for one, why in self.left_out for line in (f"  {one.id}  {one.called}", f"      {why}")]
        said += offer.of_names(self.named, notebook)
        if self.unpicked:
            said.append(f"Not picked: {offer.listed(self.unpicked)}.")
        return said + self.notices


def build(items: list[Item], picks: Picks, target: Path) -> Built:
    """Builds the portfolio in ``target`` of what is picked, and of nothing else. Raises UserError."""
    built = Built(target)
    for item in items:
        if picks.of(item.id) == "no":
            built.unpicked.append(item.id)
            continue
        ready, why = _ready(item, picks)
        if why:
            built.left_out.append((item, why))
            if picks.of(item.id) == "yes" and ready.only_names():
                built.named.append(item.id)
        else:
            built.included.append(ready)
            if ready.pictures:
                built.notices.append(f"{ready.id}: {LOOK}")
    known = {one.id for one in items}
    gone = [name for name in picks.include if name not in known and picks.of(name) != "no"]
    built.notices += [f"{name} is picked and is not there any more." for name in gone]
    if about := Item("about", "text", 0, picks.title, text=f"{picks.name}\n{picks.about}").findings():
        built.notices.append(f"The first page holds {'; '.join(about)}, as you wrote it in portfolio.toml.")
    files = pages.pages(built.included, picks) if built.included else {}
    write(target, {name: text.encode() for name, text in files.items()})
    return built


def _ready(item: Item, picks: Picks) -> tuple[Item, str]:
    """The item as it goes in, and why it does not, if so."""
    pick = picks.of(item.id)
    if item.trouble:
        return item, f"{item.trouble[:1].upper()}{item.trouble[1:]}."
    said = picks.alt.get(item.id)
    item = replace(item, pictures=tuple(replace(one, alt=said or one.alt) for one in item.pictures))
    if any(not one.alt for one in item.pictures):
        return item, (
            "Those who cannot see it need a sentence that says what it shows: give the chart a title, or write the "
            "sentence under [alt] in portfolio.toml."
        )
    if pick == "mask":
        return item.masked(), ""
    found = item.findings() if pick == "yes" else []
    return item, f'It holds {"; ".join(found)}. Pick it with "mask" or "even so", or leave it.' if found else ""


def pick(picks: Picks, items: list[Item], wanted: Mapping[str, Sequence[str]]) -> Picks:
    """``picks`` with ids on top, by pick (yes, no, mask, even so). Raises UserError at an unknown id."""
    known = {one.id for one in items}
    include = dict(picks.include)
    for how, names in wanted.items():
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, 1, 0.5)
                guess = f" Is it {near[0]}?" if near else ""
                raise UserError(f"There is nothing called {name!r} for a portfolio.{guess} {offer.pickable(items)}")
            include[name] = how  # type: ignore[assignment]
    return replace(picks, include=include)


def write(target: Path, files: dict[str, bytes]) -> None:
    """Makes ``target`` hold exactly ``files``; with none, ours are taken away.

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
    if present == wanted:
        return
    try:
        # Noted first: a run that is killed half way leaves no file that the next one takes for hers.
        if not _note(present, wanted):
            raise UserError("Your folder cannot be written to, so there is no portfolio yet.")
        for name, content in files.items():
            if present.get(name) != wanted[name]:
                whole.write(target / name, content)
        for name in present.keys() - wanted.keys():
            (target / name).unlink()
        if not wanted and target.is_dir() and not any(target.iterdir()):
            target.rmdir()
    except OSError as fault:
        raise UserError(f"{target} cannot be written ({fault.strerror}).") from None
    _note(wanted)


def _present(target: Path) -> dict[str, str]:
    """The files in the folder and their hashes; what is no plain file stands with an empty one."""
    if not target.is_dir():
        return {}
    whole.sweep(target)
    there = [path for path in sorted(target.iterdir()) if path.name not in _LITTER]
    plain = {path: path.is_file() and not path.is_symlink() for path in there}
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() if plain[path] else "" for path in there}


def _note(*states: dict[str, str]) -> bool:
    """Keeps which files are ours, in each of the ``states`` that the folder may be in."""
    files = {name: sorted({state[name] for state in states if name in state}) for state in states for name in state}
    return records.update(_RECORD, lambda record: {"version": 2, "files": files})
