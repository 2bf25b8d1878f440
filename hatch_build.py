"""The wheel carries the learner's half of the course: `firstquery.authoring.pack` says what that is.

`firstquery wheel` makes the keys on which learners are graded, and names their folder in FIRSTQUERY_KEYS. A wheel that
is built without them is a course without grade-mine, and the build says so. An editable installation, as start.py
makes one, has the course beside it and carries nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Adds the archive of the course to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from firstquery.authoring.pack import pack
        finally:
            sys.path.remove(str(root))
        keys = os.environ.get("FIRSTQUERY_KEYS")
        if not keys:
            self.app.display_warning("No keys are packed, so grade-mine will not work: `firstquery wheel` makes them.")
        content = pack(root, Path(keys) if keys else None)
        self.aside = tempfile.TemporaryDirectory(prefix="first-query-")
        added = {"course.tar.bz2": content, "course.sha256": hashlib.sha256(content).hexdigest().encode()}
        for name, data in added.items():
            path = Path(self.aside.name, name)
            path.write_bytes(data)
            build_data["force_include"][str(path)] = f"firstquery/bundle/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.aside.cleanup()
