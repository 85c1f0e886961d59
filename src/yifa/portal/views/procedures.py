"""办事流程图: how the law makes a case go, drawn from the procedure that the system itself follows."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from yifa.law.flow import FlowRow, flow_rows, flow_svg
from yifa.matters import discovery
from yifa.portal.views import public


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Every procedure in force."""
    return render(request, "portal/procedures.html", {"procedures": list(discovery.procedures().values())})


@public
def one(request: HttpRequest, procedure_id: str) -> HttpResponse:
    """The diagram and the table that says the same."""
    procedure = discovery.procedures().get(procedure_id)
    if procedure is None:
        raise Http404
    # flow_svg escapes every text it is given.
    svg = mark_safe(flow_svg(procedure))  # nosec B308 B703
    context = {"procedure": procedure, "svg": svg, "groups": _grouped(flow_rows(procedure))}
    return render(request, "portal/procedure.html", context)


def _grouped(rows: Sequence[FlowRow]) -> list[tuple[str, list[FlowRow]]]:
    """Rows by the group their act belongs to, in the order of the procedure."""
    groups: dict[str, list[FlowRow]] = {}
    for row in rows:
        groups.setdefault(row.group or "其他", []).append(row)
    return list(groups.items())
