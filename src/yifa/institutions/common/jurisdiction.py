"""A case whose jurisdiction is or was disputed (行政处罚法第二十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, last, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("jurisdiction_is_ours", title="管辖已确定由本机关", cites="行政处罚法第二十五条")
def jurisdiction_is_ours(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was agreed or designated to the other agency goes there; while it is disputed, the file says so."""
    if proposal is None:
        return
    settled = last(view, "jurisdiction_settled")
    ended = {text(a.payload, "dispute") for a in acts(view, "jurisdiction_settled")}
    open_ = [a for a in acts(view, "jurisdiction_disputed") if text(a.payload, "dispute") not in ended]
    if open_:
        other = text(open_[-1].payload, "other_agency")
        yield warn(f"与{other}的管辖争议尚未解决", "协商；协商不成的，报请共同的上一级行政机关指定管辖")
    elif settled is not None and text(settled.payload, "whose") == "theirs":
        other = text(settled.payload, "other_agency")
        yield block(f"管辖已确定由{other}办理", "移送该机关", citation="行政处罚法第二十五条第二款")
