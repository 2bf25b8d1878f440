"""``python -m firstquery.review.record``: writes into history.toml the hashes that the patches give now.

For whoever changes the history: what a learner has is held to them.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.review import history, repository


def record(service: Path) -> dict[str, str]:
    """Writes the hash of main and of every tag into ``service``/history.toml, and returns them by name."""
    path = service / "history.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    # What stood there is not compared: it is what changes.
    without = re.sub(r'^(main|hash) = "[0-9a-f]*"\n', "", text, flags=re.MULTILINE)
    whole.write(path, without.encode())
    with tempfile.TemporaryDirectory(prefix="first-query-") as folder:
        built = repository.build(Path(folder) / "desk.git", service=service)
        hashes = repository.refs(built)
    named = {"main": hashes["refs/heads/main"]}
    for tag in history.read(service).plan.tags:
        named[tag] = hashes[f"refs/tags/{tag}"]
        section = rf'^(\[tags\."?{re.escape(tag)}"?\]\n(?:.+\n)*)'
        without = re.sub(section, rf'\g<1>hash = "{named[tag]}"\n', without, flags=re.MULTILINE)
    whole.write(path, f'main = "{named["main"]}"\n{without}'.encode())
    return named


if __name__ == "__main__":
    for name, hash_ in record(history.folder_of(course.course_folder())).items():
        print(f"{name}: {hash_}")
