"""Fixtures of the tests of login. Models are imported late: this file is read before Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .people import People


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """Slow password hashes are slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(db: None) -> People:
    """Officers with accounts, on this test's database."""
    from .people import build

    return build()


@pytest.fixture
def fresh_people(fresh_db: str) -> People:
    """The same on a database of its own, for browsers and several connections."""
    from .people import build

    return build()
