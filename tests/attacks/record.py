"""Attacks on what is kept and shown: notebooks and files that are damaged, names, messages, payloads."""

import os
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.attacks.attack import EMITS, Attack


def _notebook_that_is_none(folder: Path) -> None:
    (notebook,) = folder.glob("*.ipynb")
    notebook.write_bytes(b'{"cells": [' + b"[" * 100_000)


def _notebook_as_a_device(folder: Path) -> None:
    (notebook,) = folder.glob("*.ipynb")
    notebook.unlink()
    notebook.symlink_to("/dev/zero")


def _notebook_nested_deeply(notebook: NotebookNode) -> None:
    inner: dict[str, object] = {}
    for _ in range(400):
        inner = {"x": inner}
    notebook.metadata["deep"] = inner
    notebook.cells[0].metadata["deep"] = inner


def _metadata_of_other_types(notebook: NotebookNode) -> None:
    for said in ("text", [], 7, None, {"grade": "yes", "grade_id": ["x"]}, {"grade_id": {"x": 1}}):
        cell = new_code_cell("1")
        cell.metadata["nbgrader"] = said
        notebook.cells.insert(1, cell)


def _schema_of_the_future(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 99


def _schema_of_the_past(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 1
            del cell.metadata.nbgrader["task"]


def _half_a_character(notebook: NotebookNode) -> None:
    notebook.cells.append(new_code_cell("note = '\ud800'"))


def _file_name_of_no_coding(folder: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.csv", b"week-90-orders\xff.zip", b"\xff\x1b]0;hostile\x07\x1b[2J<b>.ipynb"):
        (folder / os.fsdecode(name)).write_bytes(b"PK\x03\x04 no archive")


_TERMINAL = "\x1b]0;hostile\x07\x1b[2J"


def _file_names_for_the_terminal(folder: Path) -> None:
    (folder / f"link{_TERMINAL}.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / f"pipe{_TERMINAL}")
    (folder / "week-90-orders.ipynb").unlink()
    (folder / f"zip{_TERMINAL}.zip").write_bytes(b"PK\x03\x04 no archive")


def _path_without_an_end(folder: Path) -> None:
    here = Path.cwd()
    try:
        os.chdir(folder)
        long = len(str(folder))
        while long + 202 < 4000:
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
            long += 201
        Path("f" * min(250, 4090 - long - 1)).write_text("x", encoding="utf-8")
    finally:
        os.chdir(here)


def _pipe_handed_in(folder: Path) -> None:
    os.mkfifo(folder / "data.csv")
    (folder / "more.csv").symlink_to("/dev/zero")


def _words_for_the_terminal(notebook: NotebookNode) -> None:
    said = {"grade": False, "grade_id": f"x{_TERMINAL}", "locked": False, "schema_version": 3, "solution": True}
    notebook.cells.append(new_code_cell("1", metadata={"nbgrader": {**said, "task": False}}))
    notebook.metadata.kernelspec = {"name": _TERMINAL, "language": "python", "display_name": _TERMINAL}


ATTACKS = (
    Attack(
        "notebook-that-is-none",
        "Hands in a file that is no notebook under the notebook's name",
        place=_notebook_that_is_none,
        keeps={},
    ),
    Attack(
        "notebook-as-a-device",
        "Hands in a link to a device in place of the notebook: whoever reads it reads without end",
        place=_notebook_as_a_device,
        keeps={},
    ),
    Attack(
        "notebook-nested-deeply",
        "Hands in a notebook whose metadata is nested two thousand times",
        edit=_notebook_nested_deeply,
    ),
    Attack(
        "metadata-of-other-types",
        "Hands in metadata of types that nobody expects: a text for a table, a list for a number",
        edit=_metadata_of_other_types,
        keeps={},
    ),
    Attack(
        "schema-of-the-future",
        "Declares its cells to be of a later version of nbgrader's format, which ends a run",
        edit=_schema_of_the_future,
    ),
    Attack(
        "schema-of-the-past",
        "Declares its cells to be of an early version of nbgrader's format, which ends a run",
        edit=_schema_of_the_past,
    ),
    Attack(
        "half-a-character",
        "Writes half a pair of surrogates into a cell: no file in UTF-8 can hold it",
        edit=_half_a_character,
    ),
    Attack(
        "time-stamp-that-is-none",
        "Hands in a time stamp that is no time, and is very long",
        files={"timestamp.txt": "next week" * 1000},
        keeps={},
    ),
    Attack(
        "file-name-of-no-coding",
        "Hands in files whose names are bytes of no coding, in every place where a name is told",
        place=_file_name_of_no_coding,
    ),
    Attack(
        "file-names-for-the-terminal",
        "Puts commands for a terminal into the names of a link, a pipe and a broken archive",
        place=_file_names_for_the_terminal,
        keeps={},
    ),
    Attack(
        "path-without-an-end",
        "Hands in a folder in a folder in a folder, whose path is as long as a path can be",
        place=_path_without_an_end,
    ),
    Attack(
        "pipe-handed-in",
        "Hands in a named pipe and a link to a device: whoever opens one waits, whoever reads the other does not end",
        place=_pipe_handed_in,
    ),
    Attack(
        "words-for-the-terminal",
        "Puts commands for a terminal into names that are logged while grading",
        edit=_words_for_the_terminal,
        keeps={},
    ),
    Attack(
        "messages-that-are-none",
        "Sends messages that are not Jupyter's: unsigned, cut short, of no JSON, of types that nobody knows",
        q2="""
kernel = get_ipython().kernel
send = getattr(kernel.iopub_thread.socket, "send_multipart", kernel.iopub_socket.send_multipart)
for parts in ([b"x"], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{}", b"{}", b"{}", b"{}"], [b"\\xff"] * 9,
              [b"topic", b"<IDS|MSG>", b"0" * 64, b"{", b"{", b"{", b"{"]):
    send(parts)
for kind in ("status", "execute_input", "display_data", "stream", "error", "clear_output", "comm_msg", "nonsense"):
    for content in ({}, {"data": []}, {"execution_state": []}, {"text": 7, "name": 8},
                    {"data": {"text/plain": {}}, "metadata": 9}):
        kernel.session.send(kernel.iopub_socket, kind, content, get_ipython().parent_header)
""",
    ),
    Attack(
        "line-cut-by-nonsense",
        "Writes what is no message into the connection on which the kernel is asked: nobody takes the next question",
        q2="""
import os, socket, stat
from ipykernel.kernelapp import IPKernelApp
asked_at = IPKernelApp.instance().shell_port
sent = 0
for number in map(int, os.listdir("/proc/self/fd")):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            end = socket.socket(fileno=os.dup(number))
            here, _ = end.getsockname(), end.getpeername()
            if (int(here.rpartition("-")[2]) if isinstance(here, str) else here[1]) == asked_at:
                sent += end.send(b"\\xff" * 64)  # ZMTP: a frame of a kind and of a length that there is not
    except (OSError, ValueError, IndexError, TypeError):
        continue
print("sent", sent)
""",
        done="sent",
        said="The kernel no longer answered.",
    ),
    Attack(
        "payload-without-a-bottom",
        "Answers with a list that holds itself, and nests a thousand deep",
        q2="""
largest = []
largest.append(largest)
for _ in range(100_000):
    largest = [largest]
""",
        q3="""
class Deep:
    def __getattr__(self, name): return Deep()
    def __str__(self): return str(self)
    __repr__ = __len__ = __iter__ = __float__ = __str__

reason = Deep()
""",
    ),
    Attack(
        "payload-of-odd-numbers",
        "Answers with NaN, infinity, and whole numbers of a million digits",
        q1="paid_orders = 10 ** 1_000_000",
        q2="""
import pandas as pd
inf = float("inf")
largest = pd.DataFrame({"customer": [float("nan"), None, 10 ** 400], "total": [inf, -inf, 1e308]})
""",
        q3=f"""{EMITS}
reason = float("nan")

def check(exercise, answer):
    emit(exercise, {{"type": "table", "columns": ["a"], "rows": [[float("inf")], [10 ** 4000]], "index": 0}})
""",
        never=("q1", "q2", "q3", "q4"),
        keeps={},
    ),
)
