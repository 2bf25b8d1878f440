"""The snapshots under test: learning as committed, and two held-out ones built once a session."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine, select

from kestrel.build import BuildReport, place
from kestrel.measures import Tables
from kestrel.schema import metadata
from tests.shared import held_out as built

SEEDS = (11, 4242)
SNAPSHOTS = ("learning", *(f"held-out {seed}" for seed in SEEDS))


def read(path: Path) -> Tables:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as link:
        tables = {t.name: pd.read_sql(select(t), link) for t in metadata.sorted_tables}
    engine.dispose()
    return tables


@pytest.fixture(scope="session")
def learning() -> Tables:
    return read(place("learning"))


@pytest.fixture(scope="session")
def held_out_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[BuildReport, Path]]:
    return {seed: built(tmp_path_factory, seed) for seed in SEEDS}


@pytest.fixture(scope="session")
def held_out(held_out_reports: dict[int, tuple[BuildReport, Path]]) -> dict[int, Tables]:
    return {seed: read(path) for seed, (_, path) in held_out_reports.items()}


@pytest.fixture(scope="session", params=SNAPSHOTS)
def tables(request: pytest.FixtureRequest) -> Tables:
    # Asked for by name, so that a run of the learning snapshot alone builds nothing.
    if request.param == "learning":
        found: Tables = request.getfixturevalue("learning")
        return found
    held: dict[int, Tables] = request.getfixturevalue("held_out")
    return held[int(request.param.split()[1])]
