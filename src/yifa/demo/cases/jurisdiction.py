"""Two agencies dispute whose penalty case it is: agreed between them, or put before the common superior."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from yifa.demo.cases.decision import decided_usually
from yifa.demo.cases.inquiry import investigated
from yifa.demo.cases.opening import opened
from yifa.demo.cases.performance import archived, performed
from yifa.demo.dice import Dice
from yifa.demo.story import Affair, Case, Story
from yifa.matters.models import Matter

_GOVERNMENT = "云州市人民政府"


def agreed(stop: str = "") -> Callable[[Case], Story]:
    """协商一致, noted in both cases; this agency goes on. `stop` is the act of the dispute after which all rests."""

    def story(case: Case) -> Story:
        yield from opened(case)
        affair = _dispute(case, stop)
        yield from _raised(affair, case)
        yield affair.act(
            "negotiate",
            done_on=affair.today,
            outcome="agreed",
            whose="ours",
            terms="双方核对立案日期，约定由最先立案的机关管辖，对方移交已经收集的证据。",
        )
        affair.rest(1, 2)
        yield from _closed(affair, "对方已移交证据，本机关继续办理。")
        yield from _gone_on(case, affair)

    return story


def designated(stop: str = "") -> Callable[[Case], Story]:
    """协商不成, 报请指定; this agency is designated and goes on."""

    def story(case: Case) -> Story:
        yield from opened(case)
        affair = _dispute(case, stop)
        yield from _raised(affair, case)
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
        yield from _gone_on(case, affair)

    return story


def _dispute(case: Case, stop: str) -> Affair:
    """The matter of the dispute, in the same hands as the case."""
    affair = Affair(
        label=f"{case.label}-dispute", office=case.office, subject=case.subject, law=case.law,
        dice=Dice("dispute", case.label), started=case.today, procedure="jurisdiction.dispute", stop=stop,
        unit_head=case.unit_head, head=case.head, handlers=case.handlers,
    )  # fmt: skip
    affair.t = max(affair.t, case.t)
    return affair


def _raised(affair: Affair, case: Case) -> Story:
    """提出管辖争议: both filed, within days of each other."""
    filed = case.acts["file"].occurred_to.date()
    rival = "云州市生态环境局" if affair.office.plan.key != "eco" else "云州市城市管理综合执法局"
    yield affair.act(
        "raise_dispute",
        cause=f"{case.cause.removeprefix('涉嫌')}的管辖",
        handlers=[affair.id_of(h) for h in affair.handlers],
        claim="both_claim",
        raised_on=affair.today,
        own_case=Matter.objects.values_list("number", flat=True).get(pk=str(case.matter_id)),
        own_filed_on=filed,
        other_agency=rival,
        other_region="990100",
        other_filed_on=min(filed + timedelta(days=1), affair.today),
        reasons="两机关先后接到同一线索并到场，本机关立案在先，认为由本机关管辖。",
    )
    affair.rest(2, 4)


def _closed(affair: Affair, result: str) -> Story:
    yield affair.act("close", own_noted=True, other_told_on=affair.today, result=result)
    affair.pause(4, 15)
    yield from archived(affair)


def _gone_on(case: Case, affair: Affair) -> Story:
    case.t = max(case.t, affair.t)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from performed(case)
