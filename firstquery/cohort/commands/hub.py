"""`firstquery hub`: a workshop's JupyterHub on one machine, as firstquery.cli.main registers it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from firstquery.cohort.hub.site import Site

STATE = Path("/var/lib/first-query-hub")
DEMO = ("ann", "ben", "cleo", "dev", "eva", "finn")

hub = typer.Typer(help="A workshop's JupyterHub on this machine (Debian, as root).", no_args_is_help=True)
State = Annotated[Path, typer.Option("--state", help="Where the hub keeps its accounts, database and log.")]
Folder = Annotated[Path | None, typer.Option()]


@hub.command()
def up(
    learners: Annotated[Path, typer.Option(metavar="FILE.csv", help="Columns: name, display name, email.")],
    state: State = STATE,
    facilitator: Annotated[str | None, typer.Option(help="Her account. [facilitator]")] = None,
    address: Annotated[str | None, typer.Option(help="This machine's name or number, as the slips say it.")] = None,
    domain: Annotated[
        str | None, typer.Option(help="A name whose subdomains lead here, too: each learner's pages stay apart.")
    ] = None,
    ip: Annotated[
        str | None, typer.Option(help="Where it listens; 127.0.0.1: for this machine alone. [0.0.0.0]")
    ] = None,
    port: Annotated[int | None, typer.Option(help="[8000]")] = None,
    hub_port: Annotated[int | None, typer.Option(help="For the hub itself, on this machine alone. [8081]")] = None,
    proxy_port: Annotated[int | None, typer.Option(help="For the proxy's own interface, the same. [8001]")] = None,
    certificate: Annotated[Path | None, typer.Option(help="For https, with --key.")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key.")] = None,
    memory: Annotated[int | None, typer.Option(help="MiB that one process of a learner may have. [2048]")] = None,
    processes: Annotated[int | None, typer.Option(help="Processes and threads of a learner. [512]")] = None,
    idle: Annotated[int | None, typer.Option(help="Seconds until an unused server is ended. [3600]")] = None,
    course: Annotated[Path | None, typer.Option(help="The learners' copy. [/opt/first-query]")] = None,
    exchange: Annotated[Path | None, typer.Option(help="nbgrader's exchange. [/srv/first-query-exchange]")] = None,
    homes: Annotated[Path | None, typer.Option(help="Where home folders are made. [/home]")] = None,
    group: Annotated[str | None, typer.Option(help="The system group of all accounts. [first-query]")] = None,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="PostgreSQL for hub and gradebook, without a password.")
    ] = None,
) -> None:
    """Bring up the hub for the learners of a list: accounts, course, exchange, formgrader, and a page of slips.

    Give it again with a longer list: new learners are added, and everybody else keeps her account, password and work.
    """
    from firstquery.cohort.hub import accounts, workshop
    from firstquery.cohort.hub.site import FILE, Site, ask_for_root, check_database, read

    ask_for_root()
    listed = accounts.read_list(learners)
    given = {
        "facilitator": facilitator,
        "domain": domain,
        "ip": ip,
        "port": port,
        "hub_port": hub_port,
        "proxy_port": proxy_port,
        "certificate": certificate and certificate.absolute(),
        "key": key and key.absolute(),
        "memory": memory,
        "processes": processes,
        "idle": idle,
        "course": course and course.absolute(),
        "exchange": exchange and exchange.absolute(),
        "homes": homes and homes.absolute(),
        "group": group,
        "database": database and check_database(database),
    }
    site = read(state.absolute()) if (state / FILE).exists() else Site(state=state.absolute())
    site = site.model_copy(update={name: value for name, value in given.items() if value is not None})
    _say_slips(site, workshop.up(site, listed, typer.echo, address))


@hub.command()
def install(
    course: Annotated[Path, typer.Option(help="The learners' copy.")] = Path("/opt/first-query"),
) -> None:
    """Install what a hub needs, and make no account: for an image, or while there still is a network.

    `up` does the same first.
    """
    from firstquery.cohort.hub import install as installing
    from firstquery.cohort.hub.site import Site, ask_for_root

    ask_for_root()
    installing.install(Site(course=course.absolute()), typer.echo)


@hub.command()
def demo(
    port: Annotated[int, typer.Option(help="Where it listens, on this machine alone.")] = 8000,
    hub_port: Annotated[int, typer.Option(help="For the hub itself.")] = 8081,
    proxy_port: Annotated[int, typer.Option(help="For the proxy's own interface.")] = 8001,
) -> None:
    """Bring up a hub with six made-up accounts, for this machine alone.

    `firstquery hub remove --demo` takes it away.
    """
    from firstquery.cohort.hub import accounts, workshop
    from firstquery.cohort.hub.site import ask_for_root

    ask_for_root()
    site = _demo().without_people().model_copy(update={"port": port, "hub_port": hub_port, "proxy_port": proxy_port})
    made_up = [accounts.Account(name=f"demo-{name}", display=name.title()) for name in DEMO]
    slips = workshop.up(site, made_up, typer.echo)
    for one in accounts.read_accounts(site).values():
        typer.echo(f"  {one.name:<18} {one.password}")
    _say_slips(site, slips)


@hub.command()
def stop(state: State = STATE) -> None:
    """End the hub and every server. Work, marks and accounts stay; `up` starts it again."""
    from firstquery.cohort.hub import daemon
    from firstquery.cohort.hub.site import ask_for_root, read

    ask_for_root()
    typer.echo("The hub has stopped." if daemon.stop(read(state), typer.echo) else "The hub was not running.")


@hub.command()
def check(state: State = STATE) -> None:
    """Examine a hub: what each account reaches, permissions, versions, disk, clock.

    Exit code 1 where something is to mend.
    """
    from firstquery.cohort.hub import examination
    from firstquery.cohort.hub.site import ask_for_root, read

    ask_for_root()
    found = examination.examine(read(state))
    for one in found:
        typer.echo(str(one))
    if wrong := [one for one in found if one.mend]:
        typer.echo(f"{len(wrong)} to mend.")
        raise typer.Exit(1)
    typer.echo("All is as it should be.")


@hub.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE.tar.gz")], state: State = STATE) -> None:
    """Write all that is the cohort's into one file: accounts, work, gradebook, held-out data, exchange."""
    from firstquery.cohort.hub import archive
    from firstquery.cohort.hub.site import ask_for_root, read

    ask_for_root()
    site = read(state)
    size = archive.save(site, file)
    if site.database:
        typer.echo("The databases in PostgreSQL are not in it: `pg_dump` keeps them, both.")
    typer.echo(
        f"{file}: {size / 2**20:,.1f} MiB. It holds passwords and everybody's work: keep it where they are safe."
    )


@hub.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE.tar.gz")], state: State = STATE) -> None:
    """Put back what a backup holds, on this machine or a fresh one. What stands there now is replaced.

    The hub has to be stopped. `up` with the same list, or `upgrade`, comes next on a fresh machine.
    """
    from firstquery.cohort.hub import archive
    from firstquery.cohort.hub.site import ask_for_root

    ask_for_root()
    site = archive.restore(file, state.absolute())
    typer.echo(f"Restored. `firstquery hub upgrade --start --state {site.state}` brings it up.")


@hub.command()
def upgrade(
    state: State = STATE,
    start: Annotated[bool, typer.Option("--start", help="Start it, also where it is stopped.")] = False,
) -> None:
    """Bring the hub to the version of the course that you stand in.

    Servers end meanwhile; nothing of anybody's is lost.
    """
    from firstquery.cohort.hub import workshop
    from firstquery.cohort.hub.site import ask_for_root, read

    ask_for_root()
    workshop.upgrade(read(state), typer.echo, start=start)


@hub.command()
def remove(
    state: State = STATE,
    demo: Annotated[bool, typer.Option("--demo", help="The one of `firstquery hub demo`.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """End the hub and remove its accounts with all their work. Make a backup before."""
    from firstquery.cohort.hub import accounts, workshop
    from firstquery.cohort.hub.site import ask_for_root, read

    ask_for_root()
    site = read(_demo().state if demo else state)
    question = f"{len(accounts.read_accounts(site))} accounts and all their work, marks too, go for good. Do it?"
    if yes or typer.confirm(question):
        workshop.remove(site, typer.echo)
        typer.echo("Removed.")


def _demo() -> Site:
    from firstquery.cohort.hub.site import Site

    return Site(
        course=Path("/opt/first-query-demo"),
        state=STATE.with_name("first-query-demo"),
        exchange=Path("/srv/first-query-demo-exchange"),
        facilitator="demo-facilitator",
        group="first-query-demo",
        ip="127.0.0.1",
    )


def _say_slips(site: Site, slips: Path) -> None:
    typer.echo(f"Slips to print, with everybody's password: {slips}")
    typer.echo(f"`firstquery hub check --state {site.state}` says whether all is as it should be.")
