"""A login lasts so long, idles so long, and an account has so many: told at login, kept in the session itself.

The limits are copied into the session when it starts, so that a request asks the database nothing more, and a
changed policy holds from the next login on.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone

from yifa.accounts import passwords
from yifa.accounts.policy import policy, second_factor_roles
from yifa.registers import events
from yifa.registers.actors import actor_for
from yifa.registers.models import Account, EventKind, LoginSession
from yifa.registers.sessions import SEEN, SINCE

IDLE, LAST = (
    "yifa_idle",
    "yifa_last",
)  # seconds without use; POSIX second at which the session ends at the latest
ADDRESS, AGENT, MUST = "yifa_address", "yifa_agent", "yifa_must"
PASSWORD, SECOND = "password", "second"
_TOUCH = 60.0  # seconds between two writes of the latest use


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One login of an account, as its owner sees it."""

    key: str
    started_at: datetime | None
    seen_at: datetime | None
    address: str
    agent: str
    current: bool


def started(request: HttpRequest, account: Account) -> None:
    """A login succeeded: put the limits into the session."""
    limits, now = policy(), time.time()
    request.session.update(
        {
            SINCE: now,
            SEEN: now,
            IDLE: limits.idle_minutes * 60,
            LAST: now + limits.session_hours * 3600,
            ADDRESS: events.client_address(request),
            AGENT: events.clean(request.META.get("HTTP_USER_AGENT", ""), 200),
        }
    )


def entered(request: HttpRequest, account: Account) -> None:
    """A person logged in: end the account's oldest sessions when there are too many, and say so."""
    limits = policy()
    own = request.session.session_key
    LoginSession.objects.filter(expire_date__lt=timezone.now()).delete()
    others = [row for row in _live(account, limits.idle_minutes) if row.session_key != own]
    # Accounts of the demonstration are everybody's: nobody throws another out.
    too_many = [] if settings.YIFA_DEMO else others[: max(0, len(others) - (limits.sessions - 1))]
    if too_many:
        LoginSession.objects.filter(pk__in=[row.pk for row in too_many]).delete()
        said = f"同时在线超过 {limits.sessions} 处，最早的 {len(too_many)} 处已退出"
        events.record(EventKind.SESSION_ENDED, account=account, request=request, detail=said)
    events.record(EventKind.LOGIN, account=account, request=request, detail=_how(request))


def demand(request: HttpRequest, account: Account) -> None:
    """Note in the session what must be done first: an old password changed, a missing second factor set up."""
    must = []
    if not settings.YIFA_DEMO and passwords.is_due(account, policy().password_days):
        must.append(PASSWORD)
    if needs_second_factor(account) and not has_second_factor(account):
        must.append(SECOND)
    if must:
        request.session[MUST] = must


def done(request: HttpRequest, what: str) -> None:
    """One of the things that had to be done first is done."""
    left = [one for one in request.session.get(MUST, []) if one != what]
    if left:
        request.session[MUST] = left
    else:
        request.session.pop(MUST, None)


def needs_second_factor(account: Any) -> bool:
    """Whether the account holds a role that YIFA_MFA_REQUIRED_ROLES names."""
    wanted = second_factor_roles()
    return bool(wanted) and not wanted.isdisjoint(actor_for(account).roles)


def has_second_factor(account: Any) -> bool:
    """An authenticator app or a security key; recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=account, type__in=kinds).exists())


def overdue(session: Any, now: float) -> str:
    """Why the session must end now ("idle", "last"), or "". A session without limits was not started by a login."""
    if now >= session.get(LAST, now + 1):
        return "last"
    if now - session.get(SEEN, now) >= session.get(IDLE, float("inf")):
        return "idle"
    return ""


def touch(session: Any, now: float) -> None:
    """Note the latest use, at most once a minute."""
    if now - session.get(SEEN, 0.0) >= _TOUCH:
        session[SEEN] = now


def of(account: Account, current: str | None) -> list[OwnSession]:
    """The account's live sessions, latest use first."""
    rows = _live(account, policy().idle_minutes)
    found = []
    for row in rows:
        data = row.get_decoded()
        found.append(
            OwnSession(
                row.session_key, row.started_at, row.seen_at, data.get(ADDRESS, ""), data.get(AGENT, ""),
                row.session_key == current,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.current, one.seen_at or timezone.now()), reverse=True)


def end_others(account: Account, current: str | None) -> int:
    """End all of the account's sessions but this one; how many there were."""
    return LoginSession.objects.filter(account_id=account.pk).exclude(session_key=current or "").delete()[0]


def end_all(account: Account) -> int:
    """End every session of the account; how many there were."""
    return end_others(account, None)


def _live(account: Account, idle_minutes: int) -> list[LoginSession]:
    """Sessions neither expired nor left idle, oldest first."""
    now = timezone.now()
    return list(
        LoginSession.objects.filter(
            account_id=account.pk, expire_date__gt=now, seen_at__gt=now - timedelta(minutes=idle_minutes)
        ).order_by("started_at")
    )


def _how(request: HttpRequest) -> str:
    records = request.session.get("account_authentication_methods") or []
    names = {"password": "密码", "socialaccount": "统一身份认证", "mfa": "动态验证"}
    said = [names.get(str(one.get("method")), "") for one in records]
    return (
        "、".join(dict.fromkeys(one for one in said if one))
        or str(request.session.get(BACKEND_SESSION_KEY, "")).rpartition(".")[2]
    )
