"""A permit: applied for, completed, accepted, checked, reviewed, decided, handed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yifa.demo.cases.opening import parties
from yifa.demo.cases.performance import archived
from yifa.demo.cases.service import delivery
from yifa.demo.story import Affair, Story
from yifa.law.clocks import SHANGHAI
from yifa.law.permit_items import PermitItem
from yifa.matters import discovery


@dataclass(frozen=True, slots=True)
class Item:
    """What is granted of a registered item of an agency. Texts may use {name} and {place}; `days` is for how long."""

    code: str
    content: str
    days: int
    licence: str = ""


_ITEMS: dict[str, Any] = {
    "authority": "执法主体合法，人员具备资格。",
    "party": "申请人身份清楚。",
    "facts": "事实清楚，材料齐全。",
    "characterisation": "不涉嫌犯罪。",
    "law": "依据正确。",
    "process": "程序合法。",
    "discretion": "不涉及裁量基准。",
    "documents": "文书完备。",
}
ROAD = Item(
    "990100CG001",
    "准予{name}占用{place}门前道路三十平方米，为期三十日，期满恢复原状。",
    30,
)
DIG = Item(
    "990100CG002",
    "准予{name}在{place}挖掘道路四十米敷设管线，为期十五日，按照标准恢复路面。",
    15,
)
FOOD = Item(
    "990100SJ001",
    "准予{name}在{place}从事食品经营，主体业态为食品销售经营者。",
    1826,
    "食品经营许可证",
)
HAULAGE = Item("990100JT001", "准予{name}从事道路普通货物运输经营。", 1461, "道路运输经营许可证")
IMPACT = Item("990100HJ001", "批准{name}在{place}的建设项目环境影响报告书。", 1826, "环境影响报告书批复")


def registered(affair: Affair, item: Item) -> PermitItem:
    """The item as its agency had it registered on the day."""
    found = affair.law.permit_items.find(str(affair.office.agency.pk), item.code, affair.today)
    if found is None:
        raise LookupError(item.code)
    return found


def granted(item: Item, *, mended: bool = False, reviewed: bool = False) -> Callable[[Affair], Story]:
    """From the window to the archive; `mended`: something was missing first; `reviewed`: legal review as a child."""

    def story(affair: Affair) -> Story:
        yield from accepted(affair, item, mended)
        yield from verified(affair)
        if reviewed:
            yield from review(affair, item)
        yield from decided(affair, item)
        yield from issued(affair, item)

    return story


def refused(item: Item) -> Callable[[Affair], Story]:
    """不予许可: the place is not fit."""

    def story(affair: Affair) -> Story:
        yield from accepted(affair, item)
        yield from verified(affair, fit=False)
        yield from decided(affair, item, grant=False)
        yield from put_away(affair)

    return story


def extended(item: Item) -> Callable[[Affair], Story]:
    """Time for an expert opinion does not count, and the period is extended in the end."""

    def story(affair: Affair) -> Story:
        yield from accepted(affair, item)
        yield from verified(affair)
        yield affair.act("exclude_time", cause="experts", needed_time="十个工作日", told_in_writing=True)
        affair.rest(8, 10)
        yield affair.act("resume_time", result="专家评审通过交通组织方案。")
        affair.rest(8, 10)
        yield affair.act(
            "extend", days=10, reasons="方案须与管线单位再次核对，二十个工作日内不能作出决定。", told=True
        )
        affair.rest(4, 6)
        yield from decided(affair, item)
        yield from issued(affair, item)

    return story


def not_accepted(item: Item) -> Callable[[Affair], Story]:
    """不予受理: another agency's item."""

    def story(affair: Affair) -> Story:
        yield received(affair, item)
        affair.rest(1, 2)
        agency = affair.office.agency
        yield affair.act(
            "refuse_acceptance",
            ground="not_ours",
            reasons="申请占用的路段由公路管理机构管理，不属于本机关职权范围。",
            other_agency="云州市交通运输局",
            sealed=True,
            reconsideration_body=agency.reconsideration_body,
            court=agency.court,
            agency_name=agency.name,
            refused_on=affair.today,
        )
        affair.pause(5, 15)
        yield from archived(affair)

    return story


def received(affair: Affair, item: Item, lacking: str = "") -> Any:
    """收到申请 of a registered item, with one material perhaps lacking."""
    known = registered(affair, item)
    model = discovery.payload_model("permit.ordinary", "receive")
    assert model is not None
    values = dict(model.picked("registered_item", known).here)
    values["materials"] = [
        {**m, "received": m["name"] != lacking and not m["when"]} for m in values["materials"]
    ]
    return affair.act(
        "receive",
        **values,
        registered_item=known.id,
        parties=parties(affair),
        handlers=[affair.id_of(h) for h in affair.handlers],
        intake_number=f"YZ{affair.today:%y%m}{affair.dice.between(1000, 9999)}",
        received_on=affair.today,
    )


def accepted(affair: Affair, item: Item, mended: bool = False) -> Story:
    """Received and accepted, after corrections where something was missing."""
    known = registered(affair, item)
    lacking = next(m["name"] for m in reversed(known.materials) if m.get("required", True)) if mended else ""
    received_on = affair.today
    yield received(affair, item, lacking)
    affair.rest(1, 2)
    if mended:
        yield affair.act("request_materials", missing=f"缺少{lacking}，请一次补齐。", told_on=affair.today)
        affair.rest(3, 6)
        yield affair.act("supplement", supplied=lacking, complete=True, supplied_on=affair.today)
        affair.later(60)
    special = known.period_days is not None
    yield affair.act(
        "accept",
        sealed=True,
        promise_days=known.promise_days,
        period_days=known.period_days,
        period_unit=known.period_unit if special else None,
        period_basis=known.period_basis,
        received_on=received_on,
        accepted_on=affair.today,
    )
    affair.rest(2, 4)


def verified(affair: Affair, fit: bool = True) -> Story:
    """实地核查 by the two handlers."""
    result = "现场与申请材料一致，符合条件。" if fit else "现场与申请材料不一致，占用后剩余通行宽度不足。"
    yield affair.act(
        "verify", minutes=40, verified_on=affair.today, place=f"云州市{affair.place}", result=result
    )
    affair.rest(1, 3)


def decided(affair: Affair, item: Item, grant: bool = True) -> Story:
    """作出决定; a refusal says why and where to complain."""
    agency = affair.office.agency
    named = {"name": affair.subject.name, "place": affair.place}
    yield affair.act(
        "decide",
        outcome="grant" if grant else "refuse",
        conditions_met=grant,
        content=item.content.format(**named) if grant else f"不予许可{affair.subject.name}的申请。",
        reasons=f"{'符合' if grant else '不符合'}下列规定的条件：{registered(affair, item).basis}",
        remedy=""
        if grant
        else f"自收到本决定书之日起六十日内向{agency.reconsideration_body}申请行政复议，"
        f"或者六个月内向{agency.court}提起行政诉讼。",
        reconsideration_body=agency.reconsideration_body,
        court=agency.court,
        agency_name=agency.name,
        decided_on=affair.today,
        **(_term(item, affair.today) if grant else {}),
    )
    affair.rest(1, 4)


def _term(item: Item, since: date) -> dict[str, Any]:
    return {"valid_from": since, "valid_until": since + timedelta(days=item.days)}


def issued(affair: Affair, item: Item) -> Story:
    """颁发许可证件; a short permit runs out and is cancelled, a long one lives on while its file is put in order."""
    decided_on = affair.acts["decide"].occurred_to.astimezone(SHANGHAI).date()
    named = {"name": affair.subject.name, "place": affair.place}
    licence: dict[str, Any] = {"licence": "approval"}
    if item.licence:
        number = f"{item.code[-5:]}{decided_on:%Y%m}{affair.dice.between(1000, 9999)}"
        licence = {"licence": "permit", "licence_name": item.licence, "licence_number": number}
    yield affair.act(
        "issue",
        **licence,
        holder=affair.subject.name,
        scope=item.content.format(**named),
        sealed=True,
        copy_kept=True,
        **_term(item, decided_on),
        **delivery(affair, "direct"),
    )
    if item.licence:
        affair.pause(5, 15)
        yield from archived(affair, "archive_volume")
        return
    affair.pause(item.days + 3, item.days + 8)
    yield affair.act(
        "cancel_permit",
        ground="expired",
        content=f"准予{affair.subject.name}的许可期限届满，予以注销。",
        evidence="现场查看记录：已经恢复原状。",
        recovered=True,
        agency_name=affair.office.agency.name,
        decided_on=affair.today,
    )
    affair.rest(1, 2)
    yield affair.act("serve_later", **delivery(affair, "direct"))
    affair.pause(3, 10)
    yield from archived(affair)


def put_away(affair: Affair) -> Story:
    """A refusal is handed over, the matter closed and archived."""
    yield affair.act("serve_decision", **delivery(affair, "direct"))
    affair.rest(1, 3)
    yield affair.act("close", summary="决定已经送达。")
    affair.pause(5, 15)
    yield from archived(affair)


def review(affair: Affair, item: Item) -> Story:
    """The legal review that the permit waits for, a matter of its own."""
    yield affair.act(
        "submit_legal_review",
        triggers=["public_interest"],
        materials="申请材料、受理通知书、实地核查记录、拟办意见。",
        opinion="拟准予许可，占用路段位于学校周边，涉及公众出行，送请审核。",
    )
    affair.rest(1)
    yield affair.act("assign", apart="legal_review", by=affair.unit_head, reviewer=affair.id_of("reviewer1"))
    affair.rest(1, 2)
    yield affair.act(
        "give_opinion",
        apart="legal_review",
        by="reviewer1",
        **_ITEMS,
        opinion="agree",
        reasons="事实清楚，程序合法，依据正确，同意作出许可决定。",
    )
    affair.rest(1, 2)
