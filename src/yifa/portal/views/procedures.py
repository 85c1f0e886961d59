"""办事流程图: how the law makes a case go, drawn from the procedure that the system itself follows."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from yifa.law.flow import FlowRow, flow_rows, flow_svg
from yifa.matters import discovery, overlays
from yifa.matters.request import is_id
from yifa.portal.typed import typed
from yifa.portal.views import public
from yifa.registers.models import Agency


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Every procedure in force; with `agency`, as it binds that agency. One query at most."""
    agency = _agency(request)
    context = {"procedures": list(discovery.at(agency).values()), "agency": agency}
    return render(request, "portal/procedures.html", context)


@public
def one(request: HttpRequest, procedure_id: str) -> HttpResponse:
    """The diagram and the table that says the same; with `agency`, with what its sector and place add."""
    agency = _agency(request)
    procedure = discovery.at(agency).get(procedure_id)
    if procedure is None:
        raise Http404
    # flow_svg escapes every text it is given.
    svg = mark_safe(flow_svg(procedure))  # nosec B308 B703
    context = {
        "procedure": procedure,
        "svg": svg,
        "groups": _grouped(flow_rows(procedure)),
        "agency": agency,
        "elsewhere": agency is None and procedure_id in overlays.procedures(),
    }
    return render(request, "portal/procedure.html", context)


def _agency(request: HttpRequest) -> Agency | None:
    """The agency that the address names; an unknown one is not found, so that nobody reads another's rules for it."""
    key = typed(request.GET, ("agency",))["agency"]
    if not key:
        return None
    found = Agency.objects.select_related("region").filter(pk=key).first() if is_id(key) else None
    if found is None:
        raise Http404
    return found


def _grouped(rows: Sequence[FlowRow]) -> list[tuple[str, list[FlowRow]]]:
    """Rows by the group their act belongs to, in the order of the procedure."""
    groups: dict[str, list[FlowRow]] = {}
    for row in rows:
        groups.setdefault(row.group or "其他", []).append(row)
    return list(groups.items())
