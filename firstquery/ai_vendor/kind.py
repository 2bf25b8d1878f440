"""An integration: a program that sends a batch through the vendor, judged by the vendor's ledger and by its answers.

The vendor (`firstquery.ai_vendor`) stands outside the program's box. AI_BASE_URL, AI_API_KEY and AI_MODEL are in the
environment, AI_BUDGET where there is a ceiling. Whatever its form, a program is right that loses nothing, believes
nothing that the vendor did not say, pays for nothing twice, and stops where it was told to.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import Field, field_validator

from firstquery.ai_vendor import hearing
from firstquery.ai_vendor.ledger import Entry, Trouble
from firstquery.ai_vendor.server import HOUR, SLOW, Vendor
from firstquery.checks import source
from firstquery.checks.kind import Material, Options, Trial, Words
from firstquery.checks.kinds.program import SituationKind, situations
from firstquery.checks.kinds.program.situations import Situation
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.verdict import Json
from firstquery.checks.words import Messages
from firstquery.core.errors import SolutionFault, UserError

MOST_ITEMS = 500
EARLY = 0.1  # seconds by which a clock may differ
ON_ITS_WAY = 0.25  # seconds in which a request that was sent before may still arrive
MOST_USELESS = 3  # requests that can't succeed, before somebody should have noticed
MOST_REPORTED = 1e12  # what is larger, or no number at all (NaN), counts nothing
CENT = 0.0005  # dollars by which two sums may differ, beside a hundredth
UNKNOWN = 0.001  # dollars, at least, that an answer may be taken to have cost which never came
VENDOR, FALLBACK = "vendor", "fallback"
SUCCESSOR = "rules-3"  # what comes after a retired model here: a name that no ledger of hers has shown
Fault = tuple[str, dict[str, Any]]


class IntegrationOptions(Options):
    """``file=sort.py answers=sorted.csv item=ticket_id answer=team most=260``; ``# options: Billing, …`` below.

    ``item`` and ``answer`` are columns of the file of answers, with ``by``. ``report=report.json`` asks for a report
    with the numbers ``vendor``, ``fallback`` and ``dollars``. ``most`` calls are enough; ``token``: a key is asked for.
    """

    lines = frozenset({"options"})

    file: str = Field(source.PROGRAM, pattern=f"^{source.FILE.pattern}$")
    answers: str = Field("sorted.csv", pattern=r"^\w[\w.-]{0,40}\.csv$")
    item: str = Field("ticket_id", pattern=r"^\w{1,40}$")
    answer: str = Field("team", pattern=r"^\w{1,40}$")
    report: str = Field("", pattern=r"^(\w[\w.-]{0,40}\.json)?$")
    most: int = Field(260, ge=1, le=2_000)
    token: bool = False
    options: Words = ()

    @field_validator("options")
    @classmethod
    def _split_options(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of all lines, which have commas between them."""
        return tuple(one.strip() for line in lines for one in line.split(",") if one.strip())


class VendorDay(Situation):
    """A situation with the vendor's day: ``day = [429, 200, "slow"]``, as the first calls meet it.

    ``first`` of the batch alone are sent. ``budget`` dollars may be spent (0: no ceiling is told), ``fallback`` of the
    batch may go to the fallback. ``pause`` seconds have to lie between failures; where they
    are to grow (``longer``), by at least half of that each time.
    """

    day: list[Trouble] = Field(default_factory=list, max_length=200)
    retry_after: float = Field(1.0, ge=0, le=60)
    first: int = Field(0, ge=0)
    budget: float = Field(0.0, ge=0)
    fallback: int = Field(0, ge=0)
    pause: float = Field(0.0, ge=0, le=5)
    longer: bool = False
    patience: float = Field(SLOW, gt=0, le=SLOW)


@dataclass(frozen=True)
class _Run:
    """One day as it went: the program's behaviour, the vendor's entries, and what was asked for."""

    behaviour: Mapping[str, Any]
    vendor: Vendor
    day: VendorDay
    facts: Mapping[str, Any]
    batch: Sequence[Mapping[str, Any]]

    @property
    def log(self) -> Sequence[Entry]:
        return self.vendor.log


class Integration(SituationKind[IntegrationOptions]):
    """A program that asks the vendor about each item of a batch and leaves a file with an answer for every one."""

    name = "integration"
    Options = IntegrationOptions
    blocks = frozenset({"batch", "day"})
    evaluated = frozenset({"batch"})
    phrases = Messages(__file__, SituationKind.phrases)
    role = "day"
    form = VendorDay
    at_once = 12  # they wait for seconds of a clock more than they work

    def questions(self, options: IntegrationOptions, material: Material) -> Json:
        return {"file": options.file}

    def facts(self, options: IntegrationOptions, material: Material) -> dict[str, Any]:
        """Return the batch, which the program finds as ``batch.json``, and the options.

        A column ``fallback`` of it, which the program does not find, says where the fallback has to send each.
        """
        made = plain_payload(material.values.get("batch"))
        if made["type"] != "table" or not 0 < len(made["rows"]) <= MOST_ITEMS:
            raise UserError(
                f"An integration needs a `batch:` block whose `batch` is a table of 1 to {MOST_ITEMS} rows."
            )
        if options.item not in made["columns"]:
            raise UserError(f"The batch of an integration needs the column {options.item}.")
        batch = [dict(zip(made["columns"], row, strict=True)) for row in made["rows"]]
        return {"batch": batch, **options.model_dump(mode="json", exclude={"file"})}

    def approve(self, behaviours: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> None:
        if fault := next((one["fault"] for one in behaviours if one["fault"]), None):
            raise SolutionFault(f"The solution itself has a fault: {fault[0]} {fault[1]}.")

    def run(
        self, payload: Mapping[str, Any], situation: VendorDay, facts: Mapping[str, Any], trial: Trial
    ) -> dict[str, Any]:
        """Return the behaviour on one day, with the first ``fault`` in it. What its files hold is judged here."""
        token = secrets.token_urlsafe(12) if facts["token"] else ""
        vendor = Vendor(token, list(situation.day), situation.retry_after, successor=SUCCESSOR, has_log=False)
        batch = facts["batch"][: situation.first or None]
        shown = [{name: value for name, value in one.items() if name != FALLBACK} for one in batch]
        environment = {"AI_API_KEY": token or "no-key-needed", "AI_MODEL": "rules-1"}
        if situation.budget:
            environment["AI_BUDGET"] = f"{situation.budget:g}"
        given = situation.model_copy(update={"files": {**situation.files, "batch.json": json.dumps(shown, indent=1)}})
        behaviour = situations.run(payload, given, trial, serve=vendor, environment=environment)
        if token:
            behaviour = json.loads(json.dumps(behaviour).replace(token, "KEY"))
        run = _Run(behaviour, vendor, situation, facts, batch)
        fault = _manners(run) or (None if behaviour["ends"] != "well" else _loss(run) or _money(run))
        return {**behaviour, "files": {}, "fault": fault}


def _manners(run: _Run) -> Fault | None:
    """Return what is wrong with how the vendor was asked."""
    log, day = run.log, run.day
    if not any(one.model for one in log):
        return None if run.behaviour["ends"] == "with an error" and run.behaviour["line"] else ("never_connected", {})
    if run.facts["token"] and any(one.met == 401 for one in log) and 401 not in day.day:
        return "no_key", {}
    if run.behaviour["ends"] == "time" and log[-1].met == "slow":
        return "no_timeout", {}
    useless = Counter((one.status, one.model) for one in log if one.met in (400, 401, 403, 404, "quota"))
    for (status, _), number in useless.items():
        if number > MOST_USELESS:
            return "useless_retry", {"status": status, "number": number}
    if len(log) > run.facts["most"]:
        return "too_many", {"number": len(log), "most": run.facts["most"]}
    named = {429: day.retry_after, 503: day.retry_after, "dated": day.retry_after, "hour": HOUR}
    for place, (first, second) in enumerate(pairwise(log)):
        if first.met == "slow" and second.at - first.at > day.patience:
            return "no_timeout", {}
        if first.met in named:
            # What another thread has on its way can't have heard of it.
            told = [one for one in log[place + 1 :] if one.digest == first.digest or one.at > first.at + ON_ITS_WAY]
            if told and told[0].at - first.at < named[first.met] - EARLY:
                return "impatient", {}
    tries: dict[str, list[Entry]] = {}
    for one in log:
        tries.setdefault(one.digest, []).append(one)
    for each in tries.values():
        for first, second, third in zip(each, each[1:], each[2:], strict=False):
            if first.met == second.met == 500 and third.at - first.at < 2 * day.pause - EARLY:
                return "no_pause", {}
            grown = (third.at - second.at) - (second.at - first.at)
            if day.longer and first.met == second.met == 500 and grown < day.pause / 2:
                return "no_growth", {}
    return None


def _loss(run: _Run) -> Fault | None:
    """Return what is wrong with the file of answers: whom it lacks, and what it says that the vendor did not."""
    name, item, answer = (run.facts[one] for one in ("answers", "item", "answer"))
    table = run.behaviour["files"].get(name)
    if table is None:
        return "file_missing", {"file": name}
    columns = [str(one).strip().lower() for one in table.get("columns", [])]
    if table["type"] != "table" or not {item, answer, "by"} <= set(columns):
        return "no_rows", {"file": name, "columns": f"{item}, {answer}, by"}
    at = {column: columns.index(column) for column in (item, answer, "by")}
    rows = [{column: _text(row[place]) for column, place in at.items()} for row in table["rows"]]
    asked = {_text(one[item]): one for one in run.batch}
    counted = Counter(row[item] for row in rows)
    if lost := [one for one in asked if one not in counted]:
        return "lost", {"number": len(lost), "of": len(asked), "file": name, "first": f"{item} {lost[0]}"}
    if double := [one for one, number in counted.items() if number > 1 and one in asked]:
        return "double", {"number": len(double), "file": name}
    if other := [one for one in counted if one not in asked]:
        return "unknown", {"file": name, "first": f"{item} {other[0]}"}
    heard = dict(zip(asked, hearing.find_answers(run.log, list(asked.values())), strict=True))
    for row in rows:
        first = f"{item} {row[item]}"
        if row["by"] not in (VENDOR, FALLBACK):
            return "by_whom", {"given": row["by"] or "nothing"}
        if run.facts["options"] and row[answer] not in run.facts["options"]:
            return "no_answer_of_ours", {"first": first, "given": row[answer] or "nothing"}
        if row["by"] == VENDOR and (fault := _untrue(run, heard[row[item]], row[answer], first)):
            return fault
        if row["by"] == FALLBACK and row[answer] != (said := asked[row[item]].get(FALLBACK, row[answer])):
            return "other_rule", {"first": first, "said": said, "given": row[answer], "file": name}
    fallback = sum(row["by"] == FALLBACK for row in rows)
    if fallback > run.day.fallback:
        return "given_up", {"number": fallback, "most": run.day.fallback}
    return _report(run, len(rows) - fallback, fallback)


def _untrue(run: _Run, heard: Sequence[Entry], given: str, first: str) -> Fault | None:
    """Return what is wrong with an answer that is said to be the vendor's."""
    if not heard:
        return "invented", {"first": first}
    options = run.facts["options"]
    said = [hearing.read_values(one, options) for one in heard]
    if not any(hearing.normalize(given) in one for one in said):
        theirs = next((one for one in options if hearing.normalize(one) in said[-1]), "something else")
        return "changed", {"first": first, "said": theirs, "given": given, "file": run.facts["answers"]}
    return None


def _report(run: _Run, vendor: int, fallback: int) -> Fault | None:
    name = run.facts["report"]
    if not name:
        return None
    said = run.behaviour["files"].get(name, {}).get("value")
    spent, unheard = run.vendor.ledger.dollars, run.vendor.ledger.unheard
    dearest = max((one.dollars for one in run.log), default=0.0)
    for number, counted in (("vendor", vendor), ("fallback", fallback), ("dollars", spent)):
        given = said.get(number) if isinstance(said, Mapping) else None
        if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) < MOST_REPORTED:
            return "no_report", {"file": name, "name": number}
        slack = CENT + spent / 100 if number == "dollars" else 0
        more = len(unheard) * max(dearest, UNKNOWN) if number == "dollars" else 0
        if not counted - slack <= given <= counted + slack + more:
            if number == "dollars" and unheard and given < counted:
                return "silence_uncounted", {"file": name, "given": given, "counted": counted, "number": len(unheard)}
            what = "misspent" if number == "dollars" else "miscounted"
            return what, {"file": name, "name": number, "given": given, "counted": round(counted, 4)}
    return None


def _money(run: _Run) -> Fault | None:
    ledger, budget = run.vendor.ledger, run.day.budget
    if twice := ledger.paid_twice:
        return "paid_twice", {"number": len(twice)}
    if budget and ledger.exceeds(budget):
        return "over_budget", {"spent": ledger.dollars, "budget": budget}
    return None


def _text(value: Any) -> str:
    """Return a cell of a file as text: 7 and 7.0 are one number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    return text.removesuffix(".0") if text.removesuffix(".0").isdecimal() else text


KIND = Integration()
