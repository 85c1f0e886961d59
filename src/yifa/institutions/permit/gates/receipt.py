"""Corrections, acceptance and refusal (行政许可法第二十九条至第三十五条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import (
    act_day,
    acts,
    day,
    flag,
    integer,
    local_day,
    period_end,
    rows,
    text,
)
from yifa.institutions.permit.standing import application
from yifa.law.gates import Note, block, gate, warn
from yifa.law.permit_items import UNITS
from yifa.law.view import ActView, MatterView, Proposal


def _received_on(view: MatterView) -> date | None:
    """The day the application was received, or None."""
    received = application(view)
    return (
        None if received is None else day(received.payload, "received_on") or local_day(received.occurred_to)
    )


def _lacking(received: ActView) -> list[str]:
    """Materials not received; what is asked for only in some cases (`when`) is for the handler to judge."""
    listed = rows(received.payload, "materials")
    return [text(r, "name") for r in listed if not flag(r, "received") and not text(r, "when")]


@gate("permit_corrections_told_once", title="一次告知全部补正内容", cites="行政许可法第三十二条第一款第四项")
def permit_corrections_told_once(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Corrections are told once, within five working days of receipt (L01)."""
    start = _received_on(view)
    if proposal is None or start is None:
        return
    if acts(view, "request_materials"):
        yield block("补正内容须一次告知，不得再次要求补正", "按已有材料处理")
    end = period_end(view, "L01", start)
    if end is not None and act_day(view, proposal) > end:
        yield block("逾期未告知补正的，自收到申请材料之日起即为受理", "办理受理")


@gate("permit_no_repeated_materials", title="不重复要求材料", cites="行政许可法第三十五条")
def permit_no_repeated_materials(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What the lower agency reported with is not asked of the applicant again."""
    received = application(view)
    if proposal is not None and received is not None and text(received.payload, "lower_agency"):
        yield warn(
            f"申请材料由{text(received.payload, 'lower_agency')}报送，不得要求申请人重复提供",
            "只要求没有提供过的材料",
            "missing",
        )


@gate("permit_materials_complete", title="材料齐全后受理", cites="行政许可法第三十二条第一款第五项")
def permit_materials_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Complete, or wholly corrected, or nothing was told in time and it is deemed accepted (L01)."""
    received, start = application(view), _received_on(view)
    if proposal is None or received is None or start is None:
        return
    lacking = _lacking(received)
    told = acts(view, "request_materials")
    mended = any(flag(a.payload, "complete") for a in acts(view, "supplement"))
    end = period_end(view, "L01", start)
    deemed = not told and end is not None and act_day(view, proposal) > end
    if (lacking or told) and not mended and not deemed:
        yield block(f"申请材料不齐全：{'、'.join(lacking) or '尚未全部补正'}", "告知补正")


@gate("permit_deemed_since_receipt", title="视为受理自收到之日起", cites="行政许可法第三十二条第一款第四项")
def permit_deemed_since_receipt(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where corrections were not told in time, the application counts as accepted on the day of its receipt (L01)."""
    received, start = application(view), _received_on(view)
    if proposal is None or received is None or start is None:
        return
    lacking = bool(_lacking(received))
    end = period_end(view, "L01", start)
    late = end is not None and act_day(view, proposal) > end
    silent = lacking and not acts(view, "request_materials", "supplement") and late
    if silent and day(proposal.payload, "accepted_on") != start:
        yield block(
            f"逾期未告知补正，自收到申请材料之日（{start.isoformat()}）起即为受理",
            "受理日期填写收到申请材料的日期",
            "accepted_on",
        )


@gate("permit_promise_is_kept_to", title="承诺时限以公布的为准", cites="行政许可法第六条")
def permit_promise_is_kept_to(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The time promised for the item is the one the acceptance starts."""
    received = application(view)
    if proposal is None or received is None:
        return
    promised, started = integer(received.payload, "promise_days"), integer(proposal.payload, "promise_days")
    if promised and promised != started:
        yield block(f"该事项的承诺时限为{promised}个工作日", "按承诺时限填写", "promise_days")


@gate(
    "permit_special_period_is_kept_to", title="按法律、法规另行规定的期限", cites="行政许可法第四十二条第一款"
)
def permit_special_period_is_kept_to(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The acceptance starts the period that the application names: as long, in the same days, from the same day."""
    received = application(view)
    if proposal is None or received is None:
        return
    told, given = received.payload, proposal.payload
    days = integer(told, "period_days")
    if days != integer(given, "period_days") or (
        days and text(told, "period_unit") != text(given, "period_unit")
    ):
        said = (
            f"另有规定的期限为{days}{UNITS.get(text(told, 'period_unit'), '日')}"
            if days
            else "没有另行规定期限"
        )
        yield block(f"收到申请时登记：{said}", "按登记的期限填写", "period_days")
    if days and text(told, "period_basis") != text(given, "period_basis"):
        yield block(f"另行规定期限的条款为{text(told, 'period_basis')}", "按登记的条款填写", "period_basis")
    if text(told, "period_from") == "received" and day(given, "received_on") != _received_on(view):
        yield block("该期限自收到申请材料之日起算", "填写收到日期", "received_on")


@gate("permit_receipt_sealed", title="加盖专用印章的书面凭证", cites="行政许可法第三十二条第二款")
def permit_receipt_sealed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Acceptance and its refusal are told on paper with seal and date (L02)."""
    if proposal is not None and not flag(proposal.payload, "sealed"):
        yield block("须出具加盖本机关专用印章和注明日期的书面凭证", "加盖印章", "sealed")
