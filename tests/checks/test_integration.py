"""An integration is judged by the vendor's ledger and by its own files; any honest way of asking is right."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from firstquery.checks.kind import Block, Material, Mistake, Trial, kind
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
from firstquery.core.errors import UserError

KIND = kind("integration")
TEAMS = ("Billing", "Mobile app", "Scheduling")
NIGHT = """\
import json, os, sys, time
import pandas as pd
from openai import OpenAI, APIConnectionError, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0, timeout=1)
teams = ["Billing", "Mobile app", "Scheduling"]
model, spent, dearest = os.environ["AI_MODEL"], 0.0, 0.001
budget = float(os.environ["AI_BUDGET"])

def read(answer):
    try:
        text = answer.choices[0].message.content
        return next(team for team in teams if team in text)
    except (IndexError, StopIteration):
        return None

def ask(ticket):
    global model, spent, dearest
    for attempt in range(5):
        if spent + dearest > budget:
            return None
        try:
            answer = client.chat.completions.create(
                model=model, temperature=0, messages=[{"role": "user", "content": "Answer with the name alone, "
                "one of Billing, Mobile app, Scheduling. Ticket: " + ticket["text"]}],
                extra_headers={"Idempotency-Key": f"{ticket['ticket_id']}"})
            spent, dearest = spent + answer.usage.cost, max(dearest, answer.usage.cost)
            return read(answer)
        except APIStatusError as no:
            if no.status_code == 429:
                time.sleep(float(no.response.headers["Retry-After"]))
            elif no.status_code >= 500:
                time.sleep(0.3)
            elif no.status_code == 404:
                model = no.body["successor"]
            else:
                sys.exit(f"The vendor answers {no.status_code}.")
        except APIConnectionError:
            time.sleep(0.3)
    return None

rows = []
for ticket in json.load(open("batch.json")):
    team, by = ask(ticket), "vendor"
    if team is None:
        team, by = "Scheduling", "fallback"
    rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": by})
table = pd.DataFrame(rows)
table.to_csv("sorted.csv", index=False)
fallback = int((table["by"] == "fallback").sum())
report = {"vendor": len(table) - fallback, "fallback": fallback, "dollars": spent}
json.dump(report, open("report.json", "w"))
"""
RULED = NIGHT.replace('team, by = "Sch', "team, by = \"Mobile app\" if 'phone' in ticket['text'] else \"Sch")
THREADS = """\
import json, os, threading, time
from concurrent.futures import ThreadPoolExecutor
import httpx
import pandas as pd

teams = ["Billing", "Mobile app", "Scheduling"]
vendor = httpx.Client(base_url=os.environ["AI_BASE_URL"], timeout=1)
lock = threading.Lock()
state = {"model": os.environ["AI_MODEL"], "taken": 0.0, "spent": 0.0, "most": 0.001, "from": 0.0}

def ask(ticket):
    for attempt in range(5):
        with lock:
            most = state["most"]
            if state["taken"] + most > float(os.environ["AI_BUDGET"]):
                return None
            state["taken"] += most
        cost = 0.0
        try:
            time.sleep(max(0.0, state["from"] - time.monotonic()))
            said = "Answer with the name alone, one of Billing, Mobile app, Scheduling. Ticket: " + ticket["text"]
            answer = vendor.post("/chat/completions", headers={"Idempotency-Key": str(ticket["ticket_id"])},
                json={"model": state["model"], "seed": 1, "messages": [{"role": "user", "content": said}]})
            if answer.status_code == 404:
                state["model"] = answer.json()["error"]["successor"]
            elif answer.status_code != 200:
                wait = float(answer.headers.get("Retry-After", 0.3))
                state["from"] = max(state["from"], time.monotonic() + wait)
            else:
                cost = answer.json()["usage"]["cost"]
                choices = answer.json()["choices"]
                text = choices[0]["message"]["content"] if choices else ""
                return next((team for team in teams if team in text), None)
        except httpx.TransportError:
            continue
        finally:
            with lock:
                state["taken"] += cost - most
                state["spent"] += cost
                state["most"] = max(state["most"], cost)
    return None

batch = json.load(open("batch.json"))
with ThreadPoolExecutor(3) as pool:
    found = list(pool.map(ask, batch))
rows = [{"ticket_id": one["ticket_id"], "team": team or "Billing", "by": "vendor" if team else "fallback"}
        for one, team in zip(batch, found)]
pd.DataFrame(rows).to_csv("sorted.csv", index=False)
report = {"vendor": len(found) - found.count(None), "fallback": found.count(None), "dollars": state["spent"]}
json.dump(report, open("report.json", "w"))
"""
BAD = (
    'day = [200, 429, 200, "slow", 500, 500, 200, "wrong", "empty", 200, "drop", 200, "price", 200, "retired"]\n'
    "retry_after = 0.6\npause = 0.25\nbudget = 1.0\nfallback = 2\npatience = 4\nseconds = 25"
)
DAYS = [
    Block("day", "a good day", "", "first = 20\nbudget = 1.0"),
    Block("day", "a bad day", "What did the vendor ask for?", BAD),
    Block("day", "a ceiling", "", "budget = 0.004\nfallback = 34"),
]


def source(text: str) -> dict[str, Any]:
    return KIND.payload(text, {"file": "night.py"})


@pytest.fixture(scope="module")
def material(trial: Trial) -> Material:
    about = ("invoice and card payment", "app on a phone", "calendar of our crew")
    texts = [f"Ticket number {number} of today is about the {about[number % 3]}." for number in range(40)]
    batch = pd.DataFrame({"ticket_id": range(1, 41), "text": texts})
    return Material(blocks=DAYS, values={"batch": batch}, trial=trial)


@pytest.fixture(scope="module")
def expected(material: Material) -> dict[str, Any]:
    return KIND.build_key(options(), source(NIGHT), [], material)


def options(**more: Any) -> Any:
    return KIND.Options(file="night.py", report="report.json", most=70, options=TEAMS, **more)


def judged(text: str, expected: dict[str, Any], trial: Trial) -> Verdict:
    return KIND.judge(source(text), expected, trial)


@pytest.mark.parametrize("text", [NIGHT, THREADS], ids=["one after another", "three at once"])
def test_an_honest_program_is_right_however_it_asks(text: str, expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged(text, expected, trial)
    assert verdict.right, verdict.findings


UNWELL = "elif no.status_code >= 500:\n                "
WELL = 'client.chat.completions.create(model=model, messages=[{"role": "user", "content": "Well?"}])'
TABLE = "table = pd.DataFrame(rows)"
FAULTY = {
    "impatient": ('time.sleep(float(no.response.headers["Retry-After"]))', "time.sleep(0.2)"),
    "no_pause": (f"{UNWELL}time.sleep(0.3)", f"{UNWELL}pass"),
    "no_timeout": ("max_retries=0, timeout=1", "max_retries=0"),
    "useless_retry": ('model = no.body["successor"]', "pass"),
    "too_many": ("rows = []", f"for _ in range(75 * (budget > 0.9)):\n    {WELL}\nrows = []"),
    "paid_twice": (",\n                extra_headers={\"Idempotency-Key\": f\"{ticket['ticket_id']}\"})", ")"),
    "over_budget": ("spent + dearest > budget", "spent > budget"),
    "lost": ('        team, by = "Scheduling", "fallback"', "        continue"),
    "double": ('    rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": by})',
               '    rows += [{"ticket_id": ticket["ticket_id"], "team": team, "by": by}] * 2'),
    "unknown": (TABLE, f'rows.append({{"ticket_id": 99, "team": "Billing", "by": "vendor"}})\n{TABLE}'),
    "by_whom": ('"Scheduling", "fallback"', '"Scheduling", "rule"'),
    "no_answer_of_ours": ("team, by = ask(ticket), \"vendor\"", 'team, by = f"{ask(ticket)} team", "vendor"'),
    "invented: what no choice said": ("except (IndexError, StopIteration):\n        return None",
                'except IndexError:\n        return "Mobile app"\n    except StopIteration:\n        return None'),
    "changed": ('team, by = "Scheduling", "fallback"', 'team = "Scheduling"'),
    "given_up": ("for attempt in range(5)", "for attempt in range(1)"),
    "no_rows": ("table.to_csv(", 'table.drop(columns="by").to_csv('),
    "file_missing": ('table.to_csv("sorted.csv", index=False)', ""),
    "no_report": ('"dollars": spent', '"usd": spent'),
    "miscounted": ('"fallback": fallback, ', '"fallback": fallback + 1, '),
    "useless_retry: a name known by heart": ('model = no.body["successor"]', 'model = "rules-2"'),
    "misspent": ("spent, dearest = spent + answer.usage.cost", "spent, dearest = spent + 0.0001"),
    "fails": ("(IndexError, StopIteration)", "StopIteration"),
    "never_connected": ("client = OpenAI(", "sys.exit()\nclient = OpenAI("),
}  # fmt: skip


PROSE = NIGHT.replace("Answer with the name alone, ", "To which team does it go, ")
ECHOED = [
    f"The {word} crew's calendar shows the jobs and visits of another week." for word in ("mobile app", "billing")
]


def test_the_vendors_answer_is_what_it_chose_and_not_each_word_that_it_repeats(trial: Trial) -> None:
    """It answers in a sentence, with the customer's first one behind it: another team's name stands there, too."""
    batch = pd.DataFrame(
        {
            "ticket_id": range(1, 13),
            "text": [
                one.replace("another", word) for one in ECHOED for word in ("a", "one", "no", "that", "each", "last")
            ],
        }
    )
    day = Material(blocks=[Block("day", "a night", "", "budget = 1.0")], values={"batch": batch}, trial=trial)
    chosen = PROSE.replace("team for team in teams if team in text", "team for team in ['Scheduling'] if team in text")
    key = KIND.build_key(options(), source(chosen), [], day)
    assert judged(chosen, key, trial).right
    verdict = judged(PROSE.replace("if team in text", "if team.lower() in text.lower()"), key, trial)
    assert [found.code for found in verdict.findings][:1] == ["changed"], verdict.findings
    assert verdict.findings[0].data["said"] == "Scheduling"


def test_what_the_vendor_repeats_without_a_choice_is_no_answer(trial: Trial) -> None:
    """Where the prompt names no options, it repeats the ticket."""
    batch = pd.DataFrame({"ticket_id": [1, 2], "text": ["Billing charged us twice.", "Billing sent no invoice."]})
    day = Material(
        blocks=[Block("day", "a night", "", "budget = 1.0\nfallback = 2")], values={"batch": batch}, trial=trial
    )
    key = KIND.build_key(options(), source(NIGHT), [], day)
    text = NIGHT.replace(
        '"Answer with the name alone, "\n                "one of Billing, Mobile app, Scheduling. Ticket: "',
        '"Which team? Ticket: "',
    )
    assert text != NIGHT
    verdict = judged(text, key, trial)
    assert [found.code for found in verdict.findings][:1] == ["changed"], verdict.findings
    assert verdict.findings[0].data["said"] == "something else"


def test_a_pause_that_does_not_grow_is_told_where_it_is_asked_for(material: Material, trial: Trial) -> None:
    night = "first = 3\nday = [200, 500, 500, 200]\npause = 0.25\nlonger = True\nbudget = 1.0\nseconds = 20"
    day = Material(blocks=[Block("day", "a night", "", night)], values=material.values, trial=trial)
    growing = NIGHT.replace(f"{UNWELL}time.sleep(0.3)", f"{UNWELL}time.sleep(0.3 * (attempt + 1))")
    assert growing != NIGHT
    key = KIND.build_key(options(), source(growing), [], day)
    assert judged(growing, key, trial).right
    assert [found.code for found in judged(NIGHT, key, trial).findings][:1] == ["no_growth"]


def test_an_answer_to_many_tickets_at_once_is_one_to_the_last(material: Material, trial: Trial) -> None:
    """One call with the whole batch in it, and its answer for each: that many were never asked about."""
    once = NIGHT.replace(
        "rows = []",
        'batch = json.load(open("batch.json"))\nmany = {"ticket_id": 0, "text": " ".join(t["text"] for t in batch)}\n'
        "said = ask(many)\nask = lambda ticket: said\nrows = []",
    )
    few = Material(blocks=[Block("day", "a night", "", "first = 6\nbudget = 1.0")], values=material.values, trial=trial)
    key = KIND.build_key(options(), source(NIGHT), [], few)
    assert judged(once, key, trial).findings[0].code == "invented"


@pytest.mark.parametrize(
    "said", ["float('nan')", "10 ** 400", "float('inf')", "[3]"], ids=["nan", "digits", "infinite", "list"]
)
def test_a_report_whose_number_is_none_is_told(said: str, material: Material, trial: Trial) -> None:
    day = Material(blocks=[Block("day", "a night", "", "first = 3\nbudget = 1.0")], values=material.values, trial=trial)
    key = KIND.build_key(options(), source(NIGHT), [], day)
    for name in ("dollars", "fallback"):
        verdict = judged(NIGHT.replace("json.dump(report", f"report[{name!r}] = {said}\njson.dump(report"), key, trial)
        assert verdict.findings[0].code == "no_report", verdict
        assert wording(verdict, "integration").message


@pytest.mark.parametrize("code", FAULTY)
def test_each_fault_is_told_by_what_the_vendor_saw(code: str, expected: dict[str, Any], trial: Trial) -> None:
    old, new = FAULTY[code]
    text = NIGHT.replace(old, new)
    assert text != NIGHT
    for _ in range(3):  # on a machine that is busy, what asks again at once may come late, which is a pause
        verdict = judged(text, expected, trial)
        if verdict.findings:
            break
    codes = [found.code for found in verdict.findings]
    assert code.partition(":")[0] in codes, verdict.findings
    assert code != "no_timeout" or verdict.findings[0].code == code
    said = wording(verdict, "integration")
    assert said.message and not re.search(r"\{\w+[:}]", " ".join([said.message, *said.details]))


DATES = "from datetime import UTC, datetime\nfrom email.utils import parsedate_to_datetime\n"
PATIENT = """\
            if no.code == "insufficient_quota":
                sys.exit("The cap is reached.")
            if no.status_code == 429:
                named = no.response.headers.get("Retry-After") or "0.3"
                named = named if named[-1].isdigit() else (parsedate_to_datetime(named) - datetime.now(UTC)).seconds + 1
                if float(named) > 10:
                    sys.exit("Too long.")
                time.sleep(float(named))
"""
NAMED = NIGHT.replace(
    """\
            if no.status_code == 429:
                time.sleep(float(no.response.headers["Retry-After"]))
""",
    PATIENT,
).replace("import pandas", f"{DATES}import pandas")
NO_TIMES = {
    "fails: a date": ("named[-1].isdigit()", "named"),
    "fails: no time": ('.get("Retry-After") or "0.3"', '["Retry-After"]'),
    "impatient: an hour": ("if float(named) > 10", "named = min(float(named), 3)\n                if False"),
    "too_slow: an hour": ("if float(named) > 10", "if False"),
    "useless_retry: a cap": ('if no.code == "insufficient_quota"', "if False"),
}


@pytest.mark.parametrize("code", ["", *NO_TIMES])
def test_a_429_names_a_date_an_hour_or_nothing_and_a_cap_is_one_too(
    code: str, material: Material, trial: Trial
) -> None:
    days = [
        'day = [200, "dated", 200, "bare"]\nfirst = 4\nbudget = 1.0',
        'day = [200, "hour"]\nfirst = 3\nbudget = 1.0\nseconds = 8',
        'day = [200, "quota"]\nfirst = 3\nbudget = 1.0',
    ]
    blocks = [Block("day", f"day {place}", "", f"retry_after = 0.6\n{one}") for place, one in enumerate(days)]
    stated = Material(blocks=blocks, values=material.values, trial=trial)
    key = KIND.build_key(options(), source(NAMED), [], stated)
    text = NAMED.replace(*NO_TIMES[code]) if code else NAMED
    codes = [found.code for found in judged(text, key, trial).findings][:1]
    assert codes == ([code.partition(":")[0]] if code else []), codes


@pytest.mark.parametrize("refused", [False, True])
def test_a_refusal_is_no_answer_and_stops_nothing(refused: bool, material: Material, trial: Trial) -> None:
    day = Material(
        blocks=[Block("day", "a no", "", 'day = [200, "refusal"]\nfirst = 4\nfallback = 1\nbudget = 1.0')],
        values=material.values,
        trial=trial,
    )
    careful = NIGHT.replace("(IndexError, StopIteration)", "(IndexError, StopIteration, TypeError)")
    key = KIND.build_key(options(), source(careful), [], day)
    codes = [found.code for found in judged(careful if refused else NIGHT, key, trial).findings]
    assert codes[:1] == ([] if refused else ["fails"])


SILENT = NIGHT.replace("budget = float", "silent = {}\nbudget = float").replace(
    "    return None\n\nrows = []", "    silent[ticket['ticket_id']] = dearest\n    return None\n\nrows = []"
)
SILENT = SILENT.replace("spent + dearest > budget", "spent + sum(silent.values()) + dearest > budget").replace(
    '"dollars": spent', '"dollars": spent + sum(silent.values())'
)


def test_silence_counts_towards_the_ceiling_and_in_the_report(material: Material, trial: Trial) -> None:
    """A request that stays without an answer was charged: nobody can say how much, and nothing is too little."""
    lost = ["price", *["lost"] * 5]
    night = f"day = {lost}\nbudget = 0.012\nfallback = 40\npause = 0.25\nseconds = 25"
    day = Material(blocks=[Block("day", "a silent night", "", night)], values=material.values, trial=trial)
    key = KIND.build_key(options(), source(SILENT), [], day)
    assert judged(SILENT, key, trial).right
    deaf = judged(NIGHT, key, trial)
    assert [found.code for found in deaf.findings][:1] == ["silence_uncounted"]
    assert "never arrived" in wording(deaf, "integration").message
    told = SILENT.replace("spent + sum(silent.values()) + dearest > budget", "spent + dearest > budget")
    assert [found.code for found in judged(told, key, trial).findings][:1] == ["over_budget"]
    twice = SILENT.replace('"dollars": spent + sum', '"dollars": 3 * spent + sum')
    assert [found.code for found in judged(twice, key, trial).findings][:1] == ["misspent"]


def test_a_fallback_sorts_as_the_batch_says(material: Material, trial: Trial) -> None:
    """A column that the program does not see: each answer of its fallback is compared with it."""
    batch = material.values["batch"]
    ruled = batch.assign(fallback=["Mobile app" if "phone" in text else "Scheduling" for text in batch["text"]])
    key = KIND.build_key(options(), source(RULED), [], Material(blocks=DAYS, values={"batch": ruled}, trial=trial))
    verdict = judged(NIGHT, key, trial)
    assert verdict.findings[0].code == "other_rule", verdict.findings
    assert wording(verdict, "integration").message
    assert judged(RULED.replace("in ticket['text']", "in str(ticket)"), key, trial).right


def test_to_go_on_with_the_next_at_once_is_not_to_wait(material: Material, trial: Trial) -> None:
    limit = [Block("day", "a limit", "", "day = [200, 429]\nretry_after = 1.2\nbudget = 1.0\nfallback = 1\nfirst = 25")]
    key = KIND.build_key(options(), source(NIGHT), [], Material(blocks=limit, values=material.values, trial=trial))
    text = NIGHT.replace('time.sleep(float(no.response.headers["Retry-After"]))', "return None")
    verdict = judged(text.replace("rows.append", "time.sleep(0.04)\n    rows.append"), key, trial)
    assert verdict.findings[0].code == "impatient", verdict.findings


def test_a_named_mistake_is_told_by_its_own_message(material: Material, trial: Trial) -> None:
    mistakes = [
        Mistake(code, f"That is {code}.", source(NIGHT.replace(*FAULTY[code])))
        for code in ("paid_twice", "over_budget")
    ]
    key = KIND.build_key(options(), source(NIGHT), mistakes, material)
    for one in mistakes:
        assert KIND.judge(one.payload, key, trial).mistake == one.name


def test_a_key_that_the_program_writes_down_is_in_no_verdict(material: Material, trial: Trial) -> None:
    key = KIND.build_key(options(token=True), source(NIGHT), [], material)
    verdict = judged(NIGHT.replace("rows = []", 'raise ValueError(os.environ["AI_API_KEY"])'), key, trial)
    assert verdict.findings[0].code == "fails" and "KEY" in str(verdict.findings[0].data["reason"])
    assert judged(NIGHT.replace('api_key=os.environ["AI_API_KEY"]', 'api_key="mine"'), key, trial).findings


def test_a_solution_with_a_fault_is_no_solution(material: Material) -> None:
    with pytest.raises(UserError, match="itself has a fault: paid_twice"):
        KIND.build_key(options(), source(NIGHT.replace(*FAULTY["paid_twice"])), [], material)


@pytest.mark.parametrize(
    ("values", "says"),
    [({}, "needs a `batch:` block"), ({"batch": pd.DataFrame({"id": [1]})}, "needs the column ticket_id")],
)
def test_a_batch_that_is_none_is_a_sentence(values: dict[str, Any], says: str, trial: Trial) -> None:
    with pytest.raises(UserError, match=says):
        KIND.build_key(options(), source(NIGHT), [], Material(blocks=DAYS, values=values, trial=trial))


def test_a_day_with_an_unknown_word_is_a_sentence(material: Material) -> None:
    wrong = Material(blocks=[Block("day", "odd", "", 'day = ["late"]')], values=material.values, trial=material.trial)
    with pytest.raises(UserError, match="says day"):
        KIND.build_key(options(), source(NIGHT), [], wrong)
