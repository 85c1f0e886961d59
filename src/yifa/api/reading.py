"""Reading matters, acts, clocks and papers. Row-level security decides what is there at all."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from django.core.exceptions import ValidationError as DjangoInvalid
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Status
from ninja.errors import HttpError
from pydantic import Field

from yifa.access import access_export, access_matter, access_paper, require
from yifa.api.schemas import (
    ActKind,
    ActOut,
    ClockOut,
    LookIn,
    LookOut,
    MatterOut,
    MatterPage,
    MatterQuery,
    Me,
    PaperOut,
    Problem,
    ProcedureOut,
)
from yifa.api.session import actor_of
from yifa.law.flow import flow_rows
from yifa.law.procedure import Procedure
from yifa.ledger.commit import openings
from yifa.matters import discovery, erasure, files, picture, proofs, readings
from yifa.matters.looks import Door, give_reason, look_at_matter, veil
from yifa.matters.models import Act, Clock, Matter, Paper, ProtectedRead, Reading
from yifa.matters.queries import MatterFilters, matter_list
from yifa.registers import events
from yifa.registers.models import Agency, EventKind
from yifa.registers.scope import scope

router = Router(tags=["读取"])
WITH_BODY = ("matter", "body_row__erased_by__body_row", "body_row__erased_by__matter")
PDF = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
MISSING = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


@router.get("/me", response={200: Me, 401: Problem}, summary="当前登录的人员")
def me(request: HttpRequest) -> dict[str, Any]:
    """The actor behind the session."""
    actor = actor_of(request)
    return {
        "name": actor.name,
        "officer": actor.officer_id,
        "agency": actor.agency_id,
        "roles": sorted(actor.roles),
        "certificate": actor.certificate,
    }


@router.get(
    "/matters", response={200: MatterPage, 401: Problem, 403: Problem, 422: Problem}, summary="案件列表"
)
def matters(request: HttpRequest, asked: Query[MatterQuery]) -> dict[str, Any]:
    """Newest first, keyset-paginated; a broken cursor means the first page."""
    filters = MatterFilters(
        text=asked.text,
        agency=str(asked.agency or ""),
        procedure=asked.procedure,
        stage=asked.stage,
        handler=str(asked.handler or ""),
        state=asked.state,
    )
    require(actor_of(request), "matters.read")
    with scope(actor_of(request)):
        page = matter_list(filters, asked.cursor, asked.limit)
        veil(actor_of(request), page.rows)
        items = [matter_out(m) for m in page.rows]
    return {"items": items, "next": page.next, "previous": page.previous}


@router.post(
    "/matters/{matter_id}/looks",
    response={201: LookOut, **MISSING},
    summary="写明查看他人承办案件的理由",
)
def look(request: HttpRequest, matter_id: UUID, data: LookIn) -> Status[ProtectedRead]:
    """Holds for the rest of the day. Those who work on the case see who looked, and why."""
    with scope(actor_of(request)):
        try:
            row = give_reason(actor_of(request), ProtectedRead.What.MATTER, matter_id, data.kind, data.reason)
        except DjangoInvalid as error:
            raise HttpError(422, ";".join(error.messages)) from None
    return Status(201, row)


@router.get("/matters/{matter_id}", response={200: MatterOut, **MISSING}, summary="一个案件")
def matter(request: HttpRequest, matter_id: UUID) -> dict[str, Any]:
    with scope(actor_of(request)):
        return matter_out(_matter(request, matter_id))


@router.get("/matters/{matter_id}/acts", response={200: list[ActOut], **MISSING}, summary="案件的办理记录")
def acts(request: HttpRequest, matter_id: UUID) -> list[dict[str, Any]]:
    """Every act in order, corrected ones included."""
    with scope(actor_of(request)):
        found = _matter(request, matter_id)
        procedure = discovery.for_matter(found)
        rows = Act.objects.filter(matter=found).select_related(*WITH_BODY).order_by("seq")
        return [act_out(a, procedure) for a in rows]


@router.get("/matters/{matter_id}/clocks", response={200: list[ClockOut], **MISSING}, summary="案件的计时")
def clocks(request: HttpRequest, matter_id: UUID) -> list[Clock]:
    with scope(actor_of(request)):
        found = _matter(request, matter_id)
        return list(Clock.objects.filter(matter=found).order_by("started_at", "id"))


@router.get("/matters/{matter_id}/papers", response={200: list[PaperOut], **MISSING}, summary="案件的文书")
def papers(request: HttpRequest, matter_id: UUID) -> list[dict[str, Any]]:
    with scope(actor_of(request)):
        found = _matter(request, matter_id)
        return [paper_out(p) for p in Paper.objects.filter(matter=found).order_by("day", "id")]


@router.get("/acts/{act_id}", response={200: ActOut, **MISSING}, summary="一个行为")
def act(request: HttpRequest, act_id: UUID) -> dict[str, Any]:
    require(actor_of(request), "matters.read")
    with scope(actor_of(request)):
        rows = Act.objects.select_related(*WITH_BODY, "matter__version")
        found = rows.filter(pk=act_id).first()
        if found is None:
            raise HttpError(404, "没有找到该行为，或者不属于您可以查看的范围")
        look_at_matter(actor_of(request), found.matter)
        return act_out(found, discovery.for_matter(found.matter))


@router.get(
    "/acts/{act_id}/proof",
    response={200: dict, **MISSING, 409: Problem},
    summary="一个行为的证明（yifa-proof/1）",
)
def act_proof(request: HttpRequest, act_id: UUID) -> dict[str, Any]:
    """The act's proof bundle with every field opened, for whoever may read the act."""
    require(actor_of(request), "exports.make")
    with scope(actor_of(request)):
        act = Act.objects.select_related("matter").filter(pk=act_id).first()
        if act is None:
            raise HttpError(404, "没有找到该行为，或者不属于您可以查看的范围")
        look_at_matter(actor_of(request), act.matter, access_export)
        made = proofs.bundle_of("act", act_id)
        if made is not None:
            readings.note(actor_of(request), act.matter, Reading.What.PROOF, act.pk)
            events.record(EventKind.EXPORTED, by=actor_of(request), request=request, detail=f"证明 {act.pk}")
    if made is None:
        raise HttpError(409, "该行为正在登入存证日志，请稍后再下载证明")
    return made


@router.get("/papers/{paper_id}", response={200: PaperOut, **MISSING}, summary="一份文书")
def paper(request: HttpRequest, paper_id: UUID) -> dict[str, Any]:
    with scope(actor_of(request)):
        return paper_out(_paper(request, paper_id))


@router.get(
    "/papers/{paper_id}/file",
    response={**MISSING, 409: Problem, 410: Problem},
    summary="下载文书（PDF）",
    openapi_extra={"responses": {200: {"description": "OK", "content": PDF}}},
)
def paper_file(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The stored bytes, as they were made once."""
    with scope(actor_of(request)):
        found = _paper(request, paper_id)
        if found.file is None:
            raise HttpError(409, found.problem or "文书正在生成，请稍后再下载")
        try:
            content = files.read(found.file)
        except files.FileUnreadable as error:
            raise HttpError(410, str(error)) from None
        readings.note(actor_of(request), found.matter, Reading.What.PAPER, found.pk)
    response = HttpResponse(content, content_type=found.file.media_type or "application/pdf")
    name = quote(f"{found.title}{found.number}.pdf")
    response["Content-Disposition"] = f"attachment; filename=\"paper.pdf\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


@router.get("/procedures", response={200: list[ProcedureOut], 401: Problem}, summary="办案程序")
def procedures(request: HttpRequest) -> list[dict[str, Any]]:
    """Every procedure with its stages and acts, as it binds the asker's agency."""
    actor = actor_of(request)
    with scope(actor):
        agency = Agency.objects.filter(pk=actor.agency_id).first() if actor.agency_id else None
    return [_procedure_out(p) for p in discovery.at(agency).values()]


@router.get(
    "/procedures/{procedure_id}/acts/{kind}/form", response={200: dict, **MISSING}, summary="行为的表单"
)
def form(
    request: HttpRequest,
    procedure_id: Annotated[str, Field(max_length=80)],
    kind: Annotated[str, Field(max_length=80)],
) -> dict[str, Any]:
    """JSON Schema of an act's payload."""
    model = discovery.payload_model(procedure_id, kind)
    if model is None:
        raise HttpError(404, "没有这个程序或者行为")
    return model.model_json_schema()


def _matter(request: HttpRequest, matter_id: UUID, door: Door = access_matter) -> Matter:
    """A matter that the caller may see, with a reason where one is needed."""
    require(actor_of(request), "matters.read")
    found = Matter.objects.select_related("version", "agency").filter(pk=matter_id).first()
    if found is None:
        raise HttpError(404, "没有找到该案件，或者不属于您可以查看的范围")
    look_at_matter(actor_of(request), found, door)
    return found


def _paper(request: HttpRequest, paper_id: UUID) -> Paper:
    require(actor_of(request), "files.read")
    found = Paper.objects.select_related("file", "matter").filter(pk=paper_id).first()
    if found is None:
        raise HttpError(404, "没有找到该文书，或者不属于您可以查看的范围")
    look_at_matter(actor_of(request), found.matter, access_paper)
    return found


def matter_out(m: Matter) -> dict[str, Any]:
    """A matter as the API shows it. `agency` must be loaded."""
    version = m.version.version if "version" in m._state.fields_cache else ""
    return {
        "id": m.pk, "procedure": m.procedure, "procedure_version": version, "stage": m.stage,
        "suspended": m.suspended, "number": m.number, "code": m.code, "title": m.title,
        "parties": m.party_names,
        "agency": m.agency_id, "agency_name": m.agency.name, "handlers": [str(h) for h in m.handlers],
        "opened_at": m.opened_at, "closed_at": m.closed_at, "archived_at": m.archived_at, "due_at": m.due_at,
        "due_clock": m.due_clock, "act_count": m.act_count,
    }  # fmt: skip


def act_out(a: Act, procedure: Procedure) -> dict[str, Any]:
    """An act with its payload in today's shape; None when the body was erased."""
    return {
        "id": a.pk, "matter": a.matter_id, "seq": a.seq, "kind": a.kind,
        "title": procedure.act_title(a.kind),
        "mode": a.mode, "stage_from": a.stage_from, "stage_to": a.stage_to, "actors": a.actors,
        "occurred_from": a.occurred_from, "occurred_to": a.occurred_to, "precision": a.precision,
        "recorded_at": a.recorded_at, "corrects": a.corrects_id, "payload": _payload(a, procedure.id),
        "erased": _erased(a), "findings": a.findings, "commitment": bytes(a.commitment).hex(),
    }  # fmt: skip


def _payload(a: Act, procedure_id: str) -> dict[str, Any] | None:
    body = getattr(a, "body_row", None)
    if body is None or body.body is None:
        return None
    row = {"body": openings(bytes(body.body)), "kind": a.kind, "schema": a.schema_version}
    return picture.payload_of(row, procedure_id)


def _erased(a: Act) -> str:
    body = getattr(a, "body_row", None)
    return erasure.sentence(body.erased_by) if body is not None and body.erased_by is not None else ""


def paper_out(p: Paper) -> dict[str, Any]:
    """A paper's particulars, with where to download it once it is made."""
    return {
        "id": p.pk, "matter": p.matter_id, "act": p.act_id, "kind": p.kind, "title": p.title,
        "number": p.number, "day": p.day, "state": p.state, "pages": p.pages, "sha256": p.sha256,
        "file": reverse("api:paper_file", args=[p.pk]) if p.file_id else "",
    }  # fmt: skip


def _procedure_out(p: Procedure) -> dict[str, Any]:
    rows = flow_rows(p)
    kinds = [ActKind(id=r.act, title=r.title, origin=r.origin, target=r.target, who=r.who) for r in rows]
    stages = {s.id: s.title for s in p.stages.values()}
    return {
        "id": p.id,
        "title": p.title,
        "version": p.version,
        "basis": list(p.basis),
        "stages": stages,
        "acts": kinds,
    }
