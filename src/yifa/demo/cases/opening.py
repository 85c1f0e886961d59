"""A clue arrives, is checked, and a case is opened or not."""

from __future__ import annotations

from typing import Any

from yifa.demo.cases.performance import archived
from yifa.demo.story import Affair, Case, Story

_SOURCES = ("inspection", "inspection", "inspection", "complaint", "transfer", "monitoring")
_TOLD = {
    "inspection": "日常巡查中发现。",
    "complaint": "市民通过热线反映。",
    "transfer": "其他部门移送的线索。",
    "monitoring": "监测数据异常，经初步核对后登记。",
}


def parties(case: Affair) -> list[dict[str, Any]]:
    return [{"subject": s.pk, "role": "party"} for s in (case.subject, *case.others)]


def clue(case: Case, source: str = "") -> Story:
    """登记线索, then the check of the next days."""
    source = source or case.dice.one(_SOURCES)
    complained = source == "complaint"
    yield case.act(
        "register_clue",
        source=source,
        source_detail=_TOLD[source],
        received_on=case.today,
        complainant="热线来电人" if complained else "",
        complainant_contact="市民热线工单" if complained else "",
        cause=case.cause,
        summary=f"{case.conduct}{_TOLD[source]}",
        parties=parties(case),
        violation_code=case.violation.code,
        place=f"云州市{case.place}",
    )
    case.rest(1, 3)


def check(case: Case, conclusion: str = "file") -> Story:
    """核查线索."""
    words = {
        "file": (
            "现场情况与线索相符，当事人身份已查明。",
            "有初步证据证明存在违法行为，属于本机关管辖，应当立案。",
        ),
        "refuse": ("现场未见线索所述情况，经向周边询问未能证实。", "没有证据证明存在违法行为。"),
        "transfer": ("所述情况属实，但不属于本机关管辖。", "属于其他机关管辖。"),
    }
    result, reasons = words[conclusion]
    yield case.act(
        "check_clue", minutes=40, checked_on=case.today, result=result, conclusion=conclusion, reasons=reasons
    )
    case.rest(1, 2)


def filing(case: Case) -> Story:
    """立案, by the two handlers that the case keeps."""
    yield case.act(
        "file",
        cause=case.cause,
        parties=parties(case),
        violation_code=case.violation.code,
        conduct=case.conduct,
        conduct_on=case.conduct_on,
        discovered_on=case.started if case.started >= case.conduct_on else case.conduct_on,
        place=f"云州市{case.place}",
        violated=case.violated,
        handlers=[case.id_of(h) for h in case.handlers],
        opinion="有证据初步证明存在违法行为，依法应当给予行政处罚，属于本机关管辖，建议立案。",
    )
    case.rest(1, 3)


def opened(case: Case) -> Story:
    """From the clue to the filing."""
    yield from clue(case)
    yield from check(case)
    yield from filing(case)


def refused(case: Case) -> Story:
    """A clue that comes to nothing, with the complainant told."""
    yield from clue(case, "complaint")
    yield from check(case, "refuse")
    yield case.act(
        "refuse_filing",
        ground="no_fact",
        reasons="经核查没有违法事实，依法不予立案。",
        complainant_told_on=case.today,
    )
    case.pause(5, 20)
    yield from archived(case)
