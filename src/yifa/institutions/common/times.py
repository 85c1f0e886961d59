"""Dates in payloads that say when something happened."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import day, local_day, rows
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

# Fields that name an event which has happened. Deadlines and appointments may lie in the future.
EVENTS = frozenset(
    {
        "checked_on",
        "received_on",
        "conduct_on",
        "conduct_until",
        "discovered_on",
        "collected_on",
        "requested_on",
        "made_on",
        "waived_on",
        "withdrawn_on",
        "served_on",
        "published_on",
        "confirmed_on",
        "paid_on",
        "performed_on",
        "applied_on",
        "granted_on",
        "started_on",
        "ended_on",
        "ruled_on",
        "done_on",
        "decided_on",
        "transferred_on",
        "approved_on",
        "returned_on",
        "filed_on",
        "remitted_on",
        "commissioned_on",
        "complainant_told_on",
        "sent_on",
        "started_at",
        "ended_at",
        "shown_at",
        "effective_on",
        "accepted_on",
        "refused_on",
        "told_on",
        "supplied_on",
        "verified_on",
        "false_on",
        "assigned_on",
        "announced_on",
        "remedy_expired_on",
        "frozen_on",
        "sold_on",
        "reported_at",
        "returned_at",
        "family_told_at",
        "ruling_on",
    }
)


@gate("events_not_in_future", title="记载的事件已经发生", cites="行政处罚法第四十七条")
def events_not_in_future(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is recorded as having happened cannot lie ahead."""
    if proposal is None:
        return
    today = local_day(view.known_at)
    for name in proposal.payload:
        if name not in EVENTS:
            continue
        found = day(proposal.payload, name)
        if found is not None and found > today:
            yield block(f"日期{found.isoformat()}在今天之后，事情尚未发生", "填写实际发生的日期", name)
    for row in rows(proposal.payload, "exhibits"):
        found = day(row, "collected_on")
        if found is not None and found > today:
            yield block(f"证据的收集日期{found.isoformat()}在今天之后", "填写实际收集的日期", "exhibits")
