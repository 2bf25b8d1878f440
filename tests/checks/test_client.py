"""A client is judged by what the service saw and what the program left; any way of asking politely is right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pandas as pd
import pytest

from firstquery.checks.kind import Block, Material, Mistake, Trial, kind
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
from firstquery.core.errors import UserError

KIND = kind("client")
IMPORT = """\
import csv, os, sys, time
import httpx
url, token = os.environ["SERVICE_URL"], os.environ["SERVICE_TOKEN"]
def page(number):
    for attempt in range(5):
        try:
            sent = {"Authorization": f"Bearer {token}"}
            answer = httpx.get(f"{url}/rates", params={"page": number}, headers=sent, timeout=1)
        except httpx.HTTPError:
            time.sleep(0.2)
            continue
        if answer.status_code == 429:
            time.sleep(float(answer.headers["Retry-After"]))
            continue
        if answer.status_code >= 500:
            time.sleep(0.2 * (attempt + 1))
            continue
        answer.raise_for_status()
        said = answer.json()
        said["rows"], said["pages"]
        return said
    sys.exit("The service does not answer.")
rows, number = [], 1
while True:
    said = page(number)
    rows += said["rows"]
    if number >= said["pages"]:
        break
    number += 1
with open("rates.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
"""
WITH_THE_LIBRARY_OF_PYTHON = """\
import json, os, time, urllib.error, urllib.request
import pandas as pd
def get(number, tries=4):
    asked = urllib.request.Request(f"{os.environ['SERVICE_URL']}/rates?page={number}")
    asked.add_header("Authorization", "Bearer " + os.environ["SERVICE_TOKEN"])
    try:
        with urllib.request.urlopen(asked, timeout=1) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as fault:
        if fault.code < 429 or not tries:
            raise
        time.sleep(float(fault.headers.get("Retry-After", 0.5)))
    except (OSError, TimeoutError):
        if not tries:
            raise
        time.sleep(0.5)
    return get(number, tries - 1)
first = get(1)
pages = [first] + [get(number) for number in range(2, first["pages"] + 1)]
pd.DataFrame([row for one in pages for row in one["rows"]]).to_csv("rates.csv", index=False)
"""
DAYS = [
    Block("day", "a good day", "", ""),
    Block("day", "a busy day", "What does Retry-After say?", "day = [429, 200, 500, 500, 200]"),
    Block("day", "a slow day", "", 'day = ["slow", "drop"]\nseconds = 8\npatience = 2.5'),
    Block("day", "a day of nonsense", "", 'day = ["broken"]'),
    Block("day", "another form", "", 'day = ["wrong"]'),
    Block("day", "an earlier day, of failures", "", "fewer = 20\nday = [500, 500]\npause = 0.25"),
]


def source(text: str) -> dict[str, Any]:
    return KIND.payload(text, {"file": "rates.py"})


@pytest.fixture(scope="module")
def material(trial: Trial) -> Material:
    rows = pd.DataFrame({"id": range(1, 121), "rate": [number / 8 for number in range(120)]})
    return Material(blocks=DAYS, values={"rows": rows}, trial=trial)


@pytest.fixture(scope="module")
def expected(material: Material) -> dict[str, Any]:
    return KIND.build_key(KIND.Options(path="/rates", token=True, most=20), source(IMPORT), [], material)


def judged(text: str, expected: dict[str, Any], trial: Trial) -> Verdict:
    return KIND.judge(source(text), expected, trial)


@pytest.mark.parametrize("text", [IMPORT, WITH_THE_LIBRARY_OF_PYTHON], ids=["httpx", "urllib and pandas"])
def test_a_polite_client_is_right_however_it_is_written(text: str, expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged(text, expected, trial)
    assert verdict.right, verdict.findings


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('time.sleep(float(answer.headers["Retry-After"]))', "pass", "impatient"),
        ("time.sleep(0.2 * (attempt + 1))", "pass", "no_pause"),
        ("time.sleep(0.2 * (attempt + 1))", "time.sleep(0.05)", "no_pause"),
        ('number >= said["pages"]', "number >= 3", "fails"),
        ("timeout=1", "timeout=3", "no_timeout"),
        ("    number += 1", "    break", "first_page_only"),
        ("    number += 1", "    number += 1\n    if number == 3: break", "pages_unread"),
        ("timeout=1", "timeout=None", "no_timeout"),
        ("headers=sent", "headers={}", "no_token"),
        ("url, token =", "sys.exit()\nurl, token =", "never_connected"),
        ("for attempt in range(5)", "for attempt in range(1)", "fails"),
        ("number = [], 1", "number = [], 0", "useless_retry"),
        ('params={"page": number}', 'params={"page": number, "try": attempt}', "useless_retry"),
        ("rows, number =", "assert not os.write(1, httpx.get(url + '/log').content)\nrows, number =", "no_token"),
        ("while True:", "for _ in range(30):\n    page(1)\nwhile True:", "too_many"),
    ],
    ids=lambda value: value if value.isidentifier() else "",
)
def test_each_fault_of_a_client_is_told_from_what_the_service_saw(
    old: str, new: str, code: str, expected: dict[str, Any], trial: Trial
) -> None:
    text = IMPORT.replace(old, new)
    if code == "useless_retry":
        text = text.replace("number = [], 1", "number = [], 0")
        text = text.replace("answer.raise_for_status()", "if answer.status_code == 400: continue")
    for _ in range(3):  # on a machine that is busy, what asks again at once may come late, which is a pause
        verdict = judged(text, expected, trial)
        if verdict.findings:
            break
    assert verdict.findings[0].code == code, verdict.findings


INVENTS = """\
    number += 1
    if number == 3:
        rows += [{"id": number, "rate": (number - 1) / 8} for number in range(101, 121)]
        break
"""


def test_rows_that_nobody_was_asked_for_are_no_answer_however_right(expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged(IMPORT.replace("    number += 1\n", INVENTS), expected, trial)
    assert [found.code for found in verdict.findings][:1] == ["pages_unread"], verdict.findings
    assert "page 3 of 3" in wording(verdict, "client").message


LAST = IMPORT.replace("rows, number = [], 1", 'rows, number = [], page(1)["pages"]')


def test_a_page_of_which_nothing_is_kept_may_stay_unread(material: Material, trial: Trial) -> None:
    """How many pages there are, each of them says: the first is asked by whoever likes."""
    options = KIND.Options(path="/rates", token=True)
    asked = Material(blocks=DAYS[:1], values=material.values, trial=trial)
    key = KIND.build_key(options, source(LAST), [], asked)
    assert judged(LAST.replace("page(1)", "page(2)"), key, trial).right
    assert judged(IMPORT.replace("rows += said", "rows = said"), key, trial).right


ONE_TOO_MANY = IMPORT.replace('number >= said["pages"]', "number >= 3").replace("answer.raise_for_status()", "")


def test_what_each_of_two_runs_asks_once_is_not_asked_again(material: Material, trial: Trial) -> None:
    """The list has got shorter: page 3 does not exist, and each run asks for it."""
    block = Block("day", "a shorter list, twice", "", "fewer = 20\nruns = 2")
    options = KIND.Options(path="/rates", token=True)
    key = KIND.build_key(options, source(IMPORT), [], Material(blocks=[block], values=material.values, trial=trial))
    assert [found.code for found in judged(ONE_TOO_MANY, key, trial).findings] == ["fails"]


def test_what_a_kernel_is_asked_with_is_of_the_data_that_everybody_has(material: Material) -> None:
    """A submission's kernel has the questions beside it: there the list to be fetched would be an answer."""
    asked = KIND.questions(KIND.Options(path="/rates"), replace(material, snapshot="held-out"))
    assert KIND.asks_on_learning and "rows" not in asked
    assert len(KIND.questions(KIND.Options(path="/rates"), material)["rows"]["rows"]) == 120


def test_a_token_that_the_program_writes_down_is_in_no_verdict(expected: dict[str, Any], trial: Trial) -> None:
    text = IMPORT.replace("rows, number = [], 1", "open('token.txt', 'w').write(token)\nraise ValueError(token)")
    assert "TOKEN" in str(judged(text, expected, trial).findings)


def test_she_can_ask_the_same_service_herself(material: Material) -> None:
    questions = KIND.questions(KIND.Options(path="/rates", size=50), material)
    service = KIND.service(questions)
    service.day = [500]
    with service.serving() as address:
        assert httpx.get(f"{address}/rates").status_code == 500
        assert httpx.get(f"{address}/rates", params={"page": 3}).json()["rows"][-1]["id"] == 120
        assert httpx.get(f"{address}/elsewhere").status_code == 404
        assert httpx.get(f"{address}/rates?page=9").status_code == 400
    assert [one.answered for one in service.log] == [500, 200, 404, 400]


def test_a_refusal_stays_and_a_page_that_is_cut_off_is_the_services_own(material: Material) -> None:
    questions = KIND.questions(KIND.Options(path="/rates", size=50), material)
    with KIND.service(questions, day=["broken", 200, 403]).serving() as address:
        asked = [httpx.get(f"{address}/rates") for _ in range(4)]
    assert [one.status_code for one in asked] == [200, 200, 403, 403]
    assert len(asked[0].text) < len(asked[1].text) and asked[1].text.startswith(asked[0].text)
    assert asked[0].text.startswith('{"page": 1, "pages": 3, "rows": [{"id": 1')


def test_a_mistake_is_known_by_how_it_was_asked_and_how_it_ended(material: Material, trial: Trial) -> None:
    pause = "time.sleep(0.2 * (attempt + 1))"
    gives_up, at_once = IMPORT.replace("range(5)", "range(1)"), IMPORT.replace(pause, "pass")
    told = [Mistake("gives up", "It gives up.", source(gives_up)), Mistake("at once", "At once.", source(at_once))]
    blocks = [Block("day", "failures", "", "day = [500, 500]\npause = 0.25")]
    options = KIND.Options(path="/rates", token=True)
    key = KIND.build_key(options, source(IMPORT), told, Material(blocks=blocks, values=material.values, trial=trial))
    assert judged(gives_up, key, trial).mistake == "gives up"
    assert judged(at_once, key, trial).mistake == "at once"
    stumbles = judged(IMPORT.replace(pause, "answer.headers['X']"), key, trial)
    assert (stumbles.mistake, stumbles.findings[0].code) == (None, "fails")
    assert "KeyError" in str(stumbles.findings[0].data)


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ('raise RuntimeError("no answer")', None),
        ('print("The service does not answer.")', "accident"),
        ('sys.exit(f"It answers {said}.")', "accident"),
    ],
)
def test_an_error_that_only_a_slip_makes_is_no_end_on_purpose(
    end: str, code: str | None, material: Material, trial: Trial
) -> None:
    twice = IMPORT.replace("range(5)", "range(2)")
    blocks = [Block("day", "nobody there", "", "day = [500, 500]")]
    options = KIND.Options(path="/rates", token=True)
    key = KIND.build_key(options, source(twice), [], Material(blocks=blocks, values=material.values, trial=trial))
    verdict = judged(twice.replace('sys.exit("The service does not answer.")', end), key, trial)
    assert [found.code for found in verdict.findings][:1] == ([code] if code else [])


def test_a_page_shows_what_the_service_saw_and_is_not_seen_itself(material: Material) -> None:
    questions = KIND.questions(KIND.Options(path="/rates", size=50, token=True), material)
    service = KIND.service(questions, day=[429])
    sent = {"Authorization": f"Bearer {service.token}"}
    with service.serving() as address:
        httpx.get(f"{address}/rates?page=2")
        for _ in range(2):
            httpx.get(f"{address}/rates?page=2", headers=sent)
        for _ in range(2):
            page = httpx.get(f"{address}/log")
    assert [line.split("  ")[-1] for line in page.text.splitlines()] == ["401", "429", "200"]
    assert page.text.count("GET /rates?page=2") == 3 and service.token not in page.text
    assert page.headers["Content-Type"].startswith("text/plain")


def test_a_day_is_made_of_what_a_service_knows(material: Material) -> None:
    questions = KIND.questions(KIND.Options(path="/rates"), material)
    with pytest.raises(UserError, match="slow, drip, broken, wrong, drop; not 'late'"):
        KIND.service(questions, day=[500, "late"])
