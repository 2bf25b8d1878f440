"""The portfolio's folder: only what First Query wrote there is replaced or removed, and nothing beside it is shown."""

from __future__ import annotations

import hashlib
from pathlib import Path

from firstquery import whole
from firstquery.learner import records
from firstquery.sentence import Sentence

_RECORD = "portfolio"
# What a file manager puts into every folder.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", ".directory"}


def write(target: Path, files: dict[str, bytes]) -> bool:
    """Makes ``target`` hold exactly ``files``; with none, ours are taken away. False: nothing had to change.

    Raises Sentence where the folder holds anything else, or a file of ours that was changed since, and touches nothing.
    """
    known = _known(target)
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Sentence(f"{target} is not a folder: name another one with --to.")
    present = _present(target)
    for name, digest in present.items():
        if name not in known:
            raise Sentence(
                f"{target} holds {name}, which is not First Query's, so nothing was written: the folder is made to be "
                "given away whole. Move that file, or name another folder with --to."
            )
        if digest not in known[name]:
            raise Sentence(
                f"{name} in {target} was changed since First Query wrote it, so nothing was written. Move it to "
                "another folder to keep it, then run this again."
            )
    wanted = {name: _hash(content) for name, content in files.items()}
    if present == wanted:
        return False
    try:
        # Noted first: a run that is killed half way leaves no file that the next one takes for hers.
        if not _note(target, present, wanted):
            raise Sentence(
                "It cannot be noted which files are First Query's, so none was written: see that your folder can be "
                "written to."
            )
        for name, content in files.items():
            if present.get(name) != wanted[name]:
                whole.write(target / name, content)
        for name in present.keys() - wanted.keys():
            (target / name).unlink()
        if not wanted and target.is_dir() and not any(target.iterdir()):
            target.rmdir()
    except OSError as fault:
        raise Sentence(f"{target} cannot be written ({fault.strerror}).") from None
    _note(target, wanted)
    return True


def _present(target: Path) -> dict[str, str]:
    """The files in the folder and their hashes; a folder in it stands with an empty one."""
    found: dict[str, str] = {}
    if not target.is_dir():
        return found
    whole.sweep(target)
    for path in sorted(target.iterdir()):
        if path.name in _LITTER or path.name.startswith(whole.TEMPORARY):
            continue
        plain = path.is_file() and not path.is_symlink()
        found[path.name] = _hash(path.read_bytes()) if plain else ""
    return found


def _known(target: Path) -> dict[str, list[str]]:
    """Our files there, each with the hashes that it may have: two, where a run was killed between them."""
    listed = (records.read(_RECORD) or {}).get("folders")
    files = listed.get(str(target)) if isinstance(listed, dict) else None
    found = files.items() if isinstance(files, dict) else ()
    return {str(name): list(map(str, hashes)) for name, hashes in found if isinstance(hashes, list)}


def _note(target: Path, *states: dict[str, str]) -> bool:
    """Keeps which files are ours, in each of the ``states`` that the folder may be in."""
    files = {name: sorted({state[name] for state in states if name in state}) for state in states for name in state}

    def change(record: records.Record) -> records.Record:
        folders = record.get("folders")
        return {"version": 1, "folders": {**(folders if isinstance(folders, dict) else {}), str(target): files}}

    return records.update(_RECORD, change)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
