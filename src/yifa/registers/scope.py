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
    of secrecy that may be seen without working on the case. A machine has no officer_id. What the roles allow
    is decided in `yifa.access`.
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


def apply_scope(actor: Actor) -> None:
    """Set the transaction-local settings that row-level security reads. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('yifa.scope', %s, true), set_config('yifa.agencies', %s, true),"
            " set_config('yifa.officer', %s, true), set_config('yifa.roles', %s, true),"
            " set_config('yifa.clearance', %s, true)",
            [
                actor.scope,
                ",".join(actor.agencies),
                actor.officer_id,
                ",".join(sorted(actor.roles)),
                actor.clearance,
            ],
        )


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
