"""Two agencies dispute whose case it is: agreed between them, or put before the common superior."""

from __future__ import annotations

from datetime import timedelta

from yifa.demo.cases.performance import archived
from yifa.demo.story import Affair, Story

_GOVERNMENT = "云州市人民政府"


def raised(affair: Affair) -> Story:
    """提出管辖争议: both filed, within days of each other."""
    filed = affair.today - timedelta(days=4)
    rival = "云州市生态环境局" if affair.office.plan.key != "eco" else "云州市城市管理综合执法局"
    yield affair.act(
        "raise_dispute",
        cause=f"{affair.place}露天焚烧工业边角料案的管辖",
        handlers=[affair.id_of(h) for h in affair.handlers],
        claim="both_claim",
        raised_on=affair.today,
        own_case=f"{affair.office.plan.prefix}线〔{filed.year}〕{affair.dice.between(100, 400)}号",
        own_filed_on=filed,
        other_agency=rival,
        other_region="990100",
        other_filed_on=filed + timedelta(days=2),
        reasons="两机关先后接到同一线索并到场，本机关立案在先，认为由本机关管辖。",
    )
    affair.rest(2, 4)


def agreed(affair: Affair) -> Story:
    """协商一致, noted in both cases."""
    yield from raised(affair)
    yield affair.act(
        "negotiate",
        done_on=affair.today,
        outcome="agreed",
        whose="ours",
        terms="双方核对立案日期，约定由最先立案的机关管辖，对方移交已经收集的证据。",
    )
    affair.rest(1, 2)
    yield from _closed(affair, "对方已移交证据，本机关继续办理。")


def designated(affair: Affair) -> Story:
    """协商不成, 报请指定."""
    yield from raised(affair)
    yield affair.act(
        "negotiate",
        done_on=affair.today,
        outcome="failed",
        terms="双方均认为属于本机关职责范围，协商不成。",
    )
    affair.rest(1, 2)
    yield affair.act(
        "report_superior",
        sent_on=affair.today,
        superior=_GOVERNMENT,
        superior_region="990100",
        reasons="协商不成，报请指定管辖。",
    )
    affair.rest(6, 9)
    yield affair.act(
        "receive_designation",
        document_number=f"云政辖〔{affair.today.year}〕{affair.dice.between(1, 9)}号",
        superior=_GOVERNMENT,
        received_on=affair.today,
        whose="ours",
    )
    affair.rest(1, 2)
    yield from _closed(affair, "按照指定由本机关管辖，对方已移交材料。")


def _closed(affair: Affair, result: str) -> Story:
    yield affair.act("close", own_noted=True, other_told_on=affair.today, result=result)
    affair.pause(4, 15)
    yield from archived(affair)
