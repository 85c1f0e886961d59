"""Reading what is logged: security events and register changes, filtered, page by page, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from yifa.registers.models import EventKind, RegisterChange, SecurityEvent

PAGE = 50
EXPORT_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person filters by. Days in Asia/Shanghai, both included."""

    text: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    failed: bool = False
    before: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursor of the next page ("" when there is none)."""

    rows: list[Any]
    next: str


def asked(query: Mapping[str, str]) -> Asked:
    """From the query string; what cannot be read is left out."""
    return Asked(
        text=query.get("q", "").replace("\x00", "").strip()[:100],
        kind=query.get("kind", "")[:60],
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        failed=query.get("failed") == "1",
        before=_cursor(query.get("before", "")),
    )


def events_page(wanted: Asked) -> Page:
    """Security events. One query."""
    return _page(_events(wanted), wanted)


def changes_page(wanted: Asked) -> Page:
    """Register changes. One query."""
    return _page(_changes(wanted), wanted)


def event_rows(wanted: Asked) -> Iterator[list[str]]:
    """For a CSV file: a heading and at most EXPORT_MOST rows."""
    yield ["时间", "事件", "结果", "账号", "操作人", "来源地址", "终端", "说明"]
    for row in _events(wanted)[:EXPORT_MOST].iterator(chunk_size=2000):
        yield [
            shown(row.at), row.title, "成功" if row.ok else "失败", row.username, row.by, row.address, row.agent,
            row.detail,
        ]  # fmt: skip


def change_rows(wanted: Asked) -> Iterator[list[str]]:
    """For a CSV file: which row of which register changed, by whom and why; not the values."""
    yield ["时间", "登记簿", "记录编号", "操作", "变更项", "操作人", "理由"]
    for row in _changes(wanted)[:EXPORT_MOST].iterator(chunk_size=2000):
        yield [
            shown(row.at), register_title(row.model), row.row_id, "新增" if row.before is None else "变更",
            "、".join(changed_fields(row)), row.actor, row.reason,
        ]  # fmt: skip


def shown(moment: datetime) -> str:
    """As people here read it, with seconds."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"


def register_title(label: str) -> str:
    """The register of a change, in Chinese."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def register_choices() -> list[tuple[str, str]]:
    """Registers that changes are kept of, by title."""
    found = apps.get_app_config("registers").get_models()
    return sorted(((model._meta.label, str(model._meta.verbose_name)) for model in found), key=lambda x: x[1])


def changed_fields(row: RegisterChange) -> list[str]:
    """Titles of the fields that a change touched; none for a new row."""
    if row.before is None:
        return []
    names = [name for name, value in row.after.items() if row.before.get(name) != value]
    try:
        fields = {
            f.name: str(getattr(f, "verbose_name", f.name)) for f in apps.get_model(row.model)._meta.fields
        }
    except (LookupError, ValueError):
        fields = {}
    return [fields.get(name, name) for name in names]


def _events(wanted: Asked) -> QuerySet[SecurityEvent]:
    rows = SecurityEvent.objects.order_by("-at", "-id").filter(recorded_between(wanted, "at"))
    if wanted.kind in EventKind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.failed:
        rows = rows.filter(ok=False)
    if wanted.text:
        text = wanted.text
        rows = rows.filter(
            Q(username__icontains=text) | Q(by__icontains=text) | Q(address__startswith=text)
            | Q(detail__icontains=text)
        )  # fmt: skip
    return rows


def _changes(wanted: Asked) -> QuerySet[RegisterChange]:
    rows = RegisterChange.objects.order_by("-at", "-id").filter(recorded_between(wanted, "at")).defer("body")
    if wanted.kind:
        rows = rows.filter(model=wanted.kind)
    if wanted.text:
        text = wanted.text
        rows = rows.filter(Q(actor__icontains=text) | Q(reason__icontains=text) | Q(row_id=text))
    return rows


def recorded_between(wanted: Asked, column: str = "recorded_at") -> Q:
    """The days that are asked for, as a condition on a column of times."""
    found = Q()
    if wanted.since:
        found &= Q(**{f"{column}__gte": _midnight(wanted.since)})
    if wanted.until:
        found &= Q(**{f"{column}__lt": _midnight(wanted.until + timedelta(days=1))})
    return found


def _page(rows: QuerySet[Any], wanted: Asked) -> Page:
    if wanted.before:
        at, row_id = wanted.before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=row_id))
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    last = found[PAGE - 1] if more else None
    return Page(found[:PAGE], f"{last.at.isoformat()}~{last.pk}" if last else "")


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    at, _, row_id = text.partition("~")
    try:
        moment, found = datetime.fromisoformat(at), UUID(row_id)
    except ValueError:
        return None
    return (moment, found) if moment.tzinfo else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2999 else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
