"""`may`, `require` and the roles of a step."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from yifa.access import Denied, acting_roles, may, require
from yifa.registers.scope import PUBLIC, Actor


def holding(*roles: str) -> Actor:
    return Actor("agency", officer_id="o1", agency_id="a1", agencies=("a1",), roles=frozenset(roles))


def test_a_role_that_holds_the_right_may() -> None:
    assert may(holding("handler"), "subjects.write")
    assert may(holding("archivist", "hearing_officer"), "subjects.write")
    assert not may(holding("hearing_officer"), "subjects.write")
    assert not may(holding(), "subjects.write")


def test_the_public_holds_nothing() -> None:
    from yifa.access.rights import RIGHTS

    assert not any(may(PUBLIC, name) for name in RIGHTS)


def test_a_right_that_is_not_in_the_table_is_a_mistake_of_the_program() -> None:
    with pytest.raises(LookupError, match=r"subjects\.wirte"):
        may(holding("handler"), "subjects.wirte")
    with pytest.raises(LookupError):
        require(holding("handler"), "nothing")


def test_require_says_what_happened_and_what_to_do() -> None:
    require(holding("handler"), "subjects.write")
    with pytest.raises(Denied) as caught:
        require(holding("system_admin"), "subjects.write")
    assert caught.value.what == "您没有登记和更正当事人的权限。"
    assert caught.value.todo[0] == "请承办人登记"
    assert isinstance(caught.value, PermissionDenied)


def test_roles_of_a_step_come_in_the_order_of_the_procedure() -> None:
    held = frozenset({"agency_head", "unit_head", "handler"})
    assert acting_roles(held, ("unit_head", "legal_reviewer", "agency_head")) == ("unit_head", "agency_head")
    assert acting_roles(held, ("system",)) == ()
    assert acting_roles((), ("handler",)) == ()
