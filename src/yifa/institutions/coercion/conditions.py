"""When an act of coercion is there at all, and when its clocks start."""

from __future__ import annotations

from yifa.institutions.coercion.case import ON_THINGS, category
from yifa.institutions.coercion.execution import DECIDING, begun
from yifa.institutions.common.reading import day, flag, last, payload, text
from yifa.law.gates import condition
from yifa.law.view import MatterView, Proposal


@condition("coercion_on_site", title="到现场实施的强制措施", cites="行政强制法第十八条")
def coercion_on_site(view: MatterView, proposal: Proposal | None) -> bool:
    """Everything but freezing."""
    return category(view) != "freeze"


@condition("coercion_freezes", title="冻结存款、汇款", cites="行政强制法第三十条")
def coercion_freezes(view: MatterView, proposal: Proposal | None) -> bool:
    """Done by a notice to the institution."""
    return category(view) == "freeze"


@condition("coercion_holds_things", title="查封、扣押", cites="行政强制法第二十五条")
def coercion_holds_things(view: MatterView, proposal: Proposal | None) -> bool:
    """The measures whose period K04 is."""
    return category(view, proposal) in ON_THINGS


@condition("coercion_decided_first", title="先决定后冻结", cites="行政强制法第三十一条")
def coercion_decided_first(view: MatterView, proposal: Proposal | None) -> bool:
    """The three days count from the earlier of decision and freezing: here the decision."""
    decided, frozen = day(payload(proposal), "decided_on"), day(payload(proposal), "frozen_on")
    return decided is not None and (frozen is None or decided <= frozen)


@condition("coercion_frozen_first", title="先冻结后决定", cites="行政强制法第三十一条")
def coercion_frozen_first(view: MatterView, proposal: Proposal | None) -> bool:
    """The three days count from the earlier of decision and freezing: here the freezing."""
    decided, frozen = day(payload(proposal), "decided_on"), day(payload(proposal), "frozen_on")
    return frozen is not None and (decided is None or frozen < decided)


@condition("coercion_of_money", title="金钱给付义务", cites="行政强制法第四十五条")
def coercion_of_money(view: MatterView, proposal: Proposal | None) -> bool:
    """Only money grows by a surcharge."""
    return text(begun(view), "duty") == "money"


@condition("coercion_of_building", title="强制拆除", cites="行政强制法第四十四条")
def coercion_of_building(view: MatterView, proposal: Proposal | None) -> bool:
    """Unlawful buildings, structures and installations."""
    return text(begun(view), "duty") == "demolish"


@condition("coercion_to_restore", title="排除妨碍、恢复原状", cites="行政强制法第五十条")
def coercion_to_restore(view: MatterView, proposal: Proposal | None) -> bool:
    """The duties that somebody else can perform."""
    return text(begun(view), "duty") == "restore"


def _decided(view: MatterView) -> str:
    act = last(view, *DECIDING)
    return "" if act is None else text(act.payload, "method") if act.kind == "decide" else "substitute"


@condition("coercion_was_decided", title="已作出强制执行决定", cites="行政强制法第三十七条")
def coercion_was_decided(view: MatterView, proposal: Proposal | None) -> bool:
    """A decision other than to substitute."""
    return _decided(view) not in ("", "substitute")


@condition("coercion_by_transfer", title="决定划拨", cites="行政强制法第四十七条")
def coercion_by_transfer(view: MatterView, proposal: Proposal | None) -> bool:
    """The decision is to transfer deposits."""
    return _decided(view) == "transfer"


@condition("coercion_by_auction", title="决定拍卖", cites="行政强制法第四十八条")
def coercion_by_auction(view: MatterView, proposal: Proposal | None) -> bool:
    """The decision is to auction what was sealed or seized."""
    return _decided(view) == "auction"


@condition("coercion_by_substitute", title="决定代履行", cites="行政强制法第五十一条")
def coercion_by_substitute(view: MatterView, proposal: Proposal | None) -> bool:
    """The decision is to have it done by somebody else."""
    return _decided(view) == "substitute"


@condition("coercion_was_at_once", title="立即实施了代履行", cites="行政强制法第五十二条")
def coercion_was_at_once(view: MatterView, proposal: Proposal | None) -> bool:
    """Substituted without a decision beforehand."""
    return last(view, "substitute_at_once") is not None


@condition("coercion_not_deferred", title="没有暂缓或者分期", cites="行政强制法第五十三条")
def coercion_not_deferred(view: MatterView, proposal: Proposal | None) -> bool:
    """The three months begin when the party's time for remedies ends."""
    return not coercion_deferred(view, proposal)


@condition("coercion_deferred", title="批准过暂缓或者分期", cites="行政处罚法第七十二条第二款")
def coercion_deferred(view: MatterView, proposal: Proposal | None) -> bool:
    """The three months begin when the deferral ends, if that is later (P36)."""
    over, deferred = day(payload(proposal), "remedy_expired_on"), day(payload(proposal), "deferral_ends_on")
    return deferred is not None and (over is None or deferred > over)


@condition("coercion_kept_out", title="裁定不予受理", cites="行政强制法第五十六条第二款")
def coercion_kept_out(view: MatterView, proposal: Proposal | None) -> bool:
    """Fifteen days to object."""
    return text(payload(proposal), "answer") == "refused"


@condition("coercion_let_in", title="受理", cites="行政强制法第五十七条")
def coercion_let_in(view: MatterView, proposal: Proposal | None) -> bool:
    """The court's time to rule begins."""
    return text(payload(proposal), "answer") == "accepted"


@condition("coercion_not_executed", title="裁定不予执行", cites="行政强制法第五十八条第三款")
def coercion_not_executed(view: MatterView, proposal: Proposal | None) -> bool:
    """Fifteen days to object."""
    return text(payload(proposal), "ruling") == "refuse"


@condition("coercion_executed_at_once", title="准予立即执行", cites="行政强制法第五十九条")
def coercion_executed_at_once(view: MatterView, proposal: Proposal | None) -> bool:
    """Five working days to execute."""
    return text(payload(proposal), "ruling") == "execute" and flag(payload(proposal), "immediate")


@condition("coercion_contests_acceptance", title="对不予受理申请复议", cites="行政强制法第五十六条第二款")
def coercion_contests_acceptance(view: MatterView, proposal: Proposal | None) -> bool:
    """The higher court has fifteen days."""
    first = last(view, "court_answer", "court_ruling")
    return first is not None and first.kind == "court_answer"


@condition("coercion_contests_refusal", title="对不予执行申请复议", cites="行政强制法第五十八条第三款")
def coercion_contests_refusal(view: MatterView, proposal: Proposal | None) -> bool:
    """The higher court has thirty days."""
    first = last(view, "court_answer", "court_ruling")
    return first is not None and first.kind == "court_ruling"


@condition("coercion_higher_accepts", title="上一级法院裁定应当受理", cites="行政强制法第五十六条第二款")
def coercion_higher_accepts(view: MatterView, proposal: Proposal | None) -> bool:
    """The court below has its time to rule from then."""
    return text(payload(proposal), "ruling") == "accept"


@condition("coercion_seals", title="查封", cites="行政强制法第二十四条")
def coercion_seals(view: MatterView, proposal: Proposal | None) -> bool:
    """The decision is called 查封决定书."""
    return category(view, proposal) == "seal"


@condition("coercion_seizes", title="扣押", cites="行政强制法第二十四条")
def coercion_seizes(view: MatterView, proposal: Proposal | None) -> bool:
    """The decision is called 扣押决定书."""
    return category(view, proposal) == "seize"


@condition("coercion_holds_nothing", title="查封、扣押以外的强制措施", cites="行政强制法第九条")
def coercion_holds_nothing(view: MatterView, proposal: Proposal | None) -> bool:
    """The decision has the general name."""
    return category(view, proposal) not in ON_THINGS


@condition("coercion_holds_neither", title="限制人身自由和其他强制措施", cites="行政强制法第九条")
def coercion_holds_neither(view: MatterView, proposal: Proposal | None) -> bool:
    """Neither things nor deposits are held: the decision to lift has the general name."""
    return category(view, proposal) not in ON_THINGS | {"freeze"}


@condition("coercion_disposes", title="没收、销毁或者移送", cites="行政强制法第二十七条、第二十一条")
def coercion_disposes(view: MatterView, proposal: Proposal | None) -> bool:
    """What became of the things ends the measure; a decision to lift it is followed by the lifting."""
    return text(payload(proposal), "outcome") not in ("", "lift")
