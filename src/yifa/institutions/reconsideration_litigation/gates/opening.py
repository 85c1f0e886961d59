"""Whether reconsideration comes first, the summary track, and passing on what came through the agency."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import (
    day,
    figure,
    flag,
    integer,
    last,
    local_day,
    payload,
    period_end,
    text,
)
from yifa.institutions.reconsideration_litigation.case import opened
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal
from yifa.law.written_numbers import canonical

# 行政复议法第二十三条第一款第一项、第三项、第四项; the others cannot be told from the kind of decision alone.
_FIRST = frozenset({"spot_penalty", "inaction", "information"})


@gate("remedy_reconsideration_first", title="复议前置", cites="行政复议法第二十三条")
def remedy_reconsideration_first(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Some decisions go to reconsideration before they go to court (R03)."""
    if proposal is None:
        return
    given = proposal.payload
    stated = flag(given, "reconsideration_first")
    if text(given, "decision_kind") in _FIRST and not stated:
        yield block(
            "这类行政行为应当先申请行政复议", "勾选“属于应当先申请行政复议的情形”", "reconsideration_first"
        )
    if stated and text(given, "after_reconsideration") == "none":
        yield warn(
            "属于复议前置的案件，未经行政复议即起诉",
            "在答辩中提出，请人民法院依法审查",
            "after_reconsideration",
            "行政诉讼法第四十四条第二款",
        )


@gate("remedy_summary_track", title="简易程序的适用情形", cites="行政复议法第五十三条")
def remedy_summary_track(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The reconsideration body chooses the track; the file says which case of the article it is (R10)."""
    given = payload(proposal)
    if text(given, "track") != "summary" or "summary_ground" not in given:
        return
    ground = text(given, "summary_ground")
    if ground in ("", "none"):
        yield warn("没有写明适用简易程序的情形", "核对行政复议机构的通知", "summary_ground")
    row, amount = figure(view, "R10"), integer(given, "amount_fen")
    if (
        ground == "amount"
        and row is not None
        and row.number
        and (amount is None or amount > row.number * 100)
    ):
        yield warn(f"以款额适用简易程序的，款额应当在{row.number}元以下", "向行政复议机构提出", "amount_fen")


@gate("remedy_forwarded_in_time", title="五日内转送复议申请", cites="行政复议法第三十二条第二款")
def remedy_forwarded_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Handed in through the agency that means to maintain its penalty: five working days (R06)."""
    first = opened(view)
    if text(first, "route") != "through_agency" or (proposal is None and last(view, "forward_application")):
        return
    received = day(first, "received_on")
    end = period_end(view, "R06", received) if received else None
    sent = day(payload(proposal), "sent_on") or local_day(view.as_at)
    if end is not None and sent > end:
        yield warn(f"应当在{end.isoformat()}前转送行政复议机关，已经逾期", "立即转送并说明原因", "sent_on")


@gate("remedy_through_agency_allowed", title="可以通过处罚机关提交申请", cites="行政复议法第三十二条第一款")
def remedy_through_agency_allowed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only penalties on the spot, or resting on monitoring devices, may be contested through the agency."""
    given = payload(proposal)
    if text(given, "route") == "through_agency" and text(given, "decision_kind") not in (
        "penalty",
        "spot_penalty",
    ):
        yield block(
            "只有对当场作出或者依据监控设备记录作出的处罚不服的，才可以通过本机关提交",
            "告知向行政复议机关申请",
            "route",
        )


@gate("remedy_original_known", title="原案在本系统办理", cites="行政复议法第四十八条，行政诉讼法第六十七条")
def remedy_original_known(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The number of the decided case is that of a case of this agency against the applicant, else nobody tells it.

    A remedy may be sought by others than the addressee; then only a person can tell whether the number is right.
    """
    number = text(payload(proposal), "decision_matter")
    own = [m for m in view.history if m.agency_id == view.agency.id]
    if proposal is not None and number and all(m.number != canonical(number) for m in own):
        yield warn(
            f"没有找到本机关以申请人（原告）为当事人、案号为“{number}”的案件，结果可能无法写回原案",
            "核对案号；原案不在本系统办理的不填",
            "decision_matter",
        )
