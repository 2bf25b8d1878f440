"""Former practices of a week: an exercise's id means one thing for ever."""

from __future__ import annotations

from collections.abc import Iterator

from firstquery.authoring.lint.unit import Remark, Unit
from firstquery.core.course import Week
from firstquery.grading import practice
from firstquery.grading.keys import Source


def check_former(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each exercise that keeps its id and asks something else than in a former practice.

    Hints, the solution and the list of answers may change: what counts is what she is asked, by which name and for how
    many points, and what its kind holds the answer to. One that earns none any more has become optional.
    """
    source = Source(week.source, week.course)
    here = _asked(source) if source.former() else {}
    for one in source.former():
        if not one.released.is_file():
            yield Remark(one.folder, "", "release.ipynb, the practice as learners have it, is missing. Put it back.")
            continue
        former = _asked(one)
        for name in here.keys() & former.keys():
            (asked, held), (was_asked, was_held) = here[name], former[name]
            if held[1] == 0:  # it has become optional, as its first sentences say: the former practice has its points
                held = (held[0], was_held[1], *held[2:])
                asked = was_asked if asked.endswith(was_asked) else asked
            told = ""
            if held != was_held:
                new = f"{name.partition('v')[0]}v2"
                told = f"It is checked otherwise than in {one.label}. Give it a new id, such as {new}."
            elif asked != was_asked:
                place = one.practice.relative_to(source.folder)
                told = (
                    f"It asks something else than in {one.label}. Give it a new id; mere wording goes into {place} too."
                )
            if told:
                yield Remark(source.practice, name, told)
        if former.keys() == here.keys():
            yield Remark(one.folder, "", "It has the exercises of the practice as it is now. Remove this folder.")


def _asked(source: Source) -> dict[str, tuple[str, tuple[object, ...]]]:
    """Return of each exercise its question in bare words, and what its answer is held to."""
    tests = practice.tests(practice.read(source.practice))
    return {
        name: (
            " ".join(practice.question(source.practice, name).partition("\n")[2].split()),  # below its title
            (tests[name].name, tests[name].points, one.kind, one.options.model_dump(mode="json")),
        )
        for name, one in source.exercises().items()
    }
