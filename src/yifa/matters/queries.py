"""What screens read: lists, counts and one matter's page. Every function runs a constant number of statements.

All of them must run inside `registers.scope.scope(actor)`: row-level security decides what is there at all.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from yifa.access import may
from yifa.matters import discovery
from yifa.matters.models import Act, Alert, Approval, ClockEvent, Draft, Matter, ProtectedRead
from yifa.matters.models.drafts import ApprovalAction, DraftState
from yifa.registers.scope import Actor
from yifa.registers.words import asked_words, query

PAGE = 30
SEARCHED = 2000  # a search reaches the newest so many matters with its words; more words narrow it
NIL = UUID(int=0)  # an id that nothing has


@dataclass(frozen=True, slots=True)
class MatterFilters:
    """What a list is narrowed to; empty means everything visible."""

    text: str = ""
    agency: str = ""
    procedure: str = ""
    stage: str = ""
    handler: str = ""
    state: str = ""
    mine: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a keyset-paginated list; cursors are opaque, empty when there is nothing further."""

    rows: Sequence[Matter]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for a person: to approve, returned to them, and their own unfinished drafts."""

    waiting: Sequence[Draft] = ()
    returned: Sequence[Draft] = ()
    open: Sequence[Draft] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for the menu and the bell."""

    waiting: int = 0
    returned: int = 0
    open: int = 0
    called: int = 0

    @property
    def todo(self) -> int:
        return self.waiting + self.returned + self.open + self.called


@dataclass(frozen=True, slots=True)
class Workbench:
    """The first page of an official: counts, and open matters by days left."""

    done: int
    to_read: int
    alerts: int
    overdue: int
    rows: Sequence[Matter] = field(default_factory=tuple)
    own: bool = True


def _waiting_for(actor: Actor) -> Q:
    """Drafts at a step that one of the actor's roles decides, in the actor's own agency, not their own."""
    roles = Q(pk__in=[])
    for role in sorted(actor.roles):
        roles |= Q(waiting_roles__contains=[role])
    mine = Q(waiting_officer=None) | Q(waiting_officer_id=actor.officer_id or NIL)
    return Q(state=DraftState.SUBMITTED, agency_id=actor.agency_id or NIL) & roles & mine


def counts(actor: Actor) -> Counts:
    """How much waits for the actor. One statement, or two when the actor's post can be called on."""
    if not actor.officer_id:
        return Counts()
    mine = Q(author_id=actor.officer_id)
    states = [DraftState.OPEN, DraftState.SUBMITTED, DraftState.RETURNED]
    found = Draft.objects.filter(state__in=states).aggregate(
        waiting=Count("id", filter=_waiting_for(actor)),
        returned=Count("id", filter=mine & Q(state=DraftState.RETURNED)),
        open=Count("id", filter=mine & Q(state=DraftState.OPEN)),
    )
    return Counts(**found, called=called(actor).count())


def called(actor: Actor) -> QuerySet[Act]:
    """Acts that call on one of the actor's posts (`notify`) and that nobody in that post has answered, oldest first.

    What was asked for before a matter was closed is asked for no longer.
    """
    wanted = Q(matter__closed_at=None) | Q(occurred_to__gte=F("matter__closed_at"))
    calls = Q()
    shipped = discovery.procedures()
    for role in sorted(actor.roles):
        called_in = Q()
        for procedure in (*shipped.values(), *discovery.overlaid()):
            # An overlay calls on further posts only in the matters that it binds.
            base = shipped[procedure.id]
            kinds = [
                rule.id
                for rule in procedure.acts.values()
                if role in rule.notify and (procedure is base or role not in base.acts[rule.id].notify)
            ]
            if kinds:
                bound = Q() if procedure is base else Q(matter__version__sha256=procedure.sha256)
                called_in |= bound & Q(matter__procedure=procedure.id, kind__in=kinds)
        if called_in:
            since = Act.objects.filter(
                matter=OuterRef("matter"), seq__gt=OuterRef("seq"), actors__contains=[{"role": role}]
            )
            calls |= Q(~Exists(since)) & called_in
    if not calls:
        return Act.objects.none()
    return (
        Act.objects.filter(calls, wanted, agency_id=actor.agency_id or NIL, matter__archived_at=None)
        .select_related("matter")
        .order_by("occurred_to", "id")
    )


def inbox(actor: Actor, limit: int = 200) -> Inbox:
    """Drafts that wait for the actor, those longest waiting first. One statement."""
    if not actor.officer_id:
        return Inbox()
    mine = Q(author_id=actor.officer_id, state__in=[DraftState.RETURNED, DraftState.OPEN])
    rows = list(
        Draft.objects.filter(_waiting_for(actor) | mine)
        .select_related("matter", "author", "agency")
        .order_by(F("waiting_since").asc(nulls_last=True), "updated_at")[:limit]
    )
    return Inbox(
        waiting=[d for d in rows if d.state == DraftState.SUBMITTED],
        returned=[d for d in rows if d.state == DraftState.RETURNED],
        open=[d for d in rows if d.state == DraftState.OPEN],
    )


def handled(actor: Actor, limit: int = 100) -> Sequence[Draft]:
    """What the actor submitted or decided, newest first. One statement."""
    decided = Approval.objects.filter(
        officer_id=actor.officer_id or NIL, action__in=[ApprovalAction.APPROVE, ApprovalAction.RETURN]
    ).values("draft_id")
    mine = Q(author_id=actor.officer_id or NIL, state__in=[DraftState.DONE, DraftState.SUBMITTED])
    rows = Draft.objects.filter(mine | Q(pk__in=decided)).select_related("matter", "author")
    return list(rows.order_by("-updated_at")[:limit])


def my_matters(actor: Actor) -> Q:
    """Matters in which the actor is a handler (承办人), first or second."""
    me = actor.officer_id
    return (Q(handler_id=me) | Q(handlers__contains=[me])) if me else Q(pk__in=[])


def my_part(actor: Actor) -> Q:
    """Matters in which the actor has had any part: handling, drafting, approving, reviewing, or being named."""
    me = actor.officer_id
    if not me:
        return Q(pk__in=[])
    return my_matters(actor) | Q(involved__contains=[me]) | Q(known_to__contains=[me])


def news(actor: Actor, days: int = 7) -> QuerySet[Act]:
    """What others did on the actor's open matters in the last days, newest first (待阅)."""
    since = timezone.now() - timedelta(days=days)
    mine = Matter.objects.filter(my_matters(actor), agency_id=actor.agency_id or NIL, closed_at=None)
    return (
        Act.objects.filter(matter__in=mine, recorded_at__gte=since)
        .annotate(entered=Coalesce("source_recorded_at", "recorded_at"))
        .filter(entered__gte=since)
        .exclude(actors__contains=[{"officer_id": actor.officer_id}])
        .select_related("matter")
        .order_by("-recorded_at")
    )


def looks_at_mine(actor: Actor, days: int = 7) -> QuerySet[ProtectedRead]:
    """Who looked into the actor's open matters in the last days, newest first: those who handle a case are told."""
    mine = Matter.objects.filter(my_matters(actor), agency_id=actor.agency_id or NIL, closed_at=None)
    rows = ProtectedRead.objects.filter(
        matter__in=mine, recorded_at__gte=timezone.now() - timedelta(days=days)
    ).exclude(officer_id=actor.officer_id or NIL)
    return rows.select_related("matter", "reader_agency").order_by("-recorded_at", "-id")


def clock_news(actor: Actor, days: int = 7) -> QuerySet[ClockEvent]:
    """Deadlines of the actor's open matters that were counted again in the last days, newest first."""
    mine = Matter.objects.filter(my_matters(actor), agency_id=actor.agency_id or NIL, closed_at=None)
    return (
        ClockEvent.objects.filter(event="recompute", recorded_at__gte=timezone.now() - timedelta(days=days))
        .filter(clock__matter__in=mine)
        .select_related("clock__matter")
        .order_by("-recorded_at", "-id")
    )


def open_alerts(actor: Actor) -> QuerySet[Alert]:
    """Open alerts: of the whole agency for heads, reviewers and supervisors; of their own matters for others."""
    rows = Alert.objects.filter(state="open").select_related("matter", "agency").order_by("-raised_at", "-id")
    if may(actor, "matters.see_agency"):
        return rows
    mine = Matter.objects.filter(my_matters(actor), agency_id=actor.agency_id or NIL)
    return rows.filter(matter__in=mine)


def overdue(actor: Actor, now: datetime) -> QuerySet[Matter]:
    """Open matters past their nearest deadline, in the same range as `open_alerts`."""
    rows = Matter.objects.filter(closed_at=None, due_at__lt=now).select_related("agency", "handler")
    if not may(actor, "matters.see_agency"):
        rows = rows.filter(my_matters(actor), agency_id=actor.agency_id or NIL)
    return rows.order_by("due_at", "id")


def workbench(actor: Actor, now: datetime, limit: int = 40) -> Workbench:
    """Counts and open matters by days left: one's own, or the agency's for those who have none. ≤ 8 statements."""
    rows = by_due(my_matters(actor) & Q(agency_id=actor.agency_id or NIL), limit)
    own = bool(rows) or not may(actor, "matters.see_agency")
    if not own:
        rows = by_due(Q(), limit)
    done = Draft.objects.filter(Q(author_id=actor.officer_id or NIL), state=DraftState.DONE).count()
    decided = Approval.objects.filter(
        officer_id=actor.officer_id or NIL, action__in=[ApprovalAction.APPROVE, ApprovalAction.RETURN]
    )
    return Workbench(
        done=done + decided.count(),
        to_read=news(actor).count() + clock_news(actor).count() + looks_at_mine(actor).count(),
        alerts=open_alerts(actor).count(),
        overdue=overdue(actor, now).count(),
        rows=rows,
        own=own,
    )


def by_due(wanted: Q, limit: int) -> Sequence[Matter]:
    """Open matters, those due first on top, those without a deadline last. One statement."""
    rows = Matter.objects.filter(wanted, closed_at=None).select_related("agency", "handler")
    return list(rows.order_by(F("due_at").asc(nulls_last=True), "id")[:limit])


def matter_list(filters: MatterFilters, cursor: str = "", size: int = PAGE) -> Listing:
    """Matters newest first, one page from an opaque cursor. One statement; a broken cursor means the first page."""
    rows = _narrowed(filters).select_related("agency", "handler")
    way, at = _decode(cursor)
    if at is None:
        page = list(rows.order_by("-opened_at", "-id")[: size + 1])
        return _listing(page[:size], more=len(page) > size, earlier=False)
    moment, key = at
    if way == "n":
        older = rows.filter(Q(opened_at__lt=moment) | Q(opened_at=moment, id__lt=key))
        page = list(older.order_by("-opened_at", "-id")[: size + 1])
        return _listing(page[:size], more=len(page) > size, earlier=True)
    newer = rows.filter(Q(opened_at__gt=moment) | Q(opened_at=moment, id__gt=key))
    page = list(newer.order_by("opened_at", "id")[: size + 1])
    return _listing(page[:size][::-1], more=True, earlier=len(page) > size)


def _narrowed(filters: MatterFilters) -> QuerySet[Matter]:
    rows = Matter.objects.all()
    if filters.text:
        rows = rows.filter(pk__in=_with_words(filters.text))
    if _is_id(filters.agency):
        rows = rows.filter(agency_id=filters.agency)
    if _is_id(filters.handler):
        rows = rows.filter(Q(handler_id=filters.handler) | Q(handlers__contains=[filters.handler]))
    if filters.procedure:
        rows = rows.filter(procedure=filters.procedure)
    if filters.stage:
        rows = rows.filter(stage=filters.stage)
    return _in_state(rows, filters.state)


def _with_words(text: str) -> RawSQL:
    """Ids of the newest matters with all the words, found by the index and within the scope (matter_search)."""
    asked = query(asked_words(text), begun=True)
    return RawSQL("SELECT matter_search(%s::tsquery, %s)", [asked, SEARCHED])


def _in_state(rows: QuerySet[Matter], state: str) -> QuerySet[Matter]:
    now = timezone.now()
    if state == "open":
        return rows.filter(closed_at=None)
    if state == "overdue":
        return rows.filter(closed_at=None, due_at__lt=now)
    if state == "near":
        return rows.filter(closed_at=None, due_at__gte=now, due_at__lt=now + timedelta(days=8))
    if state == "suspended":
        return rows.filter(closed_at=None, suspended=True)
    if state == "closed":
        return rows.filter(closed_at__isnull=False, archived_at=None)
    if state == "archived":
        return rows.filter(archived_at__isnull=False)
    return rows


def _listing(rows: Sequence[Matter], *, more: bool, earlier: bool) -> Listing:
    if not rows:
        return Listing(rows)
    return Listing(
        rows,
        next=_encode("n", rows[-1]) if more else "",
        previous=_encode("p", rows[0]) if earlier else "",
    )


def _encode(way: str, row: Matter) -> str:
    return (
        base64.urlsafe_b64encode(f"{way}|{row.opened_at.isoformat()}|{row.pk}".encode()).decode().rstrip("=")
    )


def _decode(cursor: str) -> tuple[str, tuple[datetime, UUID] | None]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        way, moment, key = text.split("|")
        at = datetime.fromisoformat(moment)
        if way not in ("n", "p") or at.tzinfo is None:
            return "", None
        return way, (at, UUID(key))
    except (ValueError, binascii.Error, UnicodeError):
        return "", None


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def find_matter(matter_id: Any) -> Matter | None:
    """The matter with what a page's head shows, or None when it is not there or not visible. One statement."""
    if not _is_id(str(matter_id)):
        return None
    rows = Matter.objects.select_related("version", "agency", "handler", "parent")
    return rows.filter(pk=matter_id).first()
