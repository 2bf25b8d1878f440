"""The ground of a hub that `firstquery hub up` has made: as its learners and its facilitator find it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from firstquery.cohort.hub import accounts, daemon
from firstquery.cohort.hub.site import Site, home_of
from firstquery.cohort.hub.visitor import Visitor
from firstquery.cohort.hub.workshop import SLIPS
from firstquery.core import course
from tests.cohort.hub.intrusion.ground import Ground
from tests.cohort.hub.intrusion.planting import plant


@contextmanager
def found(site: Site, names: tuple[str, str]) -> Iterator[Ground]:
    """The hub of ``site`` as it is. ``names``: of who tries, and of the other learner."""
    week = course.weeks()[0]
    passwords = {name: one.password for name, one in accounts.read_accounts(site).items()}
    homes = {name: home_of(name, site.homes) for name in (*names, site.facilitator)}
    works = {name: home / "first-query" for name, home in homes.items()} | {site.facilitator: site.facilitator_course}
    running = daemon.running(site)
    assert running is not None
    command = (str(site.python), "-P", "-m", "firstquery.cli.main")
    with ExitStack() as stack:
        ann, ben, lead = (stack.enter_context(Visitor(site.address(), name)) for name in (*names, site.facilitator))
        yield Ground(
            ann=ann,
            ben=ben,
            lead=lead,
            homes=homes,
            works=works,
            passwords=passwords,
            facilitator_course=site.facilitator_course,
            course=site.course,
            state=site.state,
            lists=(site.state / "accounts.json", site.state / SLIPS),
            inbox=site.inbox,
            stem=week.stem,
            practice=f"practice/{week.stem}/{week.stem}.ipynb",
            python=site.python,
            hub=running,
            ports=(site.hub_port, site.proxy_port),
            processes=site.processes,
            environment={"PATH": f"{site.python.parent}:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"},
            submit=(*command, "submit", str(week.number)),
            collect=(*command, "collect", str(week.number)),
            grade=(*command, "grade", str(week.number), "--student", ann.name, "--no-feedback"),
            umask=0o077,
        )


@contextmanager
def workshop(site: Site, names: tuple[str, str]) -> Iterator[Ground]:
    """The hub of ``site``, with a week released, secrets planted, and all three logged in."""
    week = course.weeks()[0]
    with found(site, names) as ground:
        for one in (ground.ann, ground.ben, ground.lead):
            one.log_in(ground.passwords[one.name])
            one.open()
        python = str(site.python)
        ground.run(ground.lead, python, "-P", "-m", "firstquery.cli.main", "release", str(week.number))
        done = ground.run(ground.lead, python, "-P", "-m", "nbgrader", "release_assignment", week.stem)
        if not (site.inbox / "outbound" / week.stem).is_dir():
            raise RuntimeError(f"The week was not released: {done.stdout}{done.stderr}")
        plant(ground)
        yield ground
