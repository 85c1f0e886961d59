"""Several violations in one case: told before they are punished, none fined twice, and the total explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yifa.institutions.common.discretion import conduct_day
from yifa.institutions.common.reading import amount, day, integer, last, local_day, text
from yifa.institutions.common.several import OneAct, all_acts, further
from yifa.institutions.penalty.case import punishes, reported
from yifa.law.gates import Note, block, gate, info, warn
from yifa.law.measures import yuan
from yifa.law.several_acts import Act, together
from yifa.law.view import MatterView, Proposal


@gate("several_acts_added_up", title="几个违法行为分别裁量、合计说明", cites="行政处罚法第五条第二款")
def several_acts_added_up(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The total is the sum of what each violation was given for itself; each belongs to the agency's own sector."""
    if proposal is None or not punishes(proposal.kind, proposal.payload) or not further(proposal.payload):
        return
    held = all_acts(proposal.payload)
    parts = "，".join(f"{one.name}（{_code(one)}）{_fine(one)}" for one in held)
    rule = together([Act(_code(one), amount(one.values, "fine_fen")) for one in held], view.agency.sector)
    total = yuan(sum(amount(one.values, "fine_fen") for one in held))
    message = f"{parts}，合计罚款{total}"
    yield info(message, rule.sentences[-1], "further_violations", rule.citation or None)
    on = local_day(proposal.occurred_to)
    for one in held:
        yield from _sector(view, one, on)


def _sector(view: MatterView, one: OneAct, on: date) -> Iterator[Note]:
    code = text(one.values, "violation_code")
    item = view.law.benchmarks.find(code, conduct_day(view, one.values) or on, view.agency.regions)
    if item is not None and item.sector and view.agency.sector and item.sector != view.agency.sector:
        yield warn(
            f"{one.name}（{code}）属于其他执法领域的裁量基准《{item.table.strip('《》')}》",
            "核对本机关有无对该违法行为的处罚权；没有的，移送有权机关",
            one.field("violation_code"),
            "行政处罚法第十七条",
        )


@gate("acts_not_counted_twice", title="同一违法行为不分作几个处罚", cites="行政处罚法第二十九条")
def acts_not_counted_twice(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """One act that breaks several norms is fined once: the same violation on the same days stands only once."""
    if proposal is None or not punishes(proposal.kind, proposal.payload):
        return
    held = all_acts(proposal.payload)
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            if not _meet(view, one, other):
                continue
            field = other.field("violation_code")
            if text(one.values, "violation_code") == text(other.values, "violation_code"):
                yield block(
                    f"{other.name}与{one.name}是同一违法行为，时间重合，不得给予两次以上罚款",
                    "合并为一项；确是另一次违法行为的，更正发生和终了之日",
                    field,
                )
            elif (
                _fined(one) and _fined(other) and text(one.values, "conduct") == text(other.values, "conduct")
            ):
                yield warn(
                    f"{other.name}与{one.name}的违法事实相同，可能是同一个违法行为违反几个法律规范",
                    "是同一个违法行为的，按照罚款数额高的规定处罚一次",
                    field,
                )


@gate("further_violations_told", title="每个违法行为都已经告知", cites="行政处罚法第四十四条")
def further_violations_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A decision punishes no violation that the notice did not tell of, and none more heavily than was told."""
    if proposal is None or proposal.kind not in ("notify", "decide"):
        return
    notice = last(view, "notify")
    before = reported(view) if proposal.kind == "notify" else (notice.payload if notice else {})
    if not before:
        return
    source = "调查终结报告" if proposal.kind == "notify" else "事先告知书"
    told = {
        (text(one.values, "violation_code"), text(one.values, "conduct_on")): one for one in all_acts(before)
    }
    for one in further(proposal.payload):
        same = told.get((text(one.values, "violation_code"), text(one.values, "conduct_on")))
        if same is None:
            yield block(
                f"{one.name}（{_code(one)}）没有写入{source}",
                "退回补充后重新告知" if proposal.kind == "decide" else "退回补充调查，写入报告",
                one.field("violation_code"),
            )
        elif amount(one.values, "fine_fen") > amount(same.values, "fine_fen"):
            yield block(
                f"{one.name}（{_code(one)}）{_fine(one)}，重于{source}的{_fine(same)}",
                "按原来的数额处罚，或者重新告知" if proposal.kind == "decide" else "退回补充调查后重新提出",
                one.field("fine_fen"),
            )


def _meet(view: MatterView, one: OneAct, other: OneAct) -> bool:
    first, second = _days(view, one.values), _days(view, other.values)
    return bool(first and second and first[0] <= second[1] and second[0] <= first[1])


def _days(view: MatterView, values: Mapping[str, Any]) -> tuple[date, date] | None:
    start = conduct_day(view, values)
    return (start, day(values, "conduct_until") or start) if start else None


def _fined(one: OneAct) -> bool:
    return bool(integer(one.values, "fine_fen"))


def _code(one: OneAct) -> str:
    return text(one.values, "violation_code") or "未填写"


def _fine(one: OneAct) -> str:
    fine = amount(one.values, "fine_fen")
    return f"罚款{yuan(fine)}" if fine else "不罚款"
