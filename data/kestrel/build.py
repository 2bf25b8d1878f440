"""Builds Kestrel's warehouse from a seed, in any database that SQLAlchemy speaks to.

Every fault of faults.py is proven on the tables before they are put in place, so no snapshot is ever without one.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Numeric, create_engine, event, select
from sqlalchemy.engine import make_url

from firstquery.core import files, warehouse
from firstquery.core.course import course_folder
from firstquery.core.warehouse import BuildFailed, BuildReport, Progress, Snapshot
from kestrel.accounts import draw_accounts
from kestrel.bounds import incidents_on_the_bounds, pilot_on_the_bound
from kestrel.calendar_file import draw_calendar_file
from kestrel.companies import is_quebec
from kestrel.edges import silent_namesakes
from kestrel.facts import shared_facts
from kestrel.faults import broken
from kestrel.health import draw_health
from kestrel.labelled_texts import draw_labelled_texts
from kestrel.leadership import draw_calendar
from kestrel.money import draw_fx, draw_invoices
from kestrel.price_page import draw_price_page
from kestrel.product import draw_incidents, draw_releases, draw_usage
from kestrel.schema import metadata
from kestrel.story import LEARNING_SEED, draw_story
from kestrel.tickets import draw_pilot, draw_tickets
from kestrel.trial import draw_golden, draw_trial
from kestrel.vendor_night import draw_night

ATTEMPTS = 60
ROWS_AT_ONCE = 20_000

Tables = dict[str, pd.DataFrame]


def place(snapshot: Snapshot) -> Path:
    """Where a snapshot stands unless told otherwise: data/ for learning, held-out/ for held-out."""
    folder = course_folder()
    return warehouse.learning(folder) if snapshot == "learning" else warehouse.cohort(folder)


def _draw_books(snapshot: Snapshot, seed: int, attempt: int = 0) -> Tables:
    """What is quickly drawn, with the extra columns that `_draw_rest` needs. Each part has its own stream."""
    stream = _streams(seed, attempt)
    story = draw_story(snapshot, stream(0))
    accounts = draw_accounts(story, stream(1))
    accounts["french"] = [is_quebec(town) for town in accounts["town"]]
    books = {"accounts": accounts, "fx_rates": draw_fx(stream(2)), "invoices": draw_invoices(accounts, stream(3))}
    calendars = {"calendar": draw_calendar(story, stream(9)), "calendar_files": draw_calendar_file(story, stream(10))}
    return {**books, **calendars}


def _draw_rest(
    books: Tables, snapshot: Snapshot, seed: int, attempt: int = 0, progress: Progress = lambda part, share: None
) -> Tables:
    """Every table but those of the trial, its columns in the schema's order."""
    stream = _streams(seed, attempt)
    story, accounts, tables = draw_story(snapshot, stream(0)), books["accounts"], dict(books)
    progress("writing the tickets", 0.15)
    tables["tickets"] = draw_tickets(story, accounts, stream(4))
    tables["triage_pilot"] = draw_pilot(tables["tickets"], stream(5))
    tables["accounts"] = silent_namesakes(accounts, tables["tickets"])
    progress("using the product", 0.3)
    tables["usage_events"] = draw_usage(story, accounts, stream(6))
    tables["health"] = draw_health(story, accounts, tables["usage_events"], stream(11))
    tables["releases"] = draw_releases(stream(7))
    tables["incidents"] = draw_incidents(stream(8))
    if snapshot != "learning":
        tables["triage_pilot"] = pilot_on_the_bound(tables["triage_pilot"])
        tables["incidents"] = incidents_on_the_bounds(tables["incidents"])
    trial = accounts[accounts["arm"].notna()]
    tables["experiment"] = trial.assign(assigned_on=trial["signed_up_on"])
    tables["price_page"] = draw_price_page(stream(12))
    tables["night_log"], tables["vendor_bill"] = draw_night(tables["tickets"], stream(14))
    tables["labelled_texts"], tables["labelled_pieces"] = draw_labelled_texts(stream(13))
    return {name: tables[name][columns] for name, columns in _columns().items() if name in tables}


def _draw_trial(tables: Tables, seed: int, attempt: int) -> Tables:
    """The tables with those of the trial: last, since the vendor's models are asked, which takes seconds."""
    stream = _streams(seed, attempt)
    golden = draw_golden(tables["tickets"], stream(15))
    tables = {**tables, "golden": golden, "trial_calls": draw_trial(tables["tickets"], golden, stream(16))}
    return {name: tables[name][columns] for name, columns in _columns().items()}


def _columns() -> dict[str, list[str]]:
    return {table.name: [column.name for column in table.columns] for table in metadata.sorted_tables}


def _streams(seed: int, attempt: int) -> Callable[[int], np.random.Generator]:
    return lambda part: np.random.default_rng([seed, attempt, part])


def tables_of(snapshot: Snapshot, seed: int, progress: Progress = lambda part, share: None) -> Tables:
    """The tables of a snapshot, with every fault proven. The same seed gives the same tables.

    Raises BuildFailed when a fault is missing after `ATTEMPTS`, which is a fault of the generator.
    """
    reasons: list[str] = []
    for attempt in range(ATTEMPTS):
        progress("drawing the company", 0.02)
        tables = _draw_books(snapshot, seed, attempt)
        progress("proving the books", 0.12)
        # The books are quick to draw: most of what can be missing shows before the tickets are written.
        reasons = _reasons(snapshot, tables)
        if not reasons:
            tables = _draw_rest(tables, snapshot, seed, attempt, progress)
            progress("proving the faults", 0.4)
            reasons = _reasons(snapshot, tables)
            if not reasons:
                progress("asking the vendor's models", 0.42)
                return _draw_trial(tables, seed, attempt)
    raise BuildFailed(f"The {snapshot} snapshot of seed {seed} lacks what it should have: {'; '.join(reasons)}.")


def _reasons(snapshot: Snapshot, tables: Tables) -> list[str]:
    return broken(tables) or (shared_facts(tables) if snapshot == "held-out" else [])


def build(
    snapshot: Snapshot,
    *,
    seed: int | None = None,
    url: str | None = None,
    path: Path | None = None,
    progress: Progress = lambda part, share: None,
) -> BuildReport:
    """Builds a snapshot and puts it in place whole: a file is replaced in one step, a database in one transaction.

    ``seed`` is the course's own for learning and drawn with ``secrets`` for held-out; ``url`` is a SQLAlchemy URL,
    ``path`` a file for SQLite; with neither, `place`. ``progress`` is called with what is done now and the share done
    (0 to 1).
    The seed of a held-out file is written beside it. Raises BuildFailed, ValueError (both url and path).
    """
    if url is not None and path is not None:
        raise ValueError("Give build() a url or a path, not both.")
    started = time.monotonic()
    if seed is None:
        seed = LEARNING_SEED if snapshot == "learning" else secrets.randbelow(2**53)
    if url is not None and make_url(url).get_backend_name() == "sqlite" and make_url(url).database:
        path = Path(str(make_url(url).database))
    elif url is None and path is None:
        path = place(snapshot)
    tables = tables_of(snapshot, seed, progress)
    if path is not None:
        digest = _into_file(tables, path, progress)
        target = f"sqlite:///{path}"
        if snapshot == "held-out":
            files.write(path.with_name("seed"), f"{seed}\n".encode())
    else:
        assert url is not None
        engine = create_engine(url)
        digest = _into(engine, tables, progress)
        engine.dispose()
        target = make_url(url).render_as_string(hide_password=True)
    progress("done", 1.0)
    return BuildReport(
        snapshot=snapshot,
        seed=seed,
        url=target,
        rows={name: len(frame) for name, frame in tables.items()},
        hash=digest,
        seconds=time.monotonic() - started,
    )


def content_hash(url_or_path: str | Path) -> str:
    """A hash of everything in the warehouse: the same on every engine and for every order of rows."""
    text = str(url_or_path)
    engine = create_engine(text if "://" in text else f"sqlite:///{text}")
    try:
        return _hash(engine)
    finally:
        engine.dispose()


def _into_file(tables: Tables, path: Path, progress: Progress) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    try:
        engine = create_engine(f"sqlite:///{name}")
        event.listen(engine, "connect", _fast_file)
        digest = _into(engine, tables, progress)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
            link.exec_driver_sql("VACUUM")
        engine.dispose()
        # mkstemp makes a file for its owner alone; a learner's file is readable like any other.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        for left in (name, f"{name}-journal"):
            Path(left).unlink(missing_ok=True)
    return digest


def _fast_file(connection: object, record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # A temporary file needs no journal on disk; pages of 8 KiB make the smallest file of these tables.
    cursor.execute("PRAGMA page_size = 8192")
    cursor.execute("PRAGMA journal_mode = MEMORY")
    cursor.execute("PRAGMA synchronous = OFF")
    cursor.close()


def _into(engine: Engine, tables: Tables, progress: Progress) -> str:
    total = sum(len(frame) for frame in tables.values())
    done = 0
    with engine.begin() as link:
        metadata.drop_all(link)
        metadata.create_all(link)
        for table in metadata.sorted_tables:
            frame = tables[table.name]
            for start in range(0, len(frame), ROWS_AT_ONCE):
                columns = _plain(frame.iloc[start : start + ROWS_AT_ONCE])
                progress(f"writing {table.name}", 0.45 + 0.4 * done / total)
                rows = list(zip(*(columns[column.name] for column in table.columns), strict=True))
                if engine.dialect.name == "sqlite":  # its types are Python's: the driver takes them as they are
                    link.exec_driver_sql(str(table.insert().compile(dialect=engine.dialect)), rows)
                else:
                    link.execute(table.insert(), [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
                done += len(rows)
    progress("hashing", 0.87)
    return _hash(engine)


def _plain(frame: pd.DataFrame) -> dict[str, list[object]]:
    """Columns with Python's own numbers, and None for what is missing."""
    columns = {}
    for name in frame:
        there = frame[name].notna()
        values = frame[name].tolist() if there.all() else frame[name].astype(object).where(there, None).tolist()
        if frame[name].dtype.kind == "f" and name in ("account_id", "csat"):
            values = [None if value is None else int(value) for value in values]
        columns[str(name)] = values
    return columns


def _hash(engine: Engine) -> str:
    total = hashlib.sha256()
    with engine.connect() as link:
        for table in sorted(metadata.sorted_tables, key=lambda t: t.name):
            scales = [c.type.scale if isinstance(c.type, Numeric) else None for c in table.columns]
            rows = link.execute(select(table)).all()
            columns = [_texts(values, scale) for values, scale in zip(zip(*rows, strict=True), scales, strict=False)]
            lines = sorted(map("\x1f".join, zip(*columns, strict=True)))
            total.update(f"{table.name} {len(lines)}\n".encode())
            total.update("\n".join(lines).encode())
    return total.hexdigest()


def _texts(values: Sequence[object], scale: int | None) -> list[str]:
    """A column as it is hashed: money with its cents, and a sign of its own for what is missing."""
    if scale is None:
        return ["\x00" if value is None else str(value) for value in values]
    return ["\x00" if value is None else f"{value:.{scale}f}" for value in values]
