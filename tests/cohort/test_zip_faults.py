"""What `nbgrader zip_collect` says of files that it can't use, and that it collects everybody else."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from firstquery.cohort.zips import Extractor
from tests.grading.orders import STEM

from .exchange import FILE, Cohort
from .test_zips import archive, collected, inner

OWN = {f"abe_1_1_{FILE}": b"abe", f"zoe_9_9_{FILE}": b"zoe"}
OTHERS = {f"abe/{FILE}": b"abe", f"zoe/{FILE}": b"zoe"}


def put(cohort: Cohort, files: dict[str, bytes]) -> None:
    """Files as they stand in archive/ where the facilitator's browser has unpacked the download."""
    folder = cohort.root / "downloaded" / STEM / "archive"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def damaged(method: int, *changes: tuple[bytes, int, bytes], name: str = FILE) -> bytes:
    """A zip with bytes changed: after which letters of it, how far, into what."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as file:
        file.writestr(name, b'{"cells": []}' * 50)
    data = bytearray(whole.getvalue())
    for after, far, into in changes:
        place = data.index(after) + far
        data[place : place + len(into)] = into
    return bytes(data)


LZMA_BROKEN = damaged(zipfile.ZIP_LZMA, (FILE.encode(), len(FILE) + 9, b"\xff" * 12))
OFFSET_BELOW_ZERO = damaged(zipfile.ZIP_DEFLATED, (b"PK\5\6", 16, struct.pack("<L", 0xE3000000)))
VERSION_OF_LATER = damaged(zipfile.ZIP_DEFLATED, (b"PK\1\2", 6, b"\xff\x00"))
NAME_NOT_UTF_8 = damaged(zipfile.ZIP_DEFLATED, ("é".encode(), 0, b"\xff"), name="wéek.ipynb").replace(
    "é".encode(), b"\xff\xff"
)


def directory(entries: int) -> bytes:
    """A zip that is a directory alone, of files that are not there."""
    one = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(one) * entries, 0, 0)
    return one * entries + end


@pytest.mark.parametrize("is_unpacked", [False, True], ids=["zip", "unpacked"])
@pytest.mark.parametrize(
    "hers, why",
    [
        (LZMA_BROKEN, "her file mal_5_5_h.zip can't be unpacked"),
        (OFFSET_BELOW_ZERO, "her file mal_5_5_h.zip can't be unpacked"),
        (VERSION_OF_LATER, "her file mal_5_5_h.zip can't be unpacked"),
        (NAME_NOT_UTF_8, "her file mal_5_5_h.zip can't be unpacked"),
        (inner(**{f"{'x' * 300}.ipynb": b"1"}), "her notebooks can't be written (File name too long)"),
        (inner(**{"a\nAll is lost\x1b[31m.ipynb": b"1"}), "a notebook's name has letters that can't be seen"),
        (directory(2_001), "more than 64 MB or 2,000 files are in what she handed in"),
    ],
    ids=["lzma", "negative", "version", "utf-8", "long", "control", "many"],
)
def test_whatever_goes_wrong_with_her_zip_leaves_her_out_alone(
    cohort: Cohort, hers: bytes, why: str, is_unpacked: bool
) -> None:
    files = {**OWN, "mal_5_5_h.zip": hers}
    if is_unpacked:
        put(cohort, files)
    else:
        archive(cohort, files)
    found, said = collected(cohort)
    assert found == OTHERS and f"Left out: mal, {why}" in said
    assert "Traceback" not in said and "\x1b" not in said and "All is lost" not in said


def test_a_name_too_long_for_a_folder_leaves_its_learner_out(cohort: Cohort) -> None:
    archive(cohort, {**OWN, f"{'ก' * 100}_5_assignsubmission_file_/{FILE}": b"1"})
    found, said = collected(cohort)
    assert found == OTHERS and f"Left out: {'ก' * 100}, her notebooks can't be written (File name too long)." in said


def test_a_learner_has_one_bound_for_all_that_she_handed_in(cohort: Cohort) -> None:
    zips = {
        f"Mal_5_assignsubmission_file_/h{n}.zip": inner(**{f"{n}-{m}.ipynb": b"{}" for m in range(900)})
        for n in range(3)
    }
    archive(cohort, {**OWN, **zips})
    found, said = collected(cohort)
    assert found == OTHERS and "Left out: Mal, more than 64 MB or 2,000 files are in what she handed in" in said


@pytest.mark.parametrize("folder", ["", "submissions/", "MYCOURSE-Week 1-77/"])
def test_where_a_browser_unpacked_the_download_a_zip_of_hers_is_hers(cohort: Cohort, folder: str) -> None:
    """Of Canvas, where a zip called like a learner's might also be the platform's: no other learner has it."""
    canvas, moodle = inner(**{f"annlee_1_2_{FILE}": b"mal"}), f"{folder}Mal Two_6_assignsubmission_file_"
    files = {
        f"{folder}mal_7_8_hand-in.zip": canvas,
        f"{folder}jane_3_4_hand-in.zip": inner(**{FILE: b"jane"}),
        f"{moodle}/hand-in.zip": inner(**{f"Ann Lee_1_assignsubmission_file__{FILE}": b"mal two"}),
    }
    put(cohort, {**files, f"{folder}zoe_9_9_{FILE}": b"zoe"})
    found, said = collected(cohort)
    assert found == {f"zoe/{FILE}": b"zoe", f"jane/{FILE}": b"jane", f"Mal Two/{FILE}": b"mal two"}
    assert "mal_7_8_hand-in.zip is called like one learner's and holds files of learners." in said


@pytest.mark.parametrize(
    "name, learner",
    [
        (f"o_neil_2984_191825_{FILE}", "o_neil"),
        (f"lee_ann_LATE_77_88_{FILE}", "lee_ann"),
        (f"doejane_late_77_88_{FILE}", "doejane"),
        (f"jane_1_LATE_77_88_{FILE}", "jane_1"),
        (f"Jane_Doe_5_assignsubmission_file_/{FILE}", "Jane_Doe"),
        (f"Zoe Good_1_1_6_assignsubmission_file_/{FILE}", "Zoe Good_1_1"),
        (f"Zoe Good_1_assignsubmission_file_6_assignsubmission_file_{FILE}", "Zoe Good_1_assignsubmission_file"),
    ],
)
def test_a_name_with_an_underscore_is_a_name(cohort: Cohort, name: str, learner: str) -> None:
    archive(cohort, {name: b"1"})
    assert collected(cohort)[0] == {f"{learner}/{FILE}": b"1"}


def test_a_learner_without_a_notebook_is_in_the_list_with_what_she_handed_in(cohort: Cohort) -> None:
    moodle = {
        f"Txt_1_assignsubmission_file_/{FILE}.txt": b"{}",
        "Rar_2_assignsubmission_file_/h.rar": b"Rar!",
        f"Folder_3_assignsubmission_file_/{FILE}/readme.txt": b"x",
        "Nested_4_assignsubmission_file_/h.zip": inner(**{"in.zip": inner(**{FILE: b"1"})}),
        "Empty_5_assignsubmission_file_/h.zip": inner(),
        "Online_6_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
        f"Upper_7_assignsubmission_file_/{STEM.upper()}.IPYNB": b"upper",
        f"Both_8_assignsubmission_file_/{FILE}": b"both",
        "Both_8_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
        f"Ann Lee_9_assignsubmission_file_/{FILE}.txt": b"{}",
        f"Ann Lee_10_assignsubmission_file_/._{FILE}": b"a Mac's note",
        "Ctrl_11_assignsubmission_file_/a\x1b[31m.rar": b"Rar!",
    }
    archive(cohort, moodle)
    found, said = collected(cohort)
    assert found == {f"Upper/{STEM.upper()}.ipynb": b"upper", f"Both/{FILE}": b"both"}
    listed = said.partition("No notebook is in what these learners handed in.")[2]
    for line in (
        f"Txt (1): {FILE}.txt",
        "Rar (2): h.rar",
        "Folder (3): readme.txt",
        "Nested (4): h.zip",
        "Empty (5): h.zip",
        "Online (6): onlinetext.html",
        f"Ann Lee (9): {FILE}.txt",
        "Ctrl (11): a?[31m.rar",
    ):
        assert line in listed, line
    assert "Both (8)" not in said and "Ann Lee (10)" not in said and "Upper (7)" not in said


def test_a_file_that_names_no_learner_is_in_the_list(cohort: Cohort) -> None:
    names = [
        f"Week1_doej_attempt_2026-11-01-10-00-00_{FILE}",
        f"12345-67890 - Jane Doe - Nov 3, 2026 1015 AM/{FILE}",
        f"Doe, Jane(jdoe)/Submission attachment(s)/{FILE}",
        f"jane_1_2983_191824_12_{FILE}",  # "jane", whose file begins with a number, or "jane_1"
        f"../x_1_2_{FILE}",
    ]
    archive(cohort, {**OWN, **dict.fromkeys(names, b"1"), "__MACOSX/._x": b"", ".DS_Store": b""})
    put(cohort, {"s.tar.gz": b"\x1f\x8b", "empty.zip": inner(), ".DS_Store": b""})
    found, said = collected(cohort)
    assert found == OTHERS
    listed = said.partition("Not collected, since it isn't clear whose they are.")[2]
    for name in [*(f"submissions.zip: {name}" for name in names), "s.tar.gz", "empty.zip: nothing is in it"]:
        assert name in listed, name
    assert "DS_Store" not in said and "MACOSX" not in said


def test_a_long_list_is_cut(cohort: Cohort) -> None:
    archive(cohort, {**OWN, **{f"page {number}.html": b"" for number in range(300)}})
    found, said = collected(cohort)
    assert found == OTHERS and "and 200 more" in said and said.count("page ") == 100


def test_a_platforms_zip_may_have_a_folder_at_its_top(cohort: Cohort) -> None:
    archive(cohort, {f"submissions/{name}": content for name, content in OWN.items()}, "all.zip")
    archive(cohort, {f"submissions/jane_3_4_{FILE}": b"jane"}, "CS101_2026_11_week1.zip")
    found, said = collected(cohort)
    assert found == OTHERS
    assert "CS101_2026_11_week1.zip is called like one learner's and holds files of learners." in said


def test_a_folder_called_like_a_learners_file_has_no_other_learners(cohort: Cohort) -> None:
    put(cohort, {**OWN, f"CS101_2026_11_week/jane_3_4_{FILE}": b"jane", f"mal_7_8_hand-in/{FILE}": b"mal"})
    found, said = collected(cohort)
    assert found == {**OTHERS, f"mal/{FILE}": b"mal"}
    assert f"CS101_2026_11_week/jane_3_4_{FILE}" in said.partition("Not collected")[2]


def test_one_damaged_entry_of_the_platforms_zip_costs_its_learner_alone(cohort: Cohort) -> None:
    folder = archive(cohort, {f"abe_1_1_{FILE}": b"abe", f"mal_5_5_{FILE}": b"mal", f"zoe_9_9_{FILE}": b"zoe"})
    whole = folder / "submissions.zip"
    whole.write_bytes(whole.read_bytes().replace(b"mal_5_5", b"lal_5_5", 1))
    found, said = collected(cohort)
    assert found == OTHERS and f"Left out: mal, her file mal_5_5_{FILE} can't be unpacked" in said


def test_many_files_in_a_zip_of_hers_are_counted_before_they_are_read(cohort: Cohort, tmp_path: Path) -> None:
    """The names of a million would be hundreds of megabytes."""
    hers = directory(60_000)
    whole = archive(cohort, {"mal_5_5_h.zip": hers})
    tracemalloc.start()
    Extractor().extract(str(whole), str(tmp_path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * len(hers)
