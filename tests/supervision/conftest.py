"""The small city with accounts, as the desk's tests have it. Models are imported late, after Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from desk.city import City


@pytest.fixture
@begins
def city(db: None) -> City:
    from desk.city import build_city

    return build_city()
