"""A program: a script that is run in stated situations, and judged by how it ends and by the files that it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pydantic import Field

from firstquery.checks import situation as situations
from firstquery.checks import source
from firstquery.checks.kind import Kind, Material, Mistake, Options, Phrase, Trial
from firstquery.checks.shape import absent
from firstquery.checks.situation import Situation
from firstquery.checks.verdict import Finding, Json, Verdict, could_not_run, mistake, not_yet, right
from firstquery.core.errors import UserError

ASKED = "a program"
AT_ONCE = 3

PHRASES = {
    "not_a_program": Phrase("That is {what}; a program is asked for.", "A program is asked for."),
    "no_trial": Phrase(
        "A program is run in a process of its own, and this place has none. Run the check in JupyterLab on a computer.",
        "The program could not be run here.",
    ),
    "fails": Phrase("{situation}: the program stopped with an error{where}.", "{situation}: it stopped with an error."),
    "quiet_failure": Phrase(
        "{situation}: it ended as if all were well. Whoever starts it at night learns only from its exit code.",
        "{situation}: it ended as if all were well.",
    ),
    "too_slow": Phrase(
        "{situation}: it had not ended after {seconds:g} seconds.", "{situation}: it did not end in time."
    ),
    "stopped": Phrase(
        "{situation}: it was stopped at the limit of {limit}.", "{situation}: it was stopped at a limit."
    ),
    "file_missing": Phrase("{situation}: {file} was not written.", "{situation}: {file} was not written."),
    "file_overwritten": Phrase(
        "{situation}: {file} is still as it was before the run.", "{situation}: {file} is as it was before the run."
    ),
    "file_broken": Phrase(
        "{situation}: {file} can't be read as what its name says.", "{situation}: {file} can't be read."
    ),
    "file_differs": Phrase("{situation}: {file} does not hold what it should.", "{situation}: {file} differs."),
    "file_in_spite": Phrase(
        "{situation}: it stopped with an error, and wrote {file} in spite of it.", "{situation}: it wrote a file."
    ),
    "file_extra": Phrase("{situation}: {file} should not be there.", "{situation}: a file is there that should not."),
    "says_nothing": Phrase(
        "{situation}: nothing that it prints says why. One of these words would: {words}.",
        "{situation}: nothing that it prints says why.",
    ),
    "hint": Phrase("{message}", "{message}"),
}


class ProgramOptions(Options):
    """``file=report.py``: what the program's file is called, where the exercise asks for a name."""

    file: str = Field(source.PROGRAM, pattern=f"^{source.FILE.pattern}$")


class Program(Kind[ProgramOptions]):
    """A script, run as a process. The expected behaviours are those of the reference, on the same data."""

    name = "program"
    Options = ProgramOptions
    blocks = frozenset({"situation"})
    phrases = PHRASES
    runs = True
    magic = "script"

    def questions(self, options: ProgramOptions, material: Material) -> Json:
        return {"file": options.file}

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        """The program's text; see `firstquery.checks.source`."""
        return source.payload(answer, questions)

    def sound(self, payload: Mapping[str, Any]) -> bool:
        return payload.get("type") != "source" or source.is_source(payload)

    def build_key(
        self, options: ProgramOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        """The situations and the reference's behaviour in each; and how each named mistake behaves."""
        stated = situations.read([block for block in material.blocks if block.role == "situation"])
        if not stated:
            raise UserError("A program needs at least one `situation:` block that says in what surroundings it is run.")
        assert material.trial is not None
        told = [one for one in mistakes if one.payload.get("type") == "source"]
        behaviours = [_behaviours(one, stated, material.trial) for one in (reference, *(one.payload for one in told))]
        known = zip(told, behaviours[1:], strict=True)
        return {
            "situations": [one.model_dump() for one in stated],
            "behaviours": behaviours[0],
            "mistakes": [
                {"name": one.name, "message": one.message, "behaviours": behaviour} for one, behaviour in known
            ],
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        """The verdict on a program, from its runs in ``trial``."""
        if early := absent(payload, ASKED):
            return early
        if payload.get("type") != "source":
            return not_yet("not_a_program", what=str(payload.get("what", "something else")))
        if trial is None:
            return could_not_run("no_trial")
        stated = [Situation(**one) for one in expected["situations"]]
        given = _behaviours(payload, stated, trial)
        wrong = [
            (one, found)
            for one, mine, wanted in zip(stated, given, expected["behaviours"], strict=True)
            if (found := situations.difference(mine, wanted, one))
        ]
        if not wrong:
            return right()
        for known in expected["mistakes"]:
            if all(map(situations.same, given, known["behaviours"], stated, expected["behaviours"])):
                return mistake(known["name"], known["message"])
        one, (code, data) = wrong[0]
        told = [Finding(code="hint", data={"message": one.message})] if one.message else []
        more = [Finding(code=other[0], data=situations.told(also, other[1])) for also, other in wrong[1:]]
        return not_yet(code, *told, *more, **situations.told(one, data))

    def blank(self, name: str, options: ProgramOptions) -> str:
        return f"%%script {name}\n# Write your program here, in place of this line."

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        return {"text/x-python": payload["text"]} if payload.get("type") == "source" else None


def _behaviours(payload: Mapping[str, Any], stated: Sequence[Situation], trial: Trial) -> list[dict[str, Any]]:
    """The behaviour in each situation. What does not end in the first is not waited for in the others."""
    first, _ = situations.run(payload, stated[0], trial)
    if first["ends"] == "time":
        return [first] * len(stated)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [first, *pool.map(lambda one: situations.run(payload, one, trial)[0], stated[1:])]


KIND = Program()
