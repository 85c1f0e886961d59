"""A list of every server this user started, so that none runs unknown: one small file per data folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from yifa.site.postgres.place import Place, make_folder, write_whole


def folder() -> Path:
    """Where the list is kept: the user's state folder."""
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path("~/.local/state").expanduser()) / "yifa" / "servers"


def add(place: Place, pid: int) -> None:
    """Remember that a server runs on this place.

    A state folder that cannot be written must not stop the work.
    """
    with contextlib.suppress(Exception):
        make_folder(folder())
        entry = {"home": str(place.home), "base": str(place.base), "pid": pid}
        write_whole(_file(place), json.dumps(entry))


def remove(place: Place) -> None:
    """Forget a server that has stopped."""
    with contextlib.suppress(OSError):
        _file(place).unlink(missing_ok=True)


def places() -> Iterator[Place]:
    """Every place a server was started on and not stopped through us; folders since removed are forgotten."""
    with contextlib.suppress(OSError):
        for path in sorted(folder().glob("*.json")):
            with contextlib.suppress(OSError, ValueError, KeyError):
                entry = json.loads(path.read_text())
                place = Place(Path(entry["home"]), Path(entry["base"]))
                if place.ready.exists():
                    yield place
                else:
                    path.unlink(missing_ok=True)


def _file(place: Place) -> Path:
    return folder() / f"{hashlib.sha256(os.fsencode(place.base)).hexdigest()[:16]}.json"
