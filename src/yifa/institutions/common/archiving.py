"""Archiving: everything that happened is in the file (行政处罚法第四十七条; for other matters 档案法第十四条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, flag, last, local_day, period_end, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

_DEFAULT = (30, "cd")
_PENALTY, _OTHER = "行政处罚法第四十七条", "档案法第十四条"
ENDING = (
    "close",
    "refuse_filing",
    "terminate",
    "transfer_jurisdiction",
    "transfer_criminal",
    "revoke",
)
# Acts whose paper belongs in every file. The contents list is made from the acts, so nothing can be left out of it;
# what can be missing is the paper itself.
_PAPERED = {
    "file": "立案审批表",
    "record_questioning": "询问笔录",
    "record_inspection": "现场检查（勘验）笔录",
    "notify": "行政处罚事先告知书",
    "decide": "行政处罚决定书",
    "decide_no_penalty": "不予行政处罚决定书",
    "decide_on_spot": "当场行政处罚决定书",
    "decide_on_spot_anew": "当场行政处罚决定书",
    "close": "结案审批表",
}


def _cite(view: MatterView) -> str:
    """The law of penalties has an article of its own on the file; other matters fall under that of archives."""
    return _PENALTY if view.kind.startswith("penalty.") else _OTHER


def _ended(view: MatterView) -> ActView | None:
    return last(view, *ENDING)


@gate("archive_complete", title="案卷材料齐全", cites="行政处罚法第四十七条，档案法第十四条")
def archive_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The archivist compared the contents list, and every act that makes a paper has it."""
    if proposal is None:
        return
    cite = _cite(view)
    if not flag(proposal.payload, "complete") and not text(proposal.payload, "missing"):
        message = "尚未核对卷内目录；确有缺少的，须写明缺少的材料和原因"
        yield block(message, "核对卷内目录", "complete", cite)
    if _ended(view) is None:
        yield block("案件尚未办结，不能归档", "先办结案件", citation=cite)
    with_paper = {p.act_id for p in view.papers}
    missing = [_PAPERED[a.kind] for a in acts(view, *_PAPERED) if a.id not in with_paper]
    if not view.kind.startswith("penalty."):
        missing = [title.replace("行政处罚", "") for title in missing]
    if missing and not text(proposal.payload, "missing"):
        yield warn(
            f"案卷中缺少：{'、'.join(dict.fromkeys(missing))}",
            "补齐文书，或者写明缺少的原因",
            "missing",
            cite,
        )
    served = acts(view, "serve_decision", "decide_on_spot")
    if acts(view, "decide", "decide_no_penalty") and not served and not acts(view, "revoke"):
        yield block("案卷中没有决定书的送达凭证", "补登送达情况", citation=cite)


@gate("archived_in_time", title="按期归档", cites="行政处罚法第四十七条，档案法第十四条")
def archived_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within the days registered for filing records (F23, from a local plan: the statute names none)."""
    ended = _ended(view)
    if ended is None or (proposal is None and acts(view, "archive")):
        return
    end = period_end(view, "F23", local_day(ended.occurred_to), _DEFAULT)
    at = local_day(proposal.occurred_to if proposal else view.as_at)
    if end is not None and at > end:
        message = f"按登记的归档期限，应当在{end.isoformat()}前归档，已经逾期"
        yield warn(message, "尽快归档并说明原因", citation=_cite(view))
