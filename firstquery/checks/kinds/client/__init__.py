"""A client: a program that fetches rows from an HTTP service, judged by what the service saw and what the program left.

The service stands outside the program's box and keeps its own log. Its address and its token are in the environment:
``SERVICE_URL`` and ``SERVICE_TOKEN``.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from pydantic import Field

from firstquery.checks import source
from firstquery.checks.kind import Material, Options, Trial
from firstquery.checks.kinds.client import reading
from firstquery.checks.kinds.client.service import SLOW, Request, Service, Trouble
from firstquery.checks.kinds.program import SituationKind, situations
from firstquery.checks.kinds.program.situations import Situation
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.verdict import Json
from firstquery.checks.words import Messages
from firstquery.core.errors import UserError

MOST_ROWS = 5_000
USELESS = (400, 401, 403, 404, 405)  # to ask again the same way can't succeed
EARLY = 0.1  # seconds by which a clock may differ
QUICK = 0.05  # two failed requests so near each other have no pause between them, whatever an exercise asks for


class ClientOptions(Options):
    """``path=/rates size=50 token most=40 file=rates.csv``: where the rows are, and how many requests are enough."""

    path: str = Field("/rows", pattern=r"^/[\w/-]*$")
    size: int = Field(50, ge=1, le=1_000)
    token: bool = False
    most: int = Field(40, ge=1, le=1_000)
    file: str = Field(source.PROGRAM, pattern=f"^{source.FILE.pattern}$")


class Day(Situation):
    """A situation with the service's day: ``day = [429, 200, "slow"]``, as the first requests meet it.

    ``fewer`` of the last rows are not there yet. ``pause`` seconds have to lie between failures, and no silence is to
    be borne for longer than ``patience``.
    """

    day: list[Trouble] = Field(default_factory=list, max_length=50)
    retry_after: float = Field(1.0, ge=0, le=5)
    fewer: int = Field(0, ge=0)
    pause: float = Field(QUICK, ge=QUICK, le=5)
    patience: float = Field(SLOW, gt=0, le=SLOW)


class Client(SituationKind[ClientOptions]):
    """A program that talks to a service. What it leaves is held against the reference, how it asked against the log."""

    name = "client"
    Options = ClientOptions
    blocks = frozenset({"rows", "day"})
    evaluated = frozenset({"rows"})
    phrases = Messages(__file__, SituationKind.phrases)
    role = "day"
    form = Day
    at_once = 12  # they wait for seconds of a clock more than they work
    asks_on_learning = True

    def questions(self, options: ClientOptions, material: Material) -> Json:
        """The service as a learner may start it for herself: of the learning data, whose rows are hers to see."""
        facts = self.facts(options, material)
        if material.snapshot != "learning":
            del facts["rows"]
        return {**facts, "file": options.file}

    def facts(self, options: ClientOptions, material: Material) -> dict[str, Any]:
        """The service; its rows are a table, since a record in a key would lose the columns' order."""
        made = plain_payload(material.values.get("rows"))
        if made["type"] != "table" or not 0 < len(made["rows"]) <= MOST_ROWS:
            raise UserError(f"A client needs a `rows:` block whose `rows` are a table of at most {MOST_ROWS:,} rows.")
        rows = {"columns": made["columns"], "rows": made["rows"]}
        return {"rows": rows, **options.model_dump(exclude={"file"})}

    def run(self, payload: Mapping[str, Any], situation: Day, facts: Mapping[str, Any], trial: Trial) -> dict[str, Any]:
        """The behaviour on one day, with the ``log`` in short and the ``fault`` in how the service was asked."""
        served = self.service(facts, situation.day, situation.retry_after)
        served.has_log = False  # what it saw is the judge's
        served.rows = served.rows[: max(0, len(served.rows) - situation.fewer)]
        environment = {"SERVICE_TOKEN": served.token} if served.token else {}
        behaviour = situations.run(payload, situation, trial, serve=served, environment=environment)
        if served.token:
            behaviour = json.loads(json.dumps(behaviour).replace(served.token, "TOKEN"))
        log = [[one.page, one.answered] for one in served.log[: facts["most"] + 1]]
        return {**behaviour, "log": log, "fault": _manners(situation, behaviour, served, facts["most"])}

    def mark(
        self,
        given: Sequence[Mapping[str, Any]],
        expected: Sequence[Mapping[str, Any]],
        facts: Mapping[str, Any],
        stated: Sequence[Any],
    ) -> list[dict[str, Any]]:
        """As of any program; and where it ends well, it has fetched what the expected one leaves."""
        marked = super().mark(given, expected, facts, stated)
        for mine, wanted, day in zip(marked, expected, stated, strict=True):
            if mine["ends"] == wanted["ends"] == "well" and not mine["fault"]:
                mine["fault"] = reading.find_fault(mine, wanted, facts, day.fewer)
        return marked

    def service(self, questions: Any, day: Sequence[Trouble] = (), retry_after: float = 1.0) -> Service:
        """The service, on a good day unless told; its token is drawn anew each time."""
        token = secrets.token_urlsafe(12) if questions["token"] else ""
        table = questions["rows"]
        rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
        return Service(rows, questions["path"], questions["size"], token, list(day), retry_after)


def _manners(day: Day, behaviour: Mapping[str, Any], served: Service, most: int) -> tuple[str, dict[str, Any]] | None:
    """The first thing that is wrong with how the service was asked; None: nothing."""
    log: Sequence[Request] = served.log
    if not any(one.method for one in log):
        return None if behaviour["ends"] == "with an error" and behaviour["line"] else ("never_connected", {})
    if not all(one.allowed for one in log):
        return "no_token", {}
    if len(log) > most:
        return "too_many", {"number": len(log), "most": most}
    if behaviour["ends"] == "time" and log[-1].answered == "slow":
        return "no_timeout", {}
    return next(filter(None, (_patience(day, one) for one in served.runs)), None)


def _patience(day: Day, log: Sequence[Request]) -> tuple[str, dict[str, Any]] | None:
    """The first thing that is wrong with when a run asked again; None: nothing."""
    for first, second in pairwise(log):
        pause = second.at - first.at
        if first.answered == "slow" and pause > day.patience:
            return "no_timeout", {}
        if first.answered in (429, 503) and pause < day.retry_after - EARLY:
            return "impatient", {}
    useless: dict[tuple[str, int | None], Trouble] = {}
    for one in log:
        if met := useless.get((one.method, one.page)):  # whatever else stands in its address
            return "useless_retry", {"status": met}
        if one.answered in USELESS:
            useless[one.method, one.page] = one.answered
    for first, second, third in zip(log, log[1:], log[2:], strict=False):
        if first.answered == second.answered == 500 and third.at - first.at < 2 * day.pause:
            return "no_pause", {}
    return None


KIND = Client()
