"""Fixtures of the tests of login. Models are imported late: this file is read before Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from .people import People


@pytest.fixture
@begins
def people(db: None) -> People:
    """Officers with accounts, on this test's database."""
    from .people import build

    return build()


@pytest.fixture
def fresh_people(fresh_db: str) -> People:
    """The same on a database of its own, for browsers and several connections."""
    from .people import build

    return build()
