"""Several commits in one file are read as git wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.review import patches

from .history import git

pytestmark = pytest.mark.needs("git")


@pytest.mark.parametrize("signature", ["--no-signature", "--signature=2.47.3"])
def test_commits_that_follow_each_other_in_one_file_are_applied_in_their_order(
    service: Path, tmp_path: Path, signature: str
) -> None:
    origin = service.parent / "origin"
    written = tmp_path / "head.patch"
    written.write_text(git(origin, "format-patch", "--stdout", "--root", signature, "main"), encoding="utf-8")
    files: patches.Files = {}
    for patch in patches.read(written):
        files, _ = patches.apply_patch(files, patch)
    there = git(origin, "ls-tree", "-r", "--name-only", "main").split()
    assert sorted(files) == sorted(there)
    assert all("".join(lines) == git(origin, "show", f"main:{name}") for name, (lines, _) in files.items())
