"""A running `git fast-import`: it stores a whole history in one process."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import IO

from firstquery.core.errors import UserError
from firstquery.pulls import history, program
from firstquery.pulls.patches import Files, Patch, applied


class Importing:
    """A running `git fast-import`."""

    def __init__(self, repository: Path) -> None:
        self._repository = repository
        self._mark = 0

    def __enter__(self) -> Importing:
        self._process = subprocess.Popen(
            [program.program(), *program.SETTINGS, "fast-import", "--quiet", "--date-format=raw", "--done"],
            cwd=self._repository,
            env=program.environment(self._repository),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._process.kill()
        try:
            stderr = self._process.communicate(None if kind else b"done\n", timeout=120)[1]
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            raise UserError("git took more than two minutes to store the history. Try again.") from None
        if kind is None and self._process.returncode:
            raise UserError(f"git could not store the history: {stderr.decode('utf-8', 'replace').strip()}")

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def reset(self, name: str, commit: int) -> None:
        """From now on ``name`` is the commit with that place in the order: 1 is the first that was stored."""
        self._input.write(f"reset {name}\nfrom :{commit}\n\n".encode())

    def commit(self, branch: str, patch: Patch, files: Files, hashes: dict[str, str]) -> Files:
        """Stores one commit, and returns the files as it has them."""
        after, touched = applied(files, patch)
        self._mark += 1
        seconds = int(patch.moment.timestamp())
        who = f"{patch.author} <{patch.address}> {seconds} {patch.moment:%z}"
        lines = [f"commit {branch}\nmark :{self._mark}\nauthor {who}\ncommitter {who}\n".encode()]
        lines.append(_data(history.renamed(patch.message, hashes)))
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
        assert self._process.stdout is not None
        said = self._process.stdout.readline().decode().strip()
        if not said:
            _, stderr = self._process.communicate(timeout=120)
            raise UserError(f"git could not store the history: {stderr.decode('utf-8', 'replace').strip()}")
        return said


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)
