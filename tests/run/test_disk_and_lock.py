"""A disk that is full and a gradebook that another program holds: a sentence, and nothing lost or half written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from .bench import NAMES, STEM, Run, eventually, once_each

#: The course on a disk of three megabytes that is filled but for so many kilobytes; then there is room again.
ON_A_SMALL_DISK = """
cp() { LD_PRELOAD= command cp "$@"; }  # under faketime it gives its copies another time
cp -a "$COURSE/." "$DISK"
size=$(df --output=avail -k "$DISK" | tail -1)
dd if=/dev/zero of="$DISK/filler" bs=1k count=$((size - FREE)) status=none
"$@" > "$OUT/first.txt" 2>&1
echo $? > "$OUT/first.code"
cp -a "$DISK" "$OUT/first"
rm "$DISK/filler" "$OUT/first/filler"
"$@" > "$OUT/second.txt" 2>&1
echo $? > "$OUT/second.code"
cp -a "$DISK" "$OUT/second"
"""
#: `firstquery` that waits for two seconds where it would wait for two minutes.
IMPATIENT = """
import functools, sys
from firstquery.cli.main import main
from firstquery.grading.run import plan
plan.Options = functools.partial(plan.Options, patience=2)
main()
"""


def test_on_a_full_disk_nothing_is_half_written_and_with_room_the_run_goes_on(
    prepared: Run, undisturbed: Run, tmp_path: Path, needs: object
) -> None:
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    course = prepared.copy(tmp_path / "course")
    there = Run(disk, {"COURSE": str(course.root), "DISK": str(disk), "OUT": str(out), "FREE": "300"})
    # A mount of our own, seen by nobody else. An ordinary user mounts as root of a namespace, and grades below it as
    # the user again. As root without any, so that the sandbox can be another's.
    apart, again = ["--user", "--map-root-user"], f"unshare --user --map-user={os.getuid()} --map-group={os.getgid()}"
    if os.geteuid() == 0:
        apart, again = [], ""
    mounted = f'mount -t tmpfs -o size=3m tmpfs "$DISK" && exec {again} bash -c "$0" "$@"'
    command = [sys.executable, "-m", "firstquery.cli.main", "grade", STEM, "--no-feedback", "--jobs", "2"]
    subprocess.run(
        ["unshare", "--mount", *apart, "bash", "-c", mounted, ON_A_SMALL_DISK, "bash", *command],
        env=there.environment,
        check=True,
        timeout=900,
    )
    first, said = Run(out / "first"), (out / "first.txt").read_text(encoding="utf-8")
    assert (out / "first.code").read_text().strip() == "1", said
    assert "The disk is full: " in " ".join(said.split())
    assert "Make room and give the command again; it goes on from there." in " ".join(said.split())
    assert "Traceback" not in said
    stored = [row[0] for row in first.rows()["firstquery_marks"]]
    assert 0 < len(stored) < len(NAMES)
    assert first.rows() == undisturbed.rows(stored)  # every row of those that are stored, and none of the others
    assert first.notebooks().items() <= undisturbed.notebooks(stored).items()
    assert first.litter_of_grading() == []
    assert (out / "second.code").read_text().strip() == "0", (out / "second.txt").read_text()
    second = Run(out / "second")
    assert second.rows() == undisturbed.rows()
    assert second.notebooks() == undisturbed.notebooks()
    assert once_each(second.rows())
    shutil.rmtree(out)


def test_a_locked_gradebook_is_waited_for_and_told_of_and_nothing_is_lost(
    prepared: Run, undisturbed: Run, tmp_path: Path
) -> None:
    run = prepared.copy(tmp_path / "course")
    impatient = subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, "grade", STEM, "--no-feedback", "--jobs", "2"],
        cwd=run.root,
        env=run.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert eventually(lambda: run.marks() >= 1, 600)
    with closing(run.gradebook()) as database:
        database.isolation_level = None
        database.execute("BEGIN EXCLUSIVE")
        ended = run.ended(impatient)
        database.execute("ROLLBACK")
    assert ended.code == 1
    assert "Another program has held the gradebook for 2 seconds, so nothing can be written." in ended.said
    stored = [row[0] for row in run.rows()["firstquery_marks"]]
    assert 1 <= len(stored) < len(NAMES)
    assert run.rows() == undisturbed.rows(stored)
    assert run.litter() == []

    process = run.start("grade", STEM, "--no-feedback", "--jobs", "2")
    assert eventually(lambda: run.marks() > len(stored), 600)
    with closing(run.gradebook()) as database:
        database.isolation_level = None
        database.execute("BEGIN EXCLUSIVE")
        assert eventually(lambda: "Waiting for it." in process.said(), 600)
        database.execute("ROLLBACK")
    ended = run.ended(process)
    assert ended.code == 0, ended.said
    assert "Another program holds the gradebook. Waiting for it." in ended.said
    assert run.rows() == undisturbed.rows()
    assert run.notebooks() == undisturbed.notebooks()
