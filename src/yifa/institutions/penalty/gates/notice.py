"""Notice, defence and what they bind (行政处罚法第四十四条、第四十五条、第六十二条)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import (
    acts,
    after,
    count,
    day,
    figure,
    flag,
    integer,
    last,
    local_day,
    parties,
    plain,
    text,
    yuan,
)
from yifa.institutions.penalty.case import Sanction, decision_day, hearing_size, reported
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

# Working days given when a notice names none; market supervision has a rule of its own (M08), also five.
DEFENCE_DAYS = 5
_PERHAPS_GRAVE = frozenset({"suspend_permit", "restrict_activity"})
_CONTENT = (("conduct", "事实"), ("evidence", "证据"), ("violated", "违反的规定"), ("basis", "处罚依据"))


@gate("notice_tells_rights", title="告知内容齐全", cites="行政处罚法第四十四条")
def notice_tells_rights(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Facts, reasons, basis, content and rights, all of them (P09)."""
    if proposal is None:
        return
    for name, what in _CONTENT:
        if not text(proposal.payload, name):
            yield block(f"告知书没有写明{what}", f"填写{what}", name)
    kinds = Sanction.of(proposal.payload).kinds
    if not kinds:
        yield block("告知书没有写明拟作出的处罚内容", "填写处罚种类", "kinds")
    if "detention" in kinds:
        yield block(
            "限制人身自由的行政处罚只能由公安机关和法律规定的其他机关实施",
            "移送有权机关",
            "kinds",
            "行政处罚法第十八条第三款",
        )
    if not flag(proposal.payload, "rights_told"):
        yield block("没有告知陈述、申辩的权利", "告知权利", "rights_told")
    least = _least_days(view)
    if least and (integer(proposal.payload, "defence_days") or DEFENCE_DAYS) < least:
        yield block(f"陈述、申辩的期限不得少于{least}个工作日", f"不少于{least}个工作日", "defence_days")


def _least_days(view: MatterView) -> int:
    """Working days for a defence that the sector's rule guarantees (M08); 0 where no rule gives a number."""
    row = figure(view, "M08")
    return row.number if row is not None and row.number and row.unit == "wd" else 0


@gate("hearing_right_told_when_due", title="应当听证的告知听证权利", cites="行政处罚法第六十三条第一款")
def hearing_right_told_when_due(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A penalty of the six kinds is announced together with the right to a hearing (P22).

    Which others are 其他较重的行政处罚 (第五项) the law does not say: those in doubt are pointed out.
    """
    if proposal is None or flag(proposal.payload, "hearing_right"):
        return
    sanction = Sanction.of(proposal.payload)
    reason = hearing_size(view, sanction)
    if reason:
        yield block(f"{reason}，应当告知要求听证的权利", "选择告知听证权利", "hearing_right")
    elif sanction.kinds & _PERHAPS_GRAVE:
        yield warn(
            "暂扣许可证件、限制开展生产经营活动可能属于“其他较重的行政处罚”，没有告知听证权利",
            "确认是否应当告知要求听证的权利",
            "hearing_right",
        )


@gate("notice_matches_report", title="告知内容与调查终结报告一致", cites="行政处罚法第四十四条")
def notice_matches_report(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is announced is what the investigation came to."""
    report = reported(view)
    if proposal is None:
        return
    if text(report, "outcome") != "penalty":
        yield block("调查终结报告没有建议给予处罚", "按报告意见办理，或者退回补充调查")
        return
    said, found = Sanction.of(proposal.payload), Sanction.of(report)
    if said.code != found.code:
        yield block("违法行为与调查终结报告不一致", "核对违法行为", "violation_code")
    if said.heavier_than(found) and not _meeting_decided(view, said):
        yield block(
            "拟处罚内容重于调查终结报告的建议", "退回补充调查后重新提出，或者由负责人集体讨论决定", "fine_fen"
        )


def _meeting_decided(view: MatterView, said: Sanction) -> bool:
    """Whether the heads, who are not bound by the report (第五十七条), decided on a penalty with this fine."""
    return any(
        text(a.payload, "outcome") == "penalty" and integer(a.payload, "fine_fen") == said.fine
        for a in after(view, last(view, "report"), "deliberate")
    )


def served_notice(view: MatterView) -> tuple[ActView | None, ActView | None]:
    """(the last notice, its service), each None when there is none."""
    notice = last(view, "notify")
    if notice is None:
        return None, None
    served = after(view, notice, "serve_notice")
    return notice, served[-1] if served else None


def service_day(act: ActView) -> date:
    """The day a service act names, else the day it was recorded for."""
    return day(act.payload, "served_on") or local_day(act.occurred_to)


@gate("notice_made_before_service", title="先制作告知书", cites="行政处罚法第四十四条")
def notice_made_before_service(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """There is a notice to serve, and it is not served before it was made."""
    if proposal is None:
        return
    notice = last(view, "notify")
    if notice is None:
        yield block("没有可以送达的告知书", "先办理事先告知")
    elif (on := day(proposal.payload, "served_on")) is not None and on < local_day(notice.occurred_to):
        yield block("送达日期早于告知书的日期", "核对送达日期", "served_on")


@gate("notice_given", title="决定前已经告知", cites="行政处罚法第六十二条")
def notice_given(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No decision without a notice that reached the party (P09, P11)."""
    if proposal is None:
        return
    notice, served = served_notice(view)
    if notice is None:
        yield block("没有告知当事人拟处罚的内容及事实、理由、依据，不得作出决定", "办理事先告知")
        return
    changed = _changed_since(view, notice)
    if changed:
        yield block(f"告知之后{changed}，告知的内容已不是现在据以决定的内容", "重新告知当事人")
    if served is None:
        yield block("告知书没有送达当事人", "送达告知书")
        return
    accused = {p.name for p in parties(view)}
    times = len(after(view, notice, "serve_notice"))
    if times < len(accused):
        yield warn(f"本案有{len(accused)}名当事人，告知书只登记了{times}次送达", "向每一名当事人送达")


def _changed_since(view: MatterView, notice: ActView) -> str:
    """What changed after the notice was made, in Chinese; empty when it still says what the case is about."""
    if after(view, notice, "add_party"):
        return "追加了当事人"
    report = last(view, "report")
    if report is None or report.seq < notice.seq:
        return ""
    same = all(
        plain(text(report.payload, name)) == plain(text(notice.payload, name))
        for name in (*(name for name, _ in _CONTENT), "conduct_on", "conduct_until")
    )
    return "" if same else "补充调查重新提出了报告"


def waived(view: MatterView, notice: ActView, hearing: bool = False) -> bool:
    """Whether the party gave up the defence (or, with `hearing`, the hearing too) over a signature."""
    return any(
        flag(a.payload, "signed") and (not hearing or flag(a.payload, "hearing_too"))
        for a in after(view, notice, "waive_defence")
    )


@gate("defence_period_elapsed", title="陈述申辩期限已过", cites="行政处罚法第四十五条第一款")
def defence_period_elapsed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The decision waits until the time for a defence has run or was expressly given up (P11, M08)."""
    notice, served = served_notice(view)
    if proposal is None or notice is None or served is None or waived(view, notice):
        return
    days = max(integer(notice.payload, "defence_days") or DEFENCE_DAYS, _least_days(view))
    end = count(view, days, "wd", service_day(served))
    if end is not None and decision_day(view, proposal) <= end:
        yield block(
            f"陈述、申辩期限至{end.isoformat()}届满，此前不得作出决定", "期限届满后作出，或者由当事人明确放弃"
        )


@gate("waiver_is_express", title="放弃权利须明确表示", cites="行政处罚法第六十二条")
def waiver_is_express(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Rights are given up only expressly, over a signature."""
    if proposal is None:
        return
    if not flag(proposal.payload, "signed"):
        yield block("放弃权利须由当事人明确表示并签名或者盖章", "签名后登记", "signed")
    if proposal.kind == "waive_defence" and served_notice(view)[1] is None:
        yield block("告知书尚未送达，无从放弃权利", "先送达告知书")


@gate("defence_was_heard", title="复核针对已有的陈述申辩", cites="行政处罚法第四十五条第一款")
def defence_was_heard(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """There is a defence to review."""
    if proposal is not None and not acts(view, "hear_defence"):
        yield block("没有登记当事人的陈述、申辩", "先登记陈述申辩")


@gate("defence_reviewed", title="陈述申辩已经复核", cites="行政处罚法第四十五条第一款")
def defence_reviewed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Every defence was reviewed, and taken up or not with reasons."""
    heard = last(view, "hear_defence")
    if proposal is None or heard is None:
        return
    reviews = after(view, heard, "review_defence")
    if not reviews:
        yield block("当事人的陈述、申辩尚未复核", "复核并说明采纳或者不采纳的理由")
    elif flag(reviews[-1].payload, "new_facts") and not after(view, reviews[-1], "notify"):
        yield block("复核发现新的违法事实，应当重新告知", "重新告知当事人")


def _announced_before_defence(view: MatterView) -> ActView | None:
    """The notice that the first defence, or the first request for a hearing, answered."""
    spoken = acts(view, "hear_defence", "request_hearing")
    if not spoken:
        return None
    before = [a for a in acts(view, "notify") if a.seq < spoken[0].seq]
    return before[-1] if before else None


@gate("not_heavier_after_defence", title="不因陈述申辩加重", cites="行政处罚法第四十五条第二款")
def not_heavier_after_defence(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a defence nothing heavier is announced or decided, unless new facts were found (P10)."""
    first = _announced_before_defence(view)
    if proposal is None or first is None:
        return
    new_facts = any(flag(a.payload, "new_facts") for a in after(view, first, "review_defence"))
    why = Sanction.of(proposal.payload).heavier_than(Sanction.of(first.payload))
    if why and not new_facts:
        yield block(f"当事人陈述、申辩后{why}，不得因此给予更重的处罚", "不重于原告知的内容", "fine_fen")


@gate("decision_matches_notice", title="决定与告知一致", cites="行政处罚法第四十四条")
def decision_matches_notice(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing is decided that was not announced: another violation, more kinds, more money."""
    notice = last(view, "notify")
    if proposal is None or notice is None:
        return
    said, now = Sanction.of(notice.payload), Sanction.of(proposal.payload)
    if now.code != said.code:
        yield block("认定的违法行为与告知书不一致", "重新告知", "violation_code")
    why = now.heavier_than(said)
    if why:
        yield block(
            f"决定{why}(告知的罚款为{yuan(said.fine)}),应当重新告知",
            "重新告知，或者不重于告知内容",
            "fine_fen",
        )
    for name, what in (("conduct_on", "违法行为发生之日"), ("conduct_until", "违法行为终了之日")):
        if text(proposal.payload, name) and text(proposal.payload, name) != text(notice.payload, name):
            yield block(f"{what}与告知书不一致", "核对日期；事实有变化的重新告知", name)
    yield from _words_match(view, notice, proposal)


# What is ordered in words: more of it cannot be told from less, so a change needs a reason on file.
_IN_WORDS = (("confiscated_goods", "没收的财物"), ("other_measures", "其他处罚内容"))
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?")


def _words_match(view: MatterView, notice: ActView, proposal: Proposal) -> Iterator[Note]:
    """Measures in words and cited articles are those of the notice (第四十四条: 内容、事实、理由、依据)."""
    softened = any(
        text(a.payload, "adoption") in ("adopted", "partly") for a in after(view, notice, "review_defence")
    ) or any(text(a.payload, "conclusion") == "adjust" for a in after(view, notice, "hearing_report"))
    for name, what in _IN_WORDS:
        now = plain(text(proposal.payload, name))
        if not now or now == plain(text(notice.payload, name)):
            continue
        message = f"{what}与告知书不一致"
        if softened:
            yield warn(f"{message}，请确认不重于告知的内容", "核对内容", name)
        else:
            yield block(message, "按告知内容填写，或者重新告知", name)
    for name, what in (("violated", "违反的规定"), ("basis", "处罚依据")):
        told = set(_ARTICLE.findall(text(notice.payload, name)))
        new = [a for a in dict.fromkeys(_ARTICLE.findall(text(proposal.payload, name))) if a not in told]
        if not told or not new:
            continue
        message = f"{what}中的{'、'.join(new)}没有告知当事人"
        if name == "violated":
            yield block(message, "重新告知", name)
        else:
            yield warn(message, "据以处罚的条款须重新告知；据以从轻、减轻的除外", name)
