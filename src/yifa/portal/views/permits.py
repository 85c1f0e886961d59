"""办事指南 of licensing items (行政许可法 30, 33): what an agency permits, and what one permit takes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.law.permit_items import PermitItem
from yifa.portal.typed import typed
from yifa.portal.views import public
from yifa.registers import intermediary, lawbook
from yifa.registers.citations import articles_cited
from yifa.registers.permit_shown import ShownItem, shown, texts_of


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Items in force today by agency, those whose title, code or agency has the text. No statement but the law's."""
    values = typed(request.GET, ("q", "agency"))
    today = timezone.localdate()
    groups: dict[str, list[tuple[PermitItem, ShownItem]]] = {}
    book = lawbook.current()
    items: list[PermitItem] = sorted(book.permit_items.items, key=lambda i: (i.agency, i.code))
    for item in items:
        said = f"{item.title} {item.code} {item.agency}"
        mine = not values["agency"] or item.agency_id == values["agency"]
        if mine and values["q"] in said and item.in_force(today):
            groups.setdefault(item.agency, []).append((item, shown(item, today, book.figures)))
    return render(request, "portal/permits.html", {"groups": groups, "v": values})


@public
def one(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One item with its conditions, materials, times and fee, and the articles cited; at most two statements more."""
    book = lawbook.current()
    item = book.permit_items.get(str(item_id))
    if item is None:
        raise Http404
    today = timezone.localdate()
    on = today if item.in_force(today) else item.valid_from
    period = shown(item, on, book.figures).period_basis.text
    found = articles_cited([*texts_of(item), period], on)
    articles = list({a.pk: a for rows in found.values() for a in rows}.values())
    anchors = {text: f"#a-{rows[0].pk}" for text, rows in found.items() if rows}
    context = {
        "shown": shown(item, on, book.figures, lambda text: anchors.get(text, "")),
        "articles": sorted(articles, key=lambda a: (a.statute.title, a.order)),
        "state": _state(item, today),
    }
    return render(request, "portal/permit.html", context)


def _state(item: PermitItem, today: date) -> str:
    if item.in_force(today):
        return "施行中"
    return item.stopped(today) or ("尚未施行" if today < item.valid_from else "已失效")


@public
def services(request: HttpRequest) -> HttpResponse:
    """中介服务清单: what agencies list, and what an item in force makes an applicant buy, less what was struck off."""
    today = timezone.localdate()
    book = lawbook.current()
    registered = intermediary.services(today)
    listed = intermediary.on_list(registered, today)
    known = {(str(s.agency_id), s.name) for s in registered}
    items = sorted(book.permit_items.items, key=lambda i: (i.agency, i.code))
    rows = [
        (i, *row)
        for i in items
        if i.in_force(today)
        for row in shown(i, today, book.figures).services
        if (i.agency_id, row[0]) not in known
    ]
    return render(request, "portal/permit_services.html", {"rows": rows, "listed": listed})
