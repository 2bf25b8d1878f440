"""A client: a program that fetches rows from an HTTP service, judged by what the service saw and what the program left.

The service stands outside the program's box and keeps its own log. Its address and its token are in the environment:
``SERVICE_URL`` and ``SERVICE_TOKEN``.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

from pydantic import Field, ValidationError

from firstquery.checks import situation as situations
from firstquery.checks import source
from firstquery.checks.kind import Block, Kind, Material, Mistake, Options, Phrase, Trial
from firstquery.checks.kinds.program import ASKED
from firstquery.checks.kinds.program import PHRASES as OF_PROGRAMS
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.service import Request, Service, Trouble
from firstquery.checks.shape import absent
from firstquery.checks.situation import Situation
from firstquery.checks.verdict import Finding, Json, Verdict, could_not_run, mistake, not_yet, right
from firstquery.core.errors import UserError

AT_ONCE = 3
MOST_ROWS = 5_000
USELESS = (400, 401, 403, 404, 405)  # to ask again the same way can't succeed
EARLY = 0.1  # seconds by which a clock may differ
QUICK = 0.05  # two failed requests so near each other have no pause between them

PHRASES = {
    **OF_PROGRAMS,
    "never_connected": Phrase(
        "{situation}: no request reached the service. Its address is in the environment, as SERVICE_URL.",
        "{situation}: no request reached the service.",
    ),
    "no_token": Phrase(
        "{situation}: the service was asked without its token (SERVICE_TOKEN, sent as Authorization: Bearer …).",
        "{situation}: the service was asked without its token.",
    ),
    "first_page_only": Phrase(
        "{situation}: only page 1 of {pages} was asked for. How does the answer say that there is more?",
        "{situation}: only the first page was asked for.",
    ),
    "impatient": Phrase(
        "{situation}: the service said how long to wait (Retry-After), and was asked again before.",
        "{situation}: the service was asked again before the time that it had named.",
    ),
    "no_pause": Phrase(
        "{situation}: after one failure after another it asked again at once. A service in trouble needs a pause.",
        "{situation}: it asked again at once, several times.",
    ),
    "useless_retry": Phrase(
        "{situation}: after {status} it asked the same again. That request can't succeed, however often it is sent.",
        "{situation}: it asked again for what can't succeed.",
    ),
    "too_many": Phrase(
        "{situation}: {number:,} requests were sent; {most} would do.", "{situation}: too many requests."
    ),
    "no_timeout": Phrase(
        "{situation}: the service did not answer, and the program waited on. How long may a request take?",
        "{situation}: it waited without end for an answer.",
    ),
}


class ClientOptions(Options):
    """``path=/rates size=50 token most=40 file=rates.csv``: where the rows are, and how many requests are enough."""

    path: str = Field("/rows", pattern=r"^/[\w/-]*$")
    size: int = Field(50, ge=1, le=1_000)
    token: bool = False
    most: int = Field(40, ge=1, le=1_000)
    file: str = Field(source.PROGRAM, pattern=f"^{source.FILE.pattern}$")


class Day(Situation):
    """A situation with the service's day: ``day = [429, 200, "slow"]``, as the first requests meet it."""

    day: list[Trouble] = Field(default_factory=list, max_length=50)
    retry_after: float = Field(1.0, ge=0, le=5)


class Client(Kind[ClientOptions]):
    """A program that talks to a service. What it leaves is held against the reference, how it asked against the log."""

    name = "client"
    Options = ClientOptions
    blocks = frozenset({"rows", "day"})
    evaluated = frozenset({"rows"})
    phrases = PHRASES
    runs = True
    magic = "script"

    def questions(self, options: ClientOptions, material: Material) -> Json:
        """The service as a learner may start it for herself: its rows are hers to see."""
        return {"rows": _table(material), **options.model_dump(include={"path", "size", "token", "file"})}

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        """The program's text; see `firstquery.checks.source`."""
        return source.payload(answer, questions)

    def sound(self, payload: Mapping[str, Any]) -> bool:
        return payload.get("type") != "source" or source.is_source(payload)

    def build_key(
        self, options: ClientOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        """The days, the rows, and how the reference behaves on each of them."""
        days = _days([block for block in material.blocks if block.role == "day"])
        if not days:
            raise UserError("A client needs at least one `day:` block that says what the service answers.")
        assert material.trial is not None
        service = {"rows": _table(material), **options.model_dump(exclude={"file"})}
        told = [one for one in mistakes if one.payload.get("type") == "source"]
        behaviours, *theirs = [
            [behaviour for behaviour, _ in _run(one, days, service, material.trial)]
            for one in (reference, *(one.payload for one in told))
        ]
        return {
            "days": [one.model_dump() for one in days],
            "service": service,
            "behaviours": behaviours,
            "mistakes": [
                {"name": one.name, "message": one.message, "behaviours": behaviour}
                for one, behaviour in zip(told, theirs, strict=True)
            ],
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        """The verdict on a program, from the service's log and what the program left, in ``trial``."""
        if early := absent(payload, ASKED):
            return early
        if payload.get("type") != "source":
            return not_yet("not_a_program", what=str(payload.get("what", "something else")))
        if trial is None:
            return could_not_run("no_trial")
        days = [Day(**one) for one in expected["days"]]
        given = _run(payload, days, expected["service"], trial)
        wrong: list[tuple[Day, str, dict[str, Any]]] = []
        for day, (behaviour, log), wanted in zip(days, given, expected["behaviours"], strict=True):
            found = _manners(day, behaviour, log, expected["service"]) or situations.difference(behaviour, wanted, day)
            if found:
                wrong.append((day, *found))
        if not wrong:
            return right()
        for known in expected["mistakes"]:
            pairs = zip(given, known["behaviours"], days, expected["behaviours"], strict=True)
            if all(
                situations.same(mine, theirs, day, wanted) and mine["log"] == theirs["log"]
                for (mine, _), theirs, day, wanted in pairs
            ):
                return mistake(known["name"], known["message"])
        day, code, data = wrong[0]
        hint = [Finding(code="hint", data={"message": day.message})] if day.message else []
        more = [Finding(code=code, data=situations.told(day, data)) for day, code, data in wrong[1:]]
        return not_yet(code, *hint, *more, **situations.told(day, data))

    def blank(self, name: str, options: ClientOptions) -> str:
        return f"%%script {name}\n# Write your program here, in place of this line."

    def service(self, questions: Json) -> Service:
        """The service as it answers on a good day; its token is drawn anew each time."""
        asked: Any = questions
        token = secrets.token_urlsafe(12) if asked["token"] else ""
        return Service(_records(asked["rows"]), asked["path"], asked["size"], token)

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        return {"text/x-python": payload["text"]} if payload.get("type") == "source" else None


def _table(material: Material) -> dict[str, Any]:
    """The columns, in their order (which a record in a key would lose), and the rows. Raises `UserError`."""
    made = plain_payload(material.values.get("rows"))
    if made["type"] != "table" or not 0 < len(made["rows"]) <= MOST_ROWS:
        raise UserError(f"A client needs a `rows:` block whose `rows` are a table of at most {MOST_ROWS:,} rows.")
    return {"columns": made["columns"], "rows": made["rows"]}


def _records(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows as the service says them."""
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def _days(blocks: Sequence[Block]) -> list[Day]:
    days = []
    for block in blocks:
        try:
            days.append(Day(name=block.name, message=block.message, **situations.literals(block)))
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UserError(f"The block `day: {block.name}` says {where} wrongly: {first['msg']}.") from None
    return days


def _run(
    payload: Mapping[str, Any], days: Sequence[Day], service: Mapping[str, Any], trial: Trial
) -> list[tuple[dict[str, Any], list[Request]]]:
    """Each day's behaviour, with the log in short, and the log."""

    def one(day: Day) -> tuple[dict[str, Any], list[Request]]:
        token = secrets.token_urlsafe(12) if service["token"] else ""
        served = Service(
            _records(service["rows"]), service["path"], service["size"], token, list(day.day), day.retry_after
        )
        environment = {"SERVICE_TOKEN": token} if token else {}
        behaviour, _ = situations.run(payload, day, trial, serve=served, environment=environment)
        text = json.dumps(behaviour)
        if token and token in text:
            behaviour = json.loads(text.replace(token, "TOKEN"))
        return {**behaviour, "log": [[one.page, one.answered] for one in served.log[: service["most"] + 1]]}, served.log

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, days))


def _manners(
    day: Day, behaviour: Mapping[str, Any], log: Sequence[Request], service: Mapping[str, Any]
) -> tuple[str, dict[str, Any]] | None:
    """The first thing that is wrong with how the service was asked; None: nothing."""
    if not log:
        return None if behaviour["ends"] == "with an error" and behaviour["line"] else ("never_connected", {})
    if not all(one.allowed for one in log):
        return "no_token", {}
    if len(log) > service["most"]:
        return "too_many", {"number": len(log), "most": service["most"]}
    if behaviour["ends"] == "time" and log[-1].answered == "slow":
        return "no_timeout", {}
    for first, second in pairwise(log):
        pause = second.at - first.at
        if first.answered in (429, 503) and pause < day.retry_after - EARLY:
            return "impatient", {}
        if first.answered in USELESS and (second.method, second.path) == (first.method, first.path):
            return "useless_retry", {"status": first.answered}
    for first, second, third in zip(log, log[1:], log[2:], strict=False):
        if first.answered == second.answered == 500 and third.at - first.at < 2 * QUICK:
            return "no_pause", {}
    pages = max(1, -(-len(service["rows"]["rows"]) // service["size"]))
    if pages > 1 and behaviour["ends"] == "well" and {one.page for one in log} == {1}:
        return "first_page_only", {"pages": pages}
    return None


KIND = Client()
