"""What the public sees of a decision: a redacted projection, published in time, withdrawn with a public reason.

行政处罚法 48: decisions with social effect are made public; a changed, revoked or unlawful one is withdrawn
within three working days with the reasons. 国办发〔2018〕118号: penalties within seven working days of the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yifa.access.masking import looks_like_a_name, masked_party, masked_text
from yifa.ledger.commit import commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters import discovery, paperwork, picture
from yifa.matters.clocks import SHANGHAI
from yifa.matters.committed import disclosure_fields, withdrawal_fields
from yifa.matters.dbclock import database_now
from yifa.matters.models import Act, Clock, Disclosure, Matter, Paper
from yifa.matters.payloads import ActPayload
from yifa.papers import describe
from yifa.registers.ids import new_id
from yifa.registers.models import Agency

# Payload fields of a decision that the public may read; names of people in free text are masked.
PUBLIC_FIELDS = (
    "violation_code", "conduct", "conduct_on", "evidence", "violated", "basis", "kinds", "fine_fen",
    "confiscated_income_fen", "confiscated_goods", "other_measures", "tier", "reasoning", "outcome", "remedies",
)  # fmt: skip

HELD = ("personal", "business", "state")


def prepare(act: Act, paper: Paper) -> Disclosure:
    """Make the redacted projection of a decision, not yet public. Idempotent per act."""
    existing = Disclosure.objects.filter(act=act).first()
    if existing is not None:
        return existing
    matter = Matter.objects.get(pk=act.matter_id)
    row = _projection(act, paper, matter)
    clock = Clock.objects.filter(matter=matter, name="disclosure", started_by=act).first()
    row.due_at = clock.due_at if clock else None
    row.save(force_insert=True)
    return row


def publish(matter: Matter, source_time: datetime | None = None) -> int:
    """Make what was prepared for a matter public; returns how many. A matter with a secrecy class is held back.

    `source_time` is the imported act's own time, shown as the day of publication.
    """
    now = database_now()
    count = 0
    for row in Disclosure.objects.select_for_update().filter(matter=matter, state="pending"):
        if matter.secrecy in HELD:
            row.state = "held"
            row.save(update_fields=["state"])
            continue
        row.state, row.published_at = "published", source_time or now
        _seal(row, now, "disclosure", disclosure_fields(row))
        row.save(update_fields=["state", "published_at", "bodies"])
        count += 1
    return count


def publish_due(within: timedelta) -> int:
    """Publish what falls due within that time although service is not recorded yet: the law's days run on."""
    late = Disclosure.objects.filter(state="pending", due_at__lte=database_now() + within).select_related(
        "matter"
    )
    return sum(publish(row.matter) for row in late[:500])


def _seal(row: Disclosure, now: datetime, leaf: str, fields: dict[str, Any]) -> None:
    """Commit to what was shown or taken back, and queue its leaf."""
    sealed = commit(fields)
    row.bodies = [*row.bodies, sealed.body.decode()]
    queue([leaf_row(leaf, row.pk, sealed, now)])


def _projection(act: Act, paper: Paper, matter: Matter) -> Disclosure:
    raw = picture.fetch(str(matter.pk), str(matter.agency_id))
    source = next(r for r in raw["acts"] if r["id"] == str(act.pk))
    parties = [(p["name"], p["kind"]) for p in raw["parties"] or ()]
    names = [*parties, *people_named(raw, matter)]
    content = public_content(source, matter.procedure, names)
    party = "、".join(masked_party(name, kind) for name, kind in parties) or "—"
    agency = Agency.objects.select_related("parent").get(pk=matter.agency_id).principal
    title = masked_text(matter.title, names)
    if content.get("outcome") == "penalty":  # what a decision has established is no longer suspected
        title = title.removeprefix("涉嫌")
    return Disclosure(
        id=new_id(),
        agency_id=matter.agency_id,
        matter=matter,
        act=act,
        paper_kind=paper.kind,
        code=matter.code,
        number=paper.number,
        title=title,
        agency_name=agency.name,
        party_name=party[:200],
        content=content,
        search=" ".join(
            [paper.number, matter.number, title, agency.name, party, str(content.get("conduct", ""))]
        )[:8000],
        decided_on=act.occurred_to.astimezone(SHANGHAI).date(),
    )


def people_named(raw: Mapping[str, Any], matter: Matter) -> list[tuple[str, str]]:
    """People the record names who are no parties: representatives in the register, and what acts call a person."""
    found = {str(p.subject.legal_rep) for p in matter.parties.select_related("subject")} - {""}
    for row in raw["acts"] or ():
        model = discovery.payload_model(matter.procedure, row["kind"])
        values = picture.payload_of(row, matter.procedure)
        said = {str(values.get(name) or "") for name in (model.person_fields if model else ())}
        found |= {name for name in said if looks_like_a_name(name)}
    return [(name, "natural") for name in sorted(found, key=len, reverse=True)]


def public_fields(model: type[ActPayload] | None) -> tuple[str, ...]:
    """Names of the payload fields of a decision that the public may read, in the order shown."""
    return (model.public_fields if model else ()) or PUBLIC_FIELDS


def public_content(source: dict[str, Any], procedure: str, names: list[tuple[str, str]]) -> dict[str, Any]:
    """The fields of a decision that may be shown, with people's names and identifiers masked in free text."""
    values = picture.payload_of(source, procedure)
    model = discovery.payload_model(procedure, source["kind"])
    shown = describe(model, values) if model else dict(values)
    kept: dict[str, Any] = {}
    for name in public_fields(model):
        for key in (name, f"{name}_label"):
            if shown.get(key) not in (None, "", [], ()):
                value = shown[key]
                kept[key] = masked_text(value, names) if isinstance(value, str) else value
    if (
        model and model.public_fields
    ):  # the public page knows the usual fields by name, these by their form's titles
        kept["_titles"] = {n: str(model.model_fields[n].title) for n in model.public_fields if n in kept}
    return kept


def withdraw(matter: Matter, reason: str, only: UUID | None = None) -> int:
    """Withdraw what is public, with a public reason; hold back what is not yet public. Returns how many withdrawn.

    `only` names one disclosure when the others stay.
    """
    now = database_now()
    count = 0
    rows = Disclosure.objects.select_for_update().filter(matter=matter, state__in=["published", "pending"])
    for row in rows.filter(pk=only) if only else rows:
        if row.state == "pending":
            row.state = "held"
            row.save(update_fields=["state"])
            continue
        row.state, row.withdrawn_at, row.withdrawn_reason, row.content = "withdrawn", now, reason, {}
        row.search = " ".join([row.number, row.agency_name])
        _seal(row, now, "withdrawal", withdrawal_fields(row))
        row.save(update_fields=["state", "withdrawn_at", "withdrawn_reason", "content", "search", "bodies"])
        count += 1
    return count


def reason_of(act: Act) -> str:
    """The public reason a withdrawing act gives, from its payload."""
    raw = picture.fetch(str(act.matter_id), str(act.agency_id))
    source = next(r for r in raw["acts"] if r["id"] == str(act.pk))
    values = picture.payload_of(source, act.matter.procedure)
    for name in ("public_reason", "reasons", "reason"):
        if values.get(name):
            return str(paperwork.people_free(str(values[name]), raw))
    return "依法撤回"
