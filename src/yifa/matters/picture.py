"""Load a matter's picture for the gates: one statement, run as the fact reader inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from yifa.law.view import (
    ActorView,
    ActView,
    AgencyView,
    ApprovalView,
    CertificateView,
    ChildView,
    ClockView,
    ExhibitView,
    MandateView,
    MatterView,
    OfficerView,
    PaperView,
    PartyView,
    PastMatter,
    VerificationView,
)
from yifa.matters import discovery
from yifa.matters.models import Matter
from yifa.registers import lawbook
from yifa.registers.models.mandates import split_codes


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _stamp(row: Sequence[Any] | None) -> str | None:
    """The law book's stamp in the form `lawbook.law_stamp` gives it."""
    return f"{row[0]}:{datetime.fromisoformat(row[1]).isoformat()}" if row else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def fetch(
    matter_id: str | None,
    agency_id: str,
    officer_ids: Iterable[str] = (),
    subject_ids: Iterable[str] = (),
    draft_id: str | None = None,
    *,
    asker: str = "",
    kind: str = "",
) -> dict[str, Any]:
    """The raw picture as JSON values. One SQL statement.

    `held` says whether `draft_id` is a draft of somebody else than `asker` (an officer), of another act than `kind`
    or of another matter, at whatever agency.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT matter_picture(%s, %s, %s::uuid[], %s::uuid[], %s)::text, draft_held(%s, %s, %s, %s)",
            [
                *(matter_id, agency_id, list(officer_ids), list(subject_ids), draft_id),
                *(draft_id, asker or None, kind, matter_id),
            ],
        )
        row = cursor.fetchone()
    data: dict[str, Any] = json.loads(row[0])
    data["held"] = bool(row[1])
    return data


def held(draft_id: str, asker: str, kind: str, matter_id: str | None) -> bool:
    """Whether a new draft may not have that id, because a draft somewhere has it. One SQL statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT draft_held(%s, %s, %s, %s)", [draft_id, asker or None, kind, matter_id])
        found: bool = cursor.fetchone()[0]
    return found


def head(matter: Matter) -> dict[str, Any]:
    """What `build` needs to know of the matter's own row."""
    return {
        "id": str(matter.pk),
        "kind": matter.procedure,
        "stage": matter.stage,
        "suspended": matter.suspended,
        "number": matter.number,
        "handlers": [str(h) for h in matter.handlers],
        "opened_at": matter.opened_at,
    }


def build(
    raw: Mapping[str, Any],
    *,
    matter: Mapping[str, Any],
    as_at: datetime | None = None,
    extra_parties: Sequence[PartyView] = (),
) -> MatterView:
    """The view that gates see, from the raw picture. `matter` gives id, kind, stage, suspended, number, …

    `as_at` decides which roles count as held (default: now by the database's clock).
    """
    now = datetime.fromisoformat(raw["now"])
    moment = timezone.localtime(as_at or now)
    agency = raw["agency"] or {}
    return MatterView(
        id=matter["id"],
        kind=matter["kind"],
        stage=matter["stage"],
        suspended=matter.get("suspended", False),
        number=matter.get("number", ""),
        handlers=tuple(matter.get("handlers", ())),
        opened_at=matter.get("opened_at") or moment,
        agency=_agency(raw),
        as_at=moment,
        known_at=now,
        law=lawbook.current(_stamp(raw["lawbook"])),
        acts=_acts(raw["acts"] or (), matter["kind"]),
        parties=_merged(raw["parties"] or (), extra_parties),
        officers={o["id"]: _officer(o, agency.get("id", ""), moment.date()) for o in raw["officers"] or ()},
        clocks=tuple(_clock(c) for c in raw["clocks"] or ()),
        exhibits=tuple(
            ExhibitView(e["id"], e["act"], e["kind"], e["title"], e["sha256"]) for e in raw["exhibits"] or ()
        ),
        papers=tuple(
            PaperView(p["id"], p["act"], p["kind"], p["title"], p["number"]) for p in raw["papers"] or ()
        ),
        approvals=tuple(_approval(a) for a in raw["approvals"] or ()),
        children=tuple(
            ChildView(c["id"], c["procedure"], c["stage"], c["facts"] or {}, _moment(c["closed"]))
            for c in raw["children"] or ()
        ),
        parent=_parent(raw, moment, now),
        history=tuple(_past(h) for h in raw["history"] or ()),
        facts=raw["facts"] or {},
    )


def _parent(raw: Mapping[str, Any], moment: datetime, now: datetime) -> MatterView | None:
    """The matter that spawned this one, of the same agency, without what gates of a child do not ask of it."""
    row = raw.get("parent")
    if not row:
        return None
    agency_id = (raw["agency"] or {}).get("id", "")
    return MatterView(
        id=row["id"],
        kind=row["procedure"],
        stage=row["stage"],
        suspended=row["suspended"],
        number=row["number"],
        handlers=tuple(str(h) for h in row["handlers"] or ()),
        opened_at=datetime.fromisoformat(row["opened"]),
        agency=_agency(raw),
        as_at=moment,
        known_at=now,
        law=lawbook.current(_stamp(raw["lawbook"])),
        acts=_acts(row["acts"] or (), row["procedure"]),
        parties=_merged(row["parties"] or (), ()),
        officers={o["id"]: _officer(o, agency_id, moment.date()) for o in raw["officers"] or ()},
        facts=row["facts"] or {},
    )


def _agency(raw: Mapping[str, Any]) -> AgencyView:
    row = raw["agency"] or {}
    return AgencyView(
        id=row.get("id", ""),
        name=row.get("name", ""),
        regions=tuple(raw["regions"] or ()),
        sector=row.get("sector", ""),
        kind=row.get("kind", "statutory"),
        level=row.get("level") or 0,
        principal=row.get("principal") or "",
        mandates=tuple(_mandate(m) for m in row.get("mandates") or ()),
        verifications=tuple(_verification(v) for v in row.get("verifications") or ()),
        verifying_since=_day(row.get("verifying")),
    )


def _verification(row: Mapping[str, Any]) -> VerificationView:
    return VerificationView(
        year=row["year"],
        result=row["result"],
        valid_from=date.fromisoformat(row["from"]),
        valid_to=_day(row["to"]),
        document=row["document"],
    )


def _mandate(row: Mapping[str, Any]) -> MandateView:
    return MandateView(
        kind=row["kind"],
        type=row["type"],
        document=row["document"],
        valid_from=date.fromisoformat(row["from"]),
        valid_to=_day(row["to"]),
        codes=split_codes(row["codes"]),
        grantor=row["grantor"] or "",
        grantor_kind=row["grantor_kind"] or "",
        published_on=_day(row["published"]),
        evaluated_on=_day(row["evaluated"]),
    )


def _acts(rows: Sequence[Mapping[str, Any]], kind: str) -> tuple[ActView, ...]:
    """Acts with their corrected state: a superseded or voided act names its correction, mended texts read as mended."""
    payloads = {row["id"]: payload_of(row, kind) for row in rows}
    superseded = {row["corrects"]: row["id"] for row in rows if row["corrects"]}
    procedure = discovery.procedures().get(kind)
    for row in rows:
        rule = procedure.acts.get(row["kind"]) if procedure else None
        if rule is not None and "target" in rule.project:
            _mend(row["id"], payloads, rule.project, superseded)
    return tuple(_act(row, payloads[row["id"]], superseded.get(row["id"])) for row in rows)


def _mend(
    act_id: str,
    payloads: Mapping[str, dict[str, Any]],
    project: Mapping[str, str],
    superseded: dict[str, str],
) -> None:
    """Apply a correcting act (更正): void the whole target, or put its named texts right. Only texts are mended so."""
    correction = payloads[act_id]
    target = str(correction.get(project["target"]))
    if target not in payloads:
        return
    if correction.get(project.get("void", "")):
        superseded[target] = act_id
        return
    for change in correction.get(project.get("corrections", "")) or ():
        if isinstance(payloads[target].get(change.get("field")), str):
            payloads[target][change["field"]] = change.get("new", "")


def _act(row: Mapping[str, Any], payload: Mapping[str, Any], corrected_by: str | None) -> ActView:
    return ActView(
        id=row["id"],
        seq=row["seq"],
        kind=row["kind"],
        payload=payload,
        occurred_from=datetime.fromisoformat(row["from"]),
        occurred_to=datetime.fromisoformat(row["to"]),
        recorded_at=datetime.fromisoformat(row["recorded"]),
        actors=tuple(
            ActorView(x.get("officer_id", ""), x.get("name", ""), x.get("role", ""), x.get("certificate", ""))
            for x in row["actors"]
        ),
        corrects=row["corrects"],
        corrected_by=corrected_by,
        mode=row["mode"],
    )


def payload_of(row: Mapping[str, Any], procedure: str) -> dict[str, Any]:
    """Payload values of a raw act row in today's shape; empty when the body was erased."""
    if not row["body"]:
        return {}
    values = {name[8:]: value for _, name, value in row["body"] if name.startswith("payload.")}
    model = discovery.payload_model(procedure, row["kind"])
    if model is not None and row["schema"] < model.schema_version:
        return model.upcast(values, row["schema"])
    return values


def _merged(rows: Sequence[Mapping[str, Any]], extra: Sequence[PartyView]) -> tuple[PartyView, ...]:
    """Parties entered before, and those the proposal would enter."""
    known = [_party(row) for row in rows]
    seen = {(p.subject_id, p.role) for p in known}
    return (*known, *(p for p in extra if (p.subject_id, p.role) not in seen))


def _party(row: Mapping[str, Any]) -> PartyView:
    return PartyView(
        subject_id=row["subject"],
        name=row["name"],
        role=row.get("role", "party"),
        kind=row["kind"],
        identifier=row["identifier"] or "",
        birth_date=_day(row["birth_date"]),
    )


def party_views(raw: Mapping[str, Any], roles: Mapping[str, str]) -> tuple[PartyView, ...]:
    """Parties about to be entered: register subjects named in a proposal, with the role it gives them."""
    return tuple(_party({**row, "role": roles.get(row["subject"], "party")}) for row in raw["subjects"] or ())


def _officer(row: Mapping[str, Any], agency_id: str, day: date) -> OfficerView:
    serves = _in_force(row, day)
    return OfficerView(
        id=row["id"],
        name=row["name"],
        agency_id=row["agency"],
        roles=tuple(
            g["role"]
            for g in row["grants"] or ()
            if serves and not row["auxiliary"] and g["agency"] == agency_id and _in_force(g, day)
        ),
        certificates=tuple(_certificate(c) for c in row["certificates"] or ()),
        legal_qualified=row["legal"],
        auxiliary=row["auxiliary"],
        in_service=serves,
        reviewing_since=_day(row["reviewing"]),
    )


def _in_force(row: Mapping[str, Any], day: date) -> bool:
    start, end = _day(row["from"]), _day(row["to"])
    return (start is None or start <= day) and (end is None or day <= end)


def _certificate(row: Mapping[str, Any]) -> CertificateView:
    return CertificateView(
        number=row["number"],
        agency_id=row["agency"],
        valid_from=date.fromisoformat(row["from"]),
        valid_to=date.fromisoformat(row["to"]),
        states=tuple((date.fromisoformat(since), state) for since, state in row["states"] or ()),
    )


def _clock(row: Mapping[str, Any]) -> ClockView:
    return ClockView(
        name=row["name"],
        figure_id=row["figure"],
        started_at=datetime.fromisoformat(row["started"]),
        due_at=_moment(row["due"]),
        provisional=row["provisional"],
        ended_at=_moment(row["ended"]),
        paused=row["paused"],
    )


def _approval(row: Mapping[str, Any]) -> ApprovalView:
    return ApprovalView(
        step=row["step"],
        action=row["action"],
        officer_id=row["officer"] or "",
        role=row["role"],
        at=datetime.fromisoformat(row["at"]),
        certificate=row["certificate"],
    )


def _past(row: Mapping[str, Any]) -> PastMatter:
    return PastMatter(
        matter_id=row["id"],
        kind=row["procedure"],
        agency_id=row["agency"],
        agency_name=row["agency_name"],
        number=row["number"],
        stage=row["stage"],
        subject_id=row["subject"],
        facts=row["facts"] or {},
        opened_at=datetime.fromisoformat(row["opened"]),
        closed_at=_moment(row["closed"]),
    )
