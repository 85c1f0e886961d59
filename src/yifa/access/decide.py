"""Deciding: does this actor hold that right, and which of the roles that a step asks for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied

from yifa.access.rights import RIGHTS
from yifa.registers.scope import Actor


class Denied(PermissionDenied):
    """Not allowed: `what` happened, and what can be done about it (`todo`). In Chinese."""

    def __init__(self, what: str, *todo: str) -> None:
        super().__init__(what)
        self.what, self.todo = what, todo


def may(actor: Actor, right: str) -> bool:
    """Whether one of the actor's roles holds the right. A right that is not in the table raises LookupError."""
    found = RIGHTS.get(right)
    if found is None:
        raise LookupError(f"no such right: {right}")
    return not actor.roles.isdisjoint(found.roles)


def require(actor: Actor, right: str) -> None:
    """Raise Denied, with what to do, unless the actor holds the right."""
    if not may(actor, right):
        found = RIGHTS[right]
        raise Denied(f"您没有{found.title}的权限。", found.ask, "如岗位有变动，请安全管理员调整岗位角色")


def acting_roles(held: Collection[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Those of the roles a procedure asks for (`by`, `approve`, `notify`, `override`) that are held, in its order."""
    return tuple(role for role in wanted if role in held)
