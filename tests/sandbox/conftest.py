"""Every test of the sandbox needs bubblewrap; its kernels are forks of the zygote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from firstquery.sandbox import forks

from ..conftest import needs
from .bench import Bench


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    needs("bubblewrap")
    yield Bench.make(tmp_path_factory.mktemp("course"))
    forks.stop()


@pytest.fixture
def bench(root: Bench) -> Bench:
    """The course, with kernels that are forks of the zygote."""
    return root


@pytest.fixture(params=["forked", "plain"])
def both(root: Bench, request: pytest.FixtureRequest) -> Bench:
    """The course, with kernels that are forked, and again with kernels that are started plainly."""
    return Bench(root.root, warm=request.param == "forked")
