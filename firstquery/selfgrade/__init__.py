"""Self-grading: a learner's own practice, marked on data that she has not seen, by the parts of the real grader.

`data` is her own held-out snapshot, from one of `seeds`; `grade` runs one practice and judges it; `told` is what comes
out, `page` its feedback; `cell` is what a notebook calls, `commands` the command line, `prepare` what is made ahead.
"""

from __future__ import annotations

from firstquery.selfgrade.cell import grade_mine
from firstquery.selfgrade.prepare import prepare_in_background

__all__ = ["grade_mine", "prepare_in_background"]
