"""Nothing that a learner tries on a workshop's hub gets her what is not hers, or harms anybody else on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from firstquery.cohort.hub import daemon
from firstquery.cohort.hub.site import Site
from firstquery.cohort.hub.visitor import Visitor
from tests.cohort.hub.conftest import named
from tests.cohort.hub.intrusion.attempts import attempts
from tests.cohort.hub.intrusion.ground import Attempt, Ground
from tests.cohort.hub.intrusion.lure import lure
from tests.cohort.hub.intrusion.workshop import workshop

pytestmark = pytest.mark.root


@pytest.fixture(scope="module")
def ground(hub: Site) -> Iterator[Ground]:
    with workshop(hub, (named("ann"), named("ben"))) as made:
        yield made


def test_what_is_planted_is_found_where_one_may_read_it(ground: Ground) -> None:
    """Else no attempt could succeed: the same tools, in the other's and the facilitator's own kernels."""
    for who, wanted, place in (
        (ground.ben, ("home", "record", "submission"), ground.homes[ground.ben.name]),
        (
            ground.lead,
            ("facilitator", "source", "held-out", "gradebook", "roster", "feedback"),
            ground.facilitator_course,
        ),
    ):
        ground.cell(f"take(*{[str(one) for one in place.rglob('*') if one.is_file()]})", who)
        said = ground.took(*wanted, answer=(ground.homes[who.name] / "loot" / "loot").read_text(errors="replace"))
        assert said == f"read: {', '.join(wanted)}"


@pytest.mark.parametrize("one", attempts(), ids=[one.name for one in attempts()])
def test_no_attempt_succeeds(ground: Ground, one: Attempt) -> None:
    assert one.on(ground) == ""


def test_afterwards_all_work_as_before(ground: Ground) -> None:
    assert ground.hub.is_running()
    visitors: tuple[Visitor, ...] = (ground.ann, ground.ben, ground.lead)
    assert [ground.cell("print(1 + 1)", one).strip() for one in visitors] == ["2", "2", "2"]
    assert ground.bring() == ""


def test_with_a_domain_a_page_of_hers_reads_nothing_of_who_opens_it(ground: Ground, hub: Site) -> None:
    """*.localhost is this machine for a browser, without any server of names. Without a domain she does read it."""
    assert lure(ground, hub.address()) == "read: home"
    daemon.stop(hub)
    named_hub = hub.model_copy(update={"domain": "localhost"})
    named_hub.save()
    daemon.start(named_hub)
    assert lure(ground, named_hub.address("localhost")) == ""
