"""Examination on site and by standard, people told, legal review (行政许可法第三十四条至第三十六条、第五十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import after, day, figure, flag, last, local_day, period_end, text
from yifa.institutions.common.review import agreed, newest_review, not_agreed
from yifa.institutions.permit.standing import application, standard_inspected
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("permit_two_verify", title="两名以上工作人员核查", cites="行政许可法第三十四条第三款")
def permit_two_verify(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At least two staff check on site (L13)."""
    row = figure(view, "L13")
    if proposal is not None and row and row.number and len(set(proposal.officer_ids)) < row.number:
        yield block(f"实地核查须有{row.number}名以上工作人员", "增加核查人员")


@gate("permit_two_inspect", title="两名以上工作人员检验、检测、检疫", cites="行政许可法第五十五条第二款")
def permit_two_inspect(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Two or more staff inspect by the standard. The article's number is that of L13, which has the row."""
    row = figure(view, "L13")
    if proposal is not None and row and row.number and len(set(proposal.officer_ids)) < row.number:
        yield block(f"检验、检测、检疫须指派{row.number}名以上工作人员", "增加工作人员")


@gate(
    "permit_inspectors_assigned_in_time",
    title="五日内指派检验、检测、检疫",
    cites="行政许可法第五十五条第二款",
)
def permit_inspectors_assigned_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Staff are assigned within five working days of acceptance (L12). Lateness is marked, not made impossible."""
    accepted = last(view, "accept")
    if accepted is None or (proposal is None and standard_inspected(view) is not None):
        return
    received = application(view)
    if received is None or text(received.payload, "item") != "technical":
        return
    start = day(accepted.payload, "accepted_on") or local_day(accepted.occurred_to)
    end = period_end(view, "L12", start)
    assigned = day(proposal.payload, "assigned_on") if proposal else local_day(view.as_at)
    if end is not None and assigned is not None and assigned > end:
        yield warn(
            f"应当在{end.isoformat()}前指派工作人员检验、检测、检疫，已经逾期", "立即指派", "assigned_on"
        )


@gate("permit_opinions_answered", title="听取利害关系人的意见", cites="行政许可法第三十六条")
def permit_opinions_answered(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Interested people who were told are heard before the decision, or the file says that they said nothing."""
    told = last(view, "tell_interested")
    if (
        proposal is not None
        and told is not None
        and not after(view, told, "hear_opinions", "request_hearing")
    ):
        yield warn(
            f"已告知利害关系人（{text(told.payload, 'who')}），案卷中没有听取其意见的记录",
            "登记陈述、申辩；没有提出的，在听取意见中注明",
        )


@gate("permit_legally_reviewed", title="重大许可决定经法制审核", cites="国办发〔2018〕118号（十二）")
def permit_legally_reviewed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Items on the agency's list, and decisions after a hearing, are reviewed; what was submitted is awaited."""
    if proposal is None:
        return
    received, heard = application(view), last(view, "hold_hearing", "hearing_report")
    major = received is not None and flag(received.payload, "major")
    asked, opinion = newest_review(view)
    if asked is None and not (major or heard):
        return
    if asked is None or (heard is not None and asked.seq < heard.seq):
        why = "经过听证的决定" if heard is not None else "列入法制审核目录的许可决定"
        yield block(f"{why}应当进行法制审核", "送法制审核")
    elif opinion is None:
        yield block("法制审核尚未完成", "等待审核意见")
    elif not agreed(opinion):
        yield not_agreed(opinion, "国办发〔2018〕118号（十三）")


@gate("permit_report_is_complete", title="连同全部材料直接报送", cites="行政许可法第三十五条")
def permit_report_is_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The lower agency sends its opinion and all the material itself."""
    if proposal is not None and not flag(proposal.payload, "all_materials"):
        yield block(
            "应当将初步审查意见和全部申请材料直接报送上级行政机关", "连同全部材料报送", "all_materials"
        )


@gate("permit_decided_by_superior", title="由上级机关决定", cites="行政许可法第三十五条")
def permit_decided_by_superior(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where this agency only examines first, the decision is not its own."""
    received = application(view)
    if proposal is not None and received is not None and text(received.payload, "handling") == "lower_first":
        yield block("该事项由上级行政机关决定，本机关只先行审查", "报送上级行政机关")
