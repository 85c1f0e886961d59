"""One-time links: a person sets the password alone, and nobody else ever knows it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from yifa.accounts import passwords
from yifa.accounts.policy import policy
from yifa.accounts.sessions import end_all
from yifa.registers import events
from yifa.registers.actors import actor_for
from yifa.registers.change import change
from yifa.registers.models import Account, Activation, EventKind
from yifa.registers.scope import Actor, scope


def issue(
    account: Account, by: Actor, *, hours: int | None = None, request: HttpRequest | None = None
) -> str:
    """A new token for the account, shown this once; earlier ones are void.

    The present password stops working and sessions end: whoever asks for a link no longer trusts it.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if account.has_usable_password():
            change(by, Account, account.pk, {"password": make_password(None)}, "发放一次性链接")
        end_all(account)
        now = timezone.now()
        Activation.objects.filter(account=account, used_at=None, revoked_at=None).update(revoked_at=now)
        ends = now + timedelta(hours=hours or policy().link_hours)
        Activation.objects.create(account=account, token=_digest(token), expires_at=ends, by=by.name[:100])
        events.record(EventKind.LINK_ISSUED, account=account, by=by, request=request)
    return token


def find(token: str) -> Activation | None:
    """The link that this token opens, unless it was used, made void or is too old."""
    return (
        Activation.objects.select_related("account__officer")
        .filter(
            token=_digest(token), used_at=None, revoked_at=None, expires_at__gt=timezone.now(),
            account__is_active=True,
        )
        .first()
    )  # fmt: skip


def use(link: Activation, password: str, request: HttpRequest | None = None) -> Account:
    """Set the password and use the link up. ValidationError, and nothing done, when the password breaks a rule."""
    account = link.account
    actor = actor_for(account)
    by = Actor("worker", account.username, account_id=str(account.pk)) if actor.scope == "public" else actor
    with scope(by):
        with connection.cursor() as cursor:  # of two who hold the link at once, one sets the password
            cursor.execute(
                f"UPDATE {Activation._meta.db_table} SET used_at = now() WHERE id = %s AND used_at IS NULL",
                [link.pk],
            )
            if cursor.rowcount != 1:
                raise LinkGone
        passwords.choose(account, password, by, "使用一次性链接设置密码")
        events.record(EventKind.ACTIVATED, account=account, request=request)
    return account


def never_used(account: Account) -> bool:
    """Whether nobody has ever entered the account: no link of it was used, and it has no password."""
    return (
        not account.has_usable_password() and not account.activations.filter(used_at__isnull=False).exists()
    )


class LinkGone(Exception):
    """The link was used by somebody else a moment ago."""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
