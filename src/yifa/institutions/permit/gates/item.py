"""What an item may ask for: conditions, materials, fees, times (行政许可法第十六条、第三十一条、第五十八条)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from yifa.institutions.common.reading import act_day, amount, day, figure, flag, integer, payload, rows, text
from yifa.law.clocks import SHANGHAI, due
from yifa.law.gates import Note, block, gate, warn
from yifa.law.permit_items import PLACED, SETTING, SOURCES, TITLED, UNITS
from yifa.law.view import MatterView, Proposal


def items_asked(view: MatterView, proposal: Proposal | None) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    """(values, words before a message, field) of the application's item, or of each item of a window's set."""
    given = payload(proposal)
    listed = rows(given, "items")
    if not listed:
        yield given, "", ""
    for row in listed:
        yield row, f"“{text(row, 'title')}”：", "items"


@gate("permit_fee_has_law", title="收费有法定依据", cites="行政许可法第五十八条")
def permit_fee_has_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No fee unless a law or administrative regulation says so."""
    for given, who, at in items_asked(view, proposal):
        if amount(given, "fee_fen") and not text(given, "fee_basis"):
            yield block(f"{who}没有法律、行政法规依据不得收费", "写明依据或者不收费", at or "fee_basis")


@gate("permit_fee_by_law_or_regulation", title="收费依据是法律、行政法规", cites="行政许可法第五十八条第一款")
def permit_fee_by_law_or_regulation(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing below an administrative regulation allows a fee; it is charged by the published standard."""
    for given, who, at in items_asked(view, proposal):
        if not amount(given, "fee_fen"):
            continue
        if text(given, "fee_source") not in ("law", "regulation"):
            message = f"{who}只有法律、行政法规可以规定收费，其他文件不能作为收费依据"
            yield block(message, "不收费", at or "fee_source")
        if not text(given, "fee_standard"):
            message = f"{who}收费应当按照公布的法定项目和标准"
            yield block(message, "写明公布的项目和标准", at or "fee_standard", "行政许可法第五十九条")


@gate("permit_form_is_free", title="申请书格式文本免费", cites="行政许可法第五十八条第二款")
def permit_form_is_free(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Forms are provided and cost nothing, whatever any text says."""
    given = payload(proposal)
    if amount(given, "fee_fen") and text(given, "fee_for") == "form":
        yield block("提供行政许可申请书格式文本，不得收费", "不收费", "fee_fen")


@gate(
    "permit_conditions_set_by_law",
    title="不增设许可条件",
    cites="行政许可法第十六条第四款、第十七条",
)
def permit_conditions_set_by_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A condition stands in a law, regulation, decision of the State Council or rule.

    第十七条 forbids other papers to set a permit, 第十六条第四款 forbids regulations and rules to add one; neither
    forbids a paper or a technical standard to say in detail what such a text asks, so that text has to be named. The
    article of a text that is named is asked for, not demanded.
    """
    for given, who, at in items_asked(view, proposal):
        for row in rows(given, "conditions"):
            name, source, basis = text(row, "content"), text(row, "source"), text(row, "basis")
            where = at or "conditions"
            if source not in SETTING:
                if not TITLED.search(text(row, "refines")):
                    yield block(
                        f"{who}“{name}”由{SOURCES.get(source, '其他文件')}设定，没有写明它所细化的法律、法规、规章",
                        "写明所细化的条款；没有的，不得作为许可条件",
                        where,
                    )
            elif not TITLED.search(basis):
                yield block(f"{who}“{name}”没有写明设定它的法律、法规、规章", "写明《名称》第几条", where)
            elif not PLACED.search(basis):
                yield warn(f"{who}“{name}”没有写明是哪一条设定的", "写明第几条", where)


@gate("permit_materials_for_the_item", title="不要求无关材料", cites="行政许可法第三十一条第一款")
def permit_materials_for_the_item(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing that has no bearing on the item: a text asks for the material, or it shows one of the conditions."""
    lacking = [
        text(row, "name")
        for row in rows(payload(proposal), "materials")
        if not text(row, "basis") and not text(row, "proves")
    ]
    if lacking:
        yield block(
            f"看不出与许可事项有关：{'、'.join(lacking)}；不得要求提交与许可事项无关的材料",
            "写明要求提交的依据或者所证明的条件，或者不要求该材料",
            "materials",
        )


def statutory(view: MatterView, given: Mapping[str, Any], joint: bool) -> tuple[int, str] | None:
    """Number and unit of the period for the decision: L04 jointly, what another law sets, else L03."""
    special = integer(given, "period_days")
    if special and not joint:
        return special, text(given, "period_unit") or "wd"
    row = figure(view, "L04" if joint else "L03")
    return (row.number, "wd") if row is not None and isinstance(row.number, int) else None


def _joint(given: Mapping[str, Any]) -> bool:
    """Whether the set is handled jointly; a window that has not passed its set on may still do so."""
    return text(given, "handling") == "joint" or (
        bool(rows(given, "items")) and text(given, "mode") != "parallel"
    )


def _last_day(view: MatterView, start: date, number: int, unit: str) -> datetime | None:
    try:
        begun = datetime.combine(start, time(0), tzinfo=SHANGHAI)
        return due(number, unit, begun, calendar=view.law.calendar).due
    except (ValueError, OverflowError):
        return None


@gate("permit_promise_within_period", title="承诺时限不长于法定期限", cites="行政许可法第四十二条")
def permit_promise_within_period(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A promised time ends no later than the statutory one: L03, jointly L04, or what another law sets.

    Days of one kind are compared as numbers; working days with the days or months of another law by the day on which
    each would end if counted from the application.
    """
    joint = _joint(payload(proposal))
    for given, who, at in items_asked(view, proposal):
        promised, limit = integer(given, "promise_days"), statutory(view, given, joint)
        if not promised or limit is None or proposal is None:
            continue
        number, unit = limit
        start = day(payload(proposal), "received_on") or act_day(view, proposal)
        ends = _last_day(view, start, promised, "wd"), _last_day(view, start, number, unit)
        longer = promised > number if unit == "wd" else bool(ends[0] and ends[1] and ends[0] > ends[1])
        if longer:
            yield block(
                f"{who}承诺时限不得超过法定的{number}{UNITS.get(unit, '日')}",
                "缩短承诺时限",
                at or "promise_days",
            )


@gate(
    "permit_special_period_has_law",
    title="另有规定的期限",
    cites="行政许可法第四十二条第一款、第四十三条",
)
def permit_special_period_has_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only a law or regulation sets another period, and its article is named. Jointly no other period is known."""
    joint = _joint(payload(proposal))
    for given, who, at in items_asked(view, proposal):
        if not integer(given, "period_days"):
            continue
        if text(given, "period_source") not in ("law", "regulation", "local"):
            yield block(
                f"{who}只有法律、法规可以另行规定期限",
                "按照法定期限办理，不填写另有规定的期限",
                at or "period_source",
            )
        if not PLACED.search(text(given, "period_basis")):
            yield block(
                f"{who}没有写明另行规定期限的法律、法规和条款", "写明《名称》第几条", at or "period_basis"
            )
        if joint:
            yield warn(
                "统一、联合、集中办理的期限没有另行规定的余地，按四十五个工作日计算",
                "核对办理方式",
                at or "period_days",
                "行政许可法第四十二条第二款",
            )


@gate(
    "permit_priority_named",
    title="快速通道专人负责、限时办结",
    cites="豫政办〔2012〕78号三（四）",
)
def permit_priority_named(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """优先办理、专人负责、限时办结: what a policy of one province asks of its priority channel, and no statute does.

    So what is missing is pointed out. Whom the law puts first is another matter (第五十七条, permit_first_come).
    """
    given = payload(proposal)
    if not flag(given, "priority"):
        return
    for name, what in (("priority_reason", "适用快速通道的理由"), ("priority_person", "快速通道责任人")):
        if not text(given, name):
            yield warn(f"没有写明{what}", f"填写{what}", name)
    if not integer(given, "promise_days"):
        yield warn("快速通道没有承诺时限", "填写承诺时限", "promise_days")
