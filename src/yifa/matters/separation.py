"""Investigating, reviewing and deciding are different people's work, in every institution.

行政处罚法第五十七条 has the head examine what others investigated, 第五十八条 sets the legal reviewer apart, 第六十四条
第四项 and 行政许可法第四十八条第一款第三项 the one who presides over a hearing. What a single institution asks beyond
this is for its own gates.
"""

from __future__ import annotations

from collections.abc import Iterator

from yifa.law.gates import Finding
from yifa.law.view import MatterView
from yifa.matters.outcome import engine_block

DECIDING = frozenset({"unit_head", "agency_head"})
# A role that looks at others' work → what it is called, and the articles that set it apart.
LOOKING = {
    "legal_reviewer": ("审核", "行政处罚法第五十八条第一款"),
    "hearing_officer": ("主持听证", "行政处罚法第六十四条第四项，行政许可法第四十八条第一款第三项"),
}


def acted_as(view: MatterView, role: str) -> frozenset[str]:
    """Ids of those who did something of the case in that role, here or in the matter that this one serves."""
    acts = (*view.acts, *(view.parent.acts if view.parent else ()))
    return frozenset(a.officer_id for act in acts for a in act.actors if a.role == role) - {""}


def looks_at_own_work(view: MatterView, officer_id: str, role: str) -> Iterator[Finding]:
    """Whoever handled the case neither reviews it nor presides over its hearing."""
    if role not in LOOKING:
        return
    handled = acted_as(view, "handler") | frozenset(view.parent.handlers if view.parent else ())
    if officer_id in handled:
        what, citation = LOOKING[role]
        yield engine_block("separation", f"您承办了本案，不能{what}", f"由其他人员{what}", citation=citation)


def may_not_approve(view: MatterView, officer_id: str, role: str) -> str:
    """Why this person may not approve a draft of the case in that role; empty when they may."""
    if officer_id in {*view.handlers, *acted_as(view, "handler")}:
        return "您承办了本案,不能审批:调查与决定由不同的人负责"
    if role in DECIDING and officer_id in acted_as(view, "legal_reviewer"):
        return "您审核了本案,不能审批:审核与决定由不同的人负责"
    if role in LOOKING and officer_id in (view.parent.handlers if view.parent else ()):
        return f"您承办了本案,不能{LOOKING[role][0]}"
    return ""
