"""The small city with accounts, as the desk's tests have it. Models are imported late, after Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from desk.city import City


@pytest.fixture
def city(db: None, settings: Any) -> City:
    from desk.city import build_city

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return build_city()
