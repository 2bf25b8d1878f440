"""The mistakes in a pull request without a fault, and which of them its tests do not notice.

python -m tests.review.mutated 0134
"""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from tests.review.mutate import Mutant, mutants
from tests.review.survivors import survivors
from tests.review.trees import SOURCES, Trees, changed, changed_tests


def proof(number: str) -> dict[str, Any]:
    """proof.toml of a pull request without a fault."""
    return tomllib.loads((SOURCES[number].folder / "proof.toml").read_text(encoding="utf-8"))


def mutants_of(number: str, head: Path) -> list[Mutant]:
    """Every mistake in the changed lines of the service's code."""
    made: list[Mutant] = []
    for one in changed(SOURCES[number]):
        if one.path.startswith("desk/") and one.path.endswith(".py") and one.how != "removed":
            lines = {row.new for row in one.rows if row.kind == "+" and row.new is not None}
            made += mutants(one.path, (head / one.path).read_text(encoding="utf-8"), lines)
    return made


def is_equivalent(number: str, head: Path, mutant: Mutant) -> bool:
    """Whether it stands among those that change nothing."""
    line = (head / mutant.path).read_text(encoding="utf-8").splitlines()[mutant.line - 1]
    return any(
        one["path"] == mutant.path and one["change"] == mutant.change and re.search(one["match"], line)
        for one in proof(number)["equivalent"]
    )


def tests_for(number: str, head: Path, mutant: Mutant) -> list[str]:
    """The tests that are run for it: those of its module first, then all that the pull request changes."""
    named = f"tests/test_{Path(mutant.path).stem}.py"
    first = [named] if (head / named).is_file() else []
    return list(dict.fromkeys([*first, *changed_tests(SOURCES[number])]))


def main(numbers: list[str]) -> int:
    """Says which mistakes were not noticed. Returns how many."""
    missed = 0
    for number in numbers:
        with tempfile.TemporaryDirectory() as place:
            head = Trees(Path(place)).head(SOURCES[number], ())
            made = [one for one in mutants_of(number, head) if not is_equivalent(number, head, one)]
            green = survivors(head, [(one.path, one.text, tests_for(number, head, one)) for one in made])
        lived = [one for one, survived in zip(made, green, strict=True) if survived]
        print(f"{number}: {len(made)} mistakes, {len(lived)} not noticed")
        print("".join(f"  {one}\n" for one in lived), end="")
        missed += len(lived)
    return missed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
