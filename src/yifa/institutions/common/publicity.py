"""Decisions shown to the public, and taken back (行政处罚法第四十八条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.ages import completed_years
from yifa.institutions.common.reading import acts, day, last, local_day, parties, period_end, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, PartyView, Proposal

_DEFAULT = (3, "wd")
WITHDRAWING = ("revoke", "change_decision", "withdraw_disclosure")


def is_minor(party: PartyView, on: date) -> bool:
    """Whether a person had not turned eighteen on that day."""
    return party.birth_date is not None and completed_years(party.birth_date, on) < 18


@gate("withdrawal_reason_given", title="撤回公开须说明理由", cites="行政处罚法第四十八条第二款")
def withdrawal_reason_given(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A decision is taken back from the public only with a reason the public may read."""
    if proposal is not None and len(text(proposal.payload, "public_reason")) < 4:
        yield block("撤回处罚决定信息应当公开说明理由", "写明理由", "public_reason")


@gate("withdrawn_in_time", title="三日内撤回公开", cites="行政处罚法第四十八条第二款")
def withdrawn_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Three working days from the change, revocation or ruling to the withdrawal (P46)."""
    if proposal is not None:
        effective = day(proposal.payload, "effective_on")
        end = period_end(view, "P46", effective, _DEFAULT) if effective else None
        if end is not None and local_day(proposal.occurred_to) > end:
            yield warn(
                f"应当在{end.isoformat()}前撤回公开的决定信息，已经逾期",
                "立即撤回并说明逾期原因",
                "effective_on",
            )
        return
    upset = last(view, "end_reconsideration")
    if upset is None or text(upset.payload, "result") not in ("changed", "revoked", "illegal", "invalid"):
        return
    if any(a.seq > upset.seq for a in acts(view, *WITHDRAWING)):
        return
    ended = day(upset.payload, "ended_on")
    end = period_end(view, "P46", ended, _DEFAULT) if ended else None
    if end is not None and local_day(view.as_at) > end:
        yield warn(f"决定已被改变，应当在{end.isoformat()}前撤回公开的决定信息", "办理撤销、变更或者撤回公开")


@gate("disclosure_reviewed", title="未成年人案件经公开审查", cites="行政处罚法第五十条")
def disclosure_reviewed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A decision against a minor is not left public without somebody having looked at it."""
    decided = last(view, "decide")
    if decided is None or acts(view, "hold_disclosure", "withdraw_disclosure"):
        return
    on = day(decided.payload, "conduct_on") or local_day(decided.occurred_to)
    if any(is_minor(p, on) for p in parties(view)):
        yield warn("当事人是未成年人，决定公开前应当进行审查", "办理不予公开审查")
