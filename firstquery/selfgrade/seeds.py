"""Seeds of held-out data on which every listed answer gets its mark, so that a learner's snapshot is built in seconds.

They stand in course.toml; each installation draws one at random.
For a cohort, data are drawn and tried (firstquery.grading.held_out), week by week. These are proven already, on all:
``python -m firstquery.selfgrade.seeds`` proves each of them again, after a change of an exercise or of the data.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def short(seed: int, course: Path, folder: Path) -> list[str]:
    """The listed answers that get a wrong mark on the data of ``seed``; none: it is admitted. Takes a minute."""
    from firstquery.core.course import weeks
    from firstquery.core.warehouse import BuildFailed, build
    from firstquery.grading.held_out import short_of
    from firstquery.grading.keys import Source

    present = [Source(week.source, course) for week in weeks(course) if week.answers.is_file()]
    sources = [one for source in present for one in (source, *source.former())]
    path = folder / f"{seed}.sqlite"
    try:
        build("held-out", course, seed=seed, path=path)
    except BuildFailed as fault:
        return [str(fault)]
    return short_of(sources, path)


def main() -> int:
    """Proves each seed. 1 where one falls short: take it out, and put another in its place."""
    from firstquery.core.course import course_folder, settings

    fell = 0
    with tempfile.TemporaryDirectory(prefix="first-query-") as folder:
        for seed in settings(course_folder()).seeds.learners:
            lacking = short(seed, course_folder(), Path(folder))
            fell += bool(lacking)
            print(f"{seed}: {'; '.join(lacking) or 'every listed answer gets its mark'}", flush=True)
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
