"""Who is acting, and the scope the database enforces: every request and job runs inside `scope(actor)`.

The scope is a transaction whose settings (`yifa.scope`, `yifa.agencies`, …) row-level security reads.
With nothing set, nothing shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

from django.db import connection, transaction

ScopeKind = Literal["agency", "supervision", "administration", "public", "worker", "import", "maintenance"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a machine at work.

    `agencies` are the ids whose protected rows may be seen; `roles` those held now; `clearance` the highest class
    of secrecy that may be seen without working on the case; `everywhere` says that `agencies` are all there are,
    so that none need be looked up. A machine has no officer_id. What the roles allow is decided in `yifa.access`.
    """

    scope: ScopeKind
    name: str = ""
    account_id: str = ""
    officer_id: str = ""
    agency_id: str = ""
    unit_id: str = ""
    agencies: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    certificate: str = ""
    clearance: str = "ordinary"
    everywhere: bool = False
    reach: frozenset[str] = field(
        init=False, repr=False, compare=False
    )  # `agencies`, to be looked up by hash

    def __post_init__(self) -> None:
        object.__setattr__(self, "reach", frozenset(self.agencies))


class Unscoped(RuntimeError):
    """A protected table was asked outside of any `scope(...)`: a mistake of the program, not of the person."""


PUBLIC = Actor("public", name="公众")
WORKER = Actor("worker", name="系统")
IMPORTER = Actor("import", name="数据导入", roles=frozenset({"importer"}))


_SETTINGS = ("scope", "agencies", "officer", "roles", "clearance", "everywhere")
SET_SCOPE = "SELECT " + ", ".join(f"set_config('yifa.{name}', %s, true)" for name in _SETTINGS)


def settings_of(actor: Actor) -> list[str]:
    """What `SET_SCOPE` sets for the actor, in its order."""
    agencies, roles = ",".join(actor.agencies), ",".join(sorted(actor.roles))
    everywhere = "on" if actor.everywhere else ""
    return [actor.scope, agencies, actor.officer_id, roles, actor.clearance, everywhere]


def apply_scope(actor: Actor) -> None:
    """Set the transaction-local settings that row-level security reads. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(SET_SCOPE, settings_of(actor))


_current: ContextVar[Actor | None] = ContextVar("yifa_scope", default=None)


def current_actor() -> Actor | None:
    """Who is acting in the scope that is open, or None outside of any."""
    return _current.get()


def check_scoped(what: str) -> None:
    """Raise Unscoped unless a scope is open. `what` names the table."""
    if _current.get() is None:
        raise Unscoped(f"{what}: asked outside of scope(...)")


@contextmanager
def scope(actor: Actor) -> Iterator[Actor]:
    """Open a transaction in which only what `actor` may see is visible; the settings end with it.

    Inside another scope the outer one's settings come back at the end.
    """
    outer = _current.get()
    with transaction.atomic():
        apply_scope(actor)
        token = _current.set(actor)
        try:
            yield actor
        finally:
            _current.reset(token)
    if outer is not None and connection.in_atomic_block:
        apply_scope(outer)
