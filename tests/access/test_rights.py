"""The table of rights: complete, in Chinese, and the three administrators kept away from cases."""

from __future__ import annotations

import pytest

from yifa.access.rights import ADMINISTRATORS, RIGHTS
from yifa.registers.models import ADMINISTRATORS as REGISTERED
from yifa.registers.models import Role

MACHINES = {"importer", "field_sync"}
# What touches a case, a party or a file: none of the three administrators may.
OF_CASES = ("matters.", "files.", "exports.", "subjects.", "statistics.", "reads.", "registers.subjects.")


@pytest.mark.parametrize("right", RIGHTS.values(), ids=lambda right: right.id)
def test_a_right_names_only_roles_there_are(right) -> None:
    assert right.roles, "a right that nobody holds"
    assert right.roles <= set(Role.values) | MACHINES
    assert not right.title.isascii()
    assert not right.ask.isascii()


@pytest.mark.parametrize("role", ADMINISTRATORS)
@pytest.mark.requirement("RQ187")
def test_no_administrator_holds_a_right_over_cases(role: str) -> None:
    held = {right.id for right in RIGHTS.values() if role in right.roles}
    assert not [name for name in held if name.startswith(OF_CASES)]


def test_administrators_keep_each_other_in_check() -> None:
    """One opens accounts, another says what they may do, a third reads what both did."""
    holders = {name: RIGHTS[name].roles & set(ADMINISTRATORS) for name in RIGHTS}
    assert holders["accounts.create"] == {"system_admin"}
    assert holders["roles.grant"] == holders["clearance.grant"] == {"security_admin"}
    assert holders["audit.read"] == {"audit_admin"}
    assert not any("audit_admin" in RIGHTS[name].roles for name in RIGHTS if name.endswith(".write"))


def test_every_register_can_be_read_and_kept() -> None:
    read = {name.removesuffix(".read") for name in RIGHTS if name.endswith(".read")}
    kept = {name.removesuffix(".write") for name in RIGHTS if name.endswith(".write")}
    assert {name for name in kept if name.startswith("registers.")} <= read


def test_the_administrators_are_those_of_the_register() -> None:
    assert set(ADMINISTRATORS) == set(REGISTERED)
