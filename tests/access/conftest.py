"""A copy of the town for each module. Models are imported late: this file is read before Django is set up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .town import Town


@pytest.fixture(scope="module")
def stocked(
    databases: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Town, Path]]:
    """Cases of three agencies, papers and files included, and the folder of their log."""
    from django.conf import settings
    from support.database import take_ledger, use

    from .town import build, stock

    before = settings.YIFA_LEDGER_DIR
    with django_db_blocker.unblock():
        template = databases.populated("matrix", build)
        databases.clone(template, databases.fresh)
        settings.YIFA_LEDGER_DIR = tmp_path_factory.mktemp("ledger")
        take_ledger(template)
        use(databases.fresh)
        found = stock(), settings.YIFA_LEDGER_DIR
        settings.YIFA_LEDGER_DIR = before
        yield found
        use(databases.main)


@pytest.fixture
def town(stocked: tuple[Town, Path], ledger_folder: Path) -> Town:
    """The town of the module: what a request writes stays."""
    from django.conf import settings

    settings.YIFA_LEDGER_DIR = stocked[1]
    return stocked[0]
