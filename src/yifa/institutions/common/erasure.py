"""Rules for acts that erase: what they name is there, the ground holds, and nobody still needs it for a remedy."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yifa.institutions.common.reading import act_day, acts, last, local_day, text, texts
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

ERASING = ("erase_body", "destroy_file")
ATTACHMENTS = ("file", "recording", "photo", "proof")
_ARCHIVING = ("archive", "archive_cancelled")
_PERSONAL = ("purpose", "unlawful", "other_law")
_YEARS = {"ten": 10, "thirty": 30}
_PROTECTION = "个人信息保护法第四十七条第二款"


@gate("erased_records_stand", title="销毁的内容属于本案", cites="档案法第二十一条第二款")
def erased_records_stand(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Records named once, of this matter, not erased already; the record of an erasure is never erased itself."""
    if proposal is None or not (named := texts(proposal.payload, "acts")):
        return
    known = {a.id: a for a in view.acts}
    gone = {i for a in view.acts if a.kind == "erase_body" for i in texts(a.payload, "acts")}
    if len(set(named)) < len(named):
        yield block("同一项记录重复填写", "删去重复的", "acts")
    if any(i not in known for i in named):
        yield block("本案没有这项记录", "从本案的记录中选择", "acts")
    if any(i in known and known[i].kind in ERASING for i in named):
        yield block("销毁的记录本身不能销毁：它说明何时、依据什么销毁了什么", "去掉该项", "acts")
    if gone.intersection(named):
        yield block("其中有记录的内容已经销毁", "去掉该项", "acts")


@gate("erasure_is_complete", title="同一内容一并销毁", cites="个人信息保护法第四十七条第一款")
def erasure_is_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Says what holds the same content elsewhere: corrections of the records, their papers and evidence."""
    if proposal is None or not (named := set(texts(proposal.payload, "acts"))):
        return
    mended = {a.corrected_by for a in view.acts if a.id in named} | {
        a.id for a in view.acts if a.corrects in named
    }
    if mended - named - {None}:
        yield warn("这些记录另有更正，更正的内容不在其中", "更正的内容也应删除的，一并选择", "acts")
    gone = {i for a in view.acts if a.kind == "destroy_file" for i in texts(a.payload, "files")}
    kept = [f"{p.title}{p.number}" for p in view.papers if p.act_id in named and p.id not in gone]
    kept += [e.title for e in view.exhibits if e.act_id in named and e.sha256 and e.id not in gone]
    if kept:
        yield warn(
            f"由这些记录形成的文件仍然保留全文：{'、'.join(kept)}",
            "应当一并销毁的，另行办理“销毁证据或文书文件”",
            "acts",
        )


@gate("destroyed_files_stand", title="销毁的文件属于本案", cites="档案法第二十一条第二款")
def destroyed_files_stand(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Files named once, of this matter's evidence, papers or records, not destroyed already."""
    if proposal is None or not (named := texts(proposal.payload, "files")):
        return
    gone = {i for a in view.acts if a.kind == "destroy_file" for i in texts(a.payload, "files")}
    if len(set(named)) < len(named):
        yield block("同一份文件重复填写", "删去重复的", "files")
    if set(named) - {i for i, _ in kept_files(view)} - gone:
        yield block("本案没有这份文件，或者这份证据没有电子文件", "从本案的文件中选择", "files")
    if gone.intersection(named):
        yield block("其中有文件已经销毁", "去掉该项", "files")


@gate("erasure_ground_holds", title="具有销毁的法定情形", cites="档案法第二十一条第二款")
def erasure_ground_holds(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing is destroyed on one's own authority, nor while the law's time of keeping still runs."""
    if proposal is None:
        return
    ground, end = text(proposal.payload, "ground"), retention_end(view)
    archived = _archived(view)
    running = archived is not None and (end is None or act_day(view, proposal) <= end)
    until = f"至{end.isoformat()}" if end else "为永久或者没有登记"
    if ground == "retention" and archived is None:
        yield block("案件尚未归档，没有开始计算保管期限", "先归档", "ground")
    elif ground == "retention" and running:
        yield block(f"保管期限{until}，尚未届满，不得销毁", "期限届满并经鉴定后办理", "ground")
    elif ground in _PERSONAL and running:
        yield block(
            f"保管期限{until}，未届满的应当停止除存储和安全保护以外的处理，不得删除",
            "限制查阅；人民法院裁判或者复议决定要求删除的，按该情形办理",
            "ground",
            citation=_PROTECTION,
        )
    elif ground in _PERSONAL and archived is None:
        yield warn(
            "案件尚未归档：行政处罚的全过程记录应当归档保存，请确认这些内容不属于应当归档的材料",
            "属于应当归档的，先归档",
            "ground",
            citation="行政处罚法第四十七条",
        )


@gate("no_remedy_during_erasure", title="复议诉讼期间不得销毁", cites="行政诉讼法第三十四条第一款")
def no_remedy_during_erasure(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The agency has to prove what it did (also 行政复议法第四十四条): nothing goes while a remedy is running."""
    if proposal is None:
        return
    filed = _filed_in(view)
    begun, ended = acts(filed, "start_reconsideration"), acts(filed, "end_reconsideration")
    if len(begun) > len(ended) or (begun and (not ended or begun[-1].seq > ended[-1].seq)):
        yield block("行政复议或者行政诉讼尚未终结，行政机关负有举证责任，不得销毁", "终结后再办理")


def _filed_in(view: MatterView) -> MatterView:
    """The matter in whose file this one is kept: what serves another matter is filed, and disputed, with that one."""
    return view.parent or view


def _archived(view: MatterView) -> ActView | None:
    """The act that put the matter into the archive, or else the matter in whose file it is kept."""
    own = last(view, *_ARCHIVING)
    return own or (last(view.parent, *_ARCHIVING) if view.parent else None)


def retention_end(view: MatterView) -> date | None:
    """Last day of the retention entered when the matter was archived; None when permanent, unknown or not archived.

    Counted from the day of archiving: the rule that says from which day is not among the texts this was checked
    against, and of the days in question this is the last. Not a period of procedure: holidays do not lengthen it.
    """
    archived = _archived(view)
    years = _YEARS.get(text(archived.payload, "retention")) if archived else None
    if archived is None or years is None:
        return None
    begun = local_day(archived.occurred_to)
    last_day = monthrange(begun.year + years, begun.month)[1]
    return begun.replace(year=begun.year + years, day=min(begun.day, last_day))


def kept_files(view: MatterView) -> Iterator[tuple[str, str]]:
    """(id, name) of what may be destroyed: evidence with a file, papers, and files attached to records."""
    yield from ((e.id, e.title) for e in view.exhibits if e.sha256)
    yield from ((p.id, f"{p.title}{p.number}") for p in view.papers)
    for act in view.acts:
        if act.kind not in ERASING:
            day = local_day(act.occurred_to).isoformat()
            yield from ((value, f"附件（{day}的记录所附）") for value in attached(act.payload))


def attached(payload: Mapping[str, Any]) -> Iterator[str]:
    """Ids of files attached to a record itself: recordings, photographs, proofs of service, written applications."""
    yield from filter(None, (text(payload, name) for name in ATTACHMENTS))
