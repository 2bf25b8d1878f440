"""What she picked: ``kept/portfolio.toml`` in her folder, where everything is off until she says otherwise."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from firstquery.core import files as whole
from firstquery.core.course import example
from firstquery.core.errors import UserError, quote_value
from firstquery.learner.workspace import PICKS
from firstquery.showcase.item import Item

Pick = Literal["no", "yes", "mask", "even so"]
_HEAD = """\
# What goes into your portfolio. Everything is off: nothing goes in that you do not pick here.
#
#   true       it goes in. Where it holds something private, it stays out, and you are told what.
#   "mask"     it goes in, with what is private replaced, as in [an e-mail address].
#   "even so"  it goes in as it stands, with what is private.
#   false      it stays out.
#
# Save this file, then run: firstquery portfolio
"""


@dataclass
class Picks:
    """``include``: a pick for an item's id. ``alt``: what a chart shows, in words, for those who can't see it."""

    title: str = "What I made with First Query"
    name: str = ""
    about: str = ""
    include: dict[str, Pick] = field(default_factory=dict)
    alt: dict[str, str] = field(default_factory=dict)

    def pick_of(self, item: str) -> Pick:
        return self.include.get(item, "no")


def read(work: Path) -> Picks | None:
    """Return her picks; None where there is no file yet. Raises UserError where it can't be read as one."""
    path = work / PICKS
    try:
        said = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise UserError(f"{path} cannot be opened ({fault.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UserError(
            f'{path} cannot be read: {fault}. A line looks like this: "{example("q7")}" = true. Mend that line, or '
            "remove the file: it is written anew, with everything off."
        ) from None
    picks = Picks()
    about = _part(said, "about", path)
    for key in ("title", "name", "about"):
        value = about.get(key, getattr(picks, key))
        if not isinstance(value, str):
            raise UserError(
                f"{path}: {key} is a text between quotation marks, and this is not one: {quote_value(value)}"
            )
        setattr(picks, key, value.strip())
    picks.title = picks.title or Picks.title
    picks.include = {key: _pick(key, value, path) for key, value in _part(said, "include", path).items()}
    picks.alt = {key: str(value).strip() for key, value in _part(said, "alt", path).items() if str(value).strip()}
    return picks


def write(work: Path, picks: Picks, items: list[Item]) -> None:
    """Write the file anew: her picks and words, and every item that there is now. Raises UserError."""
    lines = [_HEAD, "[about]"]
    lines += [f"{key} = {_text(getattr(picks, key))}" for key in ("title", "name", "about")]
    lines += ["", "[include]"]
    width = max((len(one.id) for one in items), default=0)
    for item in items:
        pick = picks.pick_of(item.id)
        value = {"yes": "true", "no": "false"}.get(pick, _text(pick))
        lines.append(f"{_text(item.id).ljust(width + 2)} = {value.ljust(9)}  # {' '.join(item.label.split())}")
    gone = [key for key in picks.include if picks.pick_of(key) != "no" and key not in {one.id for one in items}]
    lines += [f"{_text(key)} = {_text(picks.pick_of(key))}  # not there any more" for key in gone]
    silent = [one.id for one in items if one.pictures and not all(picture.alt for picture in one.pictures)]
    wanted = dict.fromkeys([*silent, *picks.alt])
    if wanted:
        lines += ["", "# What each chart shows, in a sentence, for those who cannot see it.", "[alt]"]
        lines += [f"{_text(key)} = {_text(picks.alt.get(key, ''))}" for key in wanted]
    path = work / PICKS
    content = ("\n".join(lines) + "\n").encode("utf-8", "replace")
    try:
        if not path.exists() or path.read_bytes() != content:
            whole.write(path, content)
    except OSError as fault:
        raise UserError(f"{path} cannot be written ({fault.strerror}).") from None


def _text(value: str) -> str:
    # TOML's texts in quotation marks are JSON's, but for the sign that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _part(said: dict[str, object], name: str, path: Path) -> dict[str, object]:
    part = said.get(name, {})
    if not isinstance(part, dict):
        raise UserError(f"{path}: {name} stands in square brackets on a line of its own, as in [{name}].")
    return part


def _pick(key: str, value: object, path: Path) -> Pick:
    if isinstance(value, bool):
        return "yes" if value else "no"
    word = " ".join(value.lower().replace("-", " ").split()) if isinstance(value, str) else ""
    if word in get_args(Pick):
        return cast(Pick, word)
    raise UserError(f'{path}: "{key}" is true, false, "mask" or "even so", and not {quote_value(value)}.')
