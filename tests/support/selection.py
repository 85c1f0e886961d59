"""Which tests a run is about."""

from __future__ import annotations

import pytest


def of_the_database(item: pytest.Item) -> bool:
    """It has a database, and no browser: what the browser asks for, the tests of desk and portal ask for too."""
    names = set(getattr(item, "fixturenames", ()))
    has_one = "databases" in names or item.get_closest_marker("django_db") is not None
    return has_one and "browser" not in names


def of_a_requirement(item: pytest.Item) -> bool:
    """It says which requirement row it shows."""
    return item.get_closest_marker("requirement") is not None
