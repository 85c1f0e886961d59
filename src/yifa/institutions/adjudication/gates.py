"""Rules of 行政裁决. Importing the module registers them with the common ones."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions import common
from yifa.institutions.common.reading import last, rows, text
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

__all__ = ["common"]
_OPINION = "关于健全行政裁决制度加强行政裁决工作的意见（条文未核实）"


@gate("both_parties_heard", title="听取双方当事人意见", cites=_OPINION)
def both_parties_heard(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Applicant and respondent were heard, or the respondent said nothing although told. Source not verified."""
    heard = last(view, "hear_parties")
    if proposal is None:
        return
    if heard is None:
        yield block("裁决前没有听取双方当事人的意见", "先听取申请人和被申请人的意见")
    elif not text(heard.payload, "respondent_statement") and not text(heard.payload, "respondent_absent"):
        yield block("没有被申请人的意见，也没有其经通知未陈述的记录", "补听意见或者记明情况")


@gate("both_sides_named", title="写明申请人和被申请人", cites=_OPINION)
def both_sides_named(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A dispute has somebody who asks and somebody it is asked against. Source not verified."""
    if proposal is None:
        return
    sides = {text(row, "side") for row in rows(proposal.payload, "parties")}
    if not {"applicant", "respondent"} <= sides:
        yield block("裁决申请须同时写明申请人和被申请人", "补充当事人及其地位", "parties")
