"""The first three administrators of an installation: there is no default account, so a command makes them once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.accounts import activation
from yifa.registers import events
from yifa.registers.change import change
from yifa.registers.dates import in_force
from yifa.registers.models import Account, Agency, EventKind, Officer, Region, Role, RoleGrant
from yifa.registers.scope import Actor, scope

WHY = "系统启用，建立首批管理员"
BY = Actor("import", "首批管理员命令", roles=frozenset({"importer"}))
HOURS = 24
_ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


class Exists(Exception):
    """There are administrators already; the message says what to do instead, in Chinese."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to become an administrator."""

    role: Role
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class Made:
    """An administrator with the token of the one-time link."""

    person: Person
    token: str


@dataclass(frozen=True, slots=True)
class NewAgency:
    """The agency the administrators belong to; name and region are needed only when it is not registered yet."""

    code: str
    name: str = ""
    region: str = ""
    sector: str = "justice"


def make(people: list[Person], where: NewAgency, today: date) -> list[Made]:
    """Register the people, grant each one role and issue links; again only while no link was ever used.

    Raises Exists, or ValidationError in Chinese; then nothing was written.
    """
    with scope(BY):
        if RoleGrant.objects.filter(role__in=_ADMINISTRATORS).exists():
            raise _exists()
        agency = _agency(where, today)
        return [_make(person, agency, today) for person in people]


def again(today: date) -> list[Made]:
    """New links for the first administrators while none of them has entered. Raises Exists."""
    with scope(BY):
        found = [
            Person(Role(grant.role), grant.officer.name, grant.officer.account.username)
            for grant in in_force(RoleGrant, today)
            .filter(role__in=[*_ADMINISTRATORS], officer__account__isnull=False)
            .select_related("officer__account")
        ]
        accounts = [Account.objects.get(username=person.username) for person in found]
        if not found or not all(activation.never_used(account) for account in accounts):
            raise _exists()
        return [Made(person, _link(account)) for person, account in zip(found, accounts, strict=True)]


def _exists() -> Exists:
    return Exists(
        "已经有管理员，本命令不再使用。新的账号由系统管理员在“账号管理”页面开立，角色由安全管理员授予。"
    )


def _agency(where: NewAgency, today: date) -> Agency:
    found = in_force(Agency, today).filter(code=where.code).first()
    if found is not None:
        return found
    if not where.name or not where.region:
        raise ValidationError(
            f"没有登记代码为 {where.code} 的机关。请同时给出 --agency-name 和 --region，或者先登记机关。"
        )
    if not Region.objects.filter(pk=where.region).exists():
        raise ValidationError(
            f"没有代码为 {where.region} 的行政区划。请先运行 yifa load regions 装载行政区划。"
        )
    values = {
        "code": where.code,
        "name": where.name,
        "region": where.region,
        "sector": where.sector,
        "valid_from": today,
    }
    return change(BY, Agency, None, values, WHY)


def _make(person: Person, agency: Agency, today: date) -> Made:
    with transaction.atomic():
        officer = change(
            BY,
            Officer,
            None,
            {"agency": agency, "name": person.name, "post": person.role.label, "valid_from": today},
            WHY,
        )
        values = {"officer": officer, "role": person.role, "agency": agency, "valid_from": today}
        change(BY, RoleGrant, None, values, WHY)
        account = change(BY, Account, None, {"username": person.username, "officer": officer}, WHY)
        events.record(EventKind.ACCOUNT_MADE, account=account, by=BY)
        events.record(EventKind.ROLE_GRANTED, account=account, by=BY, detail=str(person.role.label))
        return Made(person, _link(account))


def _link(account: Account) -> str:
    return activation.issue(account, BY, hours=HOURS)
