"""What every page of the desk shares: who is asking, what they may see, the frame around the page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from yifa.access import Denied, acting_roles, may, require
from yifa.matters import discovery, queries
from yifa.matters.looks import NeedsReason
from yifa.matters.models import ReadReason
from yifa.registers import events
from yifa.registers.actors import actor_for
from yifa.registers.models import Agency, Role
from yifa.registers.scope import Actor, scope

View = Callable[..., HttpResponse]
OTHER = "other"
_ADMINISTRATION = (
    ("accounts.create", "账号管理", "desk:admin-accounts"),
    ("security_events.read", "安全管理", "desk:admin-security"),
    ("audit.read", "审计", "desk:admin-audit"),
)
log = logging.getLogger(__name__)


class NotThere(Http404):
    """Nothing at this address that this account may see, with what can be done about it."""

    def __init__(self, what: str, *todo: str) -> None:
        super().__init__(what)
        self.what, self.todo = what, todo


@dataclass(frozen=True, slots=True)
class MenuItem:
    title: str
    url: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class MenuGroup:
    title: str
    items: Sequence[MenuItem]


def desk(view: View) -> View:
    """A page for people who logged in, run inside their scope: the database shows only what they may see.

    The view takes (request, actor, …); the page it becomes takes (request, …).
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_login(request)
        actor = actor_for(request.user)
        if actor.scope == "public":
            return problem(
                request,
                403,
                "账号暂不能办公",
                "该账号没有关联在职的执法人员，或者人员已离任。",
                ("请联系本机关系统管理员核对人员登记和任职期限",),
            )
        try:
            with scope(actor):
                return view(request, actor, *args, **kwargs)
        except IntegrityError as error:  # an id of a form that something else has, perhaps out of sight
            log.warning("refused by a constraint: %s", type(error.__cause__).__name__)
            said = "没有保存：表单的编号已被使用，或者数据有冲突。"
            return problem(request, 409, "没有保存", said, ("返回案件页面，重新打开表单再填写",))
        except NotThere as error:
            return problem(request, 404, "没有找到", error.what, error.todo)
        except NeedsReason as error:
            with scope(actor):
                return ask_reason(request, actor, error.kind, error.object_id, error.title, error.why)
        except Denied as error:
            events.denied(request, error.what)
            return problem(request, 403, "不能办理", error.what, error.todo)

    return page


def needs(right: str) -> Callable[[View], View]:
    """The page is only for those who hold the right. Written below `desk`."""

    def only(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, actor: Actor, *args: Any, **kwargs: Any) -> HttpResponse:
            require(actor, right)
            return view(request, actor, *args, **kwargs)

        return page

    return only


def ask_reason(
    request: HttpRequest,
    actor: Actor,
    kind: str,
    object_id: str,
    title: str,
    why: str,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The short form that stands before what is not one's own: it shows nothing of it but what it is called."""
    typed = typed or {}
    context = {
        "what": kind,
        "object_id": object_id,
        "title": title,
        "why": why,
        "kinds": ReadReason.choices,
        "typed": typed,
        "errors": errors or {},
        "next": typed.get("next") or request.get_full_path(),
    }
    crumbs = [("写明查看理由", "")]
    return show(request, actor, "desk/reason.html", context, crumbs=crumbs, status=422 if errors else 403)


def to_login(request: HttpRequest) -> HttpResponse:
    """Send to the login page and back afterwards; htmx is told to load the whole page."""
    target = f"{reverse('desk:login')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def problem(
    request: HttpRequest, status: int, heading: str, what: str, todo: Sequence[str] = (), kept: str = ""
) -> HttpResponse:
    """A page that says what happened, what was kept, and what to do."""
    context = {"heading": heading, "what": what, "todo": todo, "kept": kept}
    return render(request, "desk/problem.html", context, status=status)


def show(
    request: HttpRequest,
    actor: Actor,
    template: str,
    context: dict[str, Any],
    *,
    crumbs: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a page in the desk's frame. Two statements for the menu and the bell."""
    full = {**context, "frame": frame(request, actor), "crumbs": crumbs, "actor": actor}
    return render(request, template, full, status=status)


def frame(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Menu, bell and the name of who is at work."""
    found = queries.counts(actor)
    agency = Agency.objects.filter(pk=actor.agency_id or queries.NIL).values_list("name", flat=True).first()
    return {
        "name": actor.name,
        "agency": agency or "",
        "roles": "、".join(str(Role(r).label) for r in sorted(actor.roles) if r in Role.values),
        "todo": found.waiting + found.returned,
        "cases": may(actor, "matters.read"),
        "menu": menu(request.path, actor, found.todo),
    }


def menu(path: str, actor: Actor, todo: int) -> Sequence[MenuGroup]:
    """The left menu; opening acts appear for those whose role they are for."""

    def item(title: str, url: str, count: int = 0) -> MenuItem:
        home = reverse("desk:workbench")
        return MenuItem(title, url, path == url or (url != home and path.startswith(url)), count)

    cases = may(actor, "matters.read")
    work = [item("工作台", reverse("desk:workbench"))]
    if cases:
        work += [
            item("待办", reverse("desk:inbox"), todo),
            item("案件", reverse("desk:matters")),
            item("预警", reverse("desk:alerts")),
        ]
    start = [item(title, url) for title, url in opening_acts(actor)]
    if opening_acts(actor, OTHER):
        other = item("其他事项", reverse("desk:new-other"))
        start.append(replace(other, current=other.current and not any(i.current for i in start)))
    look = [
        item("登记", reverse("desk:registers")),
        item("法律法规", reverse("desk:citation")),
        item("期限和数额", reverse("desk:figures")),
        item("裁量基准", reverse("desk:benchmarks")),
        item("清单台账", reverse("desk:power-lists")),
        item("办案流程", reverse("desk:procedures")),
    ]
    if may(actor, "subjects.read"):
        look.insert(0, item("当事人", reverse("desk:subjects")))
    if may(actor, "plans.read"):
        look.append(item("方案台账", reverse("desk:plans")))
    if may(actor, "registers.officers.read"):
        look.append(item("执法队伍", reverse("desk:staff")))
    if actor.certificate:
        look.append(item("我的执法证", reverse("desk:certificate")))
    else:
        look.append(item("资格考试", reverse("desk:exam")))
    look.append(item("权益保障", reverse("desk:welfare")))
    if may(actor, "statistics.see"):
        look.append(item("执法统计", reverse("desk:statistics")))
    run = [item(title, reverse(name)) for right, title, name in _ADMINISTRATION if may(actor, right)]
    if may(actor, "clearance.grant"):
        run.append(item("人员密级", reverse("desk:clearance")))
    groups = [
        MenuGroup("办案" if cases else "工作", work),
        MenuGroup("新登记", start),
        MenuGroup("系统管理", run),
        MenuGroup("查询", look),
    ]
    return [g for g in groups if g.items]


def opening_acts(actor: Actor, menu: str = "") -> list[tuple[str, str]]:
    """(title, address) of the acts that open a matter and that one of the actor's roles may do.

    `menu` is where the procedure wants to stand (`menu` under [extra]): the menu itself, or OTHER.
    """
    return [act for _, acts in opening_groups(actor, menu) for act in acts]


def opening_groups(actor: Actor, menu: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """As `opening_acts`, under the titles of their procedures; those that open nothing for the actor are left out."""
    groups = [
        (
            procedure.title,
            [
                (rule.title, reverse("desk:new", args=[procedure.id, rule.id]))
                for rule in procedure.opening_acts()
                if acting_roles(actor.roles, rule.by)
            ],
        )
        for procedure in discovery.procedures().values()
        if procedure.extra.get("menu", "") == menu
    ]
    return [(title, acts) for title, acts in groups if acts]
