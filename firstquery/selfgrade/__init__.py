"""Self-grading: a learner's own practice, marked on data that she has not seen, by the parts of the real grader.

`data` is her own held-out snapshot, from one of `seeds`; `grade` runs one practice, by the steps in `submission`;
`marks` is what comes out, `page` its HTML; `cell` is what a notebook calls.
"""

from __future__ import annotations
