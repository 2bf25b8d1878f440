"""The form of the file in which her work is carried: JSON, a text as it is and all else as base64."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from firstquery.core.errors import UserError

NAME = "first-query-work.json"
#: Says in a file that it is one, and of which form.
FORM = {"first-query": 1}


def write(files: Mapping[str, bytes], kept: Mapping[str, Any]) -> bytes:
    """Return the content of a file with her ``files``, name to content, and the records that are ``kept`` of them."""
    said = FORM | {"files": {name: _as_text(content) for name, content in files.items()}, "records": kept}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the files in it, name to content, and the records. Raise `UserError` where it is no such file."""
    try:
        said = json.loads(content)
        if said["first-query"] != FORM["first-query"]:
            raise ValueError
        files = {str(name): _as_bytes(one) for name, one in said["files"].items()}
        kept = {str(name): one for name, one in said["records"].items() if isinstance(one, dict)}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserError(
            f"That file holds no work of First Query. Take away writes one, called {NAME}. Nothing was changed."
        ) from None
    for name in files:
        if not is_safe(name):
            raise UserError(f"That file names {name!r}, which is no place in your folder. Nothing was changed.")
    return files, kept


def is_safe(name: str) -> bool:
    """Return whether a name is one of a file in her folder, on every system, and of none that is hidden."""
    parts = PurePosixPath(name).parts
    return bool(parts) and "\\" not in name and ":" not in name and not any(one.startswith((".", "/")) for one in parts)


def _as_text(content: bytes) -> dict[str, str]:
    try:
        return {"text": content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _as_bytes(said: dict[str, str]) -> bytes:
    return said["text"].encode() if "text" in said else base64.b64decode(said["base64"], validate=True)
