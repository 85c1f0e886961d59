"""Fixtures of the desk's tests. Models are imported late: this file is read before Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .city import City


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """Sixteen slow password hashes a test would be most of its time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def city(db: None) -> City:
    """The small city on this test's database."""
    from .city import build_city

    return build_city()


@pytest.fixture
def fresh_city(fresh_db: str) -> City:
    """The small city on a database of its own, for browsers and several connections."""
    from .city import build_city

    return build_city()
