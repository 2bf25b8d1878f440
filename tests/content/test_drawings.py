"""The drawings of the lessons: small, in one look, readable wherever they stand, and they run and load nothing."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.content.notebooks import ROOT, read

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = sorted((ROOT / "notebooks" / "drawings").iterdir())
INKS = {"#1f2933", "#2b6cb0", "#a3461a", "#8a94a0", "#5f6b78", "#ffffff"}  # of words and numbers; white ones on a disc
MOST_BYTES, WIDTH, MOST_HIGH, SMALLEST = 12_000, 720, 360, 13
ELEMENTS = {"svg", "title", "desc", "g", "rect", "circle", "line", "path", "text"}
#: By drawing: what it takes from the data, as a query. The others show a small example of their own.
FROM_THE_DATA = {
    "week-01-clauses": "SELECT name, region, seats FROM accounts WHERE account_id IN (994, 253, 380, 831, 1164, 562)",
    "week-02-null": """
        SELECT name, COALESCE(industry, 'NULL') FROM accounts WHERE account_id IN (253, 831, 1164, 380, 621)""",
    "week-04-strands": """
        SELECT i.number, printf('%,d', i.amount), t.ticket_id, printf('%,d', SUM(i.amount) OVER ())
        FROM invoices AS i JOIN tickets AS t ON t.account_id = i.account_id AND t.opened_at >= '2024-01-01'
        WHERE i.account_id = 154 AND i.issued_on >= '2025-10-01'""",
    "week-05-two-steps": "SELECT account_id, plan FROM accounts WHERE account_id IN (1, 3, 5, 6)",
    "week-07-cohorts": """
        WITH customers AS (
            SELECT substr(signed_up_on, 1, 4) || 'Q' || ((substr(signed_up_on, 6, 2) + 2) / 3) AS cohort,
                   12 * (substr(cancelled_on, 1, 4) - substr(signed_up_on, 1, 4))
                     + substr(cancelled_on, 6, 2) - substr(signed_up_on, 6, 2) AS left_after,
                   12 * (2025 - substr(signed_up_on, 1, 4)) + 12 - substr(signed_up_on, 6, 2) AS seen_for
            FROM accounts
            WHERE is_test = 0 AND signed_up_on >= '2024-07-01' AND signed_up_on < '2025-10-01'
              AND account_id IN (SELECT account_id FROM invoiced)
        ), ages (months) AS (VALUES (3), (6), (9), (12), (15))
        SELECT cohort, months, printf('%.1f', 100.0 * AVG(left_after IS NULL OR left_after > months))
        FROM customers JOIN ages ON seen_for >= months
        GROUP BY cohort, months""",
    "week-12-rules": """
        SELECT DISTINCT title, kind FROM calendar
        WHERE title IN ('Sit in on code review', '1:1 finance', 'Customer visit: roofing', 'Board pre-read',
                        'Vision workshop')""",
    "week-14-timeline": """
        SELECT h.days_used, h.owner_days, h.late_days, a.status,
               CAST(substr(a.cancelled_on, 9) AS INTEGER) || ' September: it cancels'
        FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id
        WHERE h.account_id = 663 AND h.noted_on = '2025-06-30' AND a.cancelled_on LIKE '2025-09-%'""",
    "week-18-interval": """
        SELECT arm, COUNT(*) || ' accounts', SUM(converted) || ' paid' FROM experiment GROUP BY arm""",
    "week-19-agent": """
        SELECT 'refund ' || number, 'refused: an invoice of account ' || account_id FROM invoices
        WHERE number = 95732 AND account_id <> 639""",
    "week-21-boxes": """
        SELECT c.candidate, c.answer, g.team
        FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id
        WHERE c.ticket_id = 11147 AND c.candidate IN ('nearest 120', 'rules described')""",
}
#: By drawing: what it takes from a cell of its lesson, from its lines or from what it shows.
FROM_A_CELL = {
    "week-05-two-steps": ("never", ('plans[plans["plan"] == "Basic"]', '["plan"] = "Solo"', "424")),
    "week-08-traceback": ("stops", ("KeyError: 'seats'", "KeyError(key)", 'ranked = west.sort_values("seats", ')),
    "week-10-script": ("run-channels", ("channels-2025-12-08.html", "report.py")),
    "week-13-coins": ("ahead", ("5 months", "6 months", "12 months")),
    "week-15-four-heaps": ("tenth", ("0.10", "1553", "70", "31", "14")),
    "week-17-drift": (
        "months",
        ("35.6", "23.5", "24.5", "81.3", "32.2", "11.7", "20.5", "68.9", "13.3", "13.9"),
    ),
    "week-18-interval": ("interval", ("5.9", "-6.9", "18.7")),
    "week-20-key": (
        "key",
        ("0.00014", '{"team": "Billing"}', "Idempotency-Key", "2025-12-30-rules-1-11713", "again, free"),
    ),
    "week-24-request": (
        "worked-example-four-parts-of-a-pull-request-code",
        ("0146", "provider-2026", "158 passed", "118 lines added", "3 removed"),
    ),
    "week-25-pairs": (
        "worked-example-from-suspicion-to-evidence-code",
        ("provider_token()", "rpk-58d1-e07a-46c9-b3f2"),
    ),
    "week-26-ceiling": ("worked-example-measure-the-promise-code", ("120",)),
}


@pytest.fixture(params=DRAWINGS, ids=lambda path: path.stem)
def drawing(request: pytest.FixtureRequest) -> ElementTree.Element:
    path: Path = request.param
    assert path.suffix == ".svg" and path.stat().st_size < MOST_BYTES
    return ElementTree.fromstring(path.read_text(encoding="utf-8"))


def test_it_says_in_words_what_it_shows(drawing: ElementTree.Element) -> None:
    for name, fewest in (("title", 5), ("desc", 20)):
        assert len((drawing.findtext(f"{SVG}{name}") or "").split()) >= fewest


def test_it_is_as_wide_as_a_text_and_stands_on_paper_of_its_own(drawing: ElementTree.Element) -> None:
    left, top, width, height = map(int, drawing.attrib["viewBox"].split())
    assert (left, top, width) == (0, 0, WIDTH) and height <= MOST_HIGH
    paper = drawing.find(f"{SVG}rect")
    assert paper is not None and paper.attrib["fill"] == "#ffffff"
    assert (paper.attrib["width"], paper.attrib["height"]) == (str(width), str(height))


def test_its_words_are_large_enough_and_of_the_inks_that_all_have(drawing: ElementTree.Element) -> None:
    for group in drawing.iter():
        if "font-size" in group.attrib:
            assert int(group.attrib["font-size"]) >= SMALLEST
        if group.tag == f"{SVG}text":
            assert group.get("fill", "#1f2933") in INKS


def test_it_runs_nothing_and_loads_nothing(drawing: ElementTree.Element) -> None:
    assert {one.tag.removeprefix(SVG) for one in drawing.iter()} <= ELEMENTS
    said = [value for one in drawing.iter() for name, value in one.attrib.items() if name != "xmlns"]
    assert not [value for value in said if re.search(r"url\(|https?:|javascript", value)]
    assert not [name for one in drawing.iter() for name in one.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("name", FROM_THE_DATA)
def test_what_it_takes_from_the_data_stands_there(name: str) -> None:
    drawn = ElementTree.parse(ROOT / "notebooks" / "drawings" / f"{name}.svg").iter(f"{SVG}text")
    words = {one.text for one in drawn}
    with sqlite3.connect(f"file:{ROOT / 'data' / 'kestrel.sqlite'}?mode=ro", uri=True) as database:
        rows = database.execute(FROM_THE_DATA[name]).fetchall()
    assert rows
    assert {str(value) for row in rows for value in row} - words == set()


def test_the_bars_of_two_charts_are_as_long_as_the_hours_of_the_teams() -> None:
    bars = ElementTree.parse(ROOT / "notebooks" / "drawings" / "week-06-two-charts.svg").findall(f"{SVG}rect")[1:]
    hours = """
        SELECT AVG(julianday(closed_at) - julianday(opened_at)) * 24 FROM tickets
        WHERE opened_at >= '2025-01-01' AND opened_at < '2025-12-01' GROUP BY team ORDER BY 1"""
    with sqlite3.connect(f"file:{ROOT / 'data' / 'kestrel.sqlite'}?mode=ro", uri=True) as database:
        teams = [float(one) for (one,) in database.execute(hours)]
    for drawn, begins in ((bars[:5], 0), (bars[5:], 25)):
        lengths = [float(one.attrib["width"]) for one in drawn]
        assert lengths == pytest.approx([(team - begins) * 220 / (70 - begins) for team in teams], abs=0.5)


@pytest.mark.parametrize("name", FROM_A_CELL)
def test_what_it_takes_from_a_cell_of_its_lesson_stands_there(name: str) -> None:
    cell_id, taken = FROM_A_CELL[name]
    (lesson,) = (ROOT / "notebooks").glob(f"{name[:7]}-*.ipynb")
    (cell,) = [one for one in read(lesson).cells if one.id == cell_id]
    shown = [cell.source]
    for output in cell.outputs:
        shown += [output.get("text", ""), output.get("data", {}).get("text/plain", ""), *output.get("traceback", [])]
    stands = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(shown))
    drawn = "\n".join(ElementTree.parse(ROOT / "notebooks" / "drawings" / f"{name}.svg").getroot().itertext())
    assert [one for one in taken if one not in stands or one not in drawn] == []
