"""From what she picked to the folder: what went in, what was left out, and why."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from firstquery.learner.portfolio import folder, offered, pages
from firstquery.learner.portfolio.item import Item
from firstquery.learner.portfolio.picks import Picks
from firstquery.sentence import Sentence

LOOK = "Look at its pictures before you give them away: the scan cannot read the letters in them."


@dataclass
class Made:
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
        said = []
        if self.included:
            things = "1 thing" if len(self.included) == 1 else f"{len(self.included)} things"
            said.append(f"Your portfolio has {things}: {self.target / 'index.html'}")
            said += [f"  {one.id}  {one.called}" for one in self.included]
        else:
            said.append("Your portfolio is empty, and no page was written.")
        if self.left_out:
            said.append("Picked, and left out:")
            said += [line for one, why in self.left_out for line in (f"  {one.id}  {one.called}", f"      {why}")]
        said += offered.named(self.named, notebook)
        if rest := self.unpicked:
            said.append(f"Not picked: {offered.listed(rest)}.")
        return said + self.notices


def make(items: list[Item], picks: Picks, target: Path) -> Made:
    """Builds the portfolio in ``target`` of what is picked, and of nothing else. Raises Sentence."""
    made = Made(target)
    for item in items:
        if picks.of(item.id) == "no":
            made.unpicked.append(item.id)
            continue
        ready, why = _ready(item, picks)
        if why:
            made.left_out.append((item, why))
            if picks.of(item.id) == "yes" and ready.only_names():
                made.named.append(item.id)
        else:
            made.included.append(ready)
            if any(one.mime != "image/svg+xml" for one in ready.pictures):
                made.notices.append(f"{ready.id}: {LOOK}")
    known = {one.id for one in items}
    made.notices += [
        f"{name} is picked and is not there any more."
        for name in picks.include
        if name not in known and picks.of(name) != "no"
    ]
    about = Item("about", "text", 0, picks.title, text=f"{picks.name}\n{picks.about}").findings()
    if about:
        made.notices.append(f"The first page holds {'; '.join(about)}, as you wrote it in portfolio.toml.")
    files = pages.pages(made.included, picks) if made.included else {}
    folder.write(target, {name: text.encode() for name, text in files.items()})
    return made


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
        masked = item.masked()
        found = masked.findings()
        return masked, f"Its picture holds {'; '.join(found)}, which cannot be masked there." if found else ""
    found = item.findings() if pick == "yes" else []
    return item, f'It holds {"; ".join(found)}. Pick it with "mask" or "even so", or leave it.' if found else ""


def picked(picks: Picks, items: list[Item], wanted: Mapping[str, Sequence[str]]) -> Picks:
    """``picks`` with ids on top, by pick (yes, no, mask, even so). Raises Sentence at an unknown id."""
    known = {one.id for one in items}
    include = dict(picks.include)
    for pick, names in wanted.items():
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, 1, 0.5)
                guess = f" Is it {near[0]}?" if near else ""
                raise Sentence(f"There is nothing called {name!r} for a portfolio.{guess} {offered.pickable(items)}")
            include[name] = pick  # type: ignore[assignment]
    return replace(picks, include=include)
