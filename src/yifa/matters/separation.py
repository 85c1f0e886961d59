"""Investigating, reviewing and deciding are different people's work, in every institution.

行政处罚法第五十七条 has the head examine what others investigated, 第五十八条 sets the legal reviewer apart, 第六十四条
第四项 and 行政许可法第四十八条第一款第三项 the one who presides over a hearing. What a single institution asks beyond
this is for its own gates.

That who handled a case may not approve it, no law that was read says in so many words. Some have the head decide on
what others report (`DECIDED_ON_REPORT`); elsewhere it is a rule of internal control, and what is shown says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yifa.law.gates import Finding
from yifa.law.view import MatterView
from yifa.matters.outcome import engine_block

DECIDING = frozenset({"unit_head", "agency_head"})
# Kind of matter (its procedure, or the institution before the dot) → the article that sets those people apart.
DECIDED_ON_REPORT = {"penalty": "行政处罚法第五十七条第一款", "coercion.measure": "行政强制法第十八条第一项"}
REVIEWED_BEFORE = {"penalty": "行政处罚法第五十八条第一款"}
PRESIDED = {"penalty": "行政处罚法第六十四条第四项", "permit": "行政许可法第四十八条第一款第三项"}
# 国办发〔2018〕118号（十四）names handlers, reviewers and the heads who approve beside each other, each with duties of
# their own. It does not say that nobody may be two of them.
HOUSE_RULE = "内部控制规则，参照国办发〔2018〕118号（十四）承办、审核、审批各负其责；禁止兼任的法律条文未核实"
# A role that looks at others' work → what it is called, and the articles that set it apart.
LOOKING = {"legal_reviewer": ("审核", REVIEWED_BEFORE), "hearing_officer": ("主持听证", PRESIDED)}


def basis_of(view: MatterView, articles: Mapping[str, str]) -> str:
    """What the rule rests on for this kind of matter (what serves another one: for that one), in Chinese."""
    kind = view.parent.kind if view.parent else view.kind
    return articles.get(kind) or articles.get(kind.split(".")[0]) or HOUSE_RULE


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
        what, articles = LOOKING[role]
        basis = basis_of(view, articles)
        yield engine_block("separation", f"您承办了本案，不能{what}", f"由其他人员{what}", citation=basis)


def may_not_approve(view: MatterView, officer_id: str, role: str) -> str:
    """Why this person may not approve a draft of the case in that role; empty when they may."""
    if officer_id in {*view.handlers, *acted_as(view, "handler")}:
        basis = basis_of(view, DECIDED_ON_REPORT)
        return f"您承办了本案，不能审批：调查与决定由不同的人负责（{basis}）"
    if role in DECIDING and officer_id in acted_as(view, "legal_reviewer"):
        basis = basis_of(view, REVIEWED_BEFORE)
        return f"您审核了本案，不能审批：审核与决定由不同的人负责（{basis}）"
    if role in LOOKING and officer_id in (view.parent.handlers if view.parent else ()):
        what, articles = LOOKING[role]
        return f"您承办了本案，不能{what}（{basis_of(view, articles)}）"
    return ""
