"""What many tests begin with, built once per run instead of once per test.

A fixture on `db` with the mark `@begins` is called for the first test that asks for it, on a database of its own, and
what it wrote is committed there. Every test that asks for it gets a transaction on a copy of that database, and its
own copy of what the fixture returned. Rows that a test adds are rolled back as ever.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from yifa.site.home import home

if TYPE_CHECKING:
    from support.database import Databases

T = TypeVar("T")


def begins(build: Callable[[None], T]) -> Callable[[None], T]:
    """Under `@pytest.fixture`, for a function of `db` alone that writes rows and returns them."""

    def fixture(db: None) -> T:
        from support.database import take_ledger
        from yifa.registers.scope import IMPORTER, apply_scope

        if _standing != key:  # another fixture of this test decided what it begins with
            return build(db)
        take_ledger(_template)
        apply_scope(IMPORTER)  # what the transaction of a test that wrote the rows itself would remember
        found: T = pickle.loads(_returned)
        return found

    place = build.__code__.co_filename.rpartition("tests/")[2]  # names of databases are short
    key = f"{build.__name__}_{hashlib.sha256(place.encode()).hexdigest()[:10]}"
    fixture.__name__, fixture.__doc__ = build.__name__, build.__doc__
    fixture.begins = (key, build)  # type: ignore[attr-defined]
    return fixture


_standing, _template, _returned = "", "", b""


def stand(request: pytest.FixtureRequest, databases: Databases) -> None:
    """Before a test's transaction: the database that the test begins with, or the empty one."""
    global _standing, _template, _returned
    from support.database import current, use

    key, build = _wanted(request)
    if build is None:
        _standing = ""
        if current() != databases.main:
            use(databases.main)
        return
    kept = home() / "starts" / f"{databases.run}_{key}.pickle"

    def built() -> None:
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(pickle.dumps(build(None)))

    template = databases.populated(key, built)
    name = databases.copy_of(template)
    if (_standing, _template) != (key, template):
        _standing, _template, _returned = key, template, kept.read_bytes()
    if current() != name:
        use(name)


def _wanted(request: pytest.FixtureRequest) -> tuple[str, Callable[[None], Any] | None]:
    """The mark among the fixtures of the test; with several, of the one that is set up first."""
    known = request.node._fixtureinfo.name2fixturedefs
    for name in request.node.fixturenames:
        for found in known.get(name, ())[-1:]:
            mark = getattr(found.func, "begins", None)
            if mark is not None:
                return str(mark[0]), mark[1]
    return "", None
