"""Rules of the shorter procedures: a basis in law is named, and the ways to complain are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.institutions.common.reading import act_day, day, last, payload, rows, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

_LAW_AND_ARTICLE = re.compile(r"《[^》]+》.*第[〇零一二三四五六七八九十百千0-9]+条", re.S)


@gate("legal_basis_cited", title="写明法律名称和条款", cites="行政诉讼法第七十条")
def legal_basis_cited(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A decision names the law and article that empowers it; whether they fit is for people to judge."""
    if proposal is not None and not _LAW_AND_ARTICLE.search(text(proposal.payload, "basis")):
        yield block("没有写明作为依据的法律名称和条款，法无授权不可为", "写明《法律名称》第几条", "basis")


@gate("remedy_told", title="告知复议和诉讼的途径", cites="行政复议法第二十条第三款")
def remedy_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The decision says where one may complain; what is not told lengthens the time to apply."""
    if proposal is not None and not re.search("复议|诉讼", text(proposal.payload, "remedy")):
        yield block("没有告知申请行政复议或者提起诉讼的途径和期限", "写明救济途径、机关和期限", "remedy")


@gate("examined_before_decision", title="先审查核实再决定", cites="行政诉讼法第七十条")
def examined_before_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Main evidence must stand behind a decision: the examination is on record."""
    if proposal is not None and last(view, "examine") is None:
        yield block("案卷中没有审查核实的记录", "先登记审查核实情况")


@gate("decided_within_stated_period", title="在特别法规定的期限内决定", cites="行政诉讼法第七十条")
def decided_within_stated_period(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The day that the opening names, with its law, is kept: no general statute sets one for these decisions."""
    opened = last(view, "apply", "initiate")
    end = day(opened.payload, "decide_by") if opened else None
    if opened is None or end is None or (proposal is None and last(view, "decide", "refuse_filing")):
        return
    on = day(payload(proposal), "decided_on") or act_day(view, proposal)
    if on > end:
        yield warn(
            f"应当在{end.isoformat()}前作出决定，已经逾期",
            "尽快作出决定；依法延长的，在决定中写明",
            "decided_on",
            text(opened.payload, "period_basis"),
        )


# What such a decision gives, takes or settles; a slip of the pen in it is put right by deciding, not by 更正.
_ORDERED = frozenset({"content", "category", "compensation", "decided_on"})


@gate(
    "correction_keeps_the_order",
    title="更正不能改变决定的内容",
    cites="决定依作出决定的程序变更（条文未核实）",
)
def correction_keeps_the_order(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What a decision of a shorter procedure orders is not changed as a correction. Source not verified."""
    if proposal is None:
        return
    target = next((a for a in view.acts if a.id == text(proposal.payload, "target")), None)
    if target is None or target.kind != "decide":
        return
    if any(text(row, "field") in _ORDERED for row in rows(proposal.payload, "corrections")):
        yield block("更正不能改变决定的内容、种类、补偿或者日期", "撤销后重新作出决定", "corrections")
