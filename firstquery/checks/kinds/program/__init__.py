"""A program: a script that is run in stated situations, and judged by how it ends and by the files that it leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from pydantic import Field

from firstquery.checks import source
from firstquery.checks.kind import Material, Mistake, Options, OptionsT, Trial, Words
from firstquery.checks.kinds.chart import HELD_OUT_SLACK, ChartKind, ChartOptions, recording
from firstquery.checks.kinds.program import situations
from firstquery.checks.kinds.program.behaviours import judge as judge_behaviours
from firstquery.checks.kinds.program.behaviours import mark_words
from firstquery.checks.kinds.program.situations import Situation
from firstquery.checks.kinds.table import TableKind
from firstquery.checks.verdict import Json, Verdict
from firstquery.checks.words import Messages
from firstquery.core.errors import SolutionFault, UserError

#: The behaviours that a trial came to, for as long as somebody holds it: a check and a grader make one for each answer.
_TOLD: WeakKeyDictionary[Trial, dict[str, list[dict[str, Any]]]] = WeakKeyDictionary()


class SituationKind(source.SourceKind[OptionsT]):
    """A program, run in stated situations. The expected behaviours are the reference's, on the same data."""

    role: ClassVar[str] = "situation"
    form: ClassVar[type[Situation]] = Situation
    phrases = Messages(__file__, TableKind.phrases, ChartKind.phrases)
    magic = "script"

    def facts(self, options: OptionsT, material: Material) -> dict[str, Any]:
        """What a run needs beside the program and its situation."""
        return {}

    def approve(self, behaviours: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> None:
        """Raises `SolutionFault` where the reference itself does not do what is asked."""

    def run(self, payload: Mapping[str, Any], situation: Any, facts: Mapping[str, Any], trial: Trial) -> dict[str, Any]:
        """The behaviour in one situation."""
        return situations.run(payload, situation, trial)

    def mark(
        self,
        given: Sequence[Mapping[str, Any]],
        expected: Sequence[Mapping[str, Any]],
        facts: Mapping[str, Any],
        stated: Sequence[Any],
    ) -> list[dict[str, Any]]:
        """The behaviours with what is wrong in them that the expected ones alone can tell."""
        return mark_words(given, expected, stated)

    def _run_all(
        self, payload: Mapping[str, Any], stated: Sequence[Situation], facts: Mapping[str, Any], trial: Trial
    ) -> list[dict[str, Any]]:
        """The behaviours. A trial that is asked the same again, as a proof does with each named mistake, tells them."""
        told = _TOLD.setdefault(trial, {})
        asked = json.dumps([payload, [one.model_dump() for one in stated], facts], sort_keys=True, default=repr)
        if asked not in told:
            told[asked] = situations.run_all(stated, lambda one: self.run(payload, one, facts, trial), self.at_once)
        return told[asked]

    def build_key(
        self, options: OptionsT, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        """The situations and the reference's behaviour in each; and how each named mistake behaves."""
        stated = situations.read(
            [block for block in material.blocks if block.role == self.role], self.form, material.snapshot
        )
        if not stated:
            raise UserError(f"A {self.name} needs at least one `{self.role}:` block: in what surroundings is it run?")
        trial, facts = material.trial, self.facts(options, material)
        assert trial is not None
        told = [one for one in mistakes if one.payload.get("type") == "source"]
        behaviours = self._run_all(reference, stated, facts, trial)
        self.approve(behaviours, facts)
        with ThreadPoolExecutor(self.at_once) as pool:
            found = list(pool.map(lambda one: self._run_all(one.payload, stated, facts, trial), told))
        return {
            "situations": [one.model_dump() for one in stated],
            "facts": facts,
            "behaviours": behaviours,
            "mistakes": [
                {
                    "name": one.name,
                    "message": one.message,
                    "behaviours": self.mark(its, behaviours, facts, stated),
                }
                for one, its in zip(told, found, strict=True)
            ],
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        if early := self.unusable(payload, trial):
            return early
        assert trial is not None
        stated = [self.form(**one) for one in expected["situations"]]
        facts = expected["facts"]
        given = self._run_all(payload, stated, facts, trial)
        return judge_behaviours(self.mark(given, expected["behaviours"], facts, stated), stated, expected)

    def blank(self, name: str, options: OptionsT) -> str:
        return f"%%script {name}\n# Write your program here, in place of this line."


class ProgramOptions(Options):
    """``file=report.py``: what the program's file is called, where the exercise asks for a name.

    ``chart=bar``: what it saves with matplotlib is a chart of this kind (one of those named), and right as the kind
    chart says: the values of the reference's, within a thousandth; with ``# units:`` a unit; with a title.
    A few others may be saved beside it. ``on_axis`` and ``leader`` are those of a chart.
    """

    lines: ClassVar[frozenset[str]] = frozenset({"units"})

    file: str = Field(source.PROGRAM, pattern=f"^{source.FILE.pattern}$")
    chart: Words = ()
    units: Words = ()
    on_axis: bool = False
    leader: bool = False


class Program(SituationKind[ProgramOptions]):
    name = "program"
    Options = ProgramOptions
    blocks = frozenset({"situation"})

    def questions(self, options: ProgramOptions, material: Material) -> Json:
        return {"file": options.file}

    def facts(self, options: ProgramOptions, material: Material) -> dict[str, Any]:
        if not options.chart:
            return {}
        # What its title says is for a person to judge: it is made for data that are not there yet.
        asked = ChartOptions(
            kinds=options.chart,
            units=options.units,
            on_axis=options.on_axis,
            leader=options.leader,
            tolerance=recording.TOLERANCE,
            allow=("title_asks", "title_says_nothing"),
        )
        slack = 0.0 if material.snapshot == "learning" else HELD_OUT_SLACK
        return {"chart": {**asked.model_dump(mode="json"), "slack": slack}}

    def approve(self, behaviours: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> None:
        if facts and not any(one["charts"] for one in behaviours):
            raise SolutionFault("The solution saves no chart.")
        rules = facts.get("chart")
        faults = [found for one in behaviours if (found := recording.fault(one, one, rules))]
        if faults:
            raise SolutionFault(f"The solution's own chart has a fault: {faults[0]['code']}.")

    def run(self, payload: Mapping[str, Any], situation: Any, facts: Mapping[str, Any], trial: Trial) -> dict[str, Any]:
        return situations.run(payload, situation, trial, charts=bool(facts))

    def mark(
        self,
        given: Sequence[Mapping[str, Any]],
        expected: Sequence[Mapping[str, Any]],
        facts: Mapping[str, Any],
        stated: Sequence[Any],
    ) -> list[dict[str, Any]]:
        """As of any program, and what is wrong with the charts (``chart``) in place of the charts."""
        marked = super().mark(given, expected, facts, stated)
        if rules := facts.get("chart"):
            faults = [recording.fault(mine, wanted, rules) for mine, wanted in zip(given, expected, strict=True)]
            marked = [{**mine, "chart": fault} for mine, fault in zip(marked, faults, strict=True)]
            for one in marked:
                one.pop("charts", None)
        return marked


KIND = Program()
