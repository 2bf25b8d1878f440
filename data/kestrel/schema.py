"""Kestrel's schema. The comments here are the data dictionary: data/README.md is generated from them.

Dates are ISO text (``2025-12-31``), moments are ISO text to the minute (``2025-12-31 23:41``), so that a first query
shows what a person would write. The company's data ends with ``TODAY``.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import (
    DDL,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    event,
)

FIRST_DAY = dt.date(2023, 1, 1)
TODAY = dt.date(2025, 12, 31)

TEAMS = ("Billing", "Onboarding", "Scheduling", "Mobile app", "Integrations")

metadata = MetaData()

accounts = Table(
    "accounts",
    metadata,
    Column("account_id", Integer, primary_key=True, comment="One number an account; what the other tables refer to."),
    Column("name", String(80), nullable=False, comment="The company's name, as it signed up."),
    Column(
        "industry",
        String(20),
        comment="The trade. NULL: signed up before September 2023, when the form did not ask yet, and not asked since; "
        "or opened by a partner, past the form. 'Other' is an answer, NULL is not.",
    ),
    Column("region", String(12), nullable=False, comment="Sales region: Northeast, South, West or Canada."),
    Column("currency", String(3), nullable=False, comment="What the account is invoiced in: CAD in Canada, else USD."),
    Column(
        "plan",
        String(8),
        nullable=False,
        comment="Solo, Crew or Fleet. On 1 July 2024 'Basic' became 'Solo' and 'Pro' became 'Crew'; "
        "accounts that never changed plan since still carry the former name.",
    ),
    Column("billing", String(8), nullable=False, comment="'monthly' or 'annual': how often it is invoiced."),
    Column("status", String(10), nullable=False, comment="'trial', 'active' or 'cancelled', as of the last day."),
    Column("is_test", Integer, nullable=False, comment="1: made by Kestrel's own staff to try things. 0: a customer."),
    Column("seats", Integer, nullable=False, comment="How many people may use it."),
    Column("signed_up_on", String(10), nullable=False, comment="The day of sign-up (trial included)."),
    Column("cancelled_on", String(10), comment="The day it cancelled. NULL: it has not."),
    Column("acquired_via", String(12), comment="search, referral, trade show or partner. NULL: nobody recorded it."),
    Column("time_zone", String(24), nullable=False, comment="The account's own time zone, as in America/Denver."),
    Column(
        "exit_survey_sent",
        Integer,
        nullable=False,
        comment="1: the exit survey went out. It goes out when an account asks to cancel.",
    ),
    comment="One row an account: customers, trials, former customers, and Kestrel's own test accounts.",
)

invoices = Table(
    "invoices",
    metadata,
    Column("invoice_id", Integer, nullable=False, comment="One number a row."),
    Column(
        "number",
        Integer,
        nullable=False,
        comment="The number printed on the invoice. It should be unique; a few invoices were loaded twice.",
    ),
    Column("account_id", Integer, ForeignKey("accounts.account_id"), nullable=False, comment="Who is invoiced."),
    Column("issued_on", String(10), nullable=False, comment="The invoice's date. Due thirty days later."),
    Column("months", Integer, nullable=False, comment="How many months it pays for: 1, or 12 where billing is annual."),
    Column("amount", Numeric(10, 2, asdecimal=False), nullable=False, comment="In the invoice's own currency."),
    Column("currency", String(3), nullable=False, comment="USD or CAD. Two currencies in one column of amounts."),
    Column("status", String(4), nullable=False, comment="'paid', 'open' (not paid yet) or 'void' (withdrawn)."),
    Column(
        "paid_at",
        String(16),
        comment="When it was paid, in UTC. NULL means three things: open (not paid yet), void (never will be), and, "
        "on paid invoices before April 2023, that the old bank import did not record the time.",
    ),
    # Kept by account, so that "which accounts have no invoice" is answered at once, without an index beside the table.
    PrimaryKeyConstraint("account_id", "invoice_id"),
    comment="One row an invoice of the billing system: a subscription, monthly or annual, or a month's text messages.",
    sqlite_with_rowid=False,
)

fx_rates = Table(
    "fx_rates",
    metadata,
    Column("month", String(10), primary_key=True, comment="The first day of the month."),
    Column("currency", String(3), primary_key=True, comment="USD or CAD."),
    Column("usd_per_unit", Numeric(8, 4, asdecimal=False), nullable=False, comment="US dollars for one; 1 for USD."),
    comment="One row a month and currency. Joined by currency alone, every invoice meets 36 rates.",
)

tickets = Table(
    "tickets",
    metadata,
    Column("ticket_id", Integer, primary_key=True, comment="One number a ticket."),
    Column(
        "account_id",
        Integer,
        ForeignKey("accounts.account_id"),
        comment="Who wrote. NULL: the sender's address belongs to no account.",
    ),
    Column("opened_at", String(16), nullable=False, comment="When it came in, in UTC."),
    Column("closed_at", String(16), comment="When it was closed, in UTC. NULL: still open, or merged into another."),
    Column("channel", String(5), nullable=False, comment="email, phone or chat."),
    Column(
        "team",
        String(12),
        nullable=False,
        comment="Who dealt with it: Billing, Onboarding, Scheduling, Mobile app or Integrations.",
    ),
    Column("priority", String(6), nullable=False, comment="low, normal or high, as the sender chose."),
    Column("status", String(6), nullable=False, comment="open, closed or merged."),
    Column("csat", Integer, comment="The customer's mark, 1 to 5. NULL: not answered, which is no 3 and no 0."),
    Column("subject", String(120), nullable=False, comment="As written."),
    Column("body", Text, nullable=False, comment="As written; some hold names, phone numbers and addresses."),
    # "Which accounts never wrote" is answered at once, however it is asked.
    Index("tickets_of_an_account", "account_id"),
    comment="One row a support ticket.",
)

usage_events = Table(
    "usage_events",
    metadata,
    Column("account_id", Integer, ForeignKey("accounts.account_id"), primary_key=True, comment="Whose people used it."),
    Column("day", String(10), primary_key=True, comment="The day, in the account's own time zone."),
    Column("feature", String(10), primary_key=True, comment="schedule, quote, invoice, route or message."),
    Column("actions", Integer, nullable=False, comment="How many times that day."),
    # The grain is the key: without a row number of its own the table takes a seventh less of the file.
    sqlite_with_rowid=False,
    comment="A sample of the product's use: one row an account, day and feature.",
)

health = Table(
    "health",
    metadata,
    Column("account_id", Integer, ForeignKey("accounts.account_id"), primary_key=True, comment="Who is described."),
    Column("noted_on", String(10), primary_key=True, comment="The last day of the month that is described."),
    Column("plan", String(5), nullable=False, comment="Solo, Crew or Fleet, as the plans are called today."),
    Column(
        "months",
        Integer,
        nullable=False,
        comment="Whole months since its first invoice, which may be older than the table invoices.",
    ),
    Column("seats", Integer, nullable=False, comment="How many people may use it that month."),
    Column("days_used", Integer, nullable=False, comment="Days of that month on which anybody of it signed in."),
    Column("days_used_before", Integer, comment="The same, of the month before. NULL: this is its first month."),
    Column(
        "owner_days",
        Integer,
        comment="Days since its owner last signed in. NULL: the owner never signed in to the new app.",
    ),
    Column(
        "open_tickets",
        Integer,
        nullable=False,
        comment="Tickets open on that day; a call that waits for an answer is one, too.",
    ),
    Column(
        "late_days",
        Integer,
        nullable=False,
        comment="By how many days its oldest unpaid invoice is overdue; 0: none is. "
        "Customer care hears of a payment later than the billing system does.",
    ),
    Column(
        "sold_by", String(5), nullable=False, comment="Code of the person or partner who sold it to them, as in P-117."
    ),
    comment="One row an account and month: what customer care's own system noted of a paying account on the month's "
    "last day, January 2024 to December 2025.",
    sqlite_with_rowid=False,
)

releases = Table(
    "releases",
    metadata,
    Column("release_id", Integer, primary_key=True, comment="One number a release."),
    Column("version", String(10), nullable=False, comment="As in 4.12."),
    Column("released_on", String(10), nullable=False, comment="The day it went out."),
    Column("notes", String(200), nullable=False, comment="What changed, in a sentence."),
    comment="One row a release of Kestrel's product.",
)

incidents = Table(
    "incidents",
    metadata,
    Column("incident_id", Integer, primary_key=True, comment="One number an incident."),
    Column("started_at", String(16), nullable=False, comment="In UTC."),
    Column("ended_at", String(16), nullable=False, comment="In UTC."),
    Column("severity", Integer, nullable=False, comment="1 is the worst, 3 the mildest."),
    Column("component", String(20), nullable=False, comment="What failed."),
    Column("summary", String(200), nullable=False, comment="What customers saw, in a sentence."),
    comment="One row an incident of the product.",
)

experiment = Table(
    "experiment",
    metadata,
    Column("account_id", Integer, ForeignKey("accounts.account_id"), primary_key=True, comment="A trial account."),
    Column("arm", String(9), nullable=False, comment="'control', or 'checklist': shown a set-up checklist."),
    Column("assigned_on", String(10), nullable=False, comment="The day the coin was tossed."),
    Column("converted", Integer, nullable=False, comment="1: paid within thirty days."),
    comment="One row a trial account of the onboarding experiment (spring 2025).",
)

triage_pilot = Table(
    "triage_pilot",
    metadata,
    Column("ticket_id", Integer, ForeignKey("tickets.ticket_id"), primary_key=True, comment="A ticket of autumn 2025."),
    Column("handled_by", String(9), nullable=False, comment="'assistant' or 'people': who sorted it."),
    Column("suggested_team", String(12), comment="The assistant's choice. NULL: sorted by people."),
    Column("confidence", Numeric(4, 3, asdecimal=False), comment="Its own, 0 to 1. NULL: sorted by people."),
    Column("solved_first_time", Integer, nullable=False, comment="1: solved without being passed on."),
    comment="One row a ticket of the pilot in which an AI assistant sorted tickets.",
)

price_page = Table(
    "price_page",
    metadata,
    Column("day", String(10), primary_key=True, comment="Monday, 1 September to Sunday, 23 November 2025."),
    Column("week", Integer, nullable=False, comment="Week of the test, 1 to 12."),
    Column("device", String(7), primary_key=True, comment="phone or desktop."),
    Column("page", String(3), primary_key=True, comment="'old', or 'new': which of the two a coin gave the visitor."),
    Column("visitors", Integer, nullable=False, comment="How many people saw it. Each person counts once."),
    Column("asked", Integer, nullable=False, comment="How many of them asked for an offer."),
    comment="The test of a new page of prices (autumn 2025): one row a day, device and page.",
)

night_log = Table(
    "night_log",
    metadata,
    Column("ticket_id", Integer, ForeignKey("tickets.ticket_id"), primary_key=True, comment="A ticket on our list."),
    Column("sorted_at", String(16), nullable=False, comment="When our program wrote it down, in UTC."),
    Column("team", String(12), nullable=False, comment="Where it was sent."),
    Column(
        "sorted_by", String(8), nullable=False, comment="'vendor', or 'fallback': sorted by the rule, at no charge."
    ),
    Column(
        "dollars",
        Numeric(10, 6, asdecimal=False),
        nullable=False,
        comment="What our program counted: the tokens of the answer, at the vendor's list price.",
    ),
    comment="The night of 30 December 2025, when 200 tickets were sorted: one row a ticket that our program finished.",
)

vendor_bill = Table(
    "vendor_bill",
    metadata,
    Column("line", Integer, primary_key=True, comment="One number a charge."),
    Column("charged_at", String(16), nullable=False, comment="When, in UTC."),
    Column("ticket_id", Integer, ForeignKey("tickets.ticket_id"), nullable=False, comment="Of the request, as sent."),
    Column("model", String(12), nullable=False, comment="The model that was asked."),
    Column("tokens_in", Integer, nullable=False, comment="Tokens of the prompt."),
    Column("tokens_out", Integer, nullable=False, comment="Tokens of the answer."),
    Column("dollars", Numeric(10, 6, asdecimal=False), nullable=False, comment="What was charged."),
    comment="The AI vendor's bill of the same night: one row a charge.",
)

labelled_texts = Table(
    "labelled_texts",
    metadata,
    Column("text_id", Integer, primary_key=True, comment="One number a text."),
    Column("country", String(2), nullable=False, comment="Where its writer lives: US, CA, GB, FR or DE."),
    Column("language", String(2), nullable=False, comment="en, fr or de."),
    Column("text", Text, nullable=False, comment="As it would be sent to a vendor. Its people are invented."),
    comment="Texts like those of tickets, as many from each of five countries. In labelled_pieces a person has marked "
    "what is personal in them: a filter is measured by that.",
)

labelled_pieces = Table(
    "labelled_pieces",
    metadata,
    Column("piece_id", Integer, primary_key=True, comment="One number a piece."),
    Column("text_id", Integer, ForeignKey("labelled_texts.text_id"), nullable=False, comment="Where it stands."),
    Column("kind", String(5), nullable=False, comment="phone, email, name, or other: no more than a number."),
    Column("piece", String(60), nullable=False, comment="As it stands in the text."),
    Column("is_personal", Integer, nullable=False, comment="1: it belongs to a person. 0: it only looks so."),
    comment="One row a piece of a labelled text.",
)

golden = Table(
    "golden",
    metadata,
    Column("ticket_id", Integer, ForeignKey("tickets.ticket_id"), primary_key=True, comment="A ticket of late 2025."),
    Column("reader_1", String(12), nullable=False, comment="The team, as the first reader put it, alone."),
    Column("reader_2", String(12), nullable=False, comment="The same by the second, who had not seen the first's."),
    Column(
        "team",
        String(12),
        nullable=False,
        comment="The right team, as it was settled: where the two differ, the team that solved it in the end.",
    ),
    Column("language", String(2), nullable=False, comment="'en' or 'fr': what it is written in."),
    Column("waits_1", Integer, nullable=False, comment="1: the first reader thinks that somebody stands waiting."),
    Column("waits_2", Integer, nullable=False, comment="The same, by the second reader."),
    Column(
        "shown",
        Integer,
        nullable=False,
        comment="1: it is also among the examples in the vendor's prompt (candidates 'nearest'). 0: it is not.",
    ),
    comment="The golden set: 200 tickets of October to December 2025 that two people have labelled, each alone.",
)

trial_calls = Table(
    "trial_calls",
    metadata,
    Column("call_id", Integer, primary_key=True, comment="One number a row."),
    Column(
        "candidate",
        String(16),
        nullable=False,
        comment="Who sorted: 'rules short' and 'rules described' (rules-1 with two prompts), 'nearest 30' and "
        "'nearest 120' (nearest-1 with so many examples), or 'reader' (the second reader of golden).",
    ),
    Column("ticket_id", Integer, ForeignKey("golden.ticket_id"), nullable=False, comment="What was sorted."),
    Column("model", String(12), comment="The vendor's model. NULL: a person."),
    Column("answer", String(12), nullable=False, comment="The team that it was sorted to."),
    Column("tokens_in", Integer, comment="Tokens of the prompt, examples and ticket. NULL: a person."),
    Column("tokens_out", Integer, comment="Tokens of the answer. NULL: a person."),
    Column("dollars", Numeric(10, 6, asdecimal=False), nullable=False, comment="Its price; of a person, the time's."),
    Column("seconds", Numeric(6, 2, asdecimal=False), nullable=False, comment="From asking to the answer."),
    Column("judged", String(5), comment="'right' or 'wrong': what rules-1 said of the answer. NULL: was not asked."),
    comment="The trial of ways to sort tickets: one row a candidate and ticket of the golden set.",
)

calendar = Table(
    "calendar",
    metadata,
    Column("event_id", Integer, primary_key=True, comment="One number an entry."),
    Column("starts_at", String(16), nullable=False, comment="Local time."),
    Column("ends_at", String(16), nullable=False, comment="Local time."),
    Column("hours", Numeric(4, 2, asdecimal=False), nullable=False, comment="How long; 24 for an all-day entry."),
    Column("title", String(80), nullable=False, comment="As the organiser wrote it."),
    Column(
        "kind",
        String(10),
        nullable=False,
        comment="strategy, operations, one-to-one, customer, hands-on, or note (an all-day reminder, no meeting).",
    ),
    Column("response", String(9), nullable=False, comment="accepted or declined."),
    comment="The chief operating officer's calendar, 3 November to 19 December 2025.",
)

calendar_files = Table(
    "calendar_files",
    metadata,
    Column("owner", String(40), primary_key=True, comment="Whose calendar, as an address."),
    Column("exported_on", String(10), nullable=False, comment="The day of the export."),
    Column("ics", Text, nullable=False, comment="The file itself, in the format that calendar programs export (.ics)."),
    comment="One row a calendar that its owner has exported. So far one: the chief operating officer's.",
)


class View(NamedTuple):
    """A stored query: what it is for, the tables whose comments explain its columns (the first one first), its SQL.

    ``columns`` says of a column what the tables' comments do not: what the view has made of it.
    """

    comment: str
    tables: tuple[Table, ...]
    select: str
    columns: dict[str, str]


VIEWS = {
    "invoiced": View(
        "A view: a stored query, read like a table. Each printed invoice of a customer once, no test accounts, with "
        "the account's name, region, plan and industry. Void invoices and both currencies are still in it.",
        (invoices, accounts),
        # Week 3 reads it before joins are taught; week 4 opens it and finds the JOIN. DISTINCT without invoice_id
        # removes the invoices that were loaded twice.
        """
SELECT DISTINCT i.number, i.issued_on, i.months, i.amount, i.currency, i.status,
       a.account_id, a.name, a.region, a.plan, a.industry, a.is_test
FROM invoices AS i
JOIN accounts AS a ON a.account_id = i.account_id
WHERE a.is_test = 0
""",
        {
            "number": "The number printed on the invoice. Here each stands once.",
            "status": "'paid', 'open' (not paid yet) or 'void' (withdrawn): the invoice's, not the account's.",
            "is_test": "0 in every row: test accounts are left out.",
        },
    )
}
for _name, _view in VIEWS.items():
    event.listen(metadata, "after_create", DDL(f"CREATE VIEW {_name} AS {_view.select}"))  # type: ignore[no-untyped-call]
    event.listen(metadata, "before_drop", DDL(f"DROP VIEW IF EXISTS {_name}"))  # type: ignore[no-untyped-call]
