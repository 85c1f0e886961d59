"""Single sign-on with OpenID Connect: who is let in, what is said to the others, and where to sign off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yifa.registers import events
from yifa.registers.models import EventKind

NOT_REGISTERED = "统一身份认证已通过，但是该身份没有登记到本系统的账号。"


def admit(request: HttpRequest, sociallogin: Any) -> None:
    """Let in a person whose identifier is registered; the answer to everybody else is a page that says so."""
    from allauth.core.exceptions import ImmediateHttpResponse

    if sociallogin.is_existing and sociallogin.state.get("process") != "connect":
        return
    provider = sociallogin.account.provider
    events.record(
        EventKind.SSO_REFUSED, request=request, ok=False, detail=f"{provider}：{sociallogin.account.uid}"
    )
    uid = events.clean(str(sociallogin.account.uid), 191)
    raise ImmediateHttpResponse(
        refusal(
            request, "没有登录", NOT_REGISTERED, f"请把标识“{uid}”告诉本机关系统管理员，由其登记到您的账号。"
        )
    )


def failed(request: HttpRequest, error: Any, exception: Exception | None) -> None:
    """The sign-on broke off: said in words, whatever it was."""
    from allauth.core.exceptions import ImmediateHttpResponse

    cancelled = getattr(error, "value", error) == "cancelled"
    events.record(
        EventKind.SSO_REFUSED, request=request, ok=False,
        detail="本人取消" if cancelled else f"认证没有完成：{type(exception).__name__ if exception else error}",
    )  # fmt: skip
    said = "您在统一身份认证页面取消了登录。" if cancelled else "统一身份认证没有完成。"
    raise ImmediateHttpResponse(
        refusal(request, "没有登录", said, "请返回登录页面重试；一直不成功的，请联系本机关系统管理员。")
    )


def refusal(request: HttpRequest, heading: str, what: str, *todo: str) -> HttpResponse:
    """A page outside the desk's frame, with the way back to the login page."""
    return render(
        request, "account/refused.html", {"heading": heading, "what": what, "todo": todo}, status=403
    )


def sign_off_address(app: Mapping[str, Any], back: str) -> str:
    """Where the provider ends its own session and sends the browser `back`; "" when it does not say or answer."""
    from allauth.socialaccount.adapter import get_adapter
    from requests import RequestException

    base = str(app["settings"]["server_url"]).rstrip("/")
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(f"{base}/.well-known/openid-configuration")
            answer.raise_for_status()
            end = str(answer.json().get("end_session_endpoint", ""))
    except (RequestException, ValueError):
        return ""
    if urlsplit(end).scheme not in ("https", "http"):
        return ""
    query = urlencode({"client_id": app["client_id"], "post_logout_redirect_uri": back})
    return f"{end}?{query}"
