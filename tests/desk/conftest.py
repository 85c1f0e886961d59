"""Fixtures of the desk's tests. Models are imported late: this file is read before Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from .city import City


@pytest.fixture
@begins
def city(db: None) -> City:
    """The small city on this test's database."""
    from .city import build_city

    return build_city()


@pytest.fixture
def fresh_city(fresh_db: str) -> City:
    """The small city on a database of its own, for browsers and several connections."""
    from .city import build_city

    return build_city()
