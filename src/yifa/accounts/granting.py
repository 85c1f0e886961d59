"""What the security administrator does: roles, locks, limits. Each step asks for its right and leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from yifa.access import Denied, require
from yifa.accounts import sessions, tries
from yifa.registers import events
from yifa.registers.change import change
from yifa.registers.models import ADMINISTRATORS, Account, EventKind, Officer, Role, RoleGrant, SecurityPolicy
from yifa.registers.node import current_node
from yifa.registers.scope import Actor

LIMITS = tuple(
    field.name for field in SecurityPolicy._meta.concrete_fields if field.name not in ("id", "node")
)


def grant_role(
    actor: Actor,
    officer: Officer,
    role: str,
    since: date,
    until: date | None,
    reason: str,
    request: HttpRequest | None = None,
) -> RoleGrant:
    """Give an officer a role in the officer's agency from `since` to `until`, both included. ValidationError."""
    require(actor, "roles.grant")
    _not_oneself(actor, officer)
    if role not in Role.values:
        raise ValidationError({"role": "请选择角色"})
    values = {
        "officer": officer,
        "role": role,
        "agency": officer.agency_id,
        "valid_from": since,
        "valid_to": until,
    }
    with transaction.atomic():
        grant = change(actor, RoleGrant, None, values, reason)
        _told(EventKind.ROLE_GRANTED, actor, officer, Role(role), reason, request)
    return grant


def withdraw_role(
    actor: Actor, grant: RoleGrant, today: date, reason: str, request: HttpRequest | None = None
) -> None:
    """End a grant with yesterday, so that it no longer holds.

    A grant cannot end before it begins: one that began today holds for the rest of the day, and a future one for
    its first day.
    """
    require(actor, "roles.grant")
    _not_oneself(actor, grant.officer)
    if grant.valid_to is not None and grant.valid_to < today:
        raise ValidationError("该角色已经失效")
    last = max(grant.valid_from, today - timedelta(days=1))
    with transaction.atomic():
        change(actor, RoleGrant, grant.pk, {"valid_to": last}, reason)
        _told(EventKind.ROLE_WITHDRAWN, actor, grant.officer, Role(grant.role), reason, request)


def unlock(actor: Actor, account: Account, reason: str, request: HttpRequest | None = None) -> None:
    """End a lock before its time."""
    require(actor, "accounts.unlock")
    tries.unlock(account.username)
    events.record(EventKind.UNLOCKED, account=account, by=actor, request=request, detail=reason)


def set_policy(
    actor: Actor, values: Mapping[str, int], reason: str, request: HttpRequest | None = None
) -> SecurityPolicy:
    """Change the limits. ValidationError by field in Chinese."""
    require(actor, "security_policy.set")
    unknown = set(values) - set(LIMITS)
    if unknown:
        raise ValidationError(f"没有这些策略：{'、'.join(sorted(unknown))}")
    now = SecurityPolicy.objects.filter(node=current_node()).first()
    before = {name: getattr(now or SecurityPolicy(), name) for name in values}
    with transaction.atomic():
        row = change(actor, SecurityPolicy, now.pk if now else None, values, reason)
        titles = {field.name: field.verbose_name for field in SecurityPolicy._meta.concrete_fields}
        said = "；".join(f"{titles[n]} {before[n]}→{values[n]}" for n in values if before[n] != values[n])
        if said:
            events.record(EventKind.POLICY_CHANGED, by=actor, request=request, detail=f"{said}。{reason}")
    return row


def _told(
    kind: EventKind, actor: Actor, officer: Officer, role: Role, reason: str, request: HttpRequest | None
) -> None:
    """The event, and the end of the officer's sessions when an administrator's role came or went: what must be done
    first is asked at login.
    """
    account = Account.objects.filter(officer=officer).first()
    said = f"{officer.name}：{role.label}。{reason}"
    events.record(kind, account=account, by=actor, request=request, detail=said)
    if account is not None and role in ADMINISTRATORS:
        sessions.end_all(account)


def _not_oneself(actor: Actor, officer: Officer) -> None:
    if actor.officer_id == str(officer.pk):
        raise Denied("不能给自己授予或者收回角色。", "请由另一名安全管理员办理")
