"""审计, the audit administrator's page: what people did, to read, to search and to take away; nothing to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.accounts import trail
from yifa.desk.views.admin.common import admin, csv
from yifa.desk.views.base import show
from yifa.matters.models import ProtectedRead
from yifa.registers import events
from yifa.registers.models import EventKind
from yifa.registers.scope import Actor

SOURCES = (("events", "登录和安全事件"), ("changes", "登记簿变更和授权"), ("looks", "调阅记录"))


@require_safe
@admin("audit.read")
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One of the three trails, filtered, page by page."""
    source, wanted = _source(request), trail.asked(request.GET.dict())
    kept = request.GET.copy()
    kept.pop("before", None)
    context = {
        "source": source,
        "asked": wanted,
        "query": kept.urlencode(),
        "tabs": [(title, f"{request.path}?source={key}", key == source) for key, title in SOURCES],
        "kinds": {"events": EventKind.choices, "changes": trail.register_choices()}.get(source, []),
        **_rows(source, wanted),
    }
    return show(request, actor, "desk/admin/audit.html", context, crumbs=[("审计", "")])


@require_http_methods(["POST"])
@admin("audit.read")
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the filters show, as CSV. Taking it away is itself an event."""
    source, wanted = request.POST.get("source", ""), trail.asked(request.POST.dict())
    rows = {"events": trail.event_rows, "changes": trail.change_rows, "looks": _look_rows}
    if source not in rows:
        source = "events"
    title = dict(SOURCES)[source]
    events.record(EventKind.EXPORTED, by=actor, request=request, detail=f"审计记录：{title}")
    return csv(rows[source](wanted), f"audit-{source}-{timezone.localdate():%Y%m%d}")


def _rows(source: str, wanted: trail.Asked) -> dict[str, Any]:
    if source == "changes":
        page = trail.changes_page(wanted)
        rows = [
            {"row": row, "register": trail.register_title(row.model), "fields": trail.changed_fields(row)}
            for row in page.rows
        ]
        return {"rows": rows, "next": page.next}
    if source == "looks":
        looks = list(_looks(wanted)[: trail.PAGE])
        return {"rows": looks, "next": ""}
    page = trail.events_page(wanted)
    return {"rows": page.rows, "next": page.next}


def _looks(wanted: trail.Asked) -> Any:
    """Who looked at what is not their own work: whose agency, what kind of thing, for what purpose; no contents."""
    rows = ProtectedRead.objects.select_related("reader_agency").filter(trail.recorded_between(wanted))
    if wanted.text:
        rows = rows.filter(name__icontains=wanted.text)
    return rows.order_by("-recorded_at", "-pk").defer("reason", "body")


def _look_rows(wanted: trail.Asked) -> Iterator[list[str]]:
    yield ["时间", "查看人", "机关", "查看内容", "编号", "事由"]
    for row in _looks(wanted)[: trail.EXPORT_MOST].iterator(chunk_size=2000):
        yield [
            trail.shown(row.recorded_at), row.name, row.reader_agency.name, str(row.get_what_display()),
            str(row.object_id), str(row.get_reason_kind_display()),
        ]  # fmt: skip


def _source(request: HttpRequest) -> str:
    asked = request.GET.get("source", "")
    return asked if asked in dict(SOURCES) else "events"
