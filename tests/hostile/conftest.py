"""The town in which hostile things are tried. Django is set up after conftests are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .town import Town


@pytest.fixture(scope="module")
def copied_town(databases: Any, django_db_blocker: Any) -> Iterator[None]:
    """One copy of the town for a whole module."""
    from support.database import use

    from .town import build

    with django_db_blocker.unblock():
        databases.clone(databases.populated("hostile", build), databases.fresh)
        use(databases.fresh)
        yield
        use(databases.main)


@pytest.fixture
def town(copied_town: None, django_db_blocker: Any) -> Iterator[Town]:
    """Two agencies, accounts in every role, matters of the first at several stages; rolled back afterwards."""
    from django.db import transaction

    from .town import Town

    case = transaction.atomic()
    case._from_testcase = True  # type: ignore[attr-defined]  # as Django's own: it stands for no transaction at all
    with django_db_blocker.unblock(), case:
        yield Town()
        transaction.set_rollback(True)


@pytest.fixture
def real_town(populated_db: Callable[[str, Callable[[], object]], str]) -> Town:
    """The same, in a copy of its own where every request has its own transaction, as in service."""
    from .town import Town, build

    populated_db("hostile", build)
    return Town()
