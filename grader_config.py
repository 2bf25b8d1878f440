"""Every policy of grading, as nbgrader's own configuration.

nbgrader_config.py, which nbgrader looks for in the folder where it is run, loads this file. So every stock command
(`nbgrader generate_assignment`, `autograde`, `generate_feedback`, `formgrader`) follows it from the course root.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (given by nbgrader when it reads this file)

# nbgrader starts `alembic` by its name: it stands beside this Python, whether its environment is activated or not.
beside = str(Path(sys.executable).parent)
if beside not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", os.defpath)])

# The course: this folder. Its gradebook stays here and out of version control.
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "first-query"
# A cohort on one gradebook server names it here: "postgresql+psycopg://user@host/gradebook"
# c.CourseDirectory.db_url = "sqlite:///gradebook.db"

# What stays with the instructor: never in release/, a submission's folder or feedback.
c.CourseDirectory.ignore = [
    "answers.py",
    "facilitator.md",
    "__pycache__",
    "*.pyc",
    ".ipynb_checkpoints",
    ".records",
    "feedback",
]

# Release: friendly blanks, the key of the learning data, one tidy form. It is generated, so it is always made anew.
c.GenerateAssignment.force = True
c.GenerateAssignment.exporter_class = "firstquery.grade.release.ReleaseExporter"
c.GenerateAssignment.preprocessors = [
    "firstquery.grade.release.KeyFile",
    "nbgrader.preprocessors.LockCells",
    "firstquery.grade.blank.BlankSolutions",
    "firstquery.grade.release.Tidy",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.ClearSolutions.enforce_metadata = True

# A submission is put right first: her outputs are kept aside, her test cells and points come from the gradebook.
c.Autograde.sanitize_preprocessors = [
    "firstquery.grade.judge.KeepOutputs",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# Then it answers on the held-out data, and is judged outside its kernel.
c.Autograde.autograde_preprocessors = [
    "firstquery.grade.execute.ExecuteOnHeldOut",
    "firstquery.grade.judge.Judge",
    "nbgrader.preprocessors.LimitOutput",
    "firstquery.grade.judge.SaveGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Limits: seconds of one cell, and of a kernel's start on a busy machine; lines of output kept.
c.Execute.timeout = 30
c.Execute.startup_timeout = 120
c.Execute.iopub_timeout = 30
c.Execute.record_timing = False
c.LimitOutput.max_lines = 1000
c.LimitOutput.max_traceback = 100
