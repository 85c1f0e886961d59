"""A walk of the small city on which a matter of coercion is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    from support import world
    from support.walk import Walk

    return Walk(world.office(), world.firm())
