"""A kind of exercise: its options, its questions, its payload, its judge, and the phrases of its findings.

A kind is one module of firstquery/checks/kinds, or a package of several, that holds ``KIND``, an instance of a subclass
of `Kind`. It is known by the module's name: nothing else has to be told of it. A room brings further ones
(`firstquery.core.rooms`).
"""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from firstquery.checks.verdict import Json, Verdict
from firstquery.core.rooms import brought

LEAST_WRONG = 4


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


#: Texts, as the type of an option; on the ``exercise:`` line of answers.py with commas between them.
Words = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Options(BaseModel):
    """What an exercise of any kind may say in answers.py; a kind's own options are a subclass with more fields.

    On the ``exercise:`` line an option is ``decimals=1``, ``ordered=revenue,day`` (a tuple of texts) or ``extra``
    (true). A comment line ``# LABEL: TEXT`` below it is one entry of the tuple field ``LABEL`` (see `lines`).
    A validator that raises `ValueError` gives the sentence that the author reads, with file and line before it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """How a finding is said: ``text`` with its data in ``{braces}``, on the learner's machine.

    A field is ``{number}``, ``{names}`` (a list, as "a, b and c"), or a choice by number: ``{rows:# row|# rows}`` and,
    with three parts, ``{others:none|one|many}``, where ``#`` is the number. ``grader`` is how the grader says it, where
    held-out data must not leave: the same template language, and no field in it may be filled with a text or a count of
    the submission. None: the grader does not say it. ``heading`` takes the place of the outcome's.
    """

    text: str
    grader: str | None = None
    heading: str = ""


def public(text: str, heading: str = "") -> Phrase:
    """A phrase that the grader says in the same words: nothing in it comes from a submission."""
    return Phrase(text, text, heading)


@dataclass(frozen=True)
class Block:
    """A block of answers.py of one of the kind's own roles: ``# %% wNN-qN faulty: NAME | MESSAGE`` and its code."""

    role: str
    name: str
    message: str
    code: str


@dataclass(frozen=True)
class Material:
    """What a key is built from, on one snapshot.

    ``blocks`` are those of the kind's own roles, in order; ``values`` what the blocks of a role in `Kind.evaluated`
    gave (the object called like the role: plain Python, dates, DataFrames, Series and arrays); ``warehouse`` is the
    snapshot's database, ``learning`` that of the data which ships, ``folder`` the week's in source/. ``trial`` runs a
    program, for a kind that does. ``exercise`` is its id, ``question`` its Markdown in the practice, ``lesson`` the
    week's lesson as plain text, ``snapshot`` "learning" or "held-out".
    """

    blocks: Sequence[Block] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    warehouse: Path | None = None
    learning: Path | None = None
    folder: Path | None = None
    trial: Trial | None = None
    exercise: str = ""
    question: str = ""
    lesson: str = ""
    snapshot: str = "learning"


@dataclass(frozen=True)
class Mistake:
    """A wrong answer of answers.py on one snapshot: its name, its message, and its payload there."""

    name: str
    message: str
    payload: dict[str, Any]

    def listed(self) -> dict[str, Any]:
        """The mistake as most kinds keep it in a key."""
        return {"name": self.name, "message": self.message, "payload": self.payload}


class TrialOutcome(Protocol):
    """What a trial came to: see `firstquery.sandbox.trial`."""

    @property
    def code(self) -> int | None: ...
    @property
    def stdout(self) -> str: ...
    @property
    def stderr(self) -> str: ...
    @property
    def files(self) -> Mapping[str, bytes]: ...
    @property
    def gone(self) -> Collection[str]: ...
    @property
    def stopped(self) -> str: ...


class Trial(Protocol):
    """Runs files by a command in stated surroundings, within limits: see `firstquery.sandbox.trial`."""

    def __call__(
        self, *, files: Mapping[str, str | bytes], command: Sequence[str], **surroundings: Any
    ) -> TrialOutcome: ...


OptionsT = TypeVar("OptionsT", bound=Options)


class Kind(ABC, Generic[OptionsT]):
    """A kind of exercise. All that goes in and out of its methods is plain JSON but the learner's ``answer``.

    ``payload`` runs beside the learner's code; ``judge`` where the expected values are, and it trusts no payload.
    """

    name: ClassVar[str]
    Options: ClassVar[type[Options]] = Options
    # Roles of answers.py beside right, wrong and typed; those in `evaluated` are run as an answer is, on each snapshot.
    blocks: ClassVar[frozenset[str]] = frozenset()
    evaluated: ClassVar[frozenset[str]] = frozenset()
    # Those of `evaluated` that are run on other held-out data than the answer is: its kernel has nothing of them.
    elsewhere: ClassVar[frozenset[str]] = frozenset()
    # What this kind's findings say, by code. Codes that all kinds share stand in `firstquery.checks.words`.
    phrases: ClassVar[Mapping[str, Phrase]] = {}
    # Whether `judge` is handed a trial, because it runs a program.
    runs: ClassVar[bool] = False
    # Whether an answer gives other values on other data, so that one typed in is a mistake.
    reruns: ClassVar[bool] = True
    # Whether a submission's kernel has the questions of the learning data, since the held-out ones would tell answers.
    asks_on_learning: ClassVar[bool] = False
    # Whether `check` says of a right answer that is typed in what it stays on other data.
    literal: ClassVar[bool] = False
    at_once: ClassVar[int] = 2  # that are judged, and processes that run: more where most of the time is a wait
    # What is said of an answer that counts as right and that a person has yet to read; empty: it is right.
    unread: ClassVar[str] = ""
    # The cell magic in which it is answered, such as ``text``; empty: Python or SQL, as the practice has it.
    magic: ClassVar[str] = ""

    def begin(self) -> None:
        """Prepare a kernel for the cells of a practice that has exercises of this kind."""

    def questions(self, options: OptionsT, material: Material) -> Json:
        """What the learner's side needs in order to answer; never an expected value. None: the answer alone."""
        return None

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        """The answer as plain JSON with a ``type``, bounded. Never hangs; no answer makes it raise.

        Whatever it raises is a fault of the check: then nothing is said of the answer (see `origin`).
        """
        from firstquery.checks.payload import payload  # it imports pandas, which whoever asks for a magic does not need

        return payload(answer)

    @abstractmethod
    def build_key(
        self, options: OptionsT, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        """The expected half of an exercise's key, from the reference solution's payload. Raises `UserError`."""

    @abstractmethod
    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        """The verdict on a payload. Pure, but for a kind that runs a program in ``trial``.

        On a `sound` payload of a form that `payload` never makes it may raise: such an answer is ungraded.
        """

    def sound(self, payload: Mapping[str, Any]) -> bool:
        """Whether a payload from outside has the form and size that `payload` makes; else it is ungraded."""
        from firstquery.checks.payload import sound

        return sound(payload)

    def least_wrong(self, options: OptionsT) -> int:
        """How many wrong answers, each with its name, a list in answers.py needs."""
        return LEAST_WRONG

    def variant(self, expected: Mapping[str, Any], learner: str = "") -> Mapping[str, Any]:
        """The expected half for one learner, where hers is drawn by her name ("": whoever sits at this computer)."""
        return expected

    def sources(self, course: Path) -> Sequence[Path]:
        """The files beside the week's own and the data from which a key of this kind is made."""
        return ()

    def blank(self, name: str, options: OptionsT) -> str:
        """The source of the friendly empty answer cell; ``name`` is the answer's."""
        return f"{name} = ..."

    def page(self, options: OptionsT) -> Json:
        """What JupyterLab's page has to know of the answer cell: its metadata under ``firstquery``."""
        return {}

    def table(self, verdict: Verdict) -> list[list[str]] | None:
        """Rows of texts, the heading first, that are shown beside the verdict on the learner's machine; None: none."""
        return None

    def service(self, questions: Json, day: Sequence[Any] = ()) -> Any:
        """The service that an answer of this kind asks, to be tried (that of kind client); None: none."""
        return None

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        """What the portfolio shows of an answer: a display bundle by MIME type; None: nothing but its title."""
        return None


def begin(names: Iterable[str]) -> None:
    """Prepare a kernel for exercises of the kinds of those names; one that is not known here needs nothing."""
    for name in names:
        with suppress(LookupError):
            kind(name).begin()


def magic_of(name: str) -> str:
    """The cell magic of the kind of that name; empty where it has none, or is not known here."""
    try:
        return kind(name).magic
    except LookupError:
        return ""


def unread(name: str) -> str:
    """Return the words for a right answer that a person has yet to read; empty where its kind needs no reader."""
    try:
        return kind(name).unread
    except LookupError:
        return ""


def kind(name: str) -> Kind[Any]:
    """The kind of that name. Raises `LookupError` where there is none."""
    place = f"firstquery.checks.kinds.{name}"
    try:
        module = importlib.import_module(place)
    except ModuleNotFoundError as fault:
        if fault.name != place:
            raise  # a library that the kind needs
        if name not in brought("kinds"):
            raise LookupError(f"There is no kind of exercise called {name!r}.") from None
        return brought("kinds")[name].load()  # type: ignore[no-any-return]
    return module.KIND  # type: ignore[no-any-return]
