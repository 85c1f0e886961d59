"""Looking into what is not one's own work: may the actor, does it need a reason, and who has looked.

`access` decides from plain data; here that data is read. For those who work on a case it is on the case's own row and
costs no statement. For others it is looked up: what serves the case, drafts that wait, calls on their post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from yifa.access import Case, Denied, Verdict, access_matter, access_subject, require
from yifa.access.masking import masked_party, masked_text
from yifa.ledger.commit import commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters import queries
from yifa.matters.committed import look_fields
from yifa.matters.dbclock import database_now
from yifa.matters.models import (
    ActBody,
    Alert,
    Draft,
    Exhibit,
    Matter,
    Paper,
    Party,
    ProtectedRead,
    ReadReason,
    StoredFile,
)
from yifa.matters.models.drafts import DraftState
from yifa.matters.request import ids_in
from yifa.registers.change import history
from yifa.registers.models import Subject
from yifa.registers.scope import Actor

Door = Callable[[Actor, Case], Verdict]
LONGEST = 500


class NeedsReason(Denied):
    """It may be seen, once a reason is given: of what kind it is, its id and how to call it."""

    def __init__(self, what: str, object_id: Any, title: str, why: str) -> None:
        super().__init__(f"查看“{title}”须写明理由：{why}。", "写明理由后继续查看，查看情况会被记录")
        self.kind, self.object_id, self.title, self.why = what, str(object_id), title, why


def part_in(matter: Matter) -> frozenset[str]:
    """Ids of those who have a part in the matter itself, by what its own row says."""
    return frozenset(map(str, (*matter.involved, *matter.handlers, *matter.known_to)))


def case_of(actor: Actor, matter: Matter) -> Case:
    """What decides whether the actor may see the matter. No statement for those with a part in it, else three."""
    part = part_in(matter)
    agency, secrecy = str(matter.agency_id), str(matter.secrecy)
    if actor.officer_id in part or not actor.officer_id:
        return Case(agency, secrecy, part)
    near = Q(parent_id=matter.pk) | Q(pk=matter.parent_id)
    for rows in Matter.objects.filter(near).values_list("involved", "handlers", "known_to"):
        part |= {str(i) for row in rows for i in row}
    waiting: set[str] = set()
    drafts = Draft.objects.filter(
        Q(matter_id=matter.pk) | Q(matter__parent_id=matter.pk), state=DraftState.SUBMITTED
    )
    for roles, officer in drafts.values_list("waiting_roles", "waiting_officer_id"):
        if officer is None or str(officer) == actor.officer_id:
            waiting |= set(roles)
    if waiting.isdisjoint(actor.roles) and queries.called(actor).filter(matter_id=matter.pk).exists():
        waiting |= actor.roles
    return Case(agency, secrecy, part, frozenset(waiting))


def look_at_matter(actor: Actor, matter: Matter, door: Door = access_matter) -> None:
    """Let the actor in, or raise Denied, or NeedsReason when none was given today."""
    title = matter.number or "未立案的事项"
    _look(actor, door(actor, case_of(actor, matter)), ProtectedRead.What.MATTER, matter.pk, title)


def look_at_draft(actor: Actor, draft: Draft) -> None:
    """The same for a draft: its authors and whoever it waits for, or those of its matter."""
    mine = {str(draft.author_id), *map(str, draft.co_handlers)}
    if draft.matter is not None:
        if actor.officer_id not in mine:
            look_at_matter(actor, draft.matter)
        return
    passed_on = draft.waiting_officer_id is not None and str(draft.waiting_officer_id) != actor.officer_id
    waiting = frozenset(() if passed_on else draft.waiting_roles)
    mine |= set(map(str, draft.approvals.values_list("officer_id", flat=True)))
    case = Case(str(draft.agency_id), str(draft.secrecy), frozenset(mine), waiting)
    _look(actor, access_matter(actor, case), ProtectedRead.What.DRAFT, draft.pk, "新登记事项的拟稿")


def look_at_file(actor: Actor, file: StoredFile, door: Door, within: str = "") -> None:
    """The same for a stored file: that of the case it is evidence or a paper of, else one's own upload.

    `within` is the id of the case on whose page it was met, for files attached to a record or a draft of it.
    """
    holding = (
        Exhibit.objects.select_related("matter").filter(file=file).first()
        or Paper.objects.select_related("matter").filter(file=file).first()
    )
    if holding is not None:
        look_at_matter(actor, holding.matter, door)
        return
    matter = queries.find_matter(within) if within else None
    if matter is not None and _names(matter, str(file.pk)):
        look_at_matter(actor, matter, door)
        return
    case = Case(str(file.agency_id), str(file.secrecy), frozenset({str(file.uploaded_by_id or "")}))
    _look(actor, door(actor, case), ProtectedRead.What.FILE, file.pk, "尚未归入案件的上传文件")


def _names(matter: Matter, file_id: str) -> bool:
    """Whether a record or a draft of the matter names the file. Two statements."""
    bodies = ActBody.objects.filter(act__matter=matter).exclude(body=None).values_list("body", flat=True)
    if any(file_id.encode() in bytes(body or b"") for body in bodies):
        return True
    drafts = Draft.objects.filter(matter=matter).values_list("payload", flat=True)
    return any(file_id in ids_in(payload) for payload in drafts)


def sees_whole(actor: Actor, subject: Subject) -> bool:
    """Whether a party's numbers are shown: to those with a part in one of its cases, to whoever gave a reason today,

    and to whoever registered or corrected the entry today: they have just typed it.
    """
    mine = queries.my_part(actor)
    own = Matter.objects.filter(mine, parties__subject=subject, agency_id__in=actor.agencies).exists()
    cases = [Case(actor.agency_id, involved=frozenset({actor.officer_id}))] if own else []
    verdict = access_subject(actor, cases)
    if not verdict or not verdict.ask_why or told_today(actor, subject.pk):
        return bool(verdict)
    own_entries = history(Subject, subject.pk).filter(actor_officer=actor.officer_id)
    return bool(actor.officer_id) and own_entries.filter(at__gte=_holds_since(timezone.now())).exists()


def look_at_subject(actor: Actor, subject: Subject) -> None:
    """Let the actor see the party whole, or raise Denied or NeedsReason."""
    require(actor, "subjects.read")
    if not sees_whole(actor, subject):
        raise NeedsReason(
            ProtectedRead.What.SUBJECT,
            subject.pk,
            masked_party(subject.name, subject.kind),
            "您没有办理该当事人的案件",
        )


def _look(actor: Actor, verdict: Verdict, what: str, object_id: Any, title: str) -> None:
    if not verdict.allowed:
        raise Denied(f"不能查看：{verdict.why}。", "确需查看的，请联系承办机关负责人")
    if verdict.ask_why and not told_today(actor, object_id):
        raise NeedsReason(what, object_id, title, verdict.why)


def told_today(actor: Actor, object_id: Any) -> bool:
    """Whether the actor gave a reason for this that still holds. One statement."""
    if not actor.officer_id:
        return False
    told = ProtectedRead.objects.filter(officer_id=actor.officer_id, object_id=object_id)
    return told.filter(recorded_at__gte=_holds_since(timezone.now())).exists()


def _holds_since(now: datetime) -> datetime:
    """A reason holds until the day ends, or for as many hours as the setting says."""
    hours = settings.YIFA_READ_REASON_HOURS
    if hours is not None:
        return now - timedelta(hours=hours)
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time()))


def give_reason(actor: Actor, what: str, object_id: Any, kind: str, reason: str) -> ProtectedRead:
    """Record why the actor looks at it. Raises ValidationError (Chinese, by field), Denied where nothing opens it."""
    reason = reason.strip()
    errors: dict[str, str] = {}
    if kind not in ReadReason.values:
        errors["kind"] = "请选择事由"
    if len(reason) < 2:
        errors["reason"] = "请写明理由"
    elif len(reason) > LONGEST:
        errors["reason"] = f"理由最多 {LONGEST} 字"
    elif any(ord(c) < 32 and c not in "\r\n\t" or 0xD800 <= ord(c) < 0xE000 for c in reason):
        errors["reason"] = "含有不可见的控制字符，请重新输入"
    if errors:
        raise ValidationError(errors)
    agency_id, matter_id, secrecy = _place(actor, what, object_id)
    row = ProtectedRead(
        agency_id=agency_id,
        secrecy=secrecy,
        matter_id=matter_id,
        what=what,
        object_id=UUID(str(object_id)),
        reason_kind=kind,
        reason=reason,
        officer_id=actor.officer_id,
        name=actor.name,
        reader_agency_id=actor.agency_id,
        recorded_at=database_now(),
    )
    sealed = commit(look_fields(row))
    row.body = sealed.body
    row.save(force_insert=True)
    queue([leaf_row("look", row.pk, sealed, row.recorded_at)])
    return row


def _place(actor: Actor, what: str, object_id: Any) -> tuple[str, UUID | None, str]:
    """Agency, matter and class of what is looked at; Denied when the actor may not see it at all."""
    require(actor, "matters.read")
    found: Any = None
    try:
        if what == ProtectedRead.What.MATTER:
            found = Matter.objects.filter(pk=object_id).first()
        elif what == ProtectedRead.What.DRAFT:
            found = Draft.objects.filter(pk=object_id).first()
        elif what == ProtectedRead.What.FILE:
            found = StoredFile.objects.filter(pk=object_id).first()
        elif what == ProtectedRead.What.SUBJECT and Subject.objects.filter(pk=object_id).exists():
            return actor.agency_id, None, "ordinary"
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise Denied("没有找到要查看的内容，或者它不在您可以查看的范围内。", "从案件页面重新打开")
    verdict = access_matter(actor, Case(str(found.agency_id)))
    if not verdict:
        raise Denied(f"不能查看：{verdict.why}。", "确需查看的，请联系承办机关负责人")
    matter_id = found.pk if what == ProtectedRead.What.MATTER else None
    return str(found.agency_id), matter_id, str(found.secrecy)


def looks_at(matter: Matter) -> QuerySet[ProtectedRead]:
    """Who looked into the matter without a part in it, newest first."""
    rows = ProtectedRead.objects.filter(matter=matter).select_related("reader_agency")
    return rows.order_by("-recorded_at", "-id")


def veil(actor: Actor, matters: Iterable[Matter], alerts: Iterable[Alert] = ()) -> None:
    """Mask the people named in matters that the actor has no part in, on these objects, for showing. One statement.

    `alerts` are of these matters: what they say is masked as well.
    """
    others: dict[Any, list[Matter]] = {}
    for matter in matters:
        if actor.officer_id not in part_in(matter):
            others.setdefault(matter.pk, []).append(matter)
    if not others:
        return
    named: dict[Any, list[tuple[str, str, str]]] = {}
    parties = Party.objects.filter(matter_id__in=others).order_by("position")
    for matter_id, name, kind, role in parties.values_list("matter_id", "name", "kind", "role"):
        named.setdefault(matter_id, []).append((name, kind, role))
    for pk, same in others.items():
        people = named.get(pk, [])
        shown = "、".join(masked_party(name, kind) for name, kind, role in people if role == "party")
        for matter in same:
            if any(kind == "natural" for _, kind, _ in people):
                matter.party_names = shown[:200]
            matter.title = veiled_text(matter.title, people)
    for alert in alerts:
        if alert.matter_id in others:
            alert.message = veiled_text(alert.message, named.get(alert.matter_id, []))


def veiled_text(text: str, people: Iterable[tuple[str, str, str]]) -> str:
    """A text about a matter with its people masked."""
    return masked_text(text, [(name, kind) for name, kind, _ in people])
