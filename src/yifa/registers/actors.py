"""From a login account to what it may do now: its roles, its certificate, and whose matters it may see."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from yifa.registers.dates import in_force, in_force_q, reach_of_subtree
from yifa.registers.models import (
    ADMINISTRATORS,
    Account,
    Certificate,
    CertificateState,
    Officer,
    Role,
    RoleHeld,
)
from yifa.registers.scope import Actor, ScopeKind

NOBODY = Actor("public", name="未关联人员的账号")


def actor_for(account: Account, on: date | None = None) -> Actor:
    """The actor behind an account on a day (today in Asia/Shanghai unless told). At most two queries.

    An officer out of service, an account switched off or one without an officer acts as the public. Roles in
    force count in the officer's own agency; whoever holds `supervisor` sees every agency of the region's
    subtree under the scope "supervision"; one of the three administrators sees no case ("administration").
    """
    if account.officer_id is None or not account.is_active:
        return NOBODY
    return actor_of(account.officer_id, account_id=str(account.pk), on=on)


def actor_of(officer_id: Any, *, account_id: str = "", on: date | None = None) -> Actor:
    """The actor that an officer is on a day, whether by login or in an import. At most two queries."""
    day = on or timezone.localdate()
    officer: Any = _with_authority(day).filter(pk=officer_id).first()
    if officer is None:
        return NOBODY
    roles = frozenset(officer.held)
    if officer.auxiliary:  # assists, whatever was granted before
        roles &= ADMINISTRATORS
    own = str(officer.agency_id)
    scope, agencies, everywhere = _reach(roles, own, officer)
    return Actor(
        scope=scope,
        name=officer.name,
        account_id=account_id,
        officer_id=str(officer.pk),
        agency_id=own,
        unit_id=str(officer.unit_id or ""),
        agencies=agencies,
        roles=roles,
        certificate=officer.certificate or "",
        clearance=officer.clearance,
        everywhere=everywhere,
    )


def _reach(roles: frozenset[str], own: str, officer: Any) -> tuple[ScopeKind, tuple[str, ...], bool]:
    """How far the roles reach, and whether that is every agency there is.

    An administrator reaches no case at all, whatever else the roles are. Its agency is then whose registers
    and accounts it keeps: no policy shows a case in that scope.
    """
    if not roles.isdisjoint(ADMINISTRATORS):
        return "administration", (own,), False
    if Role.SUPERVISOR in roles:
        return "supervision", *reach_of_subtree(officer.region, officer.node)
    return "agency", (own,), False


@lru_cache(maxsize=4)  # every request asks for it, and building it costs more than asking
def _with_authority(day: date) -> QuerySet[Officer]:
    """Officers in service on the day, with the roles held and the valid certificate's number. To be filtered."""
    grants = in_force(RoleHeld, day).filter(officer=OuterRef("pk"), agency=OuterRef("agency_id"))
    state = (
        CertificateState.objects.filter(certificate=OuterRef("pk"), since__lte=day)
        .order_by("-since")
        .values("state")[:1]
    )
    certificates = (
        in_force(Certificate, day)
        .filter(officer=OuterRef("pk"), agency=OuterRef("agency_id"))
        .annotate(state=Subquery(state))
        .filter(Q(state__isnull=True) | Q(state="valid"))
        .order_by("number")
    )
    return (
        in_force(Officer, day)
        .filter(in_force_q(day, "agency__valid_from", "agency__valid_to"))
        .annotate(
            held=ArraySubquery(grants.values("role")),
            certificate=Subquery(certificates.values("number")[:1]),
            region=F("agency__region_id"),
        )
    )
