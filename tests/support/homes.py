"""State folders with servers of their own, and processes that use them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from yifa.site.postgres import cluster
from yifa.site.postgres.lease import holding
from yifa.site.postgres.place import known_place


def stop_and_remove(home: Path) -> None:
    """Stop the server of a home and remove its data, wherever they are."""
    place = known_place(home)
    if place is None:
        return
    if place.base.exists():
        with holding(place.lock):
            cluster.stop(place)
    shutil.rmtree(place.base, ignore_errors=True)
    shutil.rmtree(place.run, ignore_errors=True)


def yifa_environment(home: Path) -> dict[str, str]:
    """The environment of a separate `yifa` process on this home."""
    drop = ("YIFA_", "DATABASE_URL", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(drop)}
    return kept | {"YIFA_HOME": str(home)}
