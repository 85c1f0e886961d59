"""执法队伍: figures of the staff, reminders about certificates, the list of duties, auxiliaries, one person's file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.access import may
from yifa.desk.forms.values import read_day
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.register_files import table_file
from yifa.matters.leaving import open_cases
from yifa.registers.dates import in_force
from yifa.registers.models import Agency, Officer
from yifa.registers.models.certificate_steps import STEPS
from yifa.registers.node import current_node
from yifa.registers.photographs import has_one
from yifa.registers.scope import Actor
from yifa.supervision.judicial_offices import staffing
from yifa.supervision.staff import (
    DUTY_TITLES,
    STATES,
    duty_list,
    duty_rows,
    figures,
    people,
    reminders,
    waiting,
)

SEES = "registers.assessments.read"
TABS = (
    ("desk:staff", "执法力量"),
    ("desk:staff-reminders", "证件提醒"),
    ("desk:staff-posts", "岗位职责清单"),
    ("desk:staff-auxiliaries", "辅助人员"),
    ("desk:staff-judicial", "司法所"),
)


def visible_agencies(actor: Actor) -> list[Agency]:
    """Agencies whose people the actor may look at: those in reach; all of the node for those who keep the registers."""
    rows = in_force(Agency, timezone.localdate()).filter(node=current_node())
    if actor.scope != "administration":
        rows = rows.filter(pk__in=actor.agencies)
    return list(rows.select_related("region").order_by("region_id", "name"))


def chosen(request: HttpRequest, actor: Actor) -> tuple[list[Agency], list[Agency], str]:
    """(those that may be picked, those picked, the pick). Nothing picked means all of them."""
    visible = visible_agencies(actor)
    wanted = request.GET.get("agency", "")
    if not wanted:
        return visible, visible, ""
    picked = [a for a in visible if str(a.pk) == wanted]
    if not picked:
        raise NotThere("没有这个机关，或者它不在您可以查看的范围内。", "重新选择机关")
    return visible, picked, wanted


@desk
@needs("registers.officers.read")
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Posts, people in service, share with a certificate, ages and professions, today or on another day.

    A constant number of statements.
    """
    visible, picked, wanted = chosen(request, actor)
    day = read_day(request.GET.get("day", "")[:20]) or timezone.localdate()
    found = figures(picked, people(picked, day), day)
    charts = (("年龄", found.ages), ("专业", found.professions), ("编制类别", found.employments))
    context = {"figures": found, "charts": charts, "day": day}
    return _page(request, actor, "desk/staff.html", context, visible, wanted, "desk:staff")


@desk
@needs("registers.certificates.read")
def due(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Certificates that end soon, are not valid or were not reviewed; applications under way."""
    visible, picked, wanted = chosen(request, actor)
    today = timezone.localdate()
    found = people(picked, today)
    context = {
        "reminders": [r for r in reminders(found, today) if may(actor, SEES) or not r.personal],
        "applications": waiting(picked, today),
        "several": len(picked) > 1,
        "reviews": any(c.reviews.all() for o in found for c in o.certificates.all()),
    }
    return _page(
        request, actor, "desk/staff_reminders.html", context, visible, wanted, "desk:staff-reminders"
    )


@desk
@needs("registers.posts.read")
def posts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """部门—机构—岗位—人员 of one agency, with the roles that come with each post."""
    visible, picked, wanted = chosen(request, actor)
    own = next((a for a in picked if wanted or str(a.pk) == actor.agency_id), None)
    agency = own or (picked[0] if picked else None)
    duties = duty_list([agency], timezone.localdate()) if agency else []
    context = {"agency": agency, "duties": duties}
    picked_id = str(agency.pk) if agency else ""
    return _page(
        request, actor, "desk/staff_posts.html", context, visible, picked_id, "desk:staff-posts", every=False
    )


@require_safe
@desk
@needs("registers.posts.read")
def posts_file(request: HttpRequest, actor: Actor, form: str) -> Any:
    """The same list as a file, of the agency picked or of all that may be looked at."""
    _, picked, _ = chosen(request, actor)
    today = timezone.localdate()
    return table_file(f"岗位职责清单{today:%Y%m%d}", form, DUTY_TITLES, duty_rows(duty_list(picked, today)))


@desk
@needs("registers.auxiliaries.read")
def auxiliaries(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The auxiliaries, where they help, and how they were assessed."""
    visible, picked, wanted = chosen(request, actor)
    rows = [o for o in people(picked, timezone.localdate()) if o.auxiliary]
    shown = may(actor, SEES)
    context = {
        "rows": [(o, next(iter(o.assessments.all()), None) if shown else None) for o in rows],
        "assessed": shown,
    }
    return _page(
        request, actor, "desk/staff_auxiliaries.html", context, visible, wanted, "desk:staff-auxiliaries"
    )


@require_safe
@desk
@needs("registers.judicial_offices.read")
def judicial(request: HttpRequest, actor: Actor) -> HttpResponse:
    """司法所: people there who know the law, and what is missing."""
    visible, picked, wanted = chosen(request, actor)
    rows = staffing(picked, timezone.localdate())
    context = {"rows": rows, "short": [s for s in rows if s.missing]}
    return _page(request, actor, "desk/staff_judicial.html", context, visible, wanted, "desk:staff-judicial")


def _page(
    request: HttpRequest,
    actor: Actor,
    template: str,
    context: dict[str, Any],
    visible: list[Agency],
    wanted: str,
    here: str,
    *,
    every: bool = True,
) -> HttpResponse:
    tabs = [(title, reverse(name), name == here) for name, title in TABS]
    full = {
        **context,
        "tabs": tabs,
        "agencies": visible if len(visible) > 1 else [],
        "wanted": wanted,
        "every": every,
        "today": timezone.localdate(),
    }
    title = next(t for n, t in TABS if n == here)
    return show(request, actor, template, full, crumbs=[("执法队伍", reverse("desk:staff")), (title, "")])


def find_officer(actor: Actor, officer_id: Any) -> Officer:
    """An officer of an agency in the actor's reach, else NotThere. Two statements."""
    officer = Officer.objects.select_related("agency", "unit").filter(pk=officer_id).first()
    if officer is None or officer.agency_id not in {a.pk for a in visible_agencies(actor)}:
        raise NotThere("没有找到这名人员，或者不在您可以查看的范围内。", "在“执法队伍”中查找")
    return officer


@desk
@needs("registers.officers.read")
def person(request: HttpRequest, actor: Actor, officer_id: str) -> HttpResponse:
    """One person: certificates and what happened to them, posts, assessments, equipment, and leaving."""
    officer = find_officer(actor, officer_id)
    today = timezone.localdate()
    certificates = officer.certificates.prefetch_related("states", "reviews").order_by("-valid_from")
    applications = officer.applications.prefetch_related("checks", "exams", "certificates")
    leaving = getattr(officer, "exit", None)
    sees = may(actor, SEES) or str(officer.pk) == actor.officer_id
    serving = officer.valid_from <= today and (officer.valid_to is None or today <= officer.valid_to)
    context = {
        "officer": officer,
        "certificates": [(c, STATES[c.state_on(today)]) for c in certificates],
        "applications": [(a, STEPS[a.step_on(today)]) for a in applications],
        "holdings": officer.holdings.select_related("post", "post__unit").order_by("-valid_from"),
        "assessments": officer.assessments.all() if sees else None,
        "issued": officer.equipment.filter(returned_on=None).select_related("equipment"),
        "exit": leaving,
        "has_photo": has_one(officer.pk),
        "may_photo": leaving is None and may(actor, "photos.keep"),
        "open": len(open_cases(officer.pk)) if may(actor, "matters.read") or leaving is None else 0,
        "may_hand_over": serving
        and may(actor, "cases.hand_over")
        and str(officer.agency_id) == actor.agency_id,
        "may_leave": leaving is None and serving and may(actor, "officers.leave"),
        "today": today,
    }
    crumbs = [("执法队伍", reverse("desk:staff")), (officer.name, "")]
    return show(request, actor, "desk/staff_person.html", context, crumbs=crumbs)
