"""A tiny service with a history of eight commits, made by git itself: the patches are of `git format-patch`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

AUTHORS = {
    "Mira Sol": "mira@kestrel.example",
    "Jonas Vik": "jonas@kestrel.example",
    "Édith Ono": "edith@kestrel.example",
}
HEALTHY = '"""Months of the report."""\n\n\ndef last_day(month):\n    """The last day that counts."""\n    return 31\n'
BROKEN = HEALTHY.replace("return 31", "return 30")
TEST = "from desk.periods import last_day\n\n\ndef test_last_day():\n    assert last_day('2025-01') >= 30\n"
FEE = '"""Fees."""\n\n\ndef late_fee(amount, days):\n    return round(amount * days / 100, 2)\n'
FEE_TEST = (
    "from desk.fees import late_fee\n\n\ndef test_late_fee():\n    assert late_fee(100, 3) == 3.0\n\n\n"
    "def test_that_cannot_fail():\n    late_fee(100, 3)\n"
)


def git(folder: Path, *arguments: str, who: str = "Mira Sol", at: str = "2025-03-04 09:00 +0000") -> str:
    told = {"AUTHOR": who, "COMMITTER": who}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **{f"GIT_{role}_NAME": name for role, name in told.items()},
        **{f"GIT_{role}_EMAIL": AUTHORS[name] for role, name in told.items()},
        **{f"GIT_{role}_DATE": at for role in told},
        "GIT_CONFIG_GLOBAL": "/nonexistent/gitconfig",
        "GIT_CONFIG_NOSYSTEM": "1",
        "TZ": "UTC",
    }
    ran = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=True)
    return ran.stdout.decode()


def make(place: Path) -> Path:
    """Writes ``place``/service, and beside it the repository that the patches were made of. Returns the former."""
    root, service = place / "origin", place / "service"
    root.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    steps: list[tuple[str, str, str, dict[str, str | None]]] = [
        ("Mira Sol", "Begin with the months (#0001)", "They are the heart of the report.", {
            "desk/__init__.py": "", "desk/periods.py": HEALTHY, "tests/test_periods.py": TEST, "notes.txt": "one"}),
        ("Jonas Vik", "Say what this is", "", {"README.md": "# desk\n\nReports.\n", "notes.txt": "one\ntwo\n"}),
        ("Édith Ono", "Fees, as Mira Sol asked – at last (#0002)", "", {
            "desk/fees.py": FEE, "tests/test_fees.py": FEE_TEST, "run.sh": "#!/bin/sh\necho run\n"}),
        ("Jonas Vik", "Simplify the bounds of a month (#0003)", "", {"desk/periods.py": BROKEN}),
        ("Mira Sol", "fix", "", {"README.md": "# desk\n\nThe reports of Kestrel.\n", "notes.txt": None}),
        ("Édith Ono", "One line of the read-me more", "", {
            "README.md": "# desk\n\nThe reports of Kestrel.\n\nRun the tests first.\n"}),
    ]  # fmt: skip
    for day, (who, subject, why, files) in enumerate(steps, 4):
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(exist_ok=True)
            path.unlink() if text is None else path.write_text(text, encoding="utf-8", newline="\n")
        if (root / "run.sh").exists():
            (root / "run.sh").chmod(0o755)
        git(root, "add", "--all")
        message = f"{subject}\n\n{why}" if why else subject
        git(root, "commit", "-q", "-m", message, who=who, at=f"2025-03-{day:02} 09:30 +0000")
    guilty = git(root, "rev-parse", "HEAD~2").strip()
    git(root, "mv", "run.sh", "report.sh")
    git(root, "commit", "-q", "-m", "A better name", at="2025-03-10 08:00 +0000")
    git(root, "revert", "--no-commit", guilty)
    why = f'Revert "Simplify the bounds of a month (#0003)"\n\nThis reverts commit {guilty}.\nThe 31st was missing.'
    git(root, "commit", "-q", "-m", why, at="2025-03-11 08:00 +0000")
    git(root, "format-patch", "-q", "--root", "--zero-commit", "-o", str(service / "history"), "main")
    _pulls(root, service / "pulls")
    (service / "history.toml").write_text(
        f'main = "{git(root, "rev-parse", "main").strip()}"\nemail = "learner@firm.example"\n'
        "\n[tags.week-23]\nafter = 7\n"
        f'hash = "{git(root, "rev-parse", "main~1").strip()}"\n\n[held-out]\nguilty = 4\nafter = [2, 5]\n',
        encoding="utf-8",
    )
    return service


def _pulls(root: Path, pulls: Path) -> None:
    """0142 charges half of the fee, and its test was changed to fit; 0143 changes a file that has no tests."""
    changes = {
        "0142": {"desk/fees.py": FEE.replace("/ 100", "/ 200"), "tests/test_fees.py": FEE_TEST.replace("3.0", "1.5")},
        "0143": {"README.md": "# desk\n"},
    }
    for number, files in changes.items():
        git(root, "checkout", "-q", "-b", f"pull/{number}", "main")
        for name, text in files.items():
            (root / name).write_text(text, encoding="utf-8", newline="\n")
        git(root, "commit", "-q", "-a", "-m", "Half of it", who="Jonas Vik", at="2025-03-12 08:00 +0000")
        written = git(root, "format-patch", "-q", "--stdout", "main")
        (pulls / number).mkdir(parents=True)
        (pulls / number / "head.patch").write_text(written, encoding="utf-8", newline="\n")
