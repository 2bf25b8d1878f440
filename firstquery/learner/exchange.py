"""The exchange of a cohort, as a learner's own side of it: nbgrader's, so that what it writes any nbgrader collects.

Which exchange, nbgrader's configuration says: ``nbgrader_config.py`` in one of Jupyter's folders (a hub has it in
/etc/jupyter), and below it that of the course, which says what is left out of what is handed in. Importing this
imports nbgrader.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_path
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeFetchFeedback, ExchangeSubmit
from nbgrader.utils import ignore_patterns, notebook_hash, parse_utc
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.html import add_back_link
from firstquery.learner.receipts import RECEIPT, Receipt, UnfinishedSubmission
from firstquery.learner.workspace import FEEDBACK

MOST_BYTES = 200_000_000  # of one submission
#: A name that `collect` does not look at, of what is not whole yet.
HIDDEN = ".submitting-"
CONFIG = "nbgrader_config.py"
log = logging.getLogger("firstquery.exchange")
log.addHandler(logging.NullHandler())
log.propagate = False


def settings() -> Config:
    """nbgrader's configuration for a learner, the course's lowest. Raises `UserError` where a file of it is broken."""
    config = Config()
    for folder in [str(course.COURSE), *reversed(jupyter_config_path())]:
        if (path := Path(folder, CONFIG)).is_file():
            try:
                config.merge(PyFileConfigLoader(CONFIG, path=folder).load_config())
            except Exception as fault:
                raise UserError(
                    f"The settings of your cohort, {path}, cannot be read ({type(fault).__name__}: {fault}). Tell your "
                    "facilitator. Nothing was handed in."
                ) from None
    return config


def root(config: Config) -> Path | None:
    """The folder of the exchange; None for who learns alone. Raises `UserError` where there is one that is away."""
    told = "root" in config.Exchange
    place = Path(str(config.Exchange.root) if told else ExchangeSubmit.root.default_value)
    if place.is_dir():
        return place
    if told:
        raise UserError(
            f"The exchange of your cohort, {place}, is not there at this moment. Tell your facilitator, and try again "
            "later. Nothing was handed in, and nothing of yours was changed."
        )
    return None


class Submission(ExchangeSubmit):  # type: ignore[misc]
    """nbgrader's submission of a practice, with its receipt beside it, which the exchange has whole or not at all.

    It is copied under a name that nobody collects, and renamed at the end. ``begun`` is called before anything is
    written, with all that has to go where this is killed.
    """

    assignment_filename: str
    begun: Callable[[UnfinishedSubmission], None]
    notebook: str
    receipt: Receipt
    _copied: Path | None = None

    def copy_files(self) -> None:
        short = self.assignment_filename.rsplit("+", 1)[0]
        inbound, cache = Path(self.inbound_path), Path(self.cache_path)
        final = inbound / self.assignment_filename
        begun = UnfinishedSubmission(
            str(final), (str(inbound / f"{HIDDEN}{final.name}"), str(cache / f"{HIDDEN}{short}"))
        )
        self.begun(begun)
        self.assignment_filename = begun.copies[0].rpartition("/")[2]
        try:
            super().copy_files()
            # The copy that is hers first: without it she could not fetch the feedback.
            _close(Path(begun.copies[0]))
            Path(begun.copies[1]).rename(cache / short)
            Path(begun.copies[0]).rename(final)
        except BaseException:
            if not final.is_dir():
                for path in (*begun.copies, str(cache / short)):
                    shutil.rmtree(path, ignore_errors=True)
            raise

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copies the regular files of her folder; the second copy is of the first, so that both are the same."""
        self._copy(Path(self._copied or src), Path(dest))
        if self._copied is None:
            self.receipt = Receipt(
                week=self.coursedir.assignment_id,
                at=parse_utc(self.timestamp).replace(tzinfo=dt.UTC).isoformat(),
                notebook=self.notebook,
                sha256=whole.digest(Path(dest, self.notebook).read_bytes()),
            )
            Path(dest, RECEIPT).write_text(json.dumps(self.receipt.as_json(), indent=1) + "\n", encoding="utf-8")
            self._copied = Path(dest)

    def _copy(self, source: Path, target: Path) -> None:
        """A link in her folder stays there, and so does what it leads to: at the grader nothing follows one either."""
        ignored = ignore_patterns(exclude=self.coursedir.ignore, include=self.coursedir.include, log=self.log)
        left = MOST_BYTES
        for place, folders, names in os.walk(source, onerror=_stop):
            out = set(ignored(place, [*folders, *names]))
            folders[:] = [name for name in folders if name not in out]
            there = target / os.path.relpath(place, source)
            there.mkdir(parents=True, exist_ok=True)
            for name in names:
                status = Path(place, name).lstat()
                if name in out or not stat.S_ISREG(status.st_mode):
                    continue
                left -= status.st_size
                if left < 0:
                    raise UserError(
                        f"The folder {source} has more than {MOST_BYTES // 1_000_000} MB, which is too much to hand "
                        "in. Move large files that the practice does not need out of it. Nothing was handed in."
                    )
                shutil.copyfile(Path(place, name), there / name)


def _close(folder: Path) -> None:
    """Leaves a submission to its learner and to the group that the inbound hands down, which is the facilitator's.

    nbgrader's own lets everybody read and change it who knows its name. Where no group is handed down, it stays so:
    whoever collects could not read it.
    """
    inbound = folder.parent.stat()
    if not inbound.st_mode & stat.S_ISGID:
        return
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o750 if path.is_dir() else 0o640)


def _stop(fault: OSError) -> None:
    raise fault


def submit(stem: str, notebook: str, config: Config, begun: Callable[[UnfinishedSubmission], None]) -> Receipt:
    """The receipt of the practice ``stem``, handed in. Raises OSError, `UserError` and nbgrader's `ExchangeError`."""
    made = Submission(assignment_dir=str(_practices()), **_parts(stem, config))
    made.add_random_string, made.path_includes_course = True, False
    made.begun, made.notebook = begun, notebook
    made.start()
    return made.receipt


def is_open(stem: str, config: Config, place: Path) -> bool:
    """Whether the week is released in the exchange at ``place``, so that it can be handed in."""
    cohort = place / str(CourseDirectory(config=config).course_id)
    return Path(cohort, "outbound", stem).is_dir() and (cohort / "inbound").is_dir()


class Feedback(ExchangeFetchFeedback):  # type: ignore[misc]
    """nbgrader's feedback on all submissions of a week: a page each in the learner's `kept/feedback`.

    ``pages`` are the moments of the submissions and the pages on them, the newest last.
    """

    pages: tuple[tuple[dt.datetime, Path], ...] = ()

    def init_src(self) -> None:
        """The page of a submission has the week's name, whatever she calls her notebook."""
        super().init_src()
        self.feedback_files = []
        stem = self.coursedir.assignment_id
        for folder in sorted(Path(self.cache_path).glob(f"*+{stem}+*")):
            try:
                secret = (folder / "submission_secret.txt").read_text(encoding="utf-8")
            except (OSError, ValueError):
                continue
            page = Path(self.src_path, f"{notebook_hash(secret=secret, notebook_id=stem)}.html")
            if page.is_file():
                self.feedback_files.append((stem, folder.name.rpartition("+")[2], str(page)))

    def init_dest(self) -> None:
        self.dest_path = str(course.work_folder() / FEEDBACK)

    def do_copy(self, src: str, dest: str) -> None:
        found = []
        for stem, timestamp, page in self.feedback_files:
            moment = parse_utc(timestamp).replace(tzinfo=dt.UTC)
            target = Path(dest, f"{stem}-handed-in-{moment.astimezone():%Y-%m-%d-%H.%M.%S}.html")
            html = Path(page).read_text(encoding="utf-8")
            whole.write(target, add_back_link(html, f"../../practice/{stem}/{stem}.ipynb").encode())
            found.append((moment, target))
        self.pages = tuple(sorted(found))


def fetch_feedback(stem: str, config: Config) -> tuple[tuple[dt.datetime, Path], ...]:
    """The moments of her submissions of ``stem`` and the pages on them, the newest last. Raises OSError."""
    fetching = Feedback(**_parts(stem, config))
    try:
        fetching.start()
    except ExchangeError as fault:
        log.info("%s", fault)  # nobody has released any yet
    return fetching.pages


def _practices() -> Path:
    return course.work_folder() / "practice"


def _parts(stem: str, config: Config) -> dict[str, Any]:
    coursedir = CourseDirectory(config=config, log=log)
    coursedir.assignment_id = stem
    return {
        "coursedir": coursedir,
        "authenticator": Authenticator(config=config, log=log),
        "config": config,
        "log": log,
    }
