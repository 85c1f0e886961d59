"""What Django and allauth tell about logins and second factors becomes security events."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount.signals import social_account_updated
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from yifa.accounts import sessions
from yifa.registers import events
from yifa.registers.models import Account, EventKind

_NAMES = {
    Authenticator.Type.TOTP: "动态口令",
    Authenticator.Type.WEBAUTHN: "安全密钥",
    Authenticator.Type.RECOVERY_CODES: "恢复码",
}


def connect() -> None:
    """Called once, when the application is ready."""
    user_logged_in.connect(_logged_in, dispatch_uid="yifa")
    social_account_updated.connect(_keep_nothing, dispatch_uid="yifa")
    mfa.authenticator_added.connect(_added, dispatch_uid="yifa")
    mfa.authenticator_removed.connect(_removed, dispatch_uid="yifa")
    mfa.authenticator_reset.connect(_codes_made, dispatch_uid="yifa")
    mfa.authentication_failed.connect(_failed, dispatch_uid="yifa")


def _logged_in(request: HttpRequest, user: Account, **_: Any) -> None:
    sessions.started(request, user)


def _keep_nothing(sociallogin: Any, **_: Any) -> None:
    """What the provider said about a person is not kept: only the identifier that was registered."""
    sociallogin.account.extra_data = {}
    sociallogin.account.save(update_fields=["extra_data"])


def _added(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _codes_made(request, user)
        return
    sessions.done(request, sessions.SECOND)
    events.record(EventKind.SECOND_ADDED, account=user, request=request, detail=_NAMES[_kind(authenticator)])


def _removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    events.record(
        EventKind.SECOND_REMOVED, account=user, request=request, detail=_NAMES[_kind(authenticator)]
    )


def _codes_made(request: HttpRequest, user: Account, **_: Any) -> None:
    events.record(EventKind.RECOVERY_CODES, account=user, request=request)


def _failed(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    events.record(
        EventKind.SECOND_FAILED, account=user, request=request, ok=False, detail=_NAMES[_kind(authenticator)]
    )


def _kind(authenticator: Authenticator) -> Authenticator.Type:
    return Authenticator.Type(authenticator.type)
