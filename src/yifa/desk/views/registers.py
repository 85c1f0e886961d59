"""登记: every register by its sheet: index, list, a row with its history, entering, changing, ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.access import Denied
from yifa.desk import register_rights as rights
from yifa.desk.forms.values import read_day
from yifa.desk.views.base import NotThere, desk, show
from yifa.desk.views.register_forms import form_fields, typed_from
from yifa.registers.dates import in_force
from yifa.registers.models import Agency
from yifa.registers.node import current_node
from yifa.registers.scope import Actor
from yifa.registers.sheets import Sheet, sheet_named
from yifa.registers.sheets.listing import Narrowing, find, narrowed, page, shown_columns
from yifa.registers.sheets.sheet import Mask
from yifa.registers.sheets.showing import Cell, called, cells, is_void, past, row_uuid, texts
from yifa.registers.sheets.texts import words
from yifa.registers.sheets.writing import Refusal, Typed, end, save

GROUPS = ("机关和人员", "权责和依据", "相对人")
RELATED_SHOWN = 20
TOP = "登记"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: where it leads, its cells, whether it was taken back."""

    url: str
    cells: Sequence[Cell]
    void: bool = False


@require_safe
@desk
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every register the actor may see, by groups."""
    groups: dict[str, list[Sheet]] = {name: [] for name in GROUPS}
    for sheet in rights.readable(actor):
        groups.setdefault(sheet.group, []).append(sheet)
    shown = [
        (title, [(s, rights.may_write(actor, s)) for s in sheets])
        for title, sheets in groups.items()
        if sheets
    ]
    context = {"groups": shown, "imports": any(rights.may_import(actor, s) for s in rights.readable(actor))}
    return show(request, actor, "desk/registers/index.html", context, crumbs=[(TOP, "")])


@require_safe
@desk
def listing(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One page of a register. Three statements besides the frame's."""
    sheet = sheet_for(actor, name)
    by, shown = narrowing(request, sheet)
    found = page(sheet, by, request.GET.get("at", ""))
    query = request.GET.copy()
    query.pop("at", None)
    base = f"{query.urlencode()}&" if query else ""
    columns = shown_columns(sheet)
    mask = rights.mask_for(actor, sheet)
    context = {
        "sheet": sheet,
        "columns": columns,
        "rows": [line(sheet, row, columns, mask=mask) for row in found.rows],
        "next": f"?{base}at={found.next}" if found.next else "",
        "previous": f"?{base}at={found.previous}" if found.previous else "",
        "filters": shown,
        "narrowed": any(shown.values()),
        "query": query.urlencode(),
        "agencies": agencies() if sheet.agency else (),
        "may": rights.may_write(actor, sheet),
        "may_import": rights.may_import(actor, sheet),
    }
    return show(request, actor, "desk/registers/list.html", context, crumbs=crumbs(sheet))


@require_safe
@desk
def row(request: HttpRequest, actor: Actor, name: str, row_id: str) -> HttpResponse:
    """A row, what hangs on it, and everything that was ever changed in it."""
    sheet, found = sheet_and_row(actor, name, row_id)
    mask = rights.mask_for(actor, sheet)
    title = called(sheet, found, mask)
    may = rights.may_write(actor, sheet, found)
    context = {
        "sheet": sheet,
        "row": found,
        "title": title,
        "void": is_void(found),
        "cells": cells(sheet, found, mask=mask),
        "related": [_related(actor, sheet, other, found) for other in sheet.related],
        "history": past(sheet, found, mask=mask),
        "may": may,
        "may_end": may and sheet.period is not None,
    }
    return show(request, actor, "desk/registers/row.html", context, crumbs=crumbs(sheet, title))


@require_http_methods(["GET", "POST"])
@desk
def new(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Enter a row."""
    sheet = sheet_for(actor, name)
    rights.require_write(actor, sheet)
    if sheet.page:
        return redirect(f"{sheet.page}-new")
    start = {c.field: words(c, c.default) for c in sheet.full if c.default is not None}
    start |= {c.field: request.GET[c.field][:200] for c in sheet.full if c.field in request.GET}
    if sheet.agency == "agency" and sheet.by_field["agency"].kind == "reference":
        start.setdefault("agency", actor.agency_id)
    return _form(request, actor, sheet, None, start)


@require_http_methods(["GET", "POST"])
@desk
def edit(request: HttpRequest, actor: Actor, name: str, row_id: str) -> HttpResponse:
    """Change a row; what it was stays in its history."""
    sheet, found = sheet_and_row(actor, name, row_id)
    rights.require_write(actor, sheet, found)
    if sheet.page:
        return redirect(f"{sheet.page}-edit", found.pk)
    return _form(request, actor, sheet, found, texts(sheet, found))


@require_http_methods(["GET", "POST"])
@desk
def stop(request: HttpRequest, actor: Actor, name: str, row_id: str) -> HttpResponse:
    """Let a row's period end. Nothing is deleted."""
    sheet, found = sheet_and_row(actor, name, row_id)
    rights.require_write(actor, sheet, found)
    if sheet.period is None:
        raise Denied(f"{sheet.title}没有失效日期，不能终止。", "需要更正的请变更这一条")
    last = request.POST.get("last", f"{timezone.localdate():%Y-%m-%d}")
    reason = request.POST.get("reason", "")
    said: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            end(actor, sheet, found, last, reason)
        except Refusal as refusal:
            said = refusal.said
        else:
            messages.success(request, "已登记失效日期。")
            return redirect(address(sheet, found))
    column = sheet.by_field[sheet.period[1]]
    context = {
        "sheet": sheet,
        "title": called(sheet, found, rights.mask_for(actor, sheet)),
        "column": column,
        "last": last,
        "reason": reason,
        "errors": said,
        "last_error": said.get(column.field, ""),
        "general": said.get("", ""),
        "back": address(sheet, found),
    }
    return show(
        request, actor, "desk/registers/stop.html", context,
        crumbs=crumbs(sheet, "终止"), status=422 if said else 200,
    )  # fmt: skip


def _form(
    request: HttpRequest, actor: Actor, sheet: Sheet, found: Any | None, start: Mapping[str, str]
) -> HttpResponse:
    typed = typed_from(request, sheet) if request.method == "POST" else Typed(start)
    said: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            saved = _saved(actor, sheet, found, typed)
        except Refusal as refusal:
            said = refusal.said
        else:
            messages.success(request, f"已登记：{saved}。" if found is None else f"已变更：{saved}。")
            return redirect(address(sheet, saved))
    context = {
        "sheet": sheet,
        "row": found,
        "title": f"新登记：{sheet.title}" if found is None else f"变更：{found}",
        "fields": form_fields(actor, sheet, found, typed, said),
        "seen": sorted((typed.seen or ({} if found is None else start)).items()),
        "reason": typed.reason,
        "effective": typed.effective,
        "errors": said,
        "general": said.get("", ""),
        "back": reverse("desk:register", args=[sheet.name]) if found is None else address(sheet, found),
    }
    return show(
        request, actor, "desk/registers/form.html", context,
        crumbs=crumbs(sheet, *(() if found is None else (str(found),)), "新登记" if found is None else "变更"),
        status=422 if said else 200,
    )  # fmt: skip


def _saved(actor: Actor, sheet: Sheet, found: Any | None, typed: Typed) -> Any:
    """Saved, and still the actor's to keep: a row is neither made for nor moved to an agency out of range."""
    from django.db import transaction

    with transaction.atomic():
        saved = save(actor, sheet, found, typed)
        if sheet.agency not in ("", "pk") and not rights.may_write(actor, sheet, saved):
            place = sheet.agency.split("__")[0]
            raise Refusal({place: "不属于您管理的机关，不能登记"})
        return saved


def _related(actor: Actor, sheet: Sheet, other: str, found: Any) -> dict[str, Any]:
    """The first rows of another register that refer to this one."""
    there = sheet_named(other)
    assert there is not None
    column = next(c for c in there.full if c.refers == sheet.name)
    rows = narrowed(there, Narrowing(of=((column.field, found.pk),))).order_by(there.by_order, "pk")
    columns = [c for c in shown_columns(there) if c.field != column.field]
    some = list(rows[: RELATED_SHOWN + 1])
    mask = rights.mask_for(actor, there)
    return {
        "sheet": there,
        "columns": columns,
        "rows": [line(there, r, columns, mask=mask) for r in some[:RELATED_SHOWN]],
        "more": len(some) > RELATED_SHOWN,
        "may": rights.may_write(actor, there),
        "new": f"{reverse('desk:register-new', args=[there.name])}?{column.field}={found.pk}",
        "all": f"{reverse('desk:register', args=[there.name])}?of={column.field}.{found.pk}&all=1",
    }


def sheet_for(actor: Actor, name: str) -> Sheet:
    """The sheet of that name, if the actor may see it."""
    sheet = sheet_named(name)
    if sheet is None:
        raise NotThere("没有这个登记簿。", "从“登记”中选择")
    rights.require_read(actor, sheet)
    return sheet


def sheet_and_row(actor: Actor, name: str, row_id: str) -> tuple[Sheet, Any]:
    """The sheet and the row, if they are there and the actor may see them."""
    sheet = sheet_for(actor, name)
    found = find(sheet, row_id)
    if found is None:
        raise NotThere(f"{sheet.title}中没有这一条。", f"在“{sheet.title}”中查找")
    return sheet, found


def narrowing(request: HttpRequest, sheet: Sheet) -> tuple[Narrowing, dict[str, Any]]:
    """What a list is narrowed to by its address, and the same as texts for its form. Without a day: in force today."""
    text = "".join(c for c in request.GET.get("q", "")[:80] if c.isprintable()).strip()
    agency = row_uuid(request.GET.get("agency", "")[:36])
    every = request.GET.get("all", "") == "1"
    day: date | None = None
    if sheet.period and not every:
        day = read_day(request.GET.get("day", "")[:20]) or timezone.localdate()
    of = _of(request.GET.get("of", "")[:120], sheet)
    shown = {
        "q": text,
        "agency": str(agency or ""),
        "day": request.GET.get("day", "")[:20] if day else "",
        "all": "1" if every and sheet.period else "",
        "of": request.GET.get("of", "")[:120] if of else "",
    }
    return Narrowing(text, agency, day, of), shown


def _of(text: str, sheet: Sheet) -> tuple[tuple[str, Any], ...]:
    field, _, key = text.partition(".")
    column = sheet.by_field.get(field)
    if column is None or column.kind != "reference":
        return ()
    target = sheet_named(column.refers)
    found = find(target, key) if target else None
    return () if found is None else ((field, found.pk),)


def line(sheet: Sheet, found: Any, columns: Any, *, mask: Mask | None) -> Line:
    """A row as a line of a list."""
    return Line(address(sheet, found), cells(sheet, found, columns, mask=mask), is_void(found))


def address(sheet: Sheet, found: Any) -> str:
    """Where a row is shown."""
    if sheet.page:
        return reverse(sheet.page, args=[found.pk])
    return reverse("desk:register-row", args=[sheet.name, found.pk])


def agencies() -> list[tuple[str, str]]:
    """Agencies in force today, for the filter. One statement."""
    rows = in_force(Agency, timezone.localdate()).filter(node=current_node()).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:500]]


def crumbs(sheet: Sheet, *further: str) -> list[tuple[str, str]]:
    """The way to a page of this register."""
    top = [(TOP, reverse("desk:registers"))]
    own = (sheet.title, reverse("desk:register", args=[sheet.name]) if further else "")
    return [*top, own, *((text, "") for text in further)]
