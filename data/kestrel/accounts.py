"""The accounts: who signed up when, who left when, and where they are."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from kestrel import companies
from kestrel.bounds import accounts_on_the_bounds
from kestrel.edges import accounts_at_the_edges, leavers_of_the_first, newest_otherwise
from kestrel.schema import FIRST_DAY, TODAY
from kestrel.story import (
    EXPERIMENT_FIRST,
    EXPERIMENT_LAST,
    INDUSTRY_ASKED_FROM,
    MONTHS,
    PRICES,
    RENAMED_ON,
    SEASON,
    Story,
    month_days,
    month_of,
    month_start,
    records,
)

DAY = dt.timedelta(days=1)


def draw_accounts(story: Story, rng: np.random.Generator) -> pd.DataFrame:
    """One row an account, with the schema's columns and what later parts need.

    Extra columns: ``role`` (payer, lapsed, trial, test), ``first_invoice`` (a date or None), ``anchor`` (day of the
    month of its invoices), ``discount``, ``autopay``, ``seats_before`` and ``grew_in`` (a month), ``flexes``,
    ``texts``, ``arm`` (of the experiment, or None), ``town``, ``trade`` (the industry, known or not), and those of
    `kestrel.edges`.
    """
    frame = pd.DataFrame(_sign_ups(story, rng))
    _plans_and_seats(frame, story, rng)
    _departures(frame, story, rng)
    _regions(frame, story, rng)
    _names(frame, rng)
    _labels(frame, rng)
    learning = story.snapshot == "learning"
    frame = accounts_at_the_edges(_number(frame, story, rng), rng)
    frame = newest_otherwise(frame, learning=learning)
    return frame if learning else accounts_on_the_bounds(leavers_of_the_first(frame, rng), rng)


def _sign_ups(story: Story, rng: np.random.Generator) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []

    def add(role: str, day: dt.date, arm: str | None = None, converted: int = 0) -> None:
        rows.append({"role": role, "signed_up": day, "arm": arm, "converted": converted})

    for _ in range(story.base):  # The older, the fewer: most of the base joined in 2021 and 2022.
        add("payer", dt.date(2022, 12, 14) - DAY * int(min(rng.exponential(430), 1500)))
    experiment = _experiment(story, rng)
    pull = np.array([SEASON[(m + 11) % 12] * (1 + 0.011 * m) for m in range(35)])
    pull[[month_of(EXPERIMENT_FIRST), month_of(EXPERIMENT_FIRST) + 1, month_of(EXPERIMENT_LAST)]] = 0
    left = story.added - sum(role == "payer" for role, *_ in experiment)
    for month in rng.choice(35, size=left, p=pull / pull.sum()):
        add("payer", _weekday(month_start(int(month)) + DAY * int(rng.integers(month_days(int(month)))), rng))
    for entry in experiment:
        add(*entry)
    for _ in range(story.lapsed):
        add("lapsed", _weekday(dt.date(2025, 6, 9) + DAY * int(rng.integers(150)), rng))
    # Of the newest sign-ups one paid at once and one has left again: a condition on the status loses them.
    add("payer", dt.date(2025, 12, 28), converted=1)
    add("lapsed", dt.date(2025, 12, 26))
    # Trials last thirty days since October 2025; a few of November were given more time.
    late = max(10, story.trials // 6)
    newest = [31, 30, 24, 23, 21, 19]
    for n in range(story.trials):
        if n < len(newest):
            day = dt.date(2025, 12, newest[n])
        elif n < story.trials - late:
            day = _weekday(dt.date(2025, 12, 1) + DAY * int(rng.integers(19)), rng)
        else:
            day = _weekday(dt.date(2025, 11, 17) + DAY * int(rng.integers(13)), rng)
        add("trial", day)
    for n in range(story.tests):
        day = dt.date(2022, 2, 1) + DAY * int(rng.integers(1380))
        # Two of the newest five sign-ups are no customers, on every seed: striking out one name is not enough.
        add("test", (dt.date(2025, 12, 29), dt.date(2025, 12, 27))[n] if n < 2 else day)
    _spread_newest_payers(rows)
    return rows


def _weekday(day: dt.date, rng: np.random.Generator) -> dt.date:
    """Most sign-ups of a weekend move to the Friday before."""
    return day - DAY * (day.weekday() - 4) if day.weekday() > 4 and day.day > 2 and rng.random() < 0.6 else day


def _experiment(story: Story, rng: np.random.Generator) -> list[tuple[str, dt.date, str, int]]:
    """Role, day, arm, converted. The truth is about +6 points for the checklist; the first weeks show far more."""
    span = (EXPERIMENT_LAST - EXPERIMENT_FIRST).days + 1
    out: list[tuple[str, dt.date, str, int]] = []
    for arm, share in (("control", 0.54), ("checklist", 0.60)):
        size = story.experiment // 2 + (arm == "checklist") * int(rng.integers(-4, 5))
        days = sorted(int(d) for d in rng.integers(span, size=size))
        wins = round(size * (share + rng.uniform(-0.006, 0.006)))
        early = [i for i, d in enumerate(days) if d < 21]
        early_wins = round(len(early) * (0.68 if arm == "checklist" else 0.44))
        later = [i for i in range(size) if i not in set(early)]
        chosen = {int(i) for i in rng.permutation(early)[:early_wins]}
        chosen |= {int(i) for i in rng.permutation(later)[: wins - early_wins]}
        for i, d in enumerate(days):
            # One in eight of those who did not pay in time paid later: converted stays 0.
            role = "payer" if i in chosen or rng.random() < 0.125 else "lapsed"
            out.append((role, EXPERIMENT_FIRST + DAY * d, arm, int(i in chosen)))
    return out


def _spread_newest_payers(rows: list[dict[str, object]]) -> None:
    """The eight newest customers signed up on eight different days, so that "the newest five" has one answer."""
    payers = [r for r in rows if r["role"] == "payer" and r["signed_up"] != dt.date(2025, 12, 28)]
    payers = sorted(payers, key=lambda r: str(r["signed_up"]))
    for back, row in enumerate(reversed(payers[-8:])):
        row["signed_up"] = dt.date(2025, 11, (28, 27, 26, 25, 24, 21, 20, 19)[back])
    for row in payers[:-8]:
        day = row["signed_up"]
        assert isinstance(day, dt.date)
        if day >= dt.date(2025, 11, 19):
            row["signed_up"] = dt.date(2025, 11, 3) + DAY * (day.day % 14)


def _plans_and_seats(frame: pd.DataFrame, story: Story, rng: np.random.Generator) -> None:
    size = len(frame)
    plan = rng.choice(list(story.plan_share), size=size, p=list(story.plan_share.values()))
    test = (frame["role"] == "test").to_numpy()
    plan[test] = rng.choice(["Crew", "Fleet"], size=int(test.sum()), p=[0.3, 0.7])
    seats = np.where(
        plan == "Solo",
        rng.choice([1, 2, 3], size=size, p=[0.66, 0.24, 0.10]),
        np.where(
            plan == "Crew",
            np.clip(np.rint(rng.lognormal(2.0, 0.55, size)), 3, 30),
            np.clip(np.rint(18 + rng.lognormal(3.2, 0.95, size)), 20, 420),
        ),
    ).astype(int)
    seats[test] = rng.choice([50, 99, 100, 200, 250, 500, 500, 999], size=int(test.sum()))
    # A handful of large customers came early and carry a tenth of the revenue.
    early = np.array([d < dt.date(2024, 3, 1) for d in frame["signed_up"]])
    large = rng.permutation(np.flatnonzero((plan == "Fleet") & (frame["role"] == "payer").to_numpy() & early))[:7]
    seats[large] = np.sort(rng.choice(np.arange(290, 500), size=7, replace=False))
    frame["plan"] = plan
    frame["seats"] = seats
    share = np.select([plan == "Solo", plan == "Crew"], [0.10, 0.19], 0.20)
    annual = (rng.random(size) < share) & (seats <= 60) & (frame["role"] == "payer").to_numpy()
    frame["billing"] = np.where(annual, "annual", "monthly")
    steps = rng.choice([0, 1, 2], size=size, p=[0.62, 0.27, 0.11])
    grown = np.select([steps == 1, steps == 2], [rng.uniform(0.1, 0.4, size), rng.uniform(0.5, 1.2, size)], 0.0)
    least = np.select([plan == "Solo", plan == "Crew"], [1, 3], 18)
    frame["seats_before"] = np.maximum(least, np.rint(seats / (1 + grown))).astype(int)
    frame["grew_in"] = rng.integers(4, MONTHS - 3, size=size)
    frame["flexes"] = (plan != "Solo") & (rng.random(size) < 0.4) & ~annual
    discount = rng.choice([0.0, 0.05, 0.075, 0.1, 0.125, 0.15], size=size, p=[0.45, 0.13, 0.12, 0.12, 0.09, 0.09])
    frame["discount"] = np.where(plan == "Fleet", discount, np.where(rng.random(size) < 0.06, 0.1, 0.0))
    frame["autopay"] = rng.random(size) < np.select([plan == "Solo", plan == "Crew"], [0.9, 0.82], 0.55)
    frame["texts"] = (rng.random(size) < np.select([plan == "Solo", plan == "Crew"], [0.42, 0.66], 0.8)) & ~annual
    first: list[dt.date | None] = []
    for row in records(frame):
        wait = 30 if row.signed_up >= dt.date(2025, 10, 1) else 14
        wait = 0 if row.signed_up == dt.date(2025, 12, 28) else wait
        # Who took part in the experiment and paid, but not in time, took a few weeks more.
        wait += 24 if isinstance(row.arm, str) and not row.converted else 0
        first.append(row.signed_up + DAY * wait if row.role == "payer" else None)
    frame["first_invoice"] = pd.Series(first, dtype=object)
    frame["anchor"] = [min(d.day, 28) if d else 1 for d in first]


def churn_hazard(plan: str, month: int, quiet: float) -> float:
    """The chance that a paying account leaves in a month. After the price change of July 2025 Solo leaves most."""
    hazard = quiet * {"Solo": 1.45, "Crew": 0.85, "Fleet": 0.3}[plan]
    hazard *= 1.2 if month % 12 in (10, 11, 0, 1) else 0.9
    if month == 27:  # April 2025: the month after the app lost people's work.
        hazard *= 2.5
    if month >= 30:
        hazard *= {"Solo": 3.4, "Crew": 1.8, "Fleet": 1.1}[plan] * (1.0, 1.1, 1.05, 0.95, 0.9, 0.55)[month - 30]
    return hazard


def _departures(frame: pd.DataFrame, story: Story, rng: np.random.Generator) -> None:
    left: list[dt.date | None] = []
    for row in records(frame):
        gone: dt.date | None = None
        if row.role == "lapsed":
            gone = min(row.signed_up + DAY * int(rng.integers(14, 31)), dt.date(2025, 12, 30))
        elif row.role == "payer":
            start = max(0, month_of(row.first_invoice) + 2)
            for month, luck in enumerate(rng.random(MONTHS)):
                if month >= start and luck < churn_hazard(row.plan, month, story.quiet_churn):
                    # Within the billing month: people leave after an invoice, not before it.
                    low = row.anchor if row.anchor < 26 else 1
                    gone = month_start(month) + DAY * int(rng.integers(low, month_days(month)))
                    break
        left.append(gone)
    _december_leavers(frame, left, rng)
    frame["cancelled"] = pd.Series(left, dtype=object)
    status = np.where([d is not None for d in left], "cancelled", "active")
    status = np.where(frame["role"] == "trial", "trial", status)
    tests = np.flatnonzero(frame["role"] == "test")
    days: list[dt.date] = list(frame["signed_up"])
    for place, index in enumerate(rng.permutation(tests)):
        status[index] = "trial" if place < 2 else "active"
        if 2 <= place < 5:
            status[index] = "cancelled"
            # One of them leaves in December, so that a list of that month's leavers has to say whom it means.
            late = place == 2 and days[int(index)] < dt.date(2025, 12, 1)
            frame.at[index, "cancelled"] = dt.date(2025, 12, 10) if late else min(days[int(index)] + DAY * 31, TODAY)
    frame["status"] = status


def _december_leavers(frame: pd.DataFrame, left: list[dt.date | None], rng: np.random.Generator) -> None:
    """At least a dozen accounts pay their December invoice by card and cancel before the year is over."""
    pays = (frame["role"] == "payer") & (frame["billing"] == "monthly") & frame["autopay"] & (frame["anchor"] <= 18)
    old = frame["signed_up"].map(lambda d: d < dt.date(2025, 8, 1))
    pool = [int(i) for i in rng.permutation(np.flatnonzero(pays & old & (frame["plan"] != "Fleet"))) if left[i] is None]
    for index in pool[: int(rng.integers(11, 15))]:
        left[index] = dt.date(2025, 12, int(rng.integers(20, 31)))


def _regions(frame: pd.DataFrame, story: Story, rng: np.random.Generator) -> None:
    """Regions by the story's shares of accounts, then the large accounts so that the shares of revenue hold too."""
    worth = np.zeros((len(frame), 2))
    for i, row in enumerate(records(frame)):
        if row.role == "payer":
            start = max(0, month_of(row.first_invoice))
            stop = month_of(row.cancelled) if row.cancelled else MONTHS - 1
            price = PRICES["USD"][row.plan][0] * (1 - row.discount) * (10 / 12 if row.billing == "annual" else 1)
            for month in range(start, stop + 1):
                seats = row.seats if month >= row.grew_in else row.seats_before
                worth[i] += seats * price * np.array([1, month >= 24])
    worth /= worth.sum(axis=0)
    score = worth.mean(axis=1)
    names = list(story.account_share)
    region = rng.choice(names, size=len(frame), p=list(story.account_share.values())).astype(object)
    order = np.argsort(-score, kind="stable")
    large, small = order[:330], order[330:]
    target = np.array([story.revenue_share[n] for n in names])
    held = np.array([worth[small][region[small] == n].sum(axis=0) for n in names])
    for index in large:
        gap = (target[:, None] - held).sum(axis=1)
        # The largest accounts are dealt by need; a little chance keeps a region from taking turns.
        choice = int(np.argmax(gap * rng.uniform(0.85, 1.15, size=len(names))))
        region[index] = names[choice]
        held[choice] += worth[index]
    frame["region"] = region
    frame["currency"] = np.where(region == "Canada", "CAD", "USD")
    places = [companies.place(str(r), rng) for r in region]
    frame["town"] = [p[0] for p in places]
    frame["time_zone"] = [p[1] for p in places]
    industries = list(story.industry_share)
    frame["industry"] = rng.choice(industries, size=len(frame), p=list(story.industry_share.values()))


def _names(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    taken: set[tuple[str, str]] = set()
    names: list[str] = []
    tests = 0
    for row in records(frame):
        if row.role == "test":
            tests += 1
            template = int(rng.integers(len(companies.TEST_NAMES)))
            # The first two are the newest: they share no word by which one condition would strike out both.
            template = tests + 3 if tests <= 2 else template
            name = companies.TEST_NAMES[template].format(n=tests)
        else:
            name = companies.company_name(row.industry, row.town, rng)
            while (row.region, name.casefold()) in taken:
                name = companies.company_name(row.industry, row.town, rng)
        taken.add((row.region, name.casefold()))
        names.append(name)
    # A handful of companies signed up twice, typed a little differently each time.
    payers = [int(i) for i in rng.permutation(np.flatnonzero(frame["role"] == "payer"))]
    regions: list[str] = list(frame["region"])
    for one in payers[:7]:
        twin = next(i for i in payers[7:] if regions[i] == regions[one] and i > 6)
        payers.remove(twin)
        names[twin] = companies.near_twin(names[one])
        same = ["industry", "town", "time_zone"]
        frame.loc[twin, same] = frame.loc[one, same].to_numpy()
    frame["name"] = names


def _labels(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    size = len(frame)
    early = np.array([d < INDUSTRY_ASKED_FROM for d in frame["signed_up"]])
    via = rng.choice(["search", "referral", "trade show", "partner"], size=size, p=[0.41, 0.32, 0.15, 0.12])
    frame["trade"] = frame["industry"]
    # Customer care asked half of the early accounts later on. What a partner opens skips the form's question.
    skipped = ~early & (via == "partner") & (rng.random(size) < 0.8)
    # Staff mostly choose one from the list, to see what the form does.
    share = np.where(frame["role"] == "test", 0.12, 0.43)
    unknown = (early & (rng.random(size) < share)) | skipped
    frame["industry"] = frame["industry"].astype(object).where(~unknown, None)
    before = np.array([d < RENAMED_ON for d in frame["signed_up"]])
    gone = np.array([d is not None and d < RENAMED_ON for d in frame["cancelled"]])
    former = before & (gone | (rng.random(size) < 0.5))
    frame["plan_now"] = frame["plan"]
    frame["plan"] = np.where(
        former, frame["plan"].replace({"Solo": "Basic", "Crew": "Pro"}).to_numpy(), frame["plan"].to_numpy()
    )
    frame["acquired_via"] = pd.Series(via, dtype=object).where(skipped | (rng.random(size) >= 0.155), None)
    frame["is_test"] = (frame["role"] == "test").astype(int)
    # Six staff accounts pay one dollar a month with the office card, so that the card's renewal is noticed.
    staff = np.flatnonzero((frame["role"] == "test") & (frame["status"] == "active"))
    days: list[dt.date] = list(frame["signed_up"])
    older = [int(i) for i in rng.permutation(staff) if days[int(i)] < dt.date(2025, 9, 1)]
    frame["office_card"] = [i in set(older[: 4 + size % 4]) for i in range(size)]
    asked = np.select([frame["status"] == "cancelled", frame["status"] == "active"], [0.955, 0.013], 0.0)
    frame["exit_survey_sent"] = ((rng.random(size) < asked) & (frame["role"] != "test")).astype(int)


def _number(frame: pd.DataFrame, story: Story, rng: np.random.Generator) -> pd.DataFrame:
    """Account numbers that are not the order of sign-up.

    The customer system was replaced in February 2024: who was there then came over in no order. In 2025 the accounts of
    an older desktop product were moved in: they have the highest numbers and some of the oldest dates.
    """
    day = pd.Series([d.toordinal() for d in frame["signed_up"]], index=frame.index, dtype=float)
    moved = day < dt.date(2024, 2, 1).toordinal()
    desktop = (day < FIRST_DAY.toordinal()) & (frame["role"] == "payer") & (rng.random(len(frame)) < 0.17)
    key = day.where(~moved, rng.random(len(frame)) * 1000)
    # A sign-up gets its number when it is looked at, some days later.
    key = key + rng.exponential(6, len(frame)) * ~moved
    key = key.where(~desktop, 1e7 + rng.random(len(frame)) * 1000)
    frame = frame.assign(key=key).sort_values("key", kind="stable").drop(columns="key").reset_index(drop=True)
    order = list(frame.index)
    # The first page shows what there is: a test account and former customers among the customers.
    wanted = {3: frame["role"] == "test", 1: frame["status"] == "cancelled", 6: frame["status"] == "cancelled"}
    for position, mask in wanted.items():
        found = next(i for i in order[20:] if mask[i])
        at = order.index(found)
        order[position], order[at] = order[at], order[position]
    frame = frame.loc[order].reset_index(drop=True)
    # Accounts on the first page were deleted since: their numbers are not given again. On the learning data it is one,
    # so `<= 11` shows ten there; elsewhere two.
    deleted = (7,) if story.snapshot == "learning" else sorted(rng.choice(np.arange(3, 11), 2, replace=False))
    frame["account_id"] = frame.index + 1
    for number in deleted:
        frame.loc[frame["account_id"] >= number, "account_id"] += 1
    frame["signed_up_on"] = [d.isoformat() for d in frame["signed_up"]]
    frame["cancelled_on"] = pd.Series([d.isoformat() if d else None for d in frame["cancelled"]], dtype=object)
    assert frame["signed_up"].max() <= TODAY
    return frame
