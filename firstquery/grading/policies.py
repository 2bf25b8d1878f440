"""Every policy of grading, as nbgrader's own configuration.

A course's grader_config.py takes them from here and says below what is otherwise there. nbgrader_config.py, which
nbgrader looks for in the folder where it is run, loads that file. So every stock command (`nbgrader
generate_assignment`, `autograde`, `generate_feedback`, `formgrader`) follows them from the course root.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


def set_policies(c: Any, course: Path) -> None:
    """Set all policies in ``c``, a configuration of traitlets, for the course in that folder."""
    # nbgrader starts `alembic` by its name: it stands beside this Python, whether its environment is activated or not.
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", os.defpath)])

    # The gradebook stays in the course, out of version control.
    c.CourseDirectory.root = str(course)

    # Of what stands in source/, a learner gets the notebook and its key alone (ReleaseExporter, StagedExporter). This
    # is what is left out of what she hands in.
    c.CourseDirectory.ignore = [
        "__pycache__",
        "*.pyc",
        ".ipynb_checkpoints",
        ".records",
        ".former",
        "feedback",
    ]

    # What is collected was checked: it is its owner's, whole, and as its receipt says. Where all learners are one user
    # of the system, as in containers, an owner says nothing: c.ExchangeCollect.check_owner = False.
    c.ExchangeFactory.collect = "firstquery.cohort.collect.Collect"
    c.ExchangeFactory.release_feedback = "firstquery.cohort.feedback.ReleaseFeedback"
    # What comes late, by the date in cohort.toml, is marked as late and costs nothing. With "zero" it costs all points.
    c.LateSubmissionPlugin.penalty_method = "none"

    # `nbgrader zip_collect`: of each file of Canvas (doejane_LATE_2983_191824_week-….ipynb) and Moodle (Jane Doe_12345_
    # assignsubmission_file_week-….ipynb, or a folder of that name) the notebooks, to the learner of that name; a number
    # may be another one next week.
    c.ZipCollectApp.extractor_plugin = "firstquery.cohort.zips.Extractor"
    c.FileNameCollectorPlugin.named_regexp = r".*/extracted/(?P<student_id>[^/]+)/(?P<file_id>[^/]+)$"

    # Release: friendly blanks, the key of the learning data, one tidy form. It is generated, so it is always made anew.
    c.GenerateAssignment.force = True
    c.GenerateAssignment.exporter_class = "firstquery.grading.release.ReleaseExporter"
    c.GenerateAssignment.preprocessors = [
        "firstquery.grading.release.KeyFile",
        "nbgrader.preprocessors.LockCells",
        "firstquery.grading.release.BlankSolutions",
        "firstquery.grading.release.Tidy",
        "nbgrader.preprocessors.CheckCellMetadata",
        "nbgrader.preprocessors.ComputeChecksums",
        "firstquery.grading.former.SaveCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.ClearSolutions.enforce_metadata = True

    # A submission is graded from a repaired copy of its regular files, and of nothing that a link in it leads to. Cells
    # that were deleted, copied, split, merged, moved or retyped are put right by the release where the answer is still
    # there; what can't be is "ungraded" with a sentence, as is a file that can't be opened.
    c.Autograde.exporter_class = "firstquery.grading.repair.stage.StagedExporter"
    # The notebook is held to its format once, after all steps below, and not after each of them.
    c.StagedExporter.optimistic_validation = True
    # A submission is put right first: her outputs are kept aside, her test cells and points come from the gradebook.
    c.Autograde.sanitize_preprocessors = [
        "firstquery.grading.sanitize.KeepOutputs",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.DeduplicateIds",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "firstquery.grading.former.OverwriteCells",
        "firstquery.grading.sanitize.CheckCellMetadata",
    ]
    # Then it answers on the held-out data, and is judged outside its kernel.
    c.Autograde.autograde_preprocessors = [
        "firstquery.grading.execute.ExecuteOnHeldOut",
        "firstquery.grading.judge.Judge",
        "nbgrader.preprocessors.LimitOutput",
        "firstquery.grading.save.SaveGrades",
        # What was repaired is told, above the notebook and in the comments of its answers.
        "firstquery.grading.save.SaveRepairs",
        "nbgrader.preprocessors.AssignLatePenalties",
        "firstquery.grading.sanitize.CheckCellMetadata",
        # Beside its marks the gradebook keeps what they were given on: submission, key and environment.
        "firstquery.grading.save.SaveMark",
    ]

    # A submission is a program that somebody else wrote: it runs in a sandbox (bubblewrap), without the network and
    # without anything of this machine but Python and its own files, and where there is no sandbox it does not run.
    # Where you trust every submission with your own rights, `firstquery grade --unsafe` runs them without one, and
    # nbgrader's own commands do with `unsafe = True` in grader_config.py or `--ExecuteOnHeldOut.unsafe=True`.
    c.ExecuteOnHeldOut.unsafe = False
    # Each kernel is a fork of a process that has imported the libraries, sandboxed all the same. False: a plain start.
    c.ExecuteOnHeldOut.warm = True
    # What one submission may use in its sandbox: memory (all its processes together), processes and threads, what it
    # writes, seconds of the whole notebook. What one cell may show; the rest is dropped.
    c.ExecuteOnHeldOut.memory_bytes = 1024 * 1024 * 1024
    c.ExecuteOnHeldOut.processes = 64
    c.ExecuteOnHeldOut.disk_bytes = 64 * 1024 * 1024
    c.ExecuteOnHeldOut.file_bytes = 64 * 1024 * 1024
    c.ExecuteOnHeldOut.notebook_timeout = 180
    c.ExecuteOnHeldOut.output_bytes = 1_000_000

    # The last review is of a pull request that is drawn by the name a learner hands in under, so that two colleagues
    # have different ones. Whoever said another name to `capstone(…)` is listed here: {"ann": "the name she said"}.
    c.Judge.hold_to_variant = True
    c.Judge.drawn_for = {}

    # What a learner wrote is shown to a facilitator, who has rights on the course: no script of hers runs in that page.
    # A written answer is shown as a text, beside its rubric, and not as one long line of code.
    c.HTMLExporter.filters = {
        "highlight_code": "firstquery.cohort.reading.WrittenAnswer",
        "markdown2html": "firstquery.grading.safe_html.markdown2html",
        "strip_files_prefix": "firstquery.grading.safe_html.return_unchanged",
    }

    # Feedback is a page that anyone can read: with a screen reader, by keyboard alone, on a phone, on paper.
    c.GenerateFeedback.exporter_class = "firstquery.html.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = ["firstquery.html.feedback.GetMarks"]

    # Limits: seconds of one cell, of a kernel's start on a busy machine, and until a cell that was interrupted has to
    # be still (then the kernel is ended); lines of output kept.
    c.Execute.timeout = 30
    c.Execute.startup_timeout = 120
    c.Execute.iopub_timeout = 10
    c.Execute.record_timing = False
    c.LimitOutput.max_lines = 1000
    c.LimitOutput.max_traceback = 100
