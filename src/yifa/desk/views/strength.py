"""执法力量: people in service, certificates and qualifications by agency, on a day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.access import require
from yifa.desk.forms.values import read_day
from yifa.desk.register_rights import range_of
from yifa.desk.views.base import desk, show
from yifa.registers.scope import Actor
from yifa.registers.strength import strength


@require_safe
@desk
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The agencies in the actor's range, on today or another day."""
    require(actor, "registers.officers.read")
    day = read_day(request.GET.get("day", "")[:20]) or timezone.localdate()
    whole, *rows = strength(day, range_of(actor))
    context = {"whole": whole, "rows": rows, "day": day}
    return show(
        request, actor, "desk/registers/strength.html", context,
        crumbs=[("登记", reverse("desk:registers")), ("执法力量", "")],
    )  # fmt: skip
