"""安全管理, the security administrator's pages: events, roles, locks, limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.accounts import granting, tries
from yifa.accounts.policy import policy
from yifa.accounts.trail import asked, events_page
from yifa.desk.views.admin.common import Errors, admin, day_of, errors_of
from yifa.desk.views.base import NotThere, show
from yifa.registers.dates import in_force
from yifa.registers.models import (
    Account,
    EventKind,
    Officer,
    Role,
    RoleGrant,
    RoleHeld,
    SecurityEvent,
    SecurityPolicy,
)
from yifa.registers.scope import Actor

TABS = (
    ("安全事件", "desk:admin-security"),
    ("岗位角色", "desk:admin-roles"),
    ("锁定的账号", "desk:admin-locks"),
    ("安全策略", "desk:admin-policy"),
)


@require_safe
@admin("security_events.read")
def events(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What happened, newest first, with filters."""
    wanted = asked(request.GET.dict())
    context = {
        "page": events_page(wanted),
        "asked": wanted,
        "kinds": EventKind.choices,
        "query": _query(request),
    }
    return _page(request, actor, "desk/admin/events.html", context, 0)


@require_http_methods(["GET", "POST"])
@admin("roles.grant")
def roles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find people; what they hold."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found: list[Officer] = []
    if text:
        people = in_force(Officer, timezone.localdate()).select_related("agency")
        found = list(people.filter(Q(name__icontains=text) | Q(staff_no=text)).order_by("name", "pk")[:30])
    return _page(request, actor, "desk/admin/roles.html", {"q": text, "officers": found}, 1)


@require_http_methods(["GET", "POST"])
@admin("roles.grant")
def officer(request: HttpRequest, actor: Actor, officer_id: str) -> HttpResponse:
    """One person's roles: granting and withdrawing."""
    row = Officer.objects.select_related("agency").filter(pk=officer_id).first()
    if row is None:
        raise NotThere("没有这名人员。", "请返回重新查找")
    errors: Errors = {}
    if request.method == "POST":
        try:
            return _grant(request, actor, row)
        except ValidationError as error:
            errors = errors_of(error)
    today = timezone.localdate()
    grants = [
        {"grant": g, "title": Role(g.role).label, "open": g.valid_to is None or g.valid_to >= today}
        for g in RoleGrant.objects.filter(officer=row).order_by("-valid_from", "role")
    ]
    with_post = RoleHeld.objects.filter(officer=row, post__isnull=False).select_related("post")
    context = {
        "officer": row,
        "grants": grants,
        "with_post": with_post.order_by("-valid_from", "role"),
        "choices": Role.choices,
        "errors": errors,
        "typed": request.POST,
        "today": today,
    }
    return _page(request, actor, "desk/admin/officer_roles.html", context, 1, status=422 if errors else 200)


def _grant(request: HttpRequest, actor: Actor, row: Officer) -> HttpResponse:
    reason, step = request.POST.get("reason", ""), request.POST.get("_do", "")
    if step == "grant":
        since, until = day_of(request, "since", required=True), day_of(request, "until")
        assert since is not None
        granting.grant_role(actor, row, request.POST.get("role", ""), since, until, reason, request)
        said = "角色已授予。"
    else:
        grant = RoleGrant.objects.filter(officer=row, pk=_uuid(step)).first()
        if grant is None:
            raise ValidationError("没有这个角色，可能已经收回")
        granting.withdraw_role(actor, grant, timezone.localdate(), reason, request)
        said = "角色已收回。"
    messages.success(request, said, extra_tags="good")
    return redirect("desk:admin-officer", row.pk)


@require_http_methods(["GET", "POST"])
@admin("accounts.unlock")
def locks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Accounts that are locked now."""
    errors: Errors = {}
    if request.method == "POST":
        account = Account.objects.filter(pk=_uuid(request.POST.get("account", ""))).first()
        reason = request.POST.get("reason", "").strip()
        if account is None:
            errors = {"": ["没有这个账号"]}
        elif not reason or len(reason) > 400:
            errors = {"reason": ["请填写理由，不超过 400 字"]}
        else:
            granting.unlock(actor, account, reason, request)
            messages.success(request, f"账号 {account.username} 已解除锁定。", extra_tags="good")
            return redirect("desk:admin-locks")
    context = {"rows": locked_accounts(), "errors": errors, "limits": policy()}
    return _page(request, actor, "desk/admin/locks.html", context, 2, status=422 if errors else 200)


def locked_accounts() -> list[dict[str, Any]]:
    """Accounts with a lock of the last day, and until when; those that were locked and are free again left out."""
    limits = policy()
    since = timezone.now() - timedelta(minutes=limits.lock_minutes)
    recent = SecurityEvent.objects.filter(kind=EventKind.LOCKED, at__gt=since, account_id__isnull=False)
    accounts = Account.objects.filter(pk__in=recent.values("account_id")).select_related("officer")
    found = [
        {"account": row, "until": tries.lock_of(row.username, limits)}
        for row in accounts.order_by("username")
    ]
    return [row for row in found if row["until"]]


@require_http_methods(["GET", "POST"])
@admin("security_policy.set")
def limits(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The limits in force, each with its bounds."""
    errors: Errors = {}
    if request.method == "POST":
        try:
            granting.set_policy(actor, _numbers(request), request.POST.get("reason", ""), request)
        except ValidationError as error:
            errors = errors_of(error)
        else:
            messages.success(request, "安全策略已调整，从下一次登录起适用。", extra_tags="good")
            return redirect("desk:admin-policy")
    now = policy()
    fields = [
        {
            "name": name, "title": _field(name).verbose_name, "help": _field(name).help_text,
            "value": request.POST.get(name, getattr(now, name)), "errors": errors.get(name, []),
        }
        for name in granting.LIMITS
    ]  # fmt: skip
    context = {"fields": fields, "errors": errors, "reason": request.POST.get("reason", "")}
    return _page(request, actor, "desk/admin/policy.html", context, 3, status=422 if errors else 200)


def _numbers(request: HttpRequest) -> dict[str, int]:
    typed = {name: request.POST.get(name, "").strip() for name in granting.LIMITS}
    wrong = {
        n: ["请填写整数"]
        for n, text in typed.items()
        if not (text.isascii() and text.isdigit() and len(text) < 5)
    }
    if wrong:
        raise ValidationError(wrong)
    return {name: int(text) for name, text in typed.items()}


def _field(name: str) -> Any:
    return SecurityPolicy._meta.get_field(name)


def _uuid(text: str) -> Any:
    try:
        return UUID(text)
    except ValueError:
        return None


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("before", None)
    return kept.urlencode()


def _page(
    request: HttpRequest, actor: Actor, template: str, context: dict[str, Any], tab: int, status: int = 200
) -> HttpResponse:
    tabs = [(title, reverse(name), n == tab) for n, (title, name) in enumerate(TABS)]
    crumbs = [("安全管理", reverse("desk:admin-security")), (TABS[tab][0], "")]
    return show(request, actor, template, {**context, "tabs": tabs}, crumbs=crumbs, status=status)
