"""Before and at filing: limitation, extension of the check, age, telling the complainant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yifa.institutions.common.ages import completed_years
from yifa.institutions.common.reading import (
    acts,
    day,
    figure,
    flag,
    integer,
    last,
    local_day,
    parties,
    text,
    texts,
)
from yifa.institutions.penalty.case import conduct, punishes, reported
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("within_limitation", title="在追责时效之内", cites="行政处罚法第三十六条")
def within_limitation(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Found within two years of the conduct or its end; five where life, health or finance was harmed (P37, P38)."""
    if proposal is None:
        return
    filed = proposal.payload if proposal.kind == "file" else (last(view, "file") or proposal).payload
    start, end = conduct(view, proposal.payload)
    begins = end or start
    spot = last(view, "decide_on_spot")  # decided anew: the conduct was discovered when it was first decided
    first = day(spot.payload, "decided_on") if spot else None
    found = (
        discovered(view, filed)
        or first
        or day(proposal.payload, "decided_on")
        or local_day(proposal.occurred_to)
    )
    if begins is None:
        yield block("没有违法行为发生之日，无法判断是否在追责时效之内", "填写违法行为发生之日", "conduct_on")
        return
    expires = limitation_end(view, filed, begins)
    if expires is not None and found > expires:
        yield block(
            f"违法行为终了于{begins.isoformat()}，追责时效至{expires.isoformat()}届满，此后发现的不再给予行政处罚",
            "不予立案或者不予行政处罚",
            "conduct_on",
        )


def limitation_end(view: MatterView, filed: Mapping[str, Any], begins: date | None) -> date | None:
    """The last day on which conduct that ended on `begins` could be discovered (P37, P38).

    A holiday does not lengthen it: it is no period for doing something, and 第三十六条 names the years alone.
    """
    if begins is None:
        return None
    serious = flag(filed, "serious_hazard")
    row = figure(view, "P38" if serious else "P37", begins)
    years = row.number if row is not None and row.number and row.unit == "y" else (5 if serious else 2)
    try:
        return begins.replace(year=begins.year + years)
    except ValueError:  # 29 February, or a year beyond the calendar
        return date(begins.year + years, 2, 28) if begins.year + years <= date.max.year else None


def discovered(view: MatterView, filed: Mapping[str, Any]) -> date | None:
    """The day the conduct was discovered: not before the clue came in, unless others had found it earlier."""
    stated, clue = day(filed, "discovered_on"), last(view, "register_clue")
    if clue is None or text(clue.payload, "source") in ("transfer", "superior"):
        return stated
    received = day(clue.payload, "received_on")
    return max(stated, received) if stated and received else stated


@gate("check_extension_within_rule", title="延长核查不超过规定", cites="市场监督管理行政处罚程序规定第十八条")
def check_extension_within_rule(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The check of a clue is extended once, by no more than the sector's rule allows (M01)."""
    if proposal is None:
        return
    row = figure(view, "P03")
    limit = row.extension_number if row else None
    days = integer(proposal.payload, "days") or 0
    if limit is None:
        yield block("本领域没有延长核查期限的规定", "在原期限内核查完毕", "days")
    elif days > limit:
        yield block(f"最多延长{limit}个工作日", "减少延长的日数", "days")
    if acts(view, "extend_check"):
        yield block("核查期限只能延长一次", "作出是否立案的决定")


@gate("party_of_responsible_age", title="责任年龄", cites="行政处罚法第三十条")
def party_of_responsible_age(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Under fourteen no penalty; from fourteen to eighteen a lighter one (P39)."""
    if proposal is None or not punishes(proposal.kind, proposal.payload):
        return
    on = conduct(view, proposal.payload)[0] or local_day(proposal.occurred_to)
    given = texts(proposal.payload, "circumstances") + texts(reported(view), "circumstances")
    for party in parties(view):
        if party.kind != "natural" or party.birth_date is None:
            continue
        yield from _by_age(party.name, completed_years(party.birth_date, on), given)


def _by_age(name: str, age: int, circumstances: tuple[str, ...]) -> Iterator[Note]:
    if age < 14:
        yield block(
            f"{name}行为时不满十四周岁，不予行政处罚", "作出不予处罚决定，责令监护人加以管教", "kinds"
        )
    elif age < 18 and "aged_14_to_18" not in circumstances:
        yield block(
            f"{name}行为时不满十八周岁，应当从轻或者减轻处罚",
            "在裁量情节中选择“已满十四周岁不满十八周岁”并从轻、减轻",
            "circumstances",
        )


@gate("complainant_told", title="不予立案告知投诉举报人", cites="行政处罚法第五十四条")
def complainant_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A complainant who gave a name learns that no case was opened."""
    clue = last(view, "register_clue")
    if proposal is None or clue is None or not text(clue.payload, "complainant"):
        return
    told: date | None = day(proposal.payload, "complainant_told_on")
    if told is None:
        yield warn("投诉举报人尚未被告知不予立案", "告知后填写日期", "complainant_told_on")
