"""The history that ships is a true one: git applies it, people wrote it, and it holds together on held-out."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from firstquery.review import history, program
from firstquery.review.patches import Files, apply_patch

from .history import git
from .shipped import GUILTY, SERVICE

pytestmark = pytest.mark.needs("git")


def files_after(numbers: list[int], found: history.History) -> Files:
    by_number = dict(zip(found.numbers, found.commits, strict=True))
    files: Files = {}
    for number in numbers:
        files, _ = apply_patch(files, by_number[number])
    return files


def test_git_itself_applies_the_patches_to_nothing_and_comes_to_the_tip_of_main(shipped: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    program.run(fresh, "init", "--quiet", "--template=", ".")
    patches = [str(path) for path in sorted((SERVICE / "history").glob("*.patch"))]
    program.run(fresh, "-c", "user.name=Any", "-c", "user.email=any@kestrel.example", "am", "--quiet", *patches)
    assert git(fresh, "rev-parse", "HEAD^{tree}") == git(shipped, "rev-parse", "main^{tree}")
    told = "--format=%an <%ae> %at %B"
    assert git(fresh, "log", told) == git(shipped, "log", told, "main")


def test_four_people_write_more_than_sixty_commits_on_working_days_of_2025_in_order() -> None:
    commits = history.read(SERVICE).commits
    assert len(commits) >= 60 and len({one.author for one in commits}) == 4
    assert all(one.address == f"{one.author.lower()}@kestrel.example" for one in commits)
    moments = [one.moment for one in commits]
    assert moments == sorted(moments) and all(one.utcoffset() == dt.timedelta(0) for one in moments)
    assert moments[0].date() == dt.date(2025, 3, 4) and moments[-1].year == 2025
    assert all(one.weekday() < 5 for one in moments)


def test_messages_say_why_but_for_a_few_and_pull_requests_are_numbered_once() -> None:
    silent = [one.message.strip() for one in history.read(SERVICE).commits if "\n" not in one.message.strip()]
    assert [one for one in silent if not one.startswith("Version")] == ["fix", "more tests", "Update README.md"]
    subjects = [one.message.splitlines()[0] for one in history.read(SERVICE).commits]
    numbers = [one.rpartition("(#")[2].rstrip(")") for one in subjects if one.endswith(")")]
    assert len(numbers) == len(set(numbers)) >= 55
    assert max(len(one) for one in subjects) <= 72


def test_what_was_reverted_is_as_it_was_before(shipped: Path) -> None:
    for subject, told in (("Draw the last twelve months into the report (#22)", ["CHANGELOG.md"]), (GUILTY, [])):
        revert, commit = git(shipped, "log", "--format=%H", "--fixed-strings", f"--grep={subject}", "main").split()
        assert f"This reverts commit {commit}." in git(shipped, "log", "-1", "--format=%B", revert)
        paths = git(shipped, "show", "--format=", "--name-only", commit).split()
        assert len(paths) == 3
        assert git(shipped, "diff", "--name-only", f"{commit}~1", revert, "--", *paths).split() == told


def test_wherever_the_bug_stands_on_held_out_every_file_comes_to_the_same_end() -> None:
    found = history.read(SERVICE)
    numbers, guilty, end = list(found.numbers), found.plan.held_out.guilty, files_after(list(found.numbers), found)
    assert found.plan.held_out.after and guilty not in found.plan.held_out.after
    tag = found.plan.tags["week-23"].after
    for place in found.plan.held_out.after:
        moved = [one for one in numbers if one != guilty]
        moved.insert(moved.index(place) + 1, guilty)
        assert files_after(moved, found) == end
        assert tag - place > 10
    assert (tag, numbers[-1]) == (65, 67)


def test_no_version_of_any_branch_has_two_paths_that_a_mac_takes_for_one(shipped: Path) -> None:
    """There a name in capitals, or with its accents apart, is the same file: git would show changes nobody made."""
    versions = git(shipped, "rev-list", "--all").split()
    assert len(versions) > 60
    for version in versions:
        paths = git(shipped, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", version).splitlines()
        folded = {unicodedata.normalize("NFC", path).casefold() for path in paths}
        assert len(folded) == len(paths) and all(path.isascii() for path in paths), version
