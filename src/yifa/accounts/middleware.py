"""After Django knows who asks: sessions that are over end, and what must be done first is done first."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from yifa.accounts import sessions
from yifa.registers import events
from yifa.registers.models import EventKind
from yifa.registers.sessions import SINCE

Next = Callable[[HttpRequest], HttpResponse]
_OVER = {
    "idle": "您较长时间没有操作，已自动退出，请重新登录。",
    "last": "本次登录已到最长时限，请重新登录。",
}
_WHERE = {sessions.PASSWORD: "account_change_password", sessions.SECOND: "mfa_index"}
_SAID = {
    sessions.PASSWORD: "密码已超过有效期，请先修改密码。",
    sessions.SECOND: "您的岗位须启用动态验证。请先登记验证器或者安全密钥，再办理业务。",
}
# What may still be reached by somebody who has something to do first. Everything public is not asked.
_GUARDED = ("/desk/", "/api/")
_FREE = ("/desk/account/", "/desk/logout/", "/desk/login/")


class SessionLimits:
    """Needs the session and authentication middleware before it. No query of its own."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_GUARDED) or not request.session.get(SINCE):
            return self.get_response(request)
        now = time.time()
        if why := sessions.overdue(request.session, now):
            return self._over(request, why)
        sessions.touch(request.session, now)
        must = request.session.get(sessions.MUST)
        if must and not request.path.startswith(_FREE):
            return self._first(request, must[0])
        return self.get_response(request)

    def _over(self, request: HttpRequest, why: str) -> HttpResponse:
        if request.user.is_authenticated:
            events.record(EventKind.SESSION_EXPIRED, account=request.user, request=request, detail=_OVER[why])
        logout(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"message": _OVER[why], "fields": {}}, status=401)
        messages.warning(request, _OVER[why], extra_tags="warn")
        return self._to(request, f"{reverse('desk:login')}?next={request.path}")

    def _first(self, request: HttpRequest, what: str) -> HttpResponse:
        if request.path.startswith("/api/"):
            return JsonResponse({"message": _SAID[what], "fields": {}}, status=403)
        if not request.headers.get("HX-Request"):
            messages.warning(request, _SAID[what], extra_tags="warn")
        return self._to(request, reverse(_WHERE[what]))

    @staticmethod
    def _to(request: HttpRequest, target: str) -> HttpResponse:
        """Htmx is told to load the whole page."""
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return redirect(target)
