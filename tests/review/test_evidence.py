"""Evidence at the grader: one learner's costs no other her marks, and all of one review's has a bound."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from firstquery.core import course
from firstquery.grading.judge import Judge
from firstquery.review import breakage, evidence, running, trees
from firstquery.review.finding import finding
from firstquery.review.pulls import load
from firstquery.review.review import review
from firstquery.review.running import Outcome, run_expressions
from firstquery.review.truth import seal, unseal
from firstquery.sandbox import forks
from tests.checks.judged import Said, said_of

pytestmark = pytest.mark.needs("git")
WAREHOUSE = course.COURSE / "data" / "kestrel.sqlite"
KIND = "silent change of a metric"
SHOWS = "paying_customers(db, date(2025, 12, 31))"
PRAGMA = (
    "revenue_per_ticket(db, '2025-03')['region'].iloc[3:4].str.replace('West', 'PRAGMA hard_heap_limit=1')"
    ".apply([db.execute])"
)
#: A second or two of work, as often as it is asked for, and another value for each number.
SLOW = (
    "len(small_tickets(1)) + db.execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
    "WHERE i < 9000000) SELECT COUNT(*) FROM n').fetchone()[0] + {}"
)
LARGE = (
    "db.execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
    "SELECT hex(zeroblob(9000)) FROM n').fetchall()"
)


@pytest.fixture(scope="module", autouse=True)
def _stopped() -> Iterator[None]:
    yield
    forks.stop()


def judged(*findings: Any) -> Said:
    """What a review of pull request 0138 comes to that asks for changes."""
    expected = {"pull": ["0138"], "sealed": {"0138": seal(course.COURSE / "pull-requests" / "0138")}}
    entry = {"kind": "review", "name": "r", "points": 4, "expected": {**expected, "mistakes": []}}
    made = review("0138", "request_changes", "Not yet, please.", list(findings)).as_payload()
    return said_of(entry, made)


def found(*shown_by: str, line: int = 110, severity: str = "blocker") -> Any:
    words = "The number of paying customers falls without a word."
    return finding("desk/revenue.py", line, severity, words, kind=KIND, evidence=list(shown_by))


def test_what_one_learner_tries_changes_nothing_of_what_another_shows() -> None:
    alone = judged(found(SHOWS)).points
    other = SHOWS.replace("12, 31", "11, 30")
    judged(found(PRAGMA, other))
    assert judged(found(other)).points == alone


@pytest.mark.parametrize(
    "text",
    [
        "db.execute('SELECT * FROM pragma_table_info(\"accounts\")').fetchall()",
        "db.execute('WITH a AS (SELECT * FROM pragma_database_list) SELECT * FROM a').fetchall()",
        "monthly_revenue(db, '2025-03', region=\"x' OR (SELECT COUNT(*) FROM pragma_database_list) OR 'x\")",
        "small.execute('SELECT * FROM pragma_cache_size').fetchall()",
        PRAGMA,
        "max(['PRAGMA hard_heap_limit=100001'], key=db.execute)",
        "revenue_per_ticket(db, '2025-03').pipe((db.execute, 'sql'))",
        "revenue_per_ticket(db, '2025-03').apply('to_csv', args=['/tmp/x'])",
        "revenue_per_ticket(db, '2025-03').agg({'region': [db.execute]})",
    ],
)
def test_no_pragma_no_attach_and_no_function_as_an_argument(text: str) -> None:
    tree = trees.tree(trees.base_and_head("0138")[1])
    (outcome,) = run_expressions(tree, [text], WAREHOUSE)
    assert outcome.refused, outcome.text
    assert "no PRAGMA" in outcome.text or "handed over" in outcome.text or ".to_csv" in outcome.text


CALLS = "paying_customers(db, date(2025, 1, 1)) * 0 + "


@pytest.mark.parametrize(
    "text",
    [
        *(f"db.execute('SELECT {of}').fetchall()" for of in ("random()", "hex(randomblob(1))", "CURRENT_TIME")),
        *(f'db.execute("SELECT {of}").fetchall()' for of in ("julianday('now')", "strftime('%f', ' NOW')", "time()")),
        "small.execute(\"SELECT strftime('%f') \").fetchall()",
        "monthly_revenue(db, '2025-03', region=\"x' OR random() > 0 OR 'x\")",
        "datetime.now().microsecond % 2",
        "date.today()",
        "datetime.utcnow().second",
        "revenue_per_ticket(db, '2025-03').sample(1)",
        "revenue_per_ticket(db, '2025-03')['revenue'].agg(['sample'])",
        "db.execute(\"SELECT unixepoch('subsec')\").fetchone()",
        "db.execute(\"SELECT timediff('2025-01-01', 'now')\").fetchone()",
    ],
)
def test_neither_chance_nor_the_time_of_today_is_evidence(text: str) -> None:
    (outcome,) = run_expressions(trees.tree(trees.base_and_head("0138")[1]), [text], WAREHOUSE)
    assert outcome.refused and "Evidence comes out the same each time" in outcome.text, outcome.text


def test_a_day_that_is_written_down_is_one_in_a_query() -> None:
    text = (
        "db.execute(\"SELECT date('2025-01-31', '+1 day'), strftime('%Y-%m', '2025-03-09'), julianday(NULL), "
        "CAST(julianday('2025-03-09') - julianday('2025-03-01') AS INT)\").fetchone()"
    )
    (outcome,) = run_expressions(trees.tree(trees.base_and_head("0138")[1]), [text], WAREHOUSE)
    assert outcome.text == "('2025-02-01', '2025-03', None, 8)"


def test_what_comes_out_otherwise_by_chance_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each version is asked three times. Here the one without the fault changes its mind at the last."""
    held = unseal(seal(course.COURSE / "pull-requests" / "0138"))
    given, fault = evidence.Evidence(load("0138"), held.faults, WAREHOUSE), held.truth.fault[1].name
    texts, asked = [CALLS + "1", CALLS + "2"], dict[Any, int]()

    def run(tree: Any, some: Any, *_: Any, **__: Any) -> list[Outcome]:
        made = []
        for text in some:
            times = asked[tree, text] = asked.get((tree, text), 0) + 1
            mended = tree != given.head
            made.append(Outcome(ok=2 if text == texts[1] and mended and times == 3 else int(mended)))
        return made

    monkeypatch.setattr(running, "run_expressions", run)
    assert given.reproduce(texts, fault) == texts[:1]
    assert {*asked.values()} == {3}


@pytest.mark.parametrize(("seconds", "times"), [(3.0, 1), (9.5, 3)])
def test_what_does_not_end_is_asked_again_where_the_other_one_hardly_did(
    seconds: float, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = unseal(seal(course.COURSE / "pull-requests" / "0138"))
    given, asked = evidence.Evidence(load("0138"), held.faults, WAREHOUSE), list[Any]()

    def run(tree: Any, some: Any, *_: Any, **__: Any) -> list[Outcome]:
        asked.extend(tree for _ in some)
        ends = tree != given.head
        return [Outcome(ok=1 if ends else None, late=not ends, seconds=seconds if ends else 10.0) for _ in some]

    monkeypatch.setattr(running, "run_expressions", run)
    assert given.reproduce([CALLS + "1"], held.truth.fault[1].name)
    assert (asked.count(given.head), len(asked)) == (times, times + 3)


def test_evidence_names_something_of_the_service() -> None:
    names_it = [
        *("late_fee(1)", "READ_SECONDS", "desk.report.main([])", "tests('tests/test_x.py')", "[1, late_fee(2)]"),
        "vendor_at('http://x', 't').timeout",
    ]
    nothing = ["1 + 1", "db.execute('SELECT 3').fetchone()[0]", "str(small)", "len(str(tmp))", "date(2025, 1, 1)", "("]
    assert [text for text in (*names_it, *nothing) if evidence.names_service(text)] == names_it


CALL = "calls_made(small_tickets(1), 1, BusyVendor())"


@pytest.mark.parametrize(
    "text",
    [
        *(f"{CALL} == 3", f"3 == {CALL}", f"{CALL} == 3 * 2", f"len({CALL}) == 3", f"round({CALL}, 2) == 3.0"),
        *(f"{CALL}['a'].sum() == 3", f"[{CALL}, {CALL}] == [3, 3]", f"sorted({CALL}.rows)[0] == 'x'"),
        *("desk.migrate.migrate(old_store(tmp)) == ['x']", f"{CALL} == Decimal('3')", f"{CALL} == [date(2025, 3, 1)]"),
        *("vendor_at('http://x', 't').ask('y').text == 'z'", f"{CALL} == TRIES"),
    ],
)
def test_a_statement_holds_what_a_call_gives_against_a_value(text: str) -> None:
    assert evidence.is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        *("tests('tests/test_triage.py') == 'passed'", "found('desk/triage.py', 'x') == []", f"len([{CALL}]) == 1"),
        *(f"({CALL} or True) == (1 or 2)", f"({CALL} >= 0) == True", f"({CALL} in [0, 1, 2, 3]) == True"),
        *(f"[3, {CALL}][0] == 3", f"bool([{CALL}]) == True", f"{CALL} == {CALL}", f"{CALL} * 0 == 0"),
        *("db.execute('SELECT 3').fetchone()[0] == 3", "len(db.execute('SELECT 3').fetchall()) == 1", f"{CALL} > 2"),
        *(f"bool({CALL}) == True", "len([]) == 0", f"{CALL} == 3 == 3", f"{CALL} = 3", "it is 3"),
    ],
)
def test_what_holds_whatever_the_call_gives_is_no_statement(text: str) -> None:
    assert not evidence.is_statement(text)


def test_one_statement_that_is_false_costs_all_of_them() -> None:
    given = evidence.Evidence(load("0141"), {}, WAREHOUSE)
    assert given.states([f"{CALL} == 3", "migrate(old_store(tmp)) == ['0003_whole_micros']"])
    assert not given.states([f"{CALL} == {guess}" for guess in range(5)]), "guesses"


def test_all_evidence_of_a_review_has_a_bound_and_the_next_review_keeps_its_marks(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown = found(SHOWS)
    alone = judged(shown).points
    # Eight pieces of evidence of a fault are run, and each of them ends within ten seconds.
    slow = [found(*(SLOW.format(6 * row + part) for part in range(6)), severity="minor") for row in range(19)]
    began = time.monotonic()
    with monkeypatch.context() as bounded:
        bounded.setattr(evidence, "SECONDS", 6.0)
        said = judged(shown, *slow)
    assert time.monotonic() - began < 100, "without a bound it is ten minutes"
    assert "stopped" in said.codes
    assert any("was stopped after 6 seconds" in line for line in said.at_grader.lines())
    assert judged(shown).points == alone
    Judge()._log_stopped("ann", "w25-q3", said.verdict)
    assert any("ann: w25-q3" in line and "stopped" in line for line in caplog.messages)


def test_a_statement_counts_only_where_it_has_been_run_on_what_it_must_need(monkeypatch: pytest.MonkeyPatch) -> None:
    def given() -> evidence.Evidence:
        return evidence.Evidence(load("0141"), {}, WAREHOUSE)

    needs, needs_not = "migrate(old_store(tmp)) == ['0003_whole_micros']", "len(small_tickets(1)) == 1"
    kept = given()
    assert kept.states([needs_not, needs]) and kept.idle == [needs_not]
    late = given()
    tree = breakage.broken_tree
    # Its time is up between the two runs.
    monkeypatch.setattr(breakage, "broken_tree", lambda *of: vars(late).update(_until=0.0) or tree(*of))
    assert not late.states([needs]) and late.is_stopped


def test_what_comes_out_is_small_in_the_judges_memory() -> None:
    tree = trees.tree(trees.base_and_head("0138")[1])
    tracemalloc.start()
    outcomes = run_expressions(tree, [LARGE] * 3, WAREHOUSE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {one.error for one in outcomes} == {"It returns more than anybody would compare. Show a part of it."}
    assert peak < 40_000_000


@pytest.mark.parametrize(
    ("shown_by", "says"),
    [
        ("paying_customers(db, '2025-12-31')", "A day stands there without quotes"),
        ('tests("test_filters.py::test_the_regions_add_up_to_the_whole")', "A test is named like this: tests("),
    ],
)
def test_evidence_that_cannot_come_out_is_told_its_own_error(shown_by: str, says: str) -> None:
    told = " ".join(" ".join(judged(found(shown_by)).lines()).split())
    assert "The evidence of finding 1 ends with an error" in told and says in told
