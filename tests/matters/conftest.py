"""A city, an office, a firm and a case on its way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import world
from support.walk import Walk


@pytest.fixture
def office(db: None) -> world.Office:
    world.benchmarks()
    return world.office()


@pytest.fixture
def walk(office: world.Office) -> Walk:
    """A case not yet begun."""
    return Walk(office, world.firm())


@pytest.fixture
def committed_walk(fresh_db: str) -> Callable[[], Walk]:
    """As `walk`, on a database of its own, for tests that need several connections."""

    def build() -> Walk:
        world.benchmarks()
        return Walk(world.office(), world.firm())

    return build
