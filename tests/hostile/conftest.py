"""The town in which hostile things are tried, one copy per test. Django is set up after conftests are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .town import Town


@pytest.fixture
def town(populated_db: Callable[[str, Callable[[], object]], str]) -> Town:
    """Two agencies, accounts in every role, and matters of the first at several stages."""
    from .town import Town, build

    populated_db("hostile", build)
    return Town()
