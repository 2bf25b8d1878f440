"""Where a workshop's hub stands: its folders, its ports, its people. One file says it, ``hub.json`` in its state."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from firstquery.core import files as whole
from firstquery.core import host
from firstquery.core.errors import UserError, quote_value

FILE = "hub.json"
#: The environment variable that names that file to the hub, and marks every process that is started by it.
MARK = "FIRSTQUERY_HUB"
COURSE_ID = "first-query"


class Site(BaseModel):
    """One hub. ``course`` is what learners read; ``homes`` is where their folders and the facilitator's are made.

    ``domain``: a name of this machine whose subdomains lead to it, too: each server has one, so that no page of a
    learner's acts in another's name. ``memory``: MiB that one process of a learner may have; ``processes``: how many
    processes and threads she may have together; ``idle``: seconds after which a server that nobody uses is ended.
    ``database``: the URL of a PostgreSQL database for the hub, without a password; the gradebook's is beside it.
    ``is_made_up``: its people are, so that nothing of a real cohort comes to it. ``owns_course``: its copy of the
    course was made for it, and goes with it.
    """

    model_config = ConfigDict(frozen=True)

    course: Path = Path("/opt/first-query")
    state: Path = Path("/var/lib/first-query-hub")
    exchange: Path = Path("/srv/first-query-exchange")
    homes: Path = Path("/home")
    facilitator: str = "facilitator"
    group: str = "first-query"
    ip: str = "0.0.0.0"
    domain: str | None = None
    port: int = 8000
    hub_port: int = 8081
    proxy_port: int = 8001
    certificate: Path | None = None
    key: Path | None = None
    memory: int = 2048
    processes: int = 512
    idle: int = 3600
    database: str | None = None
    is_made_up: bool = False
    owns_course: bool = False

    @property
    def hub_database(self) -> str:
        """The URL of the hub's own database."""
        return self.database or f"sqlite:///{self.state / 'jupyterhub.sqlite'}"

    @property
    def gradebook(self) -> str | None:
        """The URL of the gradebook; None where it is the file in the facilitator's course."""
        if self.database is None:
            return None
        url = make_url(self.database)
        return url.set(database=f"{url.database}_gradebook").render_as_string(hide_password=False)

    @property
    def python(self) -> Path:
        return self.course / ".venv" / "bin" / "python"

    @property
    def facilitator_course(self) -> Path:
        """The facilitator's course: source, gradebook, held-out data, what was handed in."""
        return home_of(self.facilitator, self.homes) / "course"

    @property
    def inbox(self) -> Path:
        """The course's own folder of the exchange."""
        return self.exchange / COURSE_ID

    @property
    def file(self) -> Path:
        return self.state / FILE

    @property
    def log(self) -> Path:
        return self.state / "hub.log"

    def address(self, host: str = "127.0.0.1") -> str:
        return f"{'https' if self.certificate else 'http'}://{host}:{self.port}"

    def without_people(self) -> Site:
        """Return the site as one of made-up people; one that goes on knows whether its course was made for it."""
        owns = read(self.state).owns_course if self.file.exists() else not self.course.exists()
        return self.model_copy(update={"is_made_up": True, "owns_course": owns})

    def save(self) -> None:
        """Write ``hub.json``, for root alone."""
        whole.write(self.file, self.model_dump_json(indent=1).encode() + b"\n", mode=0o600)


def read(state: Path) -> Site:
    """Return the hub that was set up in ``state``. Raises `UserError` where there is none."""
    try:
        return Site.model_validate_json((state / FILE).read_bytes())
    except FileNotFoundError:
        raise UserError(
            f"There is no hub in {state}: `firstquery hub up --learners FILE.csv` makes one, and --state names another "
            "folder."
        ) from None
    except ValidationError as fault:
        raise UserError(f"{state / FILE} is damaged ({fault.errors()[0]['msg']}): restore it from a backup.") from None


def home_of(name: str, homes: Path) -> Path:
    """Return the home folder of an account; the one it would get, where there is no such account yet."""
    try:
        return Path(pwd.getpwnam(name).pw_dir)
    except KeyError:
        return homes / name


def ask_for_root() -> None:
    """Raise `UserError` for anyone but root."""
    if not host.is_posix() or os.geteuid() != 0:
        raise UserError(
            "A hub makes accounts and starts servers for them, which only root may: give the command on Linux, as "
            "root (`sudo`)."
        )


def check_database(url: str) -> str:
    """Return the URL as SQLAlchemy reads it.

    Raises `UserError` where it is none of PostgreSQL, or has a password in it.
    """
    try:
        made = make_url(url)
    except ArgumentError:
        made = None
    if made is None or made.get_backend_name() != "postgresql" or not made.database:
        raise UserError(
            f"{quote_value(url, 80)} is no URL of a PostgreSQL database. One reads postgresql://hub@db.example.org/first_query."
        )
    if made.password:
        raise UserError(
            "The URL has a password in it, which everybody on this machine could read in the list of processes. Leave "
            "it out, and put it into ~/.pgpass (mode 0600) of root and of the facilitator."
        )
    return made.set(drivername="postgresql+psycopg").render_as_string()
