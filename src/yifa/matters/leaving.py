"""Whoever leaves: the open cases are handed over first, then roles, account and certificates end.

行政执法监督条例 10: the supervision organ watches over who enters and who leaves. Reminders follow the case: they are
shown to its handlers, whoever these are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from yifa.matters.drafting import drop_drafts_of
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.matters.service import dry_run, record
from yifa.registers.change import change, writing
from yifa.registers.models import (
    Account,
    Certificate,
    CertificateState,
    Officer,
    OfficerExit,
    PostHolding,
    RegisterChange,
    RoleGrant,
)
from yifa.registers.scope import Actor

ACT = "hand_over"
# Leaving for these reasons takes the certificate away; for the others it is handed in and cancelled.
TAKEN_AWAY = frozenset({"assessment", "unlawful", "disqualified"})


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case of an officer: its number and when it was opened, nothing of its contents.

    Of a classified case that is closed to who asks all is empty: that there is one is all that is told.
    """

    id: str = ""
    number: str = ""
    procedure: str = ""
    opened: datetime | None = None


def open_cases(officer_id: Any) -> list[OpenCase]:
    """The officer's open cases, also those that the caller may not see, closed ones last. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number, procedure, opened FROM open_cases_of(%s)", [officer_id])
        return [OpenCase(str(i), n, p, o) if i else OpenCase() for i, n, p, o in cursor.fetchall()]


def hand_over(
    actor: Actor,
    officer_id: str,
    wanted: Mapping[str, Sequence[str]],
    handlers: Mapping[str, Sequence[str]],
    reasons: str,
    handed: str = "",
) -> dict[str, Outcome]:
    """Hand several cases over, all of them or none; returns the outcome by case.

    `wanted` gives who takes over, by case; `handlers` who handles each now. Each takes the leaving officer's place, and
    what that officer had drafted there is given up.
    """
    asks = [
        Ask(
            actor=actor,
            kind=ACT,
            matter_id=matter,
            payload={
                "handlers": replaced(handlers[matter], officer_id, new),
                "reasons": reasons,
                "handed": handed,
            },
        )
        for matter, new in wanted.items()
    ]
    judged = {str(ask.matter_id): dry_run(ask) for ask in asks}
    if not all(outcome.ok for outcome in judged.values()):
        return judged
    with transaction.atomic():
        done = {str(ask.matter_id): record(ask) for ask in asks}
        if not all(outcome.ok for outcome in done.values()):  # it changed in between
            transaction.set_rollback(True)
        else:
            drop_drafts_of(actor, officer_id, list(done), "承办人已移交,由接手的人员重新拟制")
    return done


def replaced(handlers: Sequence[str], leaving: str, new: Sequence[str]) -> list[str]:
    """The handlers with the newcomers where the one who leaves stood, each once."""
    kept: list[str] = []
    for one in handlers:
        kept += new if one == leaving else [one]
    return list(dict.fromkeys(kept))


def leave(actor: Actor, officer_id: Any, values: Mapping[str, Any]) -> OfficerExit:
    """End an officer's service: exit, roles, posts, account and certificates in one transaction.

    `values` are those of `OfficerExit`. Raises ValidationError while cases are open, saying how many; nothing is
    written then. On a transfer the person is entered anew at the other agency from the day after; a certificate
    there is applied for again.
    """
    with writing(actor):
        officer = Officer.objects.select_for_update(of=("self",)).get(pk=officer_id)
        _check_free(officer)
        reason = OfficerExit.Reason(values["reason"]) if values.get("reason") in OfficerExit.Reason else None
        said = f"人员退出：{reason.label}" if reason else "人员退出"
        row = change(actor, OfficerExit, None, {**values, "officer": officer}, said)
        last = row.last_day
        _end_all(actor, officer, row, said)
        change(actor, Officer, officer.pk, {"valid_to": last}, said)
        if row.to_agency_id:
            follows = _enter_anew(actor, officer, row, said)
            row = change(actor, OfficerExit, row.pk, {"follows": follows}, said)
    return row


def _check_free(officer: Officer) -> None:
    left = open_cases(officer.pk)
    if left:
        # Who ends a service may see no case, closed ones least of all: how many there are is enough.
        raise ValidationError(
            f"{officer.name}还有{len(left)}件承办的案件没有移交。请先由机构负责人移交承办人"
        )


def _end_all(actor: Actor, officer: Officer, row: OfficerExit, said: str) -> None:
    last = row.last_day
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=last)
    for grant in RoleGrant.objects.filter(running, officer=officer):
        change(actor, RoleGrant, grant.pk, {"valid_to": max(last, grant.valid_from)}, said)
    for holding in PostHolding.objects.filter(running, officer=officer):
        change(actor, PostHolding, holding.pk, {"valid_to": max(last, holding.valid_from)}, said)
    for account in Account.objects.filter(officer=officer, is_active=True):
        change(actor, Account, account.pk, {"is_active": False}, said)
    after = last + timedelta(days=1)
    state = "withdrawn" if row.reason in TAKEN_AWAY else "cancelled"
    for certificate in Certificate.objects.filter(officer=officer).prefetch_related("states"):
        if certificate.state_on(after) not in ("withdrawn", "cancelled"):
            same = next((s.pk for s in certificate.states.all() if s.since == after), None)
            new = {"certificate": certificate, "since": after, "state": state, "reason": said}
            change(actor, CertificateState, same, new, said)


def _enter_anew(actor: Actor, officer: Officer, row: OfficerExit, said: str) -> Officer:
    kept = ("name", "phone", "legal_qualified", "reviewing_since", "auxiliary", "node")
    values = {name: getattr(officer, name) for name in kept}
    values |= {"agency": row.to_agency, "valid_from": row.last_day + timedelta(days=1)}
    return change(actor, Officer, None, values, said)


def refuse_leaving_with_open_cases(made: RegisterChange) -> None:
    """Nobody's service is ended by way of the register, and nobody moved to another agency, with cases still open."""
    if made.model != Officer._meta.label or made.before is None:
        return
    before, after = made.before, made.after
    until = after["valid_to"]
    ends = until != before["valid_to"] and until is not None and date.fromisoformat(until) <= _today()
    if ends or after["agency"] != before["agency"]:
        _check_free(Officer.objects.get(pk=made.row_id))


def _today() -> date:
    return timezone.localdate()
