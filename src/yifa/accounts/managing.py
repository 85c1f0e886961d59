"""What the system administrator does with accounts: opening, disabling, one-time links, second factors, sign-on.

Nobody learns another's password. Each step asks for its right, leaves a register change where a register changes,
and a security event.
"""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from yifa.access import Denied, require
from yifa.accounts import activation, sessions
from yifa.registers import events
from yifa.registers.change import change
from yifa.registers.models import Account, EventKind, Officer
from yifa.registers.scope import Actor

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")


def open_account(
    actor: Actor, officer: Officer, username: str, reason: str, request: HttpRequest | None = None
) -> tuple[Account, str]:
    """A new account for an officer and the token of its link. ValidationError in Chinese."""
    require(actor, "accounts.create")
    name = username.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise ValidationError(
            {"username": "用户名须以小写字母开头，3 到 40 位，只用小写字母、数字、点、下划线和连字符"}
        )
    if Account.objects.filter(username__iexact=name).exists():
        raise ValidationError({"username": "该用户名已被使用"})
    if Account.objects.filter(officer=officer).exists():
        raise ValidationError({"officer": "该人员已有账号"})
    with transaction.atomic():
        account = change(actor, Account, None, {"username": name, "officer": officer}, reason)
        events.record(EventKind.ACCOUNT_MADE, account=account, by=actor, request=request, detail=reason)
        return account, activation.issue(account, actor, request=request)


def new_link(actor: Actor, account: Account, reason: str, request: HttpRequest | None = None) -> str:
    """The token of a new link; the present password stops working. ValidationError for a disabled account."""
    require(actor, "accounts.reset")
    _not_oneself(actor, account, "重置自己的密码")
    _reason(reason)
    if not account.is_active:
        raise ValidationError("账号已停用，请先启用")
    return activation.issue(account, actor, request=request)


def set_enabled(
    actor: Actor, account: Account, enabled: bool, reason: str, request: HttpRequest | None = None
) -> None:
    """Enable or disable; disabling ends every session at once."""
    require(actor, "accounts.create")
    _not_oneself(actor, account, "停用自己的账号")
    with transaction.atomic():
        change(actor, Account, account.pk, {"is_active": enabled}, reason)
        if not enabled:
            sessions.end_all(account)
        kind = EventKind.ACCOUNT_ENABLED if enabled else EventKind.ACCOUNT_DISABLED
        events.record(kind, account=account, by=actor, request=request, detail=reason)


def reset_second_factor(
    actor: Actor, account: Account, reason: str, request: HttpRequest | None = None
) -> int:
    """Take away every second factor of the account and end its sessions; how many there were."""
    require(actor, "accounts.reset")
    _not_oneself(actor, account, "重置自己的动态验证")
    _reason(reason)
    with transaction.atomic():
        count: int = Authenticator.objects.filter(user=account).delete()[0]
        sessions.end_all(account)
        events.record(EventKind.SECOND_RESET, account=account, by=actor, request=request, detail=reason)
    return count


def register_sign_on(
    actor: Actor,
    account: Account,
    provider: str,
    subject: str,
    reason: str,
    request: HttpRequest | None = None,
) -> None:
    """Let a person of a single sign-on service in as this account. ValidationError in Chinese."""
    require(actor, "accounts.create")
    _reason(reason)
    subject = subject.strip()
    if provider not in {
        app["provider_id"] for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    }:
        raise ValidationError({"provider": "没有配置这个统一身份认证服务"})
    if not subject or len(subject) > 191 or events.clean(subject, 191) != subject:
        raise ValidationError({"subject": "请填写身份标识（sub），最多 191 个字符"})
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=account, provider=provider, uid=subject)
    except IntegrityError:
        raise ValidationError({"subject": "该标识已登记到一个账号"}) from None
    said = f"{provider}：{subject}。{reason}"
    events.record(EventKind.SSO_REGISTERED, account=account, by=actor, request=request, detail=said)


def remove_sign_on(
    actor: Actor, account: Account, row_id: int, reason: str, request: HttpRequest | None = None
) -> None:
    """No longer let that person in. ValidationError when there is no such identifier."""
    require(actor, "accounts.create")
    _reason(reason)
    found = SocialAccount.objects.filter(user=account, pk=row_id).first()
    if found is None:
        raise ValidationError("没有这个标识，可能已经取消")
    found.delete()
    sessions.end_all(account)
    said = f"{found.provider}：{found.uid}。{reason}"
    events.record(EventKind.SSO_REMOVED, account=account, by=actor, request=request, detail=said)


def _reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "请填写理由"})
    if len(reason) > 400 or events.clean(reason, 500) != reason:
        raise ValidationError({"reason": "理由须在 400 字以内，不含无法保存的字符"})


def _not_oneself(actor: Actor, account: Account, what: str) -> None:
    if actor.account_id == str(account.pk):
        raise Denied(f"不能{what}。", "请由另一名系统管理员办理，自己的密码和动态验证在“我的账号”中管理")
