"""期限和数额: what every number of the law is for one agency on a day, and why; a supervisor picks the agency."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from yifa.desk.views.base import NotThere, desk, show
from yifa.registers.agency_figures import figures_of
from yifa.registers.models import Agency
from yifa.registers.scope import Actor
from yifa.supervision import reviewers


@desk
def figures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, or with `id` one figure explained. A constant number of queries."""
    typed = {name: _line(request.GET.get(name, "")) for name in ("on", "q", "id", "agency")}
    # An administrator reaches no case, but the registers of the own agency are for everybody at work.
    reach = {*actor.agencies, actor.agency_id}
    visible = list(Agency.objects.filter(pk__in=reach).order_by("name"))
    wanted = typed["agency"] or actor.agency_id
    agency = next((a for a in visible if str(a.pk) == wanted), None)
    if agency is None:
        raise NotThere("没有这个机关，或者它不在您可以查看的范围内。", "在“期限和数额”中重新选择机关")
    shown = figures_of(agency, typed, timezone.localdate())
    many = len(visible) > 1
    context = {"shown": shown, "v": typed, "agencies": visible if many else [], "many": many}
    about_reviewers = typed["id"].upper() in ("", reviewers.FIGURE)
    if about_reviewers and not shown.errors and not typed["q"]:
        context["reviewers"] = reviewers.of_agency(agency, shown.on)
    title = "期限和数额"
    crumbs = [(title, "")]
    if shown.chosen:
        crumbs = [(title, reverse("desk:figures")), (shown.chosen.figure.subject, "")]
    return show(request, actor, "desk/figures.html", context, crumbs=crumbs)


def _line(text: str) -> str:
    """What can be shown and looked up; the rest of a hostile text is dropped."""
    return "".join(c for c in text if c.isprintable()).strip()[:80]
