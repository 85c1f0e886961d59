"""Who may not apply again for now (行政许可法第七十八条、第七十九条), whichever agency found it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yifa.institutions.common.reading import act_day, day, flag, payload, period_end, text
from yifa.law.gates import Note, block, gate, info
from yifa.law.view import MatterView, PastMatter, Proposal


def _of_the_item(view: MatterView, given: Mapping[str, Any]) -> Iterator[PastMatter]:
    """Other licensing matters of the applicant for the same item, at any agency."""
    for past in view.history:
        same = text(past.facts, "item_code") == text(given, "item_code")
        if past.kind.startswith("permit.") and same:
            yield past


FALSE, FRAUD = "行政许可法第七十八条", "行政许可法第七十九条"


def barred(
    view: MatterView, proposal: Proposal | None, given: Mapping[str, Any], by: str = ""
) -> Iterator[tuple[str, str]]:
    """(message, article) of every bar on a safety item that still runs; `by` asks for one article only."""
    if proposal is None or not flag(given, "safety_item"):
        return
    for past in _of_the_item(view, given):
        fraud = text(past.facts, "revocation_ground") == "fraud"
        for article, figure_id, since, why in (
            (FALSE, "L14", day(past.facts, "false_on"), "认定提供虚假材料"),
            (
                FRAUD,
                "L15",
                day(past.facts, "revoked_on") if fraud else None,
                "因以欺骗、贿赂等不正当手段取得撤销了该许可",
            ),
        ):
            end = period_end(view, figure_id, since) if since and by in ("", article) else None
            if end is not None and act_day(view, proposal) <= end:
                yield (
                    f"{past.agency_name}（{past.number}）{why}，{end.isoformat()}前不得再次申请该许可",
                    article,
                )


@gate("permit_false_application_barred", title="虚假申请后的限制", cites=FALSE)
def permit_false_application_barred(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a false application for a safety item, one year for the same item, whichever agency saw it (L14)."""
    for message, _ in barred(view, proposal, payload(proposal), FALSE):
        yield block(message, "限制期满后再申请", "item_code")


@gate("permit_fraud_barred", title="以不正当手段取得许可后的限制", cites=FRAUD)
def permit_fraud_barred(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a safety permit got by fraud or bribery was revoked, three years for the same item (L15).

    The article names no first day; the figure takes the revocation.
    """
    for message, _ in barred(view, proposal, payload(proposal), FRAUD):
        yield block(message, "限制期满后再申请", "item_code")


@gate("permit_false_finding_dated", title="认定虚假材料须写明日期", cites="行政许可法第七十八条")
def permit_false_finding_dated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A refusal for false material says when that was found, since the year is counted from it."""
    given = payload(proposal)
    if proposal is not None and text(given, "ground") == "false" and day(given, "false_on") is None:
        yield block("以隐瞒情况、提供虚假材料不予受理的，须写明认定日期", "填写认定日期", "false_on")
    if text(given, "outcome") == "grant" and day(given, "false_on") is not None:
        yield block("认定隐瞒情况、提供虚假材料的，应当不予许可", "核对决定", "outcome")


@gate("permit_false_application_warned", title="提供虚假材料的给予警告", cites=FALSE)
def permit_false_application_warned(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever hid facts or gave false material is also given a warning, which is a penalty with a case of its own."""
    given = payload(proposal)
    if proposal is None or text(given, "outcome") == "grant":
        return
    if text(given, "ground") == "false" or day(given, "false_on") is not None:
        yield info("隐瞒有关情况或者提供虚假材料申请许可的，应当给予警告", "另行立案，依法给予警告")
