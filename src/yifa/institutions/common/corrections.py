"""Corrections name an act that stands and say what changes (行政处罚法第四十七条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import flag, rows, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

# What a decision orders is changed by 变更 or 撤销, never by a correction of the record.
SUBSTANCE = frozenset(
    {
        "fine_fen",
        "kinds",
        "outcome",
        "confiscated_income_fen",
        "confiscated_goods",
        "confiscated_goods_fen",
        "other_measures",
        "violation_code",
        "conduct_on",
        "conduct_until",
        "tier",
    }
)
# Facts, law and party may hold a slip of the pen; anything more is a change of the decision.
_DELICATE = frozenset({"conduct", "evidence", "violated", "basis", "ground", "party_name", "decided_on"})
_DECISIONS = frozenset({"decide", "decide_no_penalty", "decide_on_spot", "decide_on_spot_anew"})
# What the party did: declaring it void takes a right away unless it was recorded by mistake.
_OF_THE_PARTY = frozenset({"hear_defence", "request_hearing", "declare_recusal", "start_reconsideration"})


def _target(view: MatterView, proposal: Proposal) -> ActView | None:
    wanted = proposal.corrects or text(proposal.payload, "target")
    return next((a for a in view.acts if a.id == wanted), None)


@gate("correction_target_stands", title="被更正的行为存在且有效", cites="行政处罚法第四十七条")
def correction_target_stands(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The act to be corrected is one of this matter, was not corrected already, and has the named fields."""
    if proposal is None:
        return
    target = _target(view, proposal)
    if target is None:
        yield block("本案没有这一行为", "从本案的记录中选择", "target")
        return
    if target.corrected_by is not None:
        yield block("该行为已经更正过，请对最新的记录更正", "选择最新的记录", "target")
    if target.kind == "correct":
        yield block("更正本身不能再被更正，请直接更正原行为", "选择原行为", "target")
    for row in rows(proposal.payload, "corrections"):
        name = text(row, "field")
        if name not in target.payload:
            yield block(f"该行为没有“{name}”这一项", "填写该行为中的项目", "corrections")
        elif not isinstance(target.payload[name], str):
            yield block(
                f"“{name}”不是文字，不能用文字更正", "更正原行为的整项内容，或者作废后重新办理", "corrections"
            )


@gate("correction_keeps_the_decision", title="更正不能改变决定内容", cites="行政处罚法第七十五条第二款")
def correction_keeps_the_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Slips of the pen in a decision may be put right; what it orders may not be changed that way."""
    if proposal is None:
        return
    target = _target(view, proposal)
    if target is None:
        return
    if target.kind in _OF_THE_PARTY and flag(proposal.payload, "void"):
        yield warn("作废的是当事人行使权利的记录，只限于误登", "当事人撤回的，登记撤回", "void")
    if target.kind not in _DECISIONS:
        return
    if flag(proposal.payload, "void"):
        yield block("处罚决定不能作废，须依法撤销或者变更", "办理撤销决定或者变更决定", "void")
    for row in rows(proposal.payload, "corrections"):
        if text(row, "field") in SUBSTANCE:
            yield block("更正不能改变处罚的种类、数额或者认定的违法行为", "办理变更决定", "corrections")
            return
        if text(row, "field") in _DELICATE:
            yield warn(
                "更正涉及事实、依据、当事人或者日期，只限于笔误",
                "实质内容有误的，办理变更或者撤销决定",
                "corrections",
            )
