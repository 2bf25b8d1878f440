"""What docs/where-programs-run.md says that people see is what the program says."""

from __future__ import annotations

from firstquery.cli.main import NOT_ON_WINDOWS
from firstquery.selfgrade.grade import NO_SANDBOX
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "where-programs-run.md").read_text(encoding="utf-8")


def test_the_page_quotes_what_is_said() -> None:
    assert f"> {NO_SANDBOX}\n" in PAGE
    assert f"> {NOT_ON_WINDOWS.format(command='grade', module='fcntl')}\n" in PAGE


def test_the_page_says_that_nobody_has_seen_it_on_a_real_machine() -> None:
    assert "Nobody has run the course on a real Windows or a real Mac" in PAGE
