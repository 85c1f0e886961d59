"""An office with an application to begin, for the tests that go through the engine and its database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    """An application not yet entered."""
    from support import world
    from support.walk import Walk

    return Walk(world.office(), world.firm())
