"""Questions the penalty procedures ask: when a clock starts, when an act is there at all, who must approve."""

from __future__ import annotations

from yifa.institutions.common.reading import acts, amount, figure, flag, last, payload, text
from yifa.institutions.penalty.case import (
    DECISIONS,
    UPSET,
    Sanction,
    excludes_time,
    hearing_size,
    hearings,
    proposed,
    reported,
)
from yifa.law.gates import condition
from yifa.law.view import MatterView, Proposal

# Questions of 第五十八条第一款 that the report answers.
REVIEW_FLAGS = ("public_interest", "several_relations", "statutory_review")


def _has_period(view: MatterView, figure_id: str) -> bool:
    row = figure(view, figure_id)
    return row is not None and row.is_period


@condition("clue_check_has_period", title="线索核查有法定期限", cites="市场监督管理行政处罚程序规定第十八条")
def clue_check_has_period(view: MatterView, proposal: Proposal | None) -> bool:
    """The statute only says 及时; sectors give numbers (P03 and its overlays)."""
    return _has_period(view, "P03")


@condition("period_excludes_time", title="办案期限可以扣除", cites="行政处罚法第六十条")
def period_excludes_time(view: MatterView, proposal: Proposal | None) -> bool:
    """The sector's rule takes hearings, appraisals and notices out of the ninety days."""
    return excludes_time(view)


@condition("period_runs_through", title="办案期限连续计算", cites="行政处罚法第六十条")
def period_runs_through(view: MatterView, proposal: Proposal | None) -> bool:
    """No rule excludes time."""
    return not excludes_time(view)


@condition(
    "urgent_preregistration_allowed",
    title="可以紧急先行登记保存",
    cites="市场监督管理行政处罚程序规定第三十三条",
)
def urgent_preregistration_allowed(view: MatterView, proposal: Proposal | None) -> bool:
    """Only where the sector's rule lets approval follow within hours (M05)."""
    return _has_period(view, "M05")


@condition("defence_has_period", title="陈述申辩有期限", cites="市场监督管理行政处罚程序规定第五十七条")
def defence_has_period(view: MatterView, proposal: Proposal | None) -> bool:
    return _has_period(view, "M08")


@condition("closing_has_period", title="结案审批有期限", cites="市场监督管理行政处罚程序规定第七十七条")
def closing_has_period(view: MatterView, proposal: Proposal | None) -> bool:
    return _has_period(view, "M12")


@condition("spot_filing_has_period", title="当场处罚备案有期限", cites="行政处罚法第五十二条第三款")
def spot_filing_has_period(view: MatterView, proposal: Proposal | None) -> bool:
    return _has_period(view, "M10")


@condition("hearing_held_here", title="听证在本案中举行", cites="行政处罚法第六十五条")
def hearing_held_here(view: MatterView, proposal: Proposal | None) -> bool:
    """Only in cases that began before hearings became matters of their own."""
    return bool(acts(view, "hold_hearing"))


@condition(
    "hearing_told_or_held_here",
    title="听证报告由听证送来，或者听证在本案中举行",
    cites="行政处罚法第六十五条",
)
def hearing_told_or_held_here(view: MatterView, proposal: Proposal | None) -> bool:
    """The machine tells what the hearing reported; people report here only on a hearing that was held here."""
    by_the_machine = proposal is not None and not any(proposal.officer_ids)
    return by_the_machine or hearing_held_here(view, proposal)


@condition("notice_offers_hearing", title="告知书告知了听证权利", cites="行政处罚法第六十三条")
def notice_offers_hearing(view: MatterView, proposal: Proposal | None) -> bool:
    """The notice that was made last offers a hearing."""
    act = last(view, "notify")
    return act is not None and flag(act.payload, "hearing_right")


@condition("decision_fines", title="决定处以罚没款", cites="行政处罚法第六十七条第三款")
def decision_fines(view: MatterView, proposal: Proposal | None) -> bool:
    """The decision orders money to be paid."""
    act = last(view, "decide")
    return (
        act is not None
        and amount(act.payload, "fine_fen") + amount(act.payload, "confiscated_income_fen") > 0
    )


@condition("decision_disclosed", title="决定应当公开", cites="行政处罚法第四十八条第一款")
def decision_disclosed(view: MatterView, proposal: Proposal | None) -> bool:
    """Everywhere but where the sector leaves out decisions that only warn (M24)."""
    only_warned = tuple(payload(proposal).get("kinds") or ()) == ("warning",)
    return not (only_warned and figure(view, "M24") is not None)


@condition("remedy_upset_decision", title="决定被复议或者诉讼改变", cites="行政处罚法第四十八条第二款")
def remedy_upset_decision(view: MatterView, proposal: Proposal | None) -> bool:
    return text(payload(proposal), "result") in UPSET


@condition("spot_fine_unpaid", title="当场处罚的罚款没有当场收缴", cites="行政处罚法第五十三条")
def spot_fine_unpaid(view: MatterView, proposal: Proposal | None) -> bool:
    given = payload(proposal)
    return amount(given, "fine_fen") > 0 and not flag(given, "collected_on_spot")


@condition("spot_fine_collected", title="罚款已当场收缴", cites="行政处罚法第七十一条")
def spot_fine_collected(view: MatterView, proposal: Proposal | None) -> bool:
    given = payload(proposal)
    return amount(given, "fine_fen") > 0 and flag(given, "collected_on_spot")


@condition("paid_on_the_spot", title="罚款由执法人员当场收缴", cites="行政处罚法第七十一条")
def paid_on_the_spot(view: MatterView, proposal: Proposal | None) -> bool:
    return text(payload(proposal), "channel") == "on_spot"


@condition("hearing_due", title="应当告知听证权利", cites="行政处罚法第六十三条")
def hearing_due(view: MatterView, proposal: Proposal | None) -> bool:
    """The proposed penalty is one of the six kinds that open the right to a hearing (P22)."""
    return bool(hearing_size(view, Sanction.of(proposed(view, proposal))))


@condition("legal_review_required", title="应当进行法制审核", cites="行政处罚法第五十八条第一款")
def legal_review_required(view: MatterView, proposal: Proposal | None) -> bool:
    """One of the four cases of 第五十八条; whatever was submitted; every market case (程序规定 49)."""
    report = reported(view)
    return (
        any(flag(report, name) for name in REVIEW_FLAGS)
        or flag(report, "complex_or_grave")
        or bool(hearings(view))
        or bool(acts(view, "submit_legal_review"))
        or view.agency.sector == "market"
    )


@condition("deliberation_required", title="应当集体讨论", cites="行政处罚法第五十七条第二款")
def deliberation_required(view: MatterView, proposal: Proposal | None) -> bool:
    """Complex circumstances or a grave violation: so called in the report, or of the size that opens a hearing."""
    report = reported(view)
    return (
        flag(report, "complex_or_grave")
        or any(flag(report, name) for name in REVIEW_FLAGS)
        or bool(hearings(view))
        or bool(hearing_size(view, Sanction.of(proposed(view, proposal))))
    )


@condition("outcome_is_penalty", title="给予行政处罚", cites="行政处罚法第五十七条第一款")
def outcome_is_penalty(view: MatterView, proposal: Proposal | None) -> bool:
    """A penalty was imposed, or is proposed by the act at hand."""
    if proposal is not None and proposal.kind in DECISIONS:
        return True
    return bool(acts(view, *DECISIONS))
