"""The pages for people: each link leads to a page and a heading that are there, and each command is one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer
from typer.core import TyperGroup

from firstquery.authoring.lint.form import LINK
from firstquery.authoring.lint.unit import without_code_blocks
from firstquery.cli.main import app
from tests.conftest import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("hub/**/*.md")]
HANDBOOK = [ROOT / "docs" / f"{name}.md" for name in (
    *("facilitators", "before-the-first-session", "each-week", "when-something-breaks", "hub"),
    *("privacy", "accessibility"),
)]  # fmt: skip
COMMAND = re.compile(r"(?:^|`)(?:firstquery|python3 start\.py) +([a-z-][^`\n…]*)", re.MULTILINE)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ +(.+)$", without_code_blocks(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def commands(page: Path) -> Iterator[list[str]]:
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for found in COMMAND.findall(text):
        yield shlex.split(found)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_a_heading_that_is_there(page: Path) -> None:
    for _, text, target in LINK.findall(without_code_blocks(page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"[{text}]({target}) leads nowhere"
        assert not anchor or anchor in anchors(there), f"[{text}]({target}): there is no such heading"


@pytest.mark.parametrize("page", HANDBOOK, ids=name)
def test_every_command_of_the_handbook_is_one_with_these_options(page: Path) -> None:
    found, program = list(commands(page)), typer.main.get_command(app)
    assert found
    for words in found:
        command, rest = program, words
        while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
            assert rest[0] in command.commands, f"`{' '.join(words)}` is no command"
            command, rest = command.commands[rest[0]], rest[1:]
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert {one for one in rest if one.startswith("-")} <= known | {"--help"}, " ".join(words)
