"""Login and logout. Too many wrong passwords lock the account's name and the address for a while."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

MAX_FAILURES = 5
LOCK_SECONDS = 10 * 60


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page. Errors are in Chinese and never say which of name and password was wrong."""
    after = _safe(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.user.is_authenticated and request.method == "GET":
        return redirect(after)
    if request.method == "GET":
        return _page(request, after)
    username = request.POST.get("username", "").strip()[:200]
    password = request.POST.get("password", "")[:4096]
    errors = {}
    if not username:
        errors["username"] = "请填写用户名"
    if not password:
        errors["password"] = "请填写密码"
    if errors:
        return _page(request, after, username, errors=errors)
    return _try(request, username, password, after)


def _try(request: HttpRequest, username: str, password: str, after: str) -> HttpResponse:
    keys = _keys(request, username)
    if any(int(cache.get(key, 0)) >= MAX_FAILURES for key in keys):
        minutes = LOCK_SECONDS // 60
        said = (
            f"连续 {MAX_FAILURES} 次密码错误，登录已锁定。请 {minutes} 分钟后再试，或者联系本机关系统管理员。"
        )
        return _page(request, after, username, problem=said, status=429)
    user = (
        None if "\x00" in username + password else authenticate(request, username=username, password=password)
    )
    if user is None:
        left = MAX_FAILURES - max(_count(key) for key in keys)
        said = "用户名或者密码不正确。" + (
            f"还可以再试 {left} 次。" if left > 0 else "登录已锁定，请稍后再试。"
        )
        return _page(request, after, username, problem=said, status=401)
    cache.delete_many(keys)
    login(request, user)
    return redirect(after)


def _keys(request: HttpRequest, username: str) -> list[str]:
    """One counter per name and address: a stranger elsewhere cannot lock an official out."""
    address = request.META.get("REMOTE_ADDR", "")
    digest = hashlib.sha256(f"{address}|{username.lower()}".encode("utf-8", "replace")).hexdigest()
    return [f"login-{digest}"]


def _count(key: str) -> int:
    cache.add(key, 0, LOCK_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        return 1


def _safe(request: HttpRequest, target: str) -> str:
    """Only addresses of this site: a login page must not send people elsewhere."""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if target and allowed else reverse("desk:workbench")


def _page(
    request: HttpRequest,
    after: str,
    username: str = "",
    *,
    errors: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"next": after, "username": username, "errors": errors or {}, "problem": problem}
    return render(request, "desk/login.html", context, status=status if not errors else 400)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, "您已退出登录。")
    return redirect("desk:login")
