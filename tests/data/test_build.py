"""Builds are repeatable, whole or not at all, and small."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from kestrel import build as builder
from kestrel.build import BuildReport, build, content_hash, place
from kestrel.dictionary import markdown, meanings
from kestrel.measures import Tables
from kestrel.schema import metadata
from kestrel.warehouse import MEANINGS
from tests.conftest import ROOT


def test_a_rebuild_of_learning_in_another_process_has_the_content_of_the_committed_file(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kestrel.build import build; "
        "print(build('learning', path=Path(sys.argv[1])).hash)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "again.sqlite")],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT / "data")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == content_hash(place("learning"))


def test_different_seeds_give_different_content(held_out_reports: dict[int, tuple[BuildReport, Path]]) -> None:
    assert len({report.hash for report, _ in held_out_reports.values()} | {content_hash(place("learning"))}) == 3


def test_the_hash_sees_one_changed_value_and_no_changed_order(
    held_out_reports: dict[int, tuple[BuildReport, Path]], tmp_path: Path
) -> None:
    report, path = next(iter(held_out_reports.values()))
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(path.read_bytes())
    engine = create_engine(f"sqlite:///{copy}")
    with engine.begin() as link:
        link.execute(text("CREATE TABLE turned AS SELECT * FROM fx_rates ORDER BY month DESC"))
        link.execute(text("DELETE FROM fx_rates"))
        link.execute(text("INSERT INTO fx_rates SELECT * FROM turned"))
    assert content_hash(copy) == report.hash
    with engine.begin() as link:
        link.execute(text("UPDATE tickets SET csat = 1 WHERE ticket_id = 77"))
        link.execute(text("UPDATE tickets SET csat = NULL WHERE ticket_id = 78"))
    engine.dispose()
    assert content_hash(copy) != report.hash


def test_the_learning_file_is_at_most_fourteen_megabytes_and_has_one_index() -> None:
    assert place("learning").stat().st_size <= 14_000_000
    engine = create_engine(f"sqlite:///{place('learning')}")
    with engine.connect() as link:
        named = link.execute(
            text("SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        ).scalar()
    engine.dispose()
    assert named == 1


def test_a_build_that_fails_leaves_what_was_there(
    learning: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kestrel.sqlite"
    path.write_text("what was there before", encoding="utf-8")
    broken = {**learning, "calendar": learning["calendar"].assign(title=None)}
    monkeypatch.setattr(builder, "tables_of", lambda *args: broken)
    with pytest.raises(Exception, match="NOT NULL"):
        build("learning", path=path)
    assert path.read_text(encoding="utf-8") == "what was there before"
    assert [p.name for p in tmp_path.iterdir()] == ["kestrel.sqlite"]


def test_the_seed_of_a_held_out_build_stands_beside_it(
    held_out_reports: dict[int, tuple[BuildReport, Path]],
) -> None:
    for seed, (report, path) in held_out_reports.items():
        assert report.seed == seed
        assert path.with_name("seed").read_text(encoding="utf-8") == f"{seed}\n"


def test_every_text_fits_its_column(tables: Tables) -> None:
    """SQLite does not mind, PostgreSQL does."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            length = getattr(column.type, "length", None)
            if length:
                assert tables[table.name][column.name].dropna().astype(str).str.len().max() <= length, str(column)


def test_the_dictionary_is_what_the_schema_says() -> None:
    assert (place("learning").parent / "README.md").read_text(encoding="utf-8") == markdown()
    assert MEANINGS.read_text(encoding="utf-8") == meanings(), "firstquery warehouse dictionary writes it anew"
