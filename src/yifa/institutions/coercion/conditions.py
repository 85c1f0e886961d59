"""When an act of coercion is there at all, and when its clocks start."""

from __future__ import annotations

from yifa.institutions.coercion.case import ON_THINGS, category
from yifa.institutions.common.reading import day, payload
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
