"""The measurements that prove the planted faults: each takes all tables and returns named numbers."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from itertools import combinations

import pandas as pd

from kestrel.calendar_file import BERLIN, EASTERN, FIRST_MONDAY, HALF_WEEK
from kestrel.leadership import TITLES
from kestrel.story import local_month

Tables = dict[str, pd.DataFrame]
Numbers = dict[str, float]
WEEK = dt.timedelta(weeks=1)
DECEMBER = ("2025-12-01", "2025-12-31")


def customers(tables: Tables) -> pd.DataFrame:
    """Active accounts that are not staff's own."""
    accounts = tables["accounts"]
    return accounts[(accounts["status"] == "active") & (accounts["is_test"] == 0)]


def revenue(tables: Tables, since: str = "2023", *, loaded_twice: bool = False) -> pd.DataFrame:
    """Invoices that count, with region, plan and ``usd``; those loaded twice are counted once unless told otherwise."""
    lines = tables["invoices"]
    lines = lines[(lines["status"] != "void") & (lines["issued_on"] >= since)]
    if not loaded_twice:
        lines = lines.drop_duplicates("number")
    lines = lines.assign(month=lines["issued_on"].str[:7] + "-01").merge(tables["fx_rates"], on=["month", "currency"])
    lines = lines.merge(tables["accounts"][["account_id", "region", "plan", "industry"]], on="account_id")
    return lines.assign(usd=lines["amount"] * lines["usd_per_unit"])


def cancelled_remain(tables: Tables) -> Numbers:
    accounts = tables["accounts"]
    gone = accounts["status"] == "cancelled"
    return {"share": gone.mean(), "without a date": float((gone & accounts["cancelled_on"].isna()).sum())}


def test_accounts(tables: Tables) -> Numbers:
    accounts, lines = tables["accounts"], tables["invoices"]
    test = accounts[accounts["is_test"] == 1]
    paid = lines[(lines["status"] == "paid") & lines["issued_on"].between(*DECEMBER)]
    return {
        "accounts": float(len(test)),
        "active share": (test["status"] == "active").mean(),
        "median seats": test["seats"].median(),
        "payers in December": float(paid.loc[paid["account_id"].isin(test["account_id"]), "account_id"].nunique()),
    }


def trials(tables: Tables) -> Numbers:
    accounts, lines = tables["accounts"], tables["invoices"]
    trial = accounts[(accounts["status"] == "trial") & (accounts["is_test"] == 0)]
    return {"accounts": float(len(trial)), "invoices": float(lines["account_id"].isin(trial["account_id"]).sum())}


def physical_order(tables: Tables) -> Numbers:
    accounts = tables["accounts"].sort_values("account_id")
    newest = accounts.sort_values("signed_up_on", ascending=False)
    five = set(newest["account_id"].head(5))
    real = newest[newest["is_test"] == 0]
    ties = [f["signed_up_on"].head(7).nunique() for f in (newest, real, real[real["status"] == "active"])]
    return {
        "newest five on the first page": float(len(five & set(accounts["account_id"].head(10)))),
        "newest five on the last page": float(len(five & set(accounts["account_id"].tail(10)))),
        "different dates among the newest seven": float(min(ties)),
        "tests among the newest five": float(newest["is_test"].head(5).sum()),
        "rank correlation": accounts["account_id"].corr(accounts["signed_up_on"].rank()),
    }


def industry_null(tables: Tables) -> Numbers:
    accounts = tables["accounts"]
    none = accounts["industry"].isna()
    asked = (accounts["signed_up_on"] >= "2023-09-01") & (accounts["acquired_via"] != "partner")
    trials = (none & (accounts["status"] == "trial") & (accounts["is_test"] == 0)).sum()
    tests = (none & (accounts["status"] == "active") & (accounts["is_test"] == 1)).sum()
    return {
        "share": none.mean(),
        "after the form asked, and not by a partner": float((none & asked).sum()),
        "trials": float(trials),
        "test accounts": float(tests),
        "more trials than test accounts": float(trials - tests),
        "answered Other": float((accounts["industry"] == "Other").sum()),
    }


def paid_at_null(tables: Tables) -> Numbers:
    lines = tables["invoices"]
    none, paid = lines["paid_at"].isna(), lines["status"] == "paid"
    early = lines["issued_on"] < "2023-04-01"
    return {
        "open": float((none & (lines["status"] == "open")).sum()),
        "void": float((none & (lines["status"] == "void")).sum()),
        "not recorded": float((none & paid).sum()),
        "not recorded later": float((none & paid & ~early).sum()),
        "recorded early": float((~none & early).sum()),
        "recorded but not paid": float((~none & ~paid).sum()),
    }


def acquired_via_null(tables: Tables) -> Numbers:
    return {"share": tables["accounts"]["acquired_via"].isna().mean()}


def two_dashboards(tables: Tables) -> Numbers:
    """Sales: active accounts. Finance: accounts with a paid invoice of December. And what lies between."""
    accounts, lines = tables["accounts"], tables["invoices"]
    december = lines[lines["issued_on"].between(*DECEMBER)]
    finance = set(december.loc[december["status"] == "paid", "account_id"])
    unpaid = set(december.loc[december["status"] == "open", "account_id"])
    sales = accounts[accounts["status"] == "active"]
    missing = sales[~sales["account_id"].isin(finance)]
    test = missing["is_test"] == 1
    owes = ~test & missing["account_id"].isin(unpaid)
    annual = ~test & ~owes & (missing["billing"] == "annual")
    left = accounts[accounts["account_id"].isin(finance) & (accounts["status"] == "cancelled")]
    ends = pd.to_datetime(lines["issued_on"]) + pd.to_timedelta(lines["months"] * 365 // 12, unit="D")
    covers = set(lines.loc[(lines["status"] == "paid") & (ends >= pd.Timestamp(DECEMBER[0])), "account_id"])
    settled = customers(tables)
    settled = settled[settled["signed_up_on"] < DECEMBER[0]]
    owing = accounts[accounts["account_id"].isin(unpaid - finance) & (accounts["status"] == "cancelled")]
    groups = [int(test.sum()), int(annual.sum()), int(owes.sum()), len(left)]
    return {
        "sales": float(len(sales)),
        "finance": float(len(finance)),
        "test accounts": float(test.sum()),
        "annual, not invoiced in December": float(annual.sum()),
        "December still open": float(owes.sum()),
        "paid in December, then cancelled": float(len(left)),
        "owed December, then cancelled": float(len(owing)),
        "groups of the same size": float(len(groups) - len(set(groups))),
        "unexplained": float((~test & ~owes & ~annual).sum()),
        "neither paid nor open": float((~settled["account_id"].isin(covers | unpaid)).sum()),
    }


def loaded_twice(tables: Tables) -> Numbers:
    lines = tables["invoices"]
    again = lines[lines["number"].duplicated()]
    same = lines.drop(columns="invoice_id").duplicated().sum()
    return {
        "rows": float(len(again)),
        "differ in something else": float(len(again) - same),
        "fewest in a year": float(again["issued_on"].str[:4].value_counts().reindex(["2023", "2024", "2025"]).min()),
    }


def void_counted(tables: Tables) -> Numbers:
    lines = tables["invoices"]
    return {"share of all amounts": lines.loc[lines["status"] == "void", "amount"].sum() / lines["amount"].sum()}


def two_currencies(tables: Tables) -> Numbers:
    """How clearly Canada leads when CAD is read as USD, and how clearly another region leads in USD."""
    out: Numbers = {}
    for name, since in (("2025", "2025"), ("all years", "2023")):
        lines = revenue(tables, since, loaded_twice=True)
        lines = lines[lines["status"] == "paid"] if name == "2025" else lines
        naive = lines.groupby("region")["amount"].sum().sort_values(ascending=False)
        usd = lines.groupby("region")["usd"].sum().sort_values(ascending=False)
        out[f"Canada over the next, naive, {name}"] = naive["Canada"] / naive.drop("Canada").max()
        out[f"first over second in USD, {name}"] = usd.iloc[0] / usd.iloc[1]
        out[f"Canada is not first in USD, {name}"] = float(usd.index[0] != "Canada")
    rate = tables["fx_rates"].query("currency == 'CAD'")["usd_per_unit"]
    return out | {"lowest rate": rate.min(), "highest rate": rate.max()}


def former_plan_names(tables: Tables) -> Numbers:
    accounts = tables["accounts"]
    former = accounts["plan"].isin(["Basic", "Pro"])
    return {
        "plan names": float(accounts["plan"].nunique()),
        "former names": float(former.sum()),
        "signed up after the renaming": float((former & (accounts["signed_up_on"] >= "2024-07-01")).sum()),
    }


def skewed_amounts(tables: Tables) -> Numbers:
    amounts = tables["invoices"].query("status != 'void'")["amount"]
    return {"mean over median": amounts.mean() / amounts.median()}


def top_ten(tables: Tables) -> Numbers:
    usd = revenue(tables, "2025").groupby("account_id")["usd"].sum().sort_values(ascending=False)
    return {"share of 2025": usd.head(10).sum() / usd.sum(), "tenth over eleventh": usd.iloc[9] / usd.iloc[10]}


def where_or_having(tables: Tables) -> Numbers:
    """Round thresholds N for which "industries with more than N" differs between all accounts and customers."""
    everyone = tables["accounts"]["industry"].value_counts()
    active = customers(tables)["industry"].value_counts()
    differing = [n for n in range(50, 400, 10) if (everyone > n).sum() != (active > n).sum()]
    return {"thresholds": float(len(differing))}


def fan_out(tables: Tables) -> Numbers:
    usd = revenue(tables, "2025").groupby("account_id")["usd"].sum()
    written = tables["tickets"]["account_id"].dropna().astype(int).value_counts().reindex(usd.index).fillna(0)
    inner, left = (usd * written).sum() / usd.sum(), (usd * written.clip(lower=1)).sum() / usd.sum()
    return {"inner join": inner, "left join": left}


def silent_customers(tables: Tables) -> Numbers:
    written = tables["tickets"]["account_id"].dropna().astype(int).value_counts()
    active = customers(tables)["account_id"]
    return {"share of customers": (~active.isin(written.index)).mean(), "most tickets": float(written.max())}


def unknown_senders(tables: Tables) -> Numbers:
    return {"share": tables["tickets"]["account_id"].isna().mean()}


def rates_by_currency_alone(tables: Tables) -> Numbers:
    rates = tables["fx_rates"]["currency"].value_counts()
    joined = tables["invoices"]["currency"].map(rates).sum()  # each invoice as often as its currency has a rate
    return {"rows over invoices": float(joined / len(tables["invoices"]))}


def month_end(tables: Tables) -> Numbers:
    paid = tables["invoices"].dropna(subset=["paid_at"]).merge(tables["accounts"][["account_id", "time_zone"]])
    paid = paid[paid["paid_at"].str[8:10].isin(["01"])]
    here = [local_month(at, zone) for at, zone in zip(paid["paid_at"], paid["time_zone"], strict=True)]
    moved = paid[paid["paid_at"].str[:7] != pd.Series(here, index=paid.index)]
    return {"invoices": float(len(moved)), "months touched": float(moved["paid_at"].str[:7].nunique())}


def young_cohorts(tables: Tables) -> Numbers:
    payers, accounts, lines = customers(tables), tables["accounts"], tables["invoices"]
    years = accounts[["signed_up_on", "cancelled_on"]].apply(lambda day: day.str[:4].astype("Int64"))
    invoiced = accounts["account_id"].isin(lines["account_id"]) & (accounts["is_test"] == 0)
    seen = years[invoiced & years["signed_up_on"].isin([2023, 2024])]
    stay = 1 - (seen["cancelled_on"] - seen["signed_up_on"] <= 1).fillna(False).mean()
    return {
        "second decimal of those who stay": float(round(stay * 10_000) % 10),
        "customers of the last three months": float((payers["signed_up_on"] >= "2025-10-01").sum()),
        "days of December with invoices": float(lines.loc[lines["issued_on"] >= DECEMBER[0], "issued_on"].nunique()),
    }


def exit_survey(tables: Tables) -> Numbers:
    accounts = tables["accounts"].query("is_test == 0")
    sent = accounts.groupby("status")["exit_survey_sent"].mean()
    return {"of cancelled": sent["cancelled"], "of active": sent["active"]}


def churn(tables: Tables, plans: tuple[str, ...], since: str, until: str) -> float:
    """Leavers a month over the accounts that were there at the start of each month (``since`` to ``until``, months)."""
    accounts = tables["accounts"].query("is_test == 0")
    accounts = accounts[accounts["plan"].isin(plans) & accounts["account_id"].isin(tables["invoices"]["account_id"])]
    there = gone = 0
    for month in pd.period_range(since, until, freq="M"):
        first, after = f"{month}-01", f"{month + 1}-01"
        here = (accounts["signed_up_on"] < first) & ~(accounts["cancelled_on"] < first)
        there += int(here.sum())
        gone += int((here & (accounts["cancelled_on"] < after)).sum())
    return gone / there


def price_drift(tables: Tables) -> Numbers:
    solo, fleet = ("Solo", "Basic"), ("Fleet",)
    rise = {
        name: churn(tables, plans, "2025-07", "2025-12") / max(0.0005, churn(tables, plans, "2024-07", "2025-06"))
        for name, plans in (("Solo", solo), ("Fleet", fleet))
    }
    after = churn(tables, solo, "2025-07", "2025-12")
    return {
        "rise of churn, Solo": rise["Solo"],
        "Solo after": after,
        "Fleet after": churn(tables, fleet, "2025-07", "2025-12"),
    }


def simpson(tables: Tables) -> Numbers:
    pilot = tables["triage_pilot"].merge(tables["tickets"][["ticket_id", "team", "priority"]], on="ticket_id")
    overall = pilot.groupby("handled_by")["solved_first_time"].mean()

    def narrowest(by: list[str]) -> float:
        rates = pilot.groupby([*by, "handled_by"])["solved_first_time"].mean().unstack()
        return float((rates["people"] - rates["assistant"]).min())

    return {
        "tickets": float(len(pilot)),
        "assistant ahead overall": overall["assistant"] - overall["people"],
        "people ahead, narrowest priority": narrowest(["priority"]),
        "people ahead, narrowest team and priority": narrowest(["team", "priority"]),
    }


def checklist(tables: Tables) -> Numbers:
    trial = tables["experiment"]
    days = pd.to_datetime(trial["assigned_on"])
    early = trial[days < days.min() + pd.Timedelta(days=21)]
    ahead = [f.groupby("arm")["converted"].mean() for f in (trial, early)]
    lines = tables["invoices"].query("status == 'paid'").merge(trial, on="account_id")
    within = pd.to_datetime(lines["paid_at"]) < pd.to_datetime(lines["assigned_on"]) + pd.Timedelta(days=30.5)
    payers = set(lines.loc[within, "account_id"])
    return {
        "accounts": float(len(trial)),
        "checklist ahead": ahead[0]["checklist"] - ahead[0]["control"],
        "checklist ahead after three weeks": ahead[1]["checklist"] - ahead[1]["control"],
        "converted unlike their invoices": float((trial["account_id"].isin(payers) != (trial["converted"] == 1)).sum()),
    }


def outage(tables: Tables) -> Numbers:
    tickets = tables["tickets"]
    app = tickets[tickets["team"] == "Mobile app"]
    during = app[app["opened_at"].between("2025-03-11", "2025-03-21")]
    usual = app[app["opened_at"].between("2025-01-01", "2025-03-01")]
    quiet = churn(tables, ("Solo", "Basic", "Crew", "Pro", "Fleet"), "2024-04", "2025-03")
    return {
        "incidents of the year": float((tables["incidents"]["started_at"] >= "2025").sum()),
        "tickets over usual": (len(during) / 10) / (len(usual) / 59),
        "csat lower by": usual["csat"].astype(float).mean() - during["csat"].astype(float).mean(),
        "churn of April over usual": churn(tables, ("Solo", "Basic", "Crew", "Pro", "Fleet"), "2025-04", "2025-04")
        / quiet,
    }


def personal_data(tables: Tables) -> Numbers:
    body = tables["tickets"]["body"]
    phone, mail = body.str.contains(r"555-01\d\d"), body.str.contains(r"@example\.(?:com|org)", case=False)
    return {"share": (phone | mail).mean(), "phones": float(phone.sum()), "addresses": float(mail.sum())}


def csat_null(tables: Tables) -> Numbers:
    return {"share": tables["tickets"]["csat"].isna().mean()}


def calendar(tables: Tables) -> Numbers:
    entries = tables["calendar"]
    met = entries[(entries["response"] == "accepted") & (entries["kind"] != "note")]
    week = (pd.to_datetime(met["starts_at"]) - pd.Timestamp("2025-11-03")).dt.days // 7
    strategy = met["kind"] == "strategy"
    naive = entries.loc[entries["kind"] == "strategy", "hours"].sum() / entries["hours"].sum()
    hours = met.loc[strategy, "hours"].sum() / met["hours"].sum()
    return {
        "fewest accepted in a week": float(week.value_counts().min()),
        "most accepted in a week": float(week.value_counts().max()),
        "strategy by count": strategy.mean(),
        "strategy by hours": hours,
        "hidden by notes": hours - naive,
        "notes": float((entries["kind"] == "note").sum()),
        "declined": float((entries["response"] == "declined").sum()),
    }


def calendar_file(tables: Tables) -> Numbers:
    """The four weeks of `kestrel.calendar_file`, as a calendar program and as hurried readers count them."""
    row = tables["calendar_files"].iloc[0]
    labelled = tables["calendar"].query("response == 'accepted' and kind != 'note'")["kind"] == "strategy"
    return dict(_count_calendar(row["ics"], row["owner"], float(labelled.mean())))


@lru_cache(maxsize=1)  # a build asks four times, and each time entries are sought for half a second
def _count_calendar(ics: str, owner: str, labelled: float) -> Numbers:
    import icalendar
    import recurring_ical_events

    kinds = {title: kind for kind, titles in TITLES.items() for title in titles}

    def declined(entry: icalendar.Event) -> bool:
        return any(one.email == owner and one.params["PARTSTAT"] == "DECLINED" for one in entry.attendees)

    def audited(text: str, weeks: int = 4, begin: dt.date = FIRST_MONDAY) -> list[list[icalendar.Event]]:
        """All that takes place in these weeks, and of it what she sits in."""
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(begin, begin + weeks * WEEK)
        timed = [one for one in found if isinstance(one.start, dt.datetime) and one.get("STATUS") != "CANCELLED"]
        return [found, [one for one in timed if not declined(one)]]

    def about(entries: list[icalendar.Event], kind: str) -> list[icalendar.Event]:
        return [one for one in entries if kinds[str(one["SUMMARY"])] == kind]

    found, met = audited(ics)
    half = audited(ics, 1, FIRST_MONDAY + HALF_WEEK * WEEK)[1]
    in_utc = ics.replace(f"TZID={EASTERN}", "TZID=UTC").replace(f"TZID={BERLIN}", "TZID=UTC")
    rows = pd.DataFrame([(str(one["SUMMARY"]), one.duration.total_seconds() / 3600) for one in met])
    rows.columns = pd.Index(["title", "hours"])
    rows["strategy"] = rows["title"].map(kinds) == "strategy"
    of_titles = (
        rows[rows["strategy"]].groupby("title")["hours"].agg(["sum", "size"]).sort_values("sum", ascending=False)
    )
    gone, frequent = (rows["title"].isin(of_titles.nlargest(3, by).index) for by in ("sum", "size"))
    share, after = rows["strategy"].mean(), rows[~gone]["strategy"].mean()
    more, sync = (rows["title"] == "Churn review").mean(), (rows["title"] == "Executive sync").mean()
    less = sync + rows["title"].isin(["Vision workshop", "M&A check-in"]).mean()
    shares = [share, share + more, share - less, share + more - less, share - sync, share * len(met) / len(found)]
    afters = [after, _of_hours(rows[~gone]), gone.mean(), rows[~frequent]["strategy"].mean()]
    slips = [one - two for few in (afters, [*shares, _of_hours(rows), labelled]) for one, two in combinations(few, 2)]
    return {
        "entries": float(ics.count("BEGIN:VEVENT")),
        "sat in": float(len(met)),
        "strategy": share,
        "all day": float(sum(not isinstance(one.start, dt.datetime) for one in found)),
        "cancelled": float(sum(one.get("STATUS") == "CANCELLED" for one in found)),
        "declined": float(sum(map(declined, found))),
        "more in UTC": float(len(audited(in_utc)[1]) - len(met)),
        "half of the even week": len(about(half, "strategy")) / len(half),
        "third series over the fourth": of_titles["sum"].iloc[2] - of_titles["sum"].iloc[3],
        "nearest slip": min(map(abs, slips)),
    }


def _of_hours(meetings: pd.DataFrame) -> float:
    return float((meetings["hours"] * meetings["strategy"]).sum() / meetings["hours"].sum())


def edges(tables: Tables) -> Numbers:
    """What stands where a condition begins or ends. See `kestrel.edges`."""
    accounts, here = tables["accounts"], customers(tables)
    test = accounts[(accounts["is_test"] == 1) & (accounts["status"] == "active")]
    looks_like_one = test["name"].str.contains(r"kestrel|test|demo|sandbox|training|load", case=False)
    largest = revenue(tables, "2025").query("currency == 'USD'").groupby("account_id")["usd"].sum().nlargest(10)
    american = here[here["currency"] == "USD"]
    top = american[american["account_id"].isin(largest.index)]
    last = tables["invoices"].query("issued_on == '2025-12-31'")["currency"].value_counts()
    lines = tables["invoices"]
    waiting = lines[lines["status"] == "open"]
    staff = accounts[accounts["is_test"] == 1]
    in_december = lines[(lines["status"] == "paid") & (lines["issued_on"] >= DECEMBER[0])]["account_id"]
    newest = accounts[accounts["is_test"] == 0].sort_values("signed_up_on").tail(5)
    return {
        "missing numbers on the first page": 10 - float((accounts["account_id"] <= 10).sum()),
        "states among the newest five": float(newest["status"].nunique()),
        "open invoices loaded twice": float(waiting["number"].duplicated().sum()),
        "open invoices of test accounts": float(waiting["account_id"].isin(staff["account_id"]).sum()),
        "open invoices for a year": float((waiting["months"] == 12).sum()),
        "paid in December, then cancelled, of staff": float(
            in_december.isin(staff.loc[staff["status"] == "cancelled", "account_id"]).sum()
        ),
        "test accounts called like companies": float((~looks_like_one).sum()),
        "customers among the newest five called like a test": float(
            newest["name"].str.contains("test", case=False).sum()
        ),
        "namesakes of the ten largest": float(american.drop(top.index)["name"].isin(top["name"]).sum()),
        "industries at the threshold": float((here["industry"].value_counts() == 150).sum()),
        "customers in Other": float((here["industry"] == "Other").sum()),
        "customers of 25 seats in the South": float(((here["region"] == "South") & (here["seats"] == 25)).sum()),
        "fewest invoices on the last day, of a currency": float(last.reindex(["CAD", "USD"]).fillna(0).min()),
    }


def edges_of_tickets(tables: Tables) -> Numbers:
    """The same, of those who wrote and those who never did."""
    here, tickets = customers(tables), tables["tickets"]
    fleet = here[(here["plan"] == "Fleet") & (here["region"] == "Northeast")]
    silent = here[~here["account_id"].isin(tickets["account_id"].dropna())]
    paying, day = tickets["account_id"].isin(here["account_id"]), tickets["opened_at"].str[:10]
    of_fleet = tickets[tickets["account_id"].isin(fleet["account_id"]) & (day >= "2025-10-01")]
    return {
        "silent namesakes of one region": float(silent.merge(fleet).duplicated("name").sum()),
        "silent namesakes in the West": float(silent[silent["region"] == "West"].duplicated("name").sum()),
        "twice on a day about one thing": float(
            of_fleet.assign(day=day).duplicated(["account_id", "day", "subject"]).sum()
        ),
        "fewest tickets of customers on an edge": float(
            min((paying & (day == edge)).sum() for edge in ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"))
        ),
        "fewest urgent ones on an edge": float(
            min(
                (paying & (day == edge) & (tickets["priority"] == "high")).sum()
                for edge in ("2025-09-30", "2025-10-01", "2025-12-31")
            )
        ),
    }
