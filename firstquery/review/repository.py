"""The repository `desk`, built from the patches that ship: byte for byte the same each time, in well under a second.

One `git fast-import` stores all commits: the files of each are made here, since a process for each patch takes seconds.
Nothing of the machine or of its user goes in: no name, no clock, no setting.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.review import history, program
from firstquery.review.history import Snapshot
from firstquery.review.patches import Files, Patch, apply_patch

FORM = 1  # of what is built: one more when it changes for the same patches
STAMP = "first-query.json"
PATIENCE = 60.0  # seconds for another process that is building it


def build(folder: Path, snapshot: Snapshot = "learning", seed: int = 0, service: Path | None = None) -> Path:
    """The bare repository at ``folder``, built where it is missing or its patches have changed; else as it is.

    ``service`` is the folder that holds the patches, by default the course's. Raises `UserError`.
    """
    source = service or history.folder_of(course.COURSE)
    wanted = {"form": FORM, "snapshot": snapshot, "seed": seed, "stamp": history.hash_of(source)}
    if stamp_of(folder) == wanted:
        return folder
    program.must_be_new_enough()
    try:
        with whole.hold_lock(folder.with_name(f".{folder.name}.lock"), patience=PATIENCE):
            if stamp_of(folder) != wanted:
                _replace(folder, lambda fresh: _fill(fresh, source, snapshot, seed, wanted))
    except OSError as fault:
        raise UserError(
            f"The repository desk cannot be written to {folder} ({fault.strerror or fault}). Make room there, or make "
            "the folder yours again; then try again."
        ) from None
    return folder


def stamp_of(folder: Path) -> dict[str, Any] | None:
    """What the repository at ``folder`` was built from; None where there is none, or only half of one."""
    try:
        found = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def remove(folder: Path) -> None:
    """Removes a folder with what git wrote read-only: Windows does not remove that as it is."""

    def again(what: Callable[[str], object], path: str, _: object) -> None:
        with contextlib.suppress(OSError):
            Path(path).chmod(stat.S_IRWXU)
            what(path)

    shutil.rmtree(folder, onerror=again)


def _replace(folder: Path, fill: Callable[[Path], None]) -> None:
    """Filled beside, then renamed: whoever is killed meanwhile leaves the old one or the new one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}-*"):
        remove(left)  # of a build that was interrupted: nobody else builds now
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    fresh, old = beside / "fresh", beside / "old"
    try:
        fill(fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        remove(beside)


def _fill(fresh: Path, source: Path, snapshot: Snapshot, seed: int, stamp: dict[str, Any]) -> None:
    learning = history.read(source)
    if snapshot == "learning":
        _compare(_write_repository(fresh, learning, {}), learning)
    else:
        before = _write_repository(fresh.with_name("learning"), learning, {})  # its hashes, which messages name
        _write_repository(fresh, history.read(source, snapshot, seed), before)
    whole.write(fresh / STAMP, (json.dumps(stamp, sort_keys=True) + "\n").encode())


def _compare(made: dict[int, str], found: history.History) -> None:
    """Raises `UserError` where the commits are not those that history.toml names: a patch was changed."""
    wanted = {tag.after: tag.hash for tag in found.plan.tags.values()} | {found.numbers[-1]: found.plan.main}
    if any(hash_ and made.get(number) != hash_ for number, hash_ in wanted.items()):
        raise UserError(
            "The history of the service is not as it was shipped: a file in data/service/history is damaged or was "
            "changed. Get the course again into a new folder, and start from there: your own folder is not touched."
        )


class _Importing:
    """A running `git fast-import`, which ends with its block."""

    def __init__(self, repository: Path) -> None:
        self._mark = 0
        self._process = subprocess.Popen(
            [program.program(), *program.SETTINGS, "fast-import", "--quiet", "--date-format=raw", "--done"],
            cwd=repository,
            env=program.environment(repository),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout

    def __enter__(self) -> _Importing:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._process.kill()
        stderr = self._process.communicate(None if kind else b"done\n")[1]
        if kind is None and self._process.returncode:
            raise UserError(f"git could not store the history: {stderr.decode('utf-8', 'replace').strip()}")

    def reset(self, name: str, commit: int) -> None:
        """From now on ``name`` is the commit with that place in the order: 1 is the first that was stored."""
        self._input.write(f"reset {name}\nfrom :{commit}\n\n".encode())

    def commit(self, branch: str, patch: Patch, files: Files, hashes: dict[str, str]) -> Files:
        """Stores one commit, and returns the files as it has them."""
        after, touched = apply_patch(files, patch)
        self._mark += 1
        who = f"{patch.author} <{patch.address}> {int(patch.moment.timestamp())} {patch.moment:%z}"
        lines = [f"commit {branch}\nmark :{self._mark}\nauthor {who}\ncommitter {who}\n".encode()]
        lines.append(_data(history.rename_hashes(patch.message, hashes)))
        for path in sorted(touched):
            if path in after:
                content, mode = after[path]
                lines += [f"M {mode} inline {path}\n".encode(), _data("".join(content))]
            else:
                lines.append(f"D {path}\n".encode())
        self._input.write(b"".join([*lines, b"\n"]))
        return after

    def last(self) -> str:
        """The hash of the last commit."""
        self._input.write(f"get-mark :{self._mark}\n".encode())
        self._input.flush()
        return self._output.readline().decode().strip()


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def _write_repository(repository: Path, found: history.History, before: dict[int, str]) -> dict[int, str]:
    """Makes a repository of all of ``found``, and returns the hashes by the numbers of the patches.

    ``before`` are the learning snapshot's: where a message names one of those, the one here takes its place.
    """
    repository.mkdir(mode=0o755, exist_ok=True)
    program.run(repository, "init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
    with _Importing(repository) as importing:
        files: Files = {}
        made: dict[int, str] = {}
        hashes: dict[str, str] = {}
        for number, patch in zip(found.numbers, found.commits, strict=True):
            files = importing.commit("refs/heads/main", patch, files, hashes)
            made[number] = importing.last()
            hashes |= {before[number]: made[number]} if number in before else {}
        for name, tag in found.plan.tags.items():
            importing.reset(f"refs/tags/{name}", sorted(found.numbers).index(tag.after) + 1)
        for pull, patches in found.pulls.items():
            branch, there = f"refs/heads/pull/{pull}", files
            importing.reset(branch, len(found.commits))
            for patch in patches:
                there = importing.commit(branch, patch, there, hashes)
    return made


def refs(folder: Path) -> dict[str, str]:
    """The hash of every branch and tag, by its whole name."""
    lines = program.run(folder, "for-each-ref", "--format=%(refname) %(objectname)").decode().splitlines()
    return dict(line.split() for line in lines)


def is_there(service: Path) -> bool:
    """Whether this course has a service at all."""
    return any((service / "history").glob("[0-9]*.patch"))
