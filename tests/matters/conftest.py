"""A city, an office, a firm and a case on its way. Imports wait for Django, which is set up after conftests load."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from support.walk import Walk
    from support.world import Office


@pytest.fixture
@begins
def office(db: None) -> Office:
    from support import world

    world.benchmarks()
    return world.office()


@pytest.fixture
def walk(office: Office) -> Walk:
    """A case not yet begun."""
    from support import world
    from support.walk import Walk

    return Walk(office, world.firm())


@pytest.fixture
def committed_walk(fresh_db: str) -> Callable[[], Walk]:
    """As `walk`, on a database of its own, for tests that need several connections."""
    from support import world
    from support.walk import Walk

    def build() -> Walk:
        world.benchmarks()
        return Walk(world.office(), world.firm())

    return build
