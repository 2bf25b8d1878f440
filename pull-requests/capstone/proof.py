"""What the mended head passes and a faulty one fails: one test a fault, run beside the tests of the pull request."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from desk.doubles import CountingVendor, old_store, small_tickets
from desk.migrate import migrate
from desk.nightly import examples_of, night, run_night, vendor_at, vendor_token
from desk.store import days_without, nights, open_store, queue_of, spent
from desk.support import revenue_behind, tickets_by_team
from desk.triage import summary
from desk.urgency import ticket_features
from desk.vendor import VendorError
from desk.warehouse import connect


@pytest.fixture
def store(tmp_path):
    return open_store(old_store(tmp_path))


def test_token_by_default(monkeypatch):
    monkeypatch.delenv("DESK_VENDOR_TOKEN", raising=False)
    with pytest.raises(VendorError, match="DESK_VENDOR_TOKEN"):
        vendor_token()


def test_team_in_the_text(store):
    assert queue_of(store, "Driver's app", date(2025, 10, 1)).empty


def test_all_the_patience():
    assert 0 < vendor_at("http://vendor.example", "token-of-a-test").timeout <= 5


def test_a_night_of_nothing(tmp_path):
    asked = [
        "--warehouse",
        "nowhere.sqlite",
        "--store",
        str(tmp_path / "s.sqlite"),
        "--vendor",
        "http://vendor.example",
    ]
    assert run_night(asked) == 1


def test_examples_as_written(db):
    assert "555" not in "".join(examples_of(db, date(2025, 3, 1)))


def test_ceiling_of_a_night(store):
    # October has cost 0.000499 dollars, so of 0.0042 there is no room for a call that may cost 0.004
    decisions = night(small_tickets(5), store, CountingVendor(tokens=2000), "2025-10", "0.0042")
    assert summary(decisions)["cost_usd"].sum() == 0


def test_calls_since_october(store):
    assert spent(store, "2025-09") > 0


def test_batch_let_go(tmp_path):
    path = old_store(tmp_path)
    migrate(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        night(small_tickets(2), connect(path), CountingVendor(), "2025-12")


def test_marks_to_come(db):
    # ticket 110 has its bad mark on 2 April; the next one of that account came in while it was open
    late = sqlite3.connect(":memory:")
    db.backup(late)
    late.execute(
        "INSERT INTO tickets SELECT 900, 6, '2025-03-30 10:00', NULL, channel, team, priority, 'open', NULL, subject,"
        " body FROM tickets WHERE ticket_id = 110"
    )
    assert ticket_features(late, date(2025, 3, 30), date(2025, 3, 31))["bad_before"].tolist() == [0]


def test_writers_again(db):
    assert revenue_behind(db, "2025-02").set_index("team")["revenue"]["Mobile app"] == 700


def test_month_without_end(store):
    assert nights(store, "2025-10")["day"].tolist() == ["2025-10-01", "2025-10-14", "2025-10-31"]


def test_urgent_while_open(db):
    assert tickets_by_team(db, "2025-02")["urgent"].sum() == 2


def test_one_day_short(store):
    assert len(days_without(store, "2025-11")) == 30


def test_the_tests_of_the_change_say_what_they_promise():
    # calls-at-most, same-as-itself and another-month are faults of tests: their right lines stand there
    text = Path(__file__).with_name("test_nightly.py").read_text(encoding="utf-8")
    for right in ("vendor.calls == 5", 'again == ["Billing"]', 'decisions_of(store, "2025-10")'):
        assert right in text
