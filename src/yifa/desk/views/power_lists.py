"""清单台账: what the lists of powers of one agency leave to be done, each with its day and its article."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yifa.access import require
from yifa.desk.views.base import NotThere, desk, show
from yifa.registers import intermediary, lawbook
from yifa.registers.models import Agency
from yifa.registers.scope import Actor
from yifa.supervision.power_lists import EVALUATE, duties


@desk
def power_lists(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One agency; a supervisor picks it. The number of statements does not grow with what is registered."""
    require(actor, "registers.powers.read")
    # An administrator reaches no case, but the registers of the own agency are for everybody at work.
    reach = {*actor.agencies, actor.agency_id}
    visible = list(Agency.objects.filter(pk__in=reach).order_by("name"))
    wanted = request.GET.get("agency", "") or actor.agency_id
    agency = next((a for a in visible if str(a.pk) == wanted), None)
    if agency is None:
        raise NotThere("没有这个机关，或者它不在您可以查看的范围内。", "重新选择机关")
    today = timezone.localdate()
    found = duties(agency, today)
    context = {
        "agency": agency,
        "agencies": visible if len(visible) > 1 else [],
        "today": today,
        "duties": found,
        "adjustments": [(a, a.overdue(today)) for a in found.adjustments],
        "evaluations": [(e, e.overdue(today)) for e in found.evaluations],
        "problems": [(p, p.overdue(today)) for p in found.problems],
        "evaluate_by": EVALUATE,
        "services": intermediary.concerns(
            intermediary.services(today, str(agency.pk)),
            lawbook.current().permit_items.of_agency(str(agency.pk), today),
            today,
        ),
    }
    return show(request, actor, "desk/power_lists.html", context, crumbs=[("清单台账", "")])
