"""Who may not apply again for now (行政许可法第七十八条、第七十九条), whichever agency found it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yifa.institutions.common.reading import act_day, day, flag, payload, period_end, text
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, PastMatter, Proposal


def _of_the_item(view: MatterView, given: Mapping[str, Any]) -> Iterator[PastMatter]:
    """Other licensing matters of the applicant for the same item, at any agency."""
    for past in view.history:
        same = text(past.facts, "item_code") == text(given, "item_code")
        if past.kind.startswith("permit.") and same:
            yield past


@gate("permit_false_application_barred", title="虚假申请后的限制", cites="行政许可法第七十八条")
def permit_false_application_barred(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a false application for a safety item, one year for the same item, whichever agency saw it (L14)."""
    given = payload(proposal)
    if proposal is None or not flag(given, "safety_item"):
        return
    for past in _of_the_item(view, given):
        since = day(past.facts, "false_on")
        end = period_end(view, "L14", since) if since else None
        if end is not None and act_day(view, proposal) <= end:
            yield block(
                f"{past.agency_name}（{past.number}）认定提供虚假材料，{end.isoformat()}前不得再次申请该许可",
                "限制期满后再申请",
                "item_code",
            )


@gate("permit_fraud_barred", title="以不正当手段取得许可后的限制", cites="行政许可法第七十九条")
def permit_fraud_barred(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a safety permit got by fraud or bribery was revoked, three years for the same item (L15).

    The article names no first day; the figure takes the revocation.
    """
    given = payload(proposal)
    if proposal is None or not flag(given, "safety_item"):
        return
    for past in _of_the_item(view, given):
        since = day(past.facts, "revoked_on") if text(past.facts, "revocation_ground") == "fraud" else None
        end = period_end(view, "L15", since) if since else None
        if end is not None and act_day(view, proposal) <= end:
            yield block(
                f"{past.agency_name}（{past.number}）因以欺骗、贿赂等不正当手段取得撤销了该许可，"
                f"{end.isoformat()}前不得再次申请",
                "限制期满后再申请",
                "item_code",
            )


@gate("permit_false_finding_dated", title="认定虚假材料须写明日期", cites="行政许可法第七十八条")
def permit_false_finding_dated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A refusal for false material says when that was found, since the year is counted from it."""
    given = payload(proposal)
    if proposal is not None and text(given, "ground") == "false" and day(given, "false_on") is None:
        yield block("以隐瞒情况、提供虚假材料不予受理的，须写明认定日期", "填写认定日期", "false_on")
    if text(given, "outcome") == "grant" and day(given, "false_on") is not None:
        yield block("认定隐瞒情况、提供虚假材料的，应当不予许可", "核对决定", "outcome")
