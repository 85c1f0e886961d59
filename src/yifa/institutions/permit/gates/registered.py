"""What the agency has published of an item is what it goes by (行政许可法第五条第二款、第三十条第一款)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yifa.institutions.common.reading import act_day, amount, day, integer, payload, rows, text
from yifa.institutions.permit.gates.item import items_asked
from yifa.institutions.permit.standing import application
from yifa.law.gates import Note, block, gate
from yifa.law.permit_items import PermitItem
from yifa.law.view import MatterView, Proposal

PUBLISHED = "行政许可法第五条第二款、第三十条第一款"
_PERIOD = ("period_days", "period_unit", "period_from", "period_basis")


def day_of_application(view: MatterView, proposal: Proposal | None) -> date:
    """The day whose register counts: of the application, else of the act."""
    received = application(view)
    told = day(received.payload, "received_on") if received is not None else None
    return day(payload(proposal), "received_on") or told or act_day(view, proposal)


def registered(view: MatterView, given: Mapping[str, Any], on: date) -> PermitItem | None:
    """The item with that code in the register of the agency that decides it, as at the day."""
    return view.law.permit_items.find(text(given, "agency") or view.agency.id, text(given, "item_code"), on)


@gate("permit_item_chosen", title="登记的许可事项从登记簿中选用", cites=PUBLISHED)
def permit_item_chosen(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """An item that the agency registered and published is taken from the register, not typed anew."""
    if proposal is None:
        return
    on = day_of_application(view, proposal)
    for given, who, at in items_asked(view, proposal):
        chosen, item = text(given, "registered_item"), registered(view, given, on)
        if not chosen and item is not None:
            yield block(
                f"{who}事项编码“{item.code}”已登记公布，应当按登记的条件、材料、收费和期限办理",
                f"在“登记的许可事项”中选择“{item.title}”并带出内容",
                at or "registered_item",
            )
        elif chosen and (gone := _stopped(view, chosen, on)):
            yield block(
                f"{who}{gone}，登记的许可事项不再办理",
                "不选登记事项，记下申请后依法不予受理",
                at or "registered_item",
                "行政许可法第二十二条、第三十二条第一款",
            )
        elif chosen and (item is None or item.id != chosen):
            yield block(
                f"{who}所选的登记事项与事项编码、承办机关不一致，或者在{on.isoformat()}没有生效",
                "重新选择登记的许可事项并带出内容",
                at or "registered_item",
            )


def _stopped(view: MatterView, chosen: str, on: date) -> str:
    """What became of the power of the item chosen; empty while it may be exercised."""
    item = view.law.permit_items.get(chosen)
    return item.stopped(on) if item is not None else ""


@gate("permit_asks_no_more_than_published", title="不超出公布的内容", cites=PUBLISHED)
def permit_asks_no_more_than_published(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Of a registered item nothing is asked that is not published: no further condition or material, no higher fee,
    no longer time. Asking for less is the agency's own business.
    """
    if proposal is None:
        return
    on, listed = day_of_application(view, proposal), payload(proposal)
    allowed: set[str] = set()
    known = True
    for given, who, at in items_asked(view, proposal):
        item = registered(view, given, on)
        if item is None:
            known = False
            continue
        allowed |= {text(row, "name") for row in item.materials}
        yield from _more(given, item, who, at)
    further = [text(row, "name") for row in rows(listed, "materials") if text(row, "name") not in allowed]
    if known and further:  # a window's common materials may be those of an item that is not registered
        yield block(f"没有公布的材料不得要求提交：{'、'.join(further)}", "只要求公布的材料", "materials")


def _more(given: Mapping[str, Any], item: PermitItem, who: str, at: str) -> Iterator[Note]:
    published = {text(row, "content") for row in item.conditions}
    further = [text(r, "content") for r in rows(given, "conditions") if text(r, "content") not in published]
    if further:
        yield block(
            f"{who}没有公布的条件不得适用：{'、'.join(further)}", "只审查公布的条件", at or "conditions"
        )
    if amount(given, "fee_fen") > item.fee_fen:
        yield block(f"{who}收费高于公布的标准", "按照公布的标准收费", at or "fee_fen", "行政许可法第五十九条")
    promised = integer(given, "promise_days")
    if item.promise_days and (promised is None or promised > item.promise_days):
        yield block(
            f"{who}公布的承诺时限为{item.promise_days}个工作日", "按公布的承诺时限填写", at or "promise_days"
        )
    if _period(given) != _period({name: getattr(item, name) for name in _PERIOD}):
        said = f"{item.period_days}（{item.period_basis}）" if item.period_days else "没有另行规定"
        yield block(f"{who}法定期限与登记的不一致：{said}", "按登记的内容填写", at or "period_days")


def _period(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values.get(name) or "" for name in _PERIOD) if values.get("period_days") else ()
