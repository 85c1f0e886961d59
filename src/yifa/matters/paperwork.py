"""From an act to the data its papers print, and from data to stored PDF bytes that are never rendered again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pikepdf
from django.conf import settings

from yifa.ledger import bundle
from yifa.ledger.commit import commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters import discovery, files, picture, proofs
from yifa.matters.committed import paper_fields
from yifa.matters.dbclock import database_now
from yifa.matters.models import Act, Approval, Matter, Paper
from yifa.matters.models.papers import PaperState
from yifa.papers import PaperError, Person, describe, render
from yifa.papers.printed import printed_fields
from yifa.registers.models import Agency, Officer, Role, Subject

SHANGHAI_DAY = "%Y-%m-%d"


def public_url() -> str:
    """The address of the public site, without a slash at its end."""
    return str(getattr(settings, "YIFA_PUBLIC_URL", "")).rstrip("/")


def case_url(code: str) -> str:
    """Public address of a matter's code page, printed as QR on served papers."""
    return f"{public_url()}/c/{code}"


class NotYetProved(Exception):
    """The act of a served paper stands in no published checkpoint yet: `sequencer.catch_up` outside, then again."""


def make(paper: Paper) -> Paper:
    """Render a queued paper once and store its bytes. Idempotent: a ready paper is returned as it is.

    A template that fails leaves the paper `failed` with the problem in words; the effect is retried. A paper that is
    served carries the proof of its act, and the checkpoint in its foot: NotYetProved when there is none.
    """
    if paper.state == PaperState.READY:
        return paper
    matter = Matter.objects.get(pk=paper.matter_id)
    institution = matter.procedure.partition(".")[0]
    rule = discovery.for_matter(Matter.objects.select_related("version").get(pk=matter.pk)).papers[paper.kind]
    template = f"{institution}/{rule.template}"
    proof = proof_for(paper, matter, template) if paper.served else None
    data = paper_data(paper, matter)
    if proof is not None:
        data["paper"]["checkpoint"] = _checkpoint_data(proof)
    attached = (f"证明-{matter.code}.json", bundle.encode(proof)) if proof is not None else None
    try:
        content = render(template, data, proof=attached)
    except PaperError as error:
        paper.state, paper.problem = PaperState.FAILED, str(error)[:400]
        paper.save(update_fields=["state", "problem"])
        return paper
    return keep(paper, content)


def proof_for(paper: Paper, matter: Matter, template: str) -> dict[str, Any]:
    """The bundle that travels inside a served paper. Raises NotYetProved."""
    kind = Act.objects.values_list("kind", flat=True).get(pk=paper.act_id)
    found = proofs.bundle_of("act", paper.act_id, openable_on(template, matter.procedure, kind))
    if found is None:
        raise NotYetProved
    return found


def openable_on(template: str, procedure: str, kind: str) -> set[str]:
    """Names of an act's fields that the copy handed to the party opens: what, when, and what the paper says.

    Of the payload that is what the template prints, and what the public page would show anyway. What the paper does
    not say (how often before, who approved a deviation) stays closed: the copy proves itself and nothing more. Names
    of people (`person_fields`) stay closed even where they are printed: they may be a third person's, and an
    attachment is copied and searched without anybody looking at the page.
    """
    from yifa.matters.disclosure import public_fields

    model = discovery.payload_model(procedure, kind)
    if model is None:
        return set(proofs.PUBLIC_ACT)
    fields = model.model_fields.keys()
    shown = printed_fields(template, fields) | (fields & set(public_fields(model)))
    return {*proofs.PUBLIC_ACT, *(f"payload.{name}" for name in shown - model.person_fields)}


def _checkpoint_data(proof: Mapping[str, Any]) -> dict[str, str]:
    seen = proofs.printed(proof)
    return {"size": str(seen.size), "digest": seen.digest, "url": f"{public_url()}/verify/"}


def keep(paper: Paper, content: bytes) -> Paper:
    """Store the bytes of a paper and its leaf."""
    name = f"{paper.title}{paper.number}.pdf"
    stored = files.store(
        content,
        name=name,
        media_type="application/pdf",
        agency_id=str(paper.agency_id),
        secrecy=paper.secrecy,
    )
    now = database_now()
    paper.file, paper.sha256, paper.state, paper.problem = (
        stored,
        hashlib.sha256(content).hexdigest(),
        PaperState.READY,
        "",
    )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        paper.pages = len(pdf.pages)
    paper.made_at = now
    sealed = commit(paper_fields(paper, stored))
    paper.body = sealed.body
    paper.save(update_fields=["file", "sha256", "state", "problem", "pages", "made_at", "body"])
    queue([leaf_row("paper", paper.pk, sealed, now)])
    return paper


def paper_data(paper: Paper, matter: Matter, raw: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Everything a template may print, as JSON values. `raw` is given for a preview, where the act is still a draft."""
    raw = raw or picture.fetch(str(matter.pk), str(matter.agency_id), draft_id=str(paper.act_id))
    rows = raw["acts"] or []
    act = next(row for row in rows if row["id"] == str(paper.act_id))
    until = [row for row in rows if row["seq"] <= act["seq"]]
    people = people_in(raw, until)
    latest: dict[str, Any] = {}
    every: dict[str, list[Any]] = {}
    for row in until:
        described = _described(row, matter.procedure, people)
        latest[row["kind"]] = described
        every.setdefault(row["kind"], []).append(described)
    return {
        "paper": {
            "kind": paper.kind,
            "title": paper.title,
            "number": paper.number,
            "date": paper.day.isoformat(),
            "code": matter.code,
            "url": case_url(matter.code) if paper.served else "",
            "served": paper.served,
        },
        "agency": agency_data(str(matter.agency_id)),
        "matter": _matter_data(matter, raw),
        "parties": parties_data(matter),
        "officers": [{"name": a["name"], "certificate": a["certificate"]} for a in act["actors"]],
        "act": latest[act["kind"]],
        "approvals": approvals_data(raw),
        "acts": latest,
        "every": every,
        "papers": {p["kind"]: {"number": p["number"], "title": p["title"]} for p in raw["papers"] or ()},
        "exhibits": [
            {"title": e["title"], "kind": e["kind"], "sha256": e["sha256"]} for e in raw["exhibits"] or ()
        ],
        "extra": _extra(act, until, matter, raw),
    }


def _extra(
    act: Mapping[str, Any], rows: list[Mapping[str, Any]], matter: Matter, raw: Mapping[str, Any]
) -> dict[str, str]:
    """What a correction is about: the paper of the act it names, or that act's title."""
    target = picture.payload_of(act, matter.procedure).get("target")
    named = next((row for row in rows if row["id"] == target), None)
    if named is None:
        return {}
    paper = next((p for p in raw["papers"] or () if p["act"] == target), None)
    called = discovery.for_matter(matter).act_title(named["kind"])
    title = f"{paper['title']}{paper['number']}" if paper else called
    return {"target_title": title}


def _described(row: Mapping[str, Any], procedure: str, people: Mapping[str, Person]) -> dict[str, Any]:
    values = picture.payload_of(row, procedure)
    model = discovery.payload_model(procedure, row["kind"])
    shown = describe(model, values, people) if model else dict(values)
    shown["occurred_on"] = local_day(row["to"])
    shown["actors"] = [
        {"name": a["name"], "certificate": a["certificate"], "role": a["role"]} for a in row["actors"]
    ]
    return shown


def local_day(text: str) -> str:
    """Shanghai day of an ISO moment."""
    from yifa.matters.clocks import SHANGHAI

    return datetime.fromisoformat(text).astimezone(SHANGHAI).strftime(SHANGHAI_DAY)


def people_in(raw: Mapping[str, Any], rows: list[Any]) -> dict[str, Person]:
    """Names behind the ids written in payloads: officers with certificate numbers, and the matter's parties."""
    from yifa.matters.request import ids_in

    wanted = {i for row in rows for i in ids_in(picture.payload_of(row, ""))}
    found = {p["subject"]: Person(p["name"]) for p in raw["parties"] or ()}
    for officer in Officer.objects.filter(pk__in=wanted).prefetch_related("certificates"):
        numbers = [c.number for c in officer.certificates.all()]
        found[str(officer.pk)] = Person(officer.name, numbers[-1] if numbers else "", officer.post)
    for subject in Subject.objects.filter(pk__in=wanted - found.keys()):
        found[str(subject.pk)] = Person(subject.name)
    return found


def agency_data(agency_id: str) -> dict[str, str]:
    """The agency as papers print it: an entrusted organisation's papers are its principal's."""
    agency = Agency.objects.select_related("parent").get(pk=agency_id).principal
    fields = (
        "name",
        "short_name",
        "code",
        "address",
        "phone",
        "reconsideration_body",
        "court",
        "pay_account",
        "doc_prefix",
    )
    return {name: str(getattr(agency, name) or "") for name in fields}


def _matter_data(matter: Matter, raw: Mapping[str, Any]) -> dict[str, Any]:
    procedure = discovery.procedures().get(matter.procedure)
    return {
        "number": matter.number,
        "title": matter.title,
        "code": matter.code,
        "procedure": procedure.title if procedure else matter.procedure,
        "opened_on": local_day(matter.opened_at.isoformat()),
        "stage": matter.stage,
        "facts": dict(raw["facts"] or {}),
    }


def parties_data(matter: Matter) -> list[dict[str, str]]:
    """Parties with what papers print about them."""
    found = []
    for party in matter.parties.select_related("subject").order_by("position"):
        subject = party.subject
        found.append(
            {
                "name": party.name,
                "role": party.role,
                "kind": party.kind,
                "kind_label": str(subject.get_kind_display()),
                "identifier": subject.identifier,
                "identifier_label": _identifier_label(subject),
                "legal_rep": subject.legal_rep,
                "address": subject.address,
                "phone": subject.phone,
            }
        )
    return found


def _identifier_label(subject: Subject) -> str:
    if subject.kind == Subject.Kind.NATURAL:
        return "公民身份号码"
    return "统一社会信用代码"


def approvals_data(raw: Mapping[str, Any]) -> list[dict[str, str]]:
    """Approval opinions with name, post and certificate number, in order (RQ007)."""
    labels = {str(value): str(label) for value, label in Role.choices}
    rows = [r for r in raw["approvals"] or () if r["action"] in ("approve", "return")]
    return [
        {
            "role": r["role"],
            "role_label": labels.get(r["role"], r["role"]),
            "name": r["name"],
            "certificate": r["certificate"],
            "opinion": r["opinion"],
            "action": r["action"],
            "on": local_day(r["at"]),
        }
        for r in rows
    ]


def act_of(paper: Paper) -> Act:
    """The act that made a paper."""
    return Act.objects.get(pk=paper.act_id)


def approvals_of(act_id: str) -> list[Approval]:
    """Approvals behind an act, oldest first."""
    return list(Approval.objects.filter(draft_id=act_id).order_by("recorded_at", "id"))


def people_free(text: str, raw: Mapping[str, Any]) -> str:
    """Free text with the parties' names and identity numbers masked."""
    from yifa.access.masking import masked_text

    return masked_text(text, [(p["name"], p["kind"]) for p in raw["parties"] or ()])
