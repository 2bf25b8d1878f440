"""Every planted fault and truth: what it is, where, which week uses it, and the measurement that proves it.

`broken` is asked by each build before a snapshot is put in place, and by tests/data on the snapshots that stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kestrel import leaving
from kestrel import measures as m
from kestrel.measures import Numbers, Tables

MANY = 1e9


@dataclass(frozen=True)
class Fault:
    """One planted fault. ``where`` names table.column; ``bounds`` hold for ``measure`` on every snapshot."""

    name: str
    weeks: tuple[int, ...]
    where: tuple[str, ...]
    planted: str
    measure: Callable[[Tables], Numbers]
    bounds: dict[str, tuple[float, float]]

    def reasons(self, tables: Tables) -> list[str]:
        """What is out of bounds, as short sentences; empty when the fault is there."""
        numbers = self.measure(tables)
        return [
            f"{self.name}: {key} is {numbers[key]:.4g}, not {low:g} to {high:g}"
            for key, (low, high) in self.bounds.items()
            if not low <= numbers[key] <= high
        ]

    @property
    def tables(self) -> frozenset[str]:
        """The tables that the measurement reads."""
        return frozenset(place.split(".")[0] for place in self.where)


def broken(tables: Tables) -> list[str]:
    """The faults that these tables should have and have not. Faults of tables that are not given are left out."""
    return [reason for fault in FAULTS if fault.tables <= set(tables) for reason in fault.reasons(tables)]


FAULTS: tuple[Fault, ...] = (
    Fault("cancelled accounts remain", (1,), ("accounts.status", "accounts.cancelled_on"),
          "Former customers stay in accounts; COUNT(*) is not the number of customers.",
          m.cancelled_remain, {"share": (0.16, 0.32), "without a date": (0, 0)}),
    Fault("test accounts", (1, 2), ("accounts.is_test", "accounts.seats", "invoices.account_id"),
          "Staff's own accounts, most of them active, with many seats; a few pay one dollar with the office card.",
          m.test_accounts, {"accounts": (30, 50), "active share": (0.75, 0.95), "median seats": (90, MANY),
                            "payers in December": (3, 8)}),
    Fault("trials do not pay", (1, 3), ("accounts.status", "invoices.account_id"),
          "Current trials look like accounts and have no invoice.",
          m.trials, {"accounts": (75, 110), "invoices": (0, 0)}),
    Fault("physical order is not time", (1,), ("accounts.account_id", "accounts.signed_up_on"),
          "Accounts were numbered anew in February 2024, and an older product's were moved in last: LIMIT without "
          "ORDER BY shows neither the newest nor the oldest. The seven newest dates differ, so those are certain.",
          m.physical_order, {"newest five on the first page": (0, 0), "newest five on the last page": (0, 0),
                             "different dates among the newest seven": (7, 7),
                             "tests among the newest five": (2, 2), "rank correlation": (0.2, 0.9)}),
    Fault("industry never asked", (2,), ("accounts.industry", "accounts.signed_up_on",
    "accounts.acquired_via"),
          "NULL where the form did not ask yet (before September 2023), and where a partner opened the account, some "
          "trials among them; 'Other' is an answer.",
          m.industry_null, {"share": (0.2, 0.3), "after the form asked, and not by a partner": (0, 0),
                            "trials": (3, 30), "test accounts": (1, 30),
                            "more trials than test accounts": (1, 30), "answered Other": (80, MANY)}),
    Fault("paid_at is NULL for three reasons", (2,), ("invoices.paid_at", "invoices.status"),
          "Open, void, and paid before April 2023 when the bank import did not record the time.",
          m.paid_at_null, {"open": (200, MANY), "void": (300, MANY), "not recorded": (2000, MANY),
                           "not recorded later": (0, 0), "recorded early": (0, 0), "recorded but not paid": (0, 0)}),
    Fault("acquired_via not recorded", (2,), ("accounts.acquired_via",),
          "NULL where nobody wrote down where the account came from.",
          m.acquired_via_null, {"share": (0.12, 0.18)}),
    Fault("Sales and Finance count differently", (2,),
          ("accounts.status", "accounts.is_test", "accounts.billing", "invoices.issued_on", "invoices.status"),
          "Sales counts active accounts, Finance accounts with a paid invoice of December 2025. Between them: test "
          "accounts, annual payers, December invoices still open, and accounts that paid and then left.",
          m.two_dashboards, {"test accounts": (15, 60), "annual, not invoiced in December": (100, 400),
                             "December still open": (30, 300), "paid in December, then cancelled": (10, 60),
                             "owed December, then cancelled": (2, 40),
                             "groups of the same size": (0, 0),
                             "unexplained": (0, 0), "neither paid nor open": (0, 0)}),
    Fault("invoices loaded twice", (2, 3), ("invoices.number", "invoices.invoice_id"),
          "About 110 invoices stand there twice, with a new invoice_id and all else equal.",
          m.loaded_twice, {"rows": (85, 130), "differ in something else": (0, 0), "fewest in a year": (20, 60)}),
    Fault("void invoices carry amounts", (2, 3), ("invoices.status", "invoices.amount"),
          "Withdrawn invoices keep their (wrong) amount beside the one that replaced them.",
          m.void_counted, {"share of all amounts": (0.008, 0.06)}),
    Fault("two currencies in one column", (3,), ("invoices.amount", "invoices.currency", "fx_rates.usd_per_unit",
    "accounts.region"),
          "Canada is invoiced in CAD: it is first when CAD is added as USD, and not when it is converted.",
          m.two_currencies, {"Canada over the next, naive, 2025": (1.04, 1.5), "first over second in USD, 2025": (1.06,
          2),
                             "Canada is not first in USD, 2025": (1, 1),
                             "Canada over the next, naive, all years": (1.04, 1.5),
                             "first over second in USD, all years": (1.06, 2),
                             "Canada is not first in USD, all years": (1, 1),
                             "lowest rate": (0.705, 0.73), "highest rate": (0.74, 0.765)}),
    Fault("former plan names", (3,), ("accounts.plan", "accounts.signed_up_on"),
          "Basic and Pro were renamed in July 2024 and stayed where nothing changed since: GROUP BY plan shows five.",
          m.former_plan_names, {"plan names": (5, 5), "former names": (450, 900), "signed up after the renaming": (0,
          0)}),
    Fault("the average invoice is no typical invoice", (3,), ("invoices.amount",),
          "A few Fleet accounts pull the mean far above the median.",
          m.skewed_amounts, {"mean over median": (2.5, 8)}),
    Fault("the top ten carry much", (3,), ("invoices.amount", "accounts.account_id", "fx_rates.month"),
          "Ten accounts hold about a tenth of the revenue of 2025.",
          m.top_ten, {"share of 2025": (0.075, 0.17), "tenth over eleventh": (1.001, 3)}),
    Fault("room for WHERE and HAVING", (3,), ("accounts.industry", "accounts.status"),
          "Thresholds exist at which filtering rows and filtering groups give different industries.",
          m.where_or_having, {"thresholds": (5, 35)}),
    Fault("the join that doubles revenue", (4,), ("invoices.account_id", "tickets.account_id", "fx_rates.month",
    "accounts.account_id"),
          "Invoices joined with tickets by account: an invoice counts once for each ticket of its account.",
          m.fan_out, {"inner join": (1.8, 3.2), "left join": (1.9, 3.6)}),
    Fault("silent customers", (4,), ("tickets.account_id", "accounts.account_id"),
          "Many customers never wrote: INNER JOIN drops them. A few wrote more than forty times.",
          m.silent_customers, {"share of customers": (0.35, 0.46), "most tickets": (40, 95)}),
    Fault("tickets from nobody known", (4,), ("tickets.account_id",),
          "account_id is NULL where the sender's address belongs to no account.",
          m.unknown_senders, {"share": (0.025, 0.037)}),
    Fault("rates joined by currency alone", (4,), ("fx_rates.currency", "fx_rates.month", "invoices.currency"),
          "Without the month every invoice meets thirty-six rates.",
          m.rates_by_currency_alone, {"rows over invoices": (36, 36)}),
    Fault("inhabited edges", (1, 2, 3, 4, 5), ("accounts.account_id", "accounts.name", "accounts.industry",
    "accounts.seats", "invoices.issued_on", "invoices.status", "fx_rates.month"),
          "Namesakes, a deleted number, test accounts called like companies, an industry of exactly 150 customers, a "
          "customer of exactly 25 seats, invoices on the last day: a slip that nothing stands in the way of would look "
          "right.",
          m.edges, {"missing numbers on the first page": (1, 2), "states among the newest five": (3, 3),
                    "open invoices loaded twice": (2, 9), "open invoices of test accounts": (1, 9),
                    "open invoices for a year": (1, 30), "paid in December, then cancelled, of staff": (1, 3),
                    "test accounts called like companies": (2, 3),
                    "customers among the newest five called like a test": (1, 1),
                    "namesakes of the ten largest": (1, 9), "industries at the threshold": (1, 1),
                    "customers in Other": (152, 400), "customers of 25 seats in the South": (1, 99),
                    "fewest invoices on the last day, of a currency": (3, 99)}),
    Fault("inhabited edges of the tickets", (1, 2, 3, 4), ("accounts.name", "tickets.opened_at", "tickets.priority"),
          "Namesakes who never wrote, tickets in the first and the last minutes of a period, two of one day.",
          m.edges_of_tickets, {"silent namesakes of one region": (1, 9), "silent namesakes in the West": (1, 9),
                    "twice on a day about one thing": (1, 99),
                    "fewest tickets of customers on an edge": (1, 99), "fewest urgent ones on an edge": (1, 99)}),
    Fault("UTC moves the month's end", (7,), ("invoices.paid_at", "accounts.time_zone"),
          "Paid on the last evening of the month, local time, is paid on the first of the next in UTC.",
          m.month_end, {"invoices": (200, 6000), "months touched": (30, 36)}),
    Fault("young cohorts", (7,), ("accounts.signed_up_on", "invoices.issued_on"),
          "December 2025 is complete, but the newest cohorts have only been there for a few months.",
          m.young_cohorts, {"second decimal of those who stay": (1, 9),
                            "customers of the last three months": (50, 250), "days of December with invoices": (26,
                            31)}),
    Fault("the exit survey knows the future", (16,), ("accounts.exit_survey_sent", "accounts.status"),
          "It goes out when an account asks to cancel: a model that may see it looks too good.",
          m.exit_survey, {"of cancelled": (0.9, 0.995), "of active": (0.002, 0.03)}),
    Fault("the notes of health fit the accounts", (14, 15, 16), ("health.noted_on", "health.days_used",
    "health.days_used_before", "health.owner_days", "health.months", "health.sold_by", "accounts.cancelled_on",
    "invoices.issued_on"),
          "A note of each paying account at each month's end. NULL says two things: no month before, and an owner who "
          "never signed in.",
          leaving.notes_of_health, {"months": (24, 24), "not the last day of a month": (0, 0), "of tests": (0, 0),
                                    "before the first invoice": (0, 0), "after leaving": (0, 0),
                                    "more days than the month": (0, 0), "unlike the note before": (0, 0),
                                    "no month before": (0, 0), "owner away before the account was": (0, 0),
                                    "owner there in a month without use": (0, 0),
                                    "owner never signed in": (0.07, 0.09), "sellers": (160, 180)}),
    Fault("who leaves fades first", (14, 15), ("health.days_used", "health.late_days", "health.plan",
    "accounts.cancelled_on"),
          "Use fades over four months before an account leaves; others are quiet and stay, and whom the new prices of "
          "July 2025 drive away hardly fades.",
          leaving.fading, {"leave, until March 2025": (0.01, 0.035), "leave, after June 2025": (0.025, 0.075),
                           "told by use, until March 2025": (0.75, 0.95),
                           "told by use, after June 2025": (0.63, 0.86), "told less after the new prices": (0.001, 0.3),
                           "told by the rule, after June 2025": (0.58, 0.77),
                           "few days of those who stay": (0.1, 0.3)}),
    Fault("who sold it says nothing", (16,), ("health.sold_by", "accounts.cancelled_on"),
          "A seller's share of leavers tells the rows it was counted on, and no others: encoded before the split, it "
          "leaks.",
          leaving.sellers, {"told on the same rows": (0.68, 0.85), "told on other accounts": (0.35, 0.65)}),
    Fault("drift after the new prices", (17,), ("accounts.cancelled_on", "accounts.plan", "invoices.amount"),
          "Prices rose by about 12 % on 1 July 2025; churn rose after it, above all among Solo.",
          m.price_drift, {"rise of churn, Solo": (2.0, 6), "Solo after": (0.02, 0.06), "Fleet after": (0.0, 0.015)}),
    Fault("Simpson's paradox in the pilot", (17,), ("triage_pilot.solved_first_time", "tickets.team",
    "tickets.priority"),
          "The assistant solves more tickets overall and fewer within every priority, and every team and priority.",
          m.simpson, {"tickets": (900, 2000), "assistant ahead overall": (0.03, 0.15),
                      "people ahead, narrowest priority": (0.03, 0.3),
                      "people ahead, narrowest team and priority": (0.01, 0.5)}),
    Fault("a true but small effect", (18,), ("experiment.converted", "experiment.arm", "invoices.paid_at"),
          "The checklist helps by a few points; after three weeks it looked like far more (peeking).",
          m.checklist, {"accounts": (195, 260), "checklist ahead": (0.035, 0.085),
                        "checklist ahead after three weeks": (0.12, 0.4), "converted unlike their invoices": (0, 0)}),
    Fault("three days without sync", (6, 7), ("tickets.opened_at", "tickets.csat", "incidents.started_at",
    "accounts.cancelled_on", "invoices.account_id"),
          "The incident of 11 to 13 March 2025: tickets jump, marks fall, more accounts leave in April.",
          m.outage, {"incidents of the year": (6, 40), "tickets over usual": (4, 40), "csat lower by": (0.6, 3),
                     "churn of April over usual": (1.2, 4)}),
    Fault("personal data in tickets", (19,), ("tickets.body",),
          "Names, phone numbers (555-01xx) and addresses (example.com, example.org) that must not leave the house.",
          m.personal_data, {"share": (0.06, 0.14), "phones": (300, 1500), "addresses": (150, 800)}),
    Fault("csat not answered", (2, 6), ("tickets.csat",),
          "NULL is no answer: no 3 and no 0.",
          m.csat_null, {"share": (0.5, 0.6)}),
    Fault("the calendar hides its share", (1, 12), ("calendar.kind", "calendar.hours", "calendar.response"),
          "All-day notes count 24 hours and declined meetings stand there too: counted naively, strategy looks small.",
          m.calendar, {"fewest accepted in a week": (25, 32), "most accepted in a week": (25, 32),
          "strategy by count": (0.42, 0.62),
                       "strategy by hours": (0.42, 0.72), "hidden by notes": (0.15, 0.6), "notes": (7, 21),
                       "declined": (18, 45)}),
    Fault("a calendar file as real ones are", (12,), ("calendar_files.ics", "calendar_files.owner"),
          "Series stand there once, with exceptions in UTC; meetings moved, one to another month; Outlook's names of "
          "zones; declined, cancelled and all-day entries. One week is strategy by exactly half.",
          m.calendar_file, {"entries": (95, 190), "sat in": (95, 130), "strategy": (0.4, 0.6), "all day": (12, 12),
          "cancelled": (5, 5), "declined": (9, 9), "more in UTC": (6, 6), "half of the even week": (0.5, 0.5),
          "third series over the fourth": (1, 9), "nearest slip": (0.0015, 1)}),
)  # fmt: skip
