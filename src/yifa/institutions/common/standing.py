"""Whether the body is confirmed as one that may enforce the law (行政执法监督条例第十七条第一款)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import act_day
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

_REMEDY = "由行政执法监督机构认定执法主体资格并公示后办理；线索和申请移送有权的机关"


@gate("agency_verified", title="执法主体已经认定", cites="行政执法监督条例第十七条第一款")
def agency_verified(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where the region publishes its verified bodies, one whose verification is missing, refused or over opens nothing.

    The list binds from the day on which the region's first one was published: before it nothing says who is verified.
    """
    if proposal is None:
        return
    day = act_day(view, proposal)
    since = view.agency.verifying_since
    if since is None or day < since:
        return
    standing = view.agency.standing(day)
    name = view.agency.principal or view.agency.name
    if standing == "verified":
        return
    newest = next((v for v in reversed(view.agency.verifications) if v.valid_from <= day), None)
    if newest is None:
        yield block(f"{name}没有经过执法主体资格认定，不得立案", _REMEDY)
    elif standing == "refused":
        yield block(f"{name}{newest.year}年度未被认定为执法主体（{newest.document}），不得立案", _REMEDY)
    else:
        until = newest.valid_to.isoformat() if newest.valid_to else ""
        yield block(f"{name}的执法主体资格认定已于{until}到期，不得立案", _REMEDY)
