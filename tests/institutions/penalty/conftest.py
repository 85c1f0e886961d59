"""An office with a case to begin, for the tests that go through the engine and its database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    """A case not yet begun, in an office with the shipped benchmarks."""
    from support import world
    from support.walk import Walk

    world.benchmarks()
    return Walk(world.office(), world.firm())
