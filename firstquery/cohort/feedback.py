"""Feedback released through the exchange: nbgrader's, in a cohort of which some handed in by other ways.

grader_config.py names `ReleaseFeedback`, so that `nbgrader release_feedback` and the formgrader's button use it. A page
is found by the secret of its submission. What was placed in submitted/ by hand has none, and nbgrader's own command
would stop at it: its page goes by the way that the notebook came.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from firstquery.grading.submissions import printable


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """nbgrader's, which leaves out pages without a secret, in a sentence each."""

    def copy_files(self) -> None:
        excluded = self.coursedir.student_id_exclude
        by_hand = self._without_secret()
        self.coursedir.student_id_exclude = ",".join([*filter(None, [excluded]), *sorted(by_hand)])
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = excluded
        for learner, folder in sorted(by_hand.items()):
            self.log.warning(
                "%s did not hand in through the exchange: give her the page in %s yourself.", printable(learner), folder
            )

    def _without_secret(self) -> dict[str, Path]:
        """The folders of feedback by learner, of submissions that did not come through the exchange."""
        assignment, pattern = self.coursedir.assignment_id, self.coursedir.student_id or "*"
        home = Path(self.coursedir.format_path(self.coursedir.feedback_directory, ".", "."))
        found = {}
        for folder in sorted(home.glob(f"*/{assignment}")):
            if fnmatchcase(folder.parent.name, pattern) and not _has_secret(folder):
                found[folder.parent.name] = folder
        return found


def _has_secret(folder: Path) -> bool:
    try:
        for name in ("timestamp.txt", "submission_secret.txt"):
            if not (folder / name).read_text(encoding="utf-8").strip():
                return False
    except (OSError, ValueError):
        return False
    return True
