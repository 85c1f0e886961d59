"""账号管理, the system administrator's page: who has an account, opening, disabling, links, second factors, sign-on."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yifa.accounts import managing
from yifa.desk.views.admin.common import Errors, admin, errors_of
from yifa.desk.views.base import NotThere, show
from yifa.registers.dates import in_force
from yifa.registers.models import Account, Activation, Officer, Role, RoleHeld
from yifa.registers.scope import Actor

PAGE = 50
CRUMB = ("账号管理", "/desk/admin/accounts/")
STATES = {"active": "在用", "waiting": "待激活", "disabled": "已停用"}


@require_safe
@admin("accounts.create")
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Accounts by name, with their state. Constant number of queries."""
    text = _typed(request, "q")
    state = request.GET.get("state", "")
    rows = _accounts(text, state).filter(username__gt=_typed(request, "after")).order_by("username")
    found = list(rows[: PAGE + 1])
    context = {
        "q": text,
        "state": state,
        "states": STATES.items(),
        "rows": [_shown(row) for row in found[:PAGE]],
        "after": found[PAGE - 1].username if len(found) > PAGE else "",
    }
    return show(request, actor, "desk/admin/accounts.html", context, crumbs=[("账号管理", "")])


@never_cache
@require_http_methods(["GET", "POST"])
@admin("accounts.create")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open an account for an officer who has none; the link is shown once."""
    text = _typed(request, "q") or request.POST.get("q", "")[:100]
    errors: Errors = {}
    if request.method == "POST":
        try:
            return _opened(request, actor)
        except ValidationError as error:
            errors = errors_of(error)
    context = {
        "q": text,
        "officers": _without_account(text) if text else [],
        "errors": errors,
        "typed": request.POST,
    }
    crumbs = [CRUMB, ("开立账号", "")]
    return show(
        request, actor, "desk/admin/account_new.html", context, crumbs=crumbs, status=422 if errors else 200
    )


def _opened(request: HttpRequest, actor: Actor) -> HttpResponse:
    chosen = request.POST.get("officer", "")
    officer = next((row for row in _in_service() if str(row.pk) == chosen), None) if chosen else None
    if officer is None:
        raise ValidationError({"officer": "请选择人员"})
    reason = request.POST.get("reason", "")
    account, token = managing.open_account(actor, officer, request.POST.get("username", ""), reason, request)
    return _link(request, actor, account, token, "账号已开立")


@never_cache
@require_http_methods(["GET", "POST"])
@admin("accounts.create")
def account(request: HttpRequest, actor: Actor, account_id: str) -> HttpResponse:
    """One account and what can be done with it."""
    row = _accounts("", "").filter(pk=account_id).first()
    if row is None:
        raise NotThere("没有这个账号。", "请返回账号列表重新查找")
    errors: Errors = {}
    if request.method == "POST":
        try:
            return _do(request, actor, row)
        except ValidationError as error:
            errors = errors_of(error)
    context = {
        **_shown(row),
        "errors": errors,
        "typed": request.POST,
        "signons": SocialAccount.objects.filter(user=row),
        "providers": [
            (app["provider_id"], app["name"])
            for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        ],
        "links": Activation.objects.filter(account=row).order_by("-made_at")[:5],
        "now": timezone.now(),
    }
    crumbs = [CRUMB, (row.username, "")]
    return show(
        request, actor, "desk/admin/account.html", context, crumbs=crumbs, status=422 if errors else 200
    )


def _do(request: HttpRequest, actor: Actor, row: Account) -> HttpResponse:
    """The step whose button was pressed."""
    reason = request.POST.get("reason", "")
    step = request.POST.get("_do", "")
    if step == "link":
        return _link(request, actor, row, managing.new_link(actor, row, reason, request), "已发放新的链接")
    if step in ("enable", "disable"):
        managing.set_enabled(actor, row, step == "enable", reason, request)
        said = "账号已启用。" if step == "enable" else "账号已停用，登录已全部退出。"
    elif step == "second":
        count = managing.reset_second_factor(actor, row, reason, request)
        said = "动态验证已重置，下次登录重新登记。" if count else "该账号没有登记动态验证，登录已全部退出。"
    elif step == "sso":
        provider, subject = request.POST.get("provider", ""), request.POST.get("subject", "")
        managing.register_sign_on(actor, row, provider, subject, reason, request)
        said = "统一身份认证标识已登记。"
    elif step.startswith("sso-off-") and step[8:].isdecimal():
        managing.remove_sign_on(actor, row, int(step[8:]), reason, request)
        said = "统一身份认证标识已取消。"
    else:
        raise ValidationError("没有这个操作")
    messages.success(request, said, extra_tags="good")
    return redirect("desk:admin-account", row.pk)


def _link(request: HttpRequest, actor: Actor, row: Account, token: str, heading: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("activate", args=[token]))
    until = Activation.objects.filter(account=row).order_by("-made_at").values_list("expires_at", flat=True)
    context = {"heading": heading, "account": row, "link": link, "until": until[0]}
    crumbs = [CRUMB, (row.username, reverse("desk:admin-account", args=[row.pk])), ("一次性链接", "")]
    return show(request, actor, "desk/admin/account_link.html", context, crumbs=crumbs)


def _accounts(text: str, state: str) -> QuerySet[Any]:
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type="recovery_codes")
    roles = (
        in_force(RoleHeld, timezone.localdate()).filter(officer=OuterRef("officer")).values("role").distinct()
    )
    rows = Account.objects.select_related("officer__agency").annotate(
        second=Exists(factors),
        signs_on=Exists(SocialAccount.objects.filter(user=OuterRef("pk"))),
        roles=ArraySubquery(roles),
    )
    if text:
        rows = rows.filter(
            Q(username__icontains=text) | Q(officer__name__icontains=text) | Q(officer__staff_no=text)
        )
    if state == "disabled":
        rows = rows.filter(is_active=False)
    elif state == "waiting":
        rows = rows.filter(is_active=True, password__startswith="!", signs_on=False)
    elif state == "active":
        rows = rows.filter(is_active=True).exclude(password__startswith="!", signs_on=False)
    return rows


def _shown(row: Any) -> dict[str, Any]:
    enters = row.has_usable_password() or row.signs_on
    return {
        "account": row,
        "state": "disabled" if not row.is_active else "active" if enters else "waiting",
        "words": STATES["disabled" if not row.is_active else "active" if enters else "waiting"],
        "roles": "、".join(str(Role(role).label) for role in sorted(set(row.roles)) if role in Role.values),
    }


def _in_service() -> QuerySet[Officer]:
    return in_force(Officer, timezone.localdate()).filter(account__isnull=True).select_related("agency")


def _without_account(text: str) -> list[Officer]:
    found = _in_service().filter(Q(name__icontains=text) | Q(staff_no=text) | Q(agency__name__icontains=text))
    return list(found.order_by("name", "pk")[:30])


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]
