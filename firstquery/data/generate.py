"""All tables of a snapshot as data frames, before they reach any database."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from firstquery.data.accounts import draw_accounts
from firstquery.data.companies import is_quebec
from firstquery.data.leadership import draw_calendar
from firstquery.data.mistakable import silent_namesakes
from firstquery.data.money import draw_fx, draw_invoices
from firstquery.data.product import draw_incidents, draw_releases, draw_usage
from firstquery.data.schema import metadata
from firstquery.data.story import Snapshot, draw_story
from firstquery.data.tickets import draw_pilot, draw_tickets

Tables = dict[str, pd.DataFrame]
Progress = Callable[[str, float], None]


def draw_books(snapshot: Snapshot, seed: int, attempt: int = 0) -> Tables:
    """Accounts, invoices and rates, with the extra columns that `draw_rest` needs. Each part has its own stream."""
    stream = _streams(seed, attempt)
    accounts = draw_accounts(draw_story(snapshot, stream(0)), stream(1))
    accounts["french"] = [is_quebec(town) for town in accounts["town"]]
    return {"accounts": accounts, "fx_rates": draw_fx(stream(2)), "invoices": draw_invoices(accounts, stream(3))}


def draw_rest(
    books: Tables, snapshot: Snapshot, seed: int, attempt: int = 0, progress: Progress = lambda part, share: None
) -> Tables:
    """Every table of the schema, its columns in the schema's order."""
    stream = _streams(seed, attempt)
    story, accounts, tables = draw_story(snapshot, stream(0)), books["accounts"], dict(books)
    progress("writing the tickets", 0.15)
    tables["tickets"] = draw_tickets(story, accounts, stream(4))
    tables["triage_pilot"] = draw_pilot(tables["tickets"], stream(5))
    tables["accounts"] = silent_namesakes(accounts, tables["tickets"])
    progress("using the product", 0.3)
    tables["usage_events"] = draw_usage(story, accounts, stream(6))
    tables["releases"] = draw_releases(stream(7))
    tables["incidents"] = draw_incidents(stream(8))
    tables["calendar"] = draw_calendar(story, stream(9))
    trial = accounts[accounts["arm"].notna()]
    tables["experiment"] = trial.assign(assigned_on=trial["signed_up_on"])
    return {table.name: tables[table.name][[c.name for c in table.columns]] for table in metadata.sorted_tables}


def generate(snapshot: Snapshot, seed: int, attempt: int = 0) -> Tables:
    """All tables of one attempt at a snapshot, proven or not."""
    return draw_rest(draw_books(snapshot, seed, attempt), snapshot, seed, attempt)


def _streams(seed: int, attempt: int) -> Callable[[int], np.random.Generator]:
    return lambda part: np.random.default_rng([seed, attempt, part])
