"""Makes data/service/pulls/NNNN from pull-requests/NNNN: request.toml, head.patch and ci.log.

The head is the base, the right change and the chosen faults, as commits of the request's author at stated moments. The
log is what pytest said of that head, without what differs from run to run: paths, versions, seconds.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.review import history, patches, program, repository, sources, variants
from firstquery.review.sources import Commit, Source
from firstquery.review.variants import Variant

PATIENCE = 300  # seconds for the tests of a head
_ERASED = re.compile(r"^(?:platform |rootdir: |configfile: |plugins: |cachedir: |testpaths: ).*\n", re.MULTILINE)
_SECONDS = re.compile(r"^(=+) (.*?) in [\d.]+s(?: \([\d:]+\))? (=+)$", re.MULTILINE)
_FORMAT = ("-c", "core.abbrev=10", "-c", "diff.algorithm=myers", "-c", "diff.noprefix=false")


@dataclass(frozen=True)
class Base:
    """A bare repository of the service without any pull request, and the addresses of whoever wrote in it."""

    repository: Path
    addresses: dict[str, str]


def build_base(service: Path, place: Path) -> Base:
    """The base of all pull requests, built into ``place``, an empty folder."""
    alone = place / "service"
    shutil.copytree(service / "history", alone / "history")
    if (service / "history.toml").is_file():
        shutil.copy(service / "history.toml", alone)
    built = repository.build(place / "desk.git", service=alone)
    wrote = [one for path in sorted((alone / "history").glob("[0-9]*.patch")) for one in patches.read(path)]
    return Base(built, {one.author: one.address for one in wrote})


def build_head(base_: Base, source: Source, faults: Iterable[str], folder: Path) -> str:
    """Makes ``folder`` a copy of the service with the head committed, and returns it in the form of format-patch."""
    program.run(folder.parent, "clone", "--quiet", "--template=", str(base_.repository), folder.name)
    sources.apply(folder, source, faults)
    author = source.request.author
    if author not in base_.addresses:
        known = ", ".join(sorted(base_.addresses))
        raise UserError(f"{source.number}/request.toml: the author {author} wrote nothing in the history ({known}).")
    named = {path for one in source.commits for path in one.paths}
    for one in source.commits:
        program.run(folder, "add", "--all", "--", *(one.paths or (".", *(f":(exclude){path}" for path in named))))
        _commit(folder, one, author, base_.addresses[author])
    left = program.run(folder, "status", "--porcelain").decode().strip()
    if left:
        raise UserError(f"{source.number}/request.toml: no commit takes {left.split()[-1]}.")
    made = program.run(folder, *_FORMAT, "format-patch", "--stdout", "--no-signature", "-N", "origin/main..HEAD")
    return made.decode()


def _commit(folder: Path, one: Commit, author: str, address: str) -> None:
    told = {"NAME": author, "EMAIL": address, "DATE": f"{int(one.date.timestamp())} +0000"}
    who = {f"GIT_{role}_{what}": said for role in ("AUTHOR", "COMMITTER") for what, said in told.items()}
    arguments = ("commit", "--quiet", "--cleanup=verbatim", "--file=-")
    program.run(folder, *arguments, given=one.message.encode(), extra=who)


def ci_log(tree: Path) -> str:
    """What continuous integration shows of that tree. Raises `UserError` where its tests are not green."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if name in os.environ}
    told = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no"],
        cwd=tree,
        env={**kept, **told},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    if ran.returncode:
        last = (ran.stdout + ran.stderr).strip().splitlines()[-1:]
        raise UserError(f"The tests of {tree.name} are not green: {''.join(last)}")
    said = _ERASED.sub("", ran.stdout).replace(str(tree), ".")
    said = _SECONDS.sub(lambda match: f" {match[2]} ".center(80, "="), said)
    return f"$ python -m pytest\n{said}"


def build(service: Path, folder: Path | None = None, only: Iterable[str] = ()) -> list[str]:
    """Writes data/service/pulls anew from ``folder``, and returns the numbers of those that differ from before."""
    wanted = [f"{int(one):04d}" for one in only] or sources.numbers(folder)
    chosen = [(source, source.faults) for source in (sources.load(number, folder) for number in wanted)]
    return _write(chosen, service, service / "pulls")


def write_variants(chosen: list[Variant], service: Path, target: Path, folder: Path | None = None) -> list[Path]:
    """Writes variants of the capstone below ``target`` for a cohort, and returns their folders."""
    _write([(variants.source_of(one, folder), one.faults) for one in chosen], service, target)
    return [target / one.number for one in chosen]


def _write(chosen: Iterable[tuple[Source, Iterable[str]]], service: Path, target: Path) -> list[str]:
    changed = []
    with tempfile.TemporaryDirectory(prefix="first-query-pulls-") as place:
        start = build_base(service, Path(place))
        for source, faults in chosen:
            tree = Path(place) / source.number
            files = {"request.toml": source.shown, "head.patch": build_head(start, source, faults, tree)}
            for name, text in {**files, "ci.log": ci_log(tree)}.items():
                path = target / source.number / name
                if not path.is_file() or path.read_text(encoding="utf-8") != text:
                    changed.append(source.number)
                whole.write(path, text.encode())
    return list(dict.fromkeys(changed))


def service_folder() -> Path:
    """Where the service ships: a checkout's data/service."""
    return history.folder_of(course.course_folder())
