"""One's own account: what it has, password, logins, and the one-time link with which it begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.password_change import logout_on_password_change
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException

from yifa.accounts import activation, passwords, sessions, signon
from yifa.accounts.adapters import AccountAdapter
from yifa.accounts.policy import policy
from yifa.desk.views.base import to_login
from yifa.registers import events
from yifa.registers.actors import actor_for
from yifa.registers.models import Account, EventKind
from yifa.registers.passwords import set_at
from yifa.registers.scope import Actor

Own = Callable[..., HttpResponse]


def _own(view: Own) -> Own:
    """A page for whoever is logged in, also without an officer: it takes (request, account)."""

    @never_cache
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, Account):
            return to_login(request)
        return view(request, request.user, *args, **kwargs)

    return page


@require_GET
@_own
def overview(request: HttpRequest, account: Account) -> HttpResponse:
    """What the account has: password and its age, second factors, sign-on identifiers, live logins."""
    since = set_at(account) if account.has_usable_password() else None
    context = {
        "account": account,
        "since": since,
        "until": since + timedelta(days=policy().password_days) if since else None,
        "second": sessions.has_second_factor(account),
        "needed": sessions.needs_second_factor(account),
        "signons": SocialAccount.objects.filter(user=account),
        "sessions": sessions.of(account, request.session.session_key),
    }
    return render(request, "account/overview.html", context)


@require_POST
@_own
def end_sessions(request: HttpRequest, account: Account) -> HttpResponse:
    """End every other login of the account."""
    count = sessions.end_others(account, request.session.session_key)
    if count:
        events.record(
            EventKind.SESSION_ENDED, account=account, request=request, detail=f"本人结束其他 {count} 处登录"
        )
    messages.success(request, f"已结束其他 {count} 处登录。" if count else "没有其他登录。")
    return redirect("own-account")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@_own
def change_password(request: HttpRequest, account: Account) -> HttpResponse:
    """The present password once, the new one twice. Every other login ends."""
    if not account.has_usable_password():
        messages.warning(request, "您的账号没有本地密码，请使用统一身份认证登录。", extra_tags="warn")
        return redirect("own-account")
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        errors = _change(request, account)
        if not errors:
            return redirect("desk:workbench" if actor_for(account).officer_id else "own-account")
    context = {"account": account, "errors": errors, "rules": passwords.RULES}
    return render(request, "account/password_change.html", context, status=400 if errors else 200)


def _change(request: HttpRequest, account: Account) -> dict[str, list[str]]:
    """Change it; what is wrong, by field."""
    old, new, again = (request.POST.get(name, "")[:4096] for name in ("old", "password", "again"))
    if not old:
        return {"old": ["请填写当前密码"]}
    if errors := _twice(new, again):
        return errors
    try:
        if not AccountAdapter(request).reauthenticate(account, old):
            return {"old": ["当前密码不正确"]}
    except ValidationError as error:
        return {"old": list(error.messages)}
    try:
        passwords.choose(account, new, _as_self(account), "本人修改密码")
    except ValidationError as error:
        return {"password": list(error.messages)}
    logout_on_password_change(request, account)
    sessions.end_others(account, request.session.session_key)
    sessions.done(request, sessions.PASSWORD)
    events.record(EventKind.PASSWORD_CHANGED, account=account, request=request)
    messages.success(request, "密码已修改，其他登录已全部退出。")
    return {}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: choose a password, then log in with it."""
    link = activation.find(token)
    if link is None:
        return signon.refusal(
            request, "链接不能使用", "这个一次性链接已经用过、已经过期，或者已被新的链接代替。",
            "请联系本机关系统管理员重新发放",
        )  # fmt: skip
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        errors = _set(request, link)
        if not errors:
            return redirect("desk:login")
    context = {"account": link.account, "errors": errors, "rules": passwords.RULES, "until": link.expires_at}
    return render(request, "account/activate.html", context, status=400 if errors else 200)


def _set(request: HttpRequest, link: Any) -> dict[str, list[str]]:
    new, again = (request.POST.get(name, "")[:4096] for name in ("password", "again"))
    if errors := _twice(new, again):
        return errors
    try:
        activation.use(link, new, request)
    except ValidationError as error:
        return {"password": list(error.messages)}
    except activation.LinkGone:
        return {"password": ["这个链接刚刚已被使用，请联系系统管理员"]}
    messages.success(request, f"密码已设置，请用用户名 {link.account.username} 登录。")
    return {}


@never_cache
@require_GET
def sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the single sign-on service.

    By GET: the answer leads to another site, and a form may only be sent to this one (form-action of the content
    policy). Starting it changes nothing here: who comes back is bound to this browser by the state, and nobody can
    connect an identifier to an account in this way.
    """
    if request.GET.get("process", "login") != "login":
        return redirect("desk:login")
    try:
        response: HttpResponse = openid.login(request, provider_id)
        return response
    except RequestException as error:
        events.record(
            EventKind.SSO_REFUSED, request=request, ok=False, detail=f"连接不上：{type(error).__name__}"
        )
        return signon.refusal(
            request, "没有登录", "统一身份认证服务暂时连接不上。", "请稍后再试，或者用用户名和密码登录"
        )


def _twice(new: str, again: str) -> dict[str, list[str]]:
    if not new:
        return {"password": ["请填写新密码"]}
    if "\x00" in new:
        return {"password": ["密码里有无法保存的字符"]}
    return {"again": ["两次填写的密码不一致"]} if new != again else {}


def _as_self(account: Account) -> Actor:
    actor = actor_for(account)
    return actor if actor.officer_id else Actor("worker", account.username, account_id=str(account.pk))
