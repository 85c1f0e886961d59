"""首违不罚 and 轻微免罚 beside the published lists (行政处罚法第三十三条).

The article applies with or without a list: a list says for which violations it usually does. So a violation that is
not listed is a warning to give reasons, never a bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yifa.institutions.common.reading import text, texts
from yifa.institutions.penalty.case import conduct
from yifa.law.exemption_list import FIRST, KIND_WORDS, MINOR, Exemption, Listed
from yifa.law.gates import Note, gate, info, warn
from yifa.law.view import MatterView, Proposal

_ARTICLE = "行政处罚法第三十三条第一款"
_WORDS = {
    FIRST: "初次违法且危害后果轻微并及时改正的，可以不予行政处罚",
    MINOR: "违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚",
}


def listed(view: MatterView, values: Mapping[str, Any]) -> Listed | None:
    """What the lists in force on the day of conduct say of the violation; None when it or the day is not known."""
    code, on = text(values, "violation_code"), conduct(view, values)[0]
    if not code or on is None:
        return None
    regions, sector = view.agency.regions, view.agency.sector
    item = view.law.benchmarks.find(code, on, regions, sector)
    return view.law.exemptions.find(code, item.violation if item else "", on, regions, sector)


def grounds(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Which of the two grounds the payload claims, as ground of a release or as circumstance."""
    claimed = {text(values, "ground"), *texts(values, "circumstances")}
    return tuple(g for g in (MINOR, FIRST) if g in claimed)


@gate("exemption_list_consulted", title="对照首违不罚、轻微免罚清单", cites=_ARTICLE)
def exemption_list_consulted(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A claim of 首违 or 轻微 is held against the list in force on the day of conduct, or else judged by article 33.

    Where a penalty is proposed for a listed violation the list is named, so that it is not overlooked (P42).
    """
    if proposal is None:
        return
    found = listed(view, proposal.payload)
    if found is None:
        return
    claimed = grounds(proposal.payload)
    field = "ground" if text(proposal.payload, "ground") else "circumstances"
    for ground in claimed:
        yield _judged(found, ground, field)
    if not claimed and text(proposal.payload, "outcome") == "penalty":
        for entry in found.entries:
            message = f"该违法行为列入{entry.source}第{entry.number}项（{entry.kind}），给予处罚前核对是否具备所列条件"
            yield info(message, _conditions(entry), "violation_code", f"{_ARTICLE}；{entry.source}")


def _judged(found: Listed, ground: str, field: str) -> Note:
    own = next((e for e in found.entries if e.circumstance == ground), None)
    if own is not None:
        message = f"列入{own.source}第{own.number}项（{own.kind}），{_WORDS[ground]}"
        return info(message, _conditions(own), field, f"{_ARTICLE}；{own.source}")
    kind, other = KIND_WORDS[ground], next(iter(found.entries), None)
    if other is not None:
        message = f"{other.source}把该违法行为列为{other.kind}，不是{kind}"
        return warn(message, f"核对所选情形；仍选{kind}的，写明理由", field, f"{_ARTICLE}；{other.source}")
    if found.lists:
        names = "、".join(one.source for one in found.lists)
        message = f"该违法行为没有列入违法行为发生时施行的{names}，直接依照{_ARTICLE}判断：{_WORDS[ground]}"
        return warn(message, "逐项写明符合该条的事实和证据", field)
    message = f"本机关没有适用的{kind}清单，直接依照{_ARTICLE}判断：{_WORDS[ground]}"
    return info(message, "逐项写明符合该条的事实和证据", field)


def _conditions(entry: Exemption) -> str:
    return "逐项核对条件：" + "；".join(f"{n}．{c}" for n, c in enumerate(entry.conditions, 1))
