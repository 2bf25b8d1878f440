"""All attempts, in the order in which they are made: what ends her own server comes last."""

from __future__ import annotations

from tests.cohort.hub.intrusion import handing_in, machine, pages, reading, servers, writing
from tests.cohort.hub.intrusion.ground import ATTEMPTS, Attempt

_ORDER = (reading, writing, servers, handing_in, machine, pages)


def attempts() -> list[Attempt]:
    """All attempts."""
    modules = [one.__name__ for one in _ORDER]
    return sorted(ATTEMPTS.values(), key=lambda one: modules.index(one.tries.__module__))
