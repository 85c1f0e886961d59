"""Bytes: papers, exhibits, and the whole case file as one PDF."""

from __future__ import annotations

from contextlib import suppress
from functools import wraps
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.access import access_export, access_file, access_paper
from yifa.desk.views.base import NotThere, View, desk, needs, problem
from yifa.ledger import bundle
from yifa.ledger.store import sequencer
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.matters import casefile, evidence, files, paperwork, proofs, queries, readings
from yifa.matters.looks import look_at_file, look_at_matter
from yifa.matters.models import Act, Paper, Reading, StoredFile
from yifa.matters.models.papers import PaperState
from yifa.papers import PaperError
from yifa.registers import events
from yifa.registers.models import EventKind
from yifa.registers.scope import Actor

# Shown in the browser; anything else is only ever downloaded, so that an upload cannot run as a page of ours.
INLINE = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp")
# Browsers show pictures and PDF in viewers of their own, which style themselves; nothing else is allowed.
VIEWER_POLICY = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'"


def when_proved(view: View) -> View:
    """A page that makes served papers: what waits enters the log first, outside of the page's transaction."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for _ in range(2):
            with suppress(paperwork.NotYetProved):
                return view(request, *args, **kwargs)
            with suppress(LedgerTrouble):
                sequencer.integrate()  # does not wait: another process may be at it
        return problem(
            request,
            409,
            "文书尚不能查看",
            "该项办理还没有登入存证日志的检查点，登入后才能生成送达文书。已经办理的内容没有丢失。",
            ("稍后再试", "持续不能生成时请联系系统管理员"),
        )

    return page


@require_safe
@when_proved
@desk
@needs("files.read")
def paper(request: HttpRequest, actor: Actor, paper_id: str) -> HttpResponse:
    """A paper as it was issued; `?download` saves it."""
    found = Paper.objects.select_related("file", "matter").filter(pk=paper_id).first()
    if found is not None:
        look_at_matter(actor, found.matter, access_paper)
    if found is not None and found.state != PaperState.READY:
        found = made_now(actor, paper_id) or found
    if found is None:
        raise NotThere("没有找到这份文书，或者它不在您可以查看的范围内。", "从案件的“文书”页打开")
    if found.file is None:
        said = "文书正在生成，请稍后刷新。" if found.state == "queued" else f"文书生成失败：{found.problem}"
        return problem(
            request,
            409,
            "文书尚不能查看",
            said,
            ("稍后在案件的“文书”页再试", "持续不能生成时请联系系统管理员"),
        )
    readings.note(actor, found.matter, Reading.What.PAPER, found.pk)
    return _send(request, found.file, f"{found.title}{found.number}.pdf")


def made_now(actor: Actor, paper_id: str | UUID) -> Paper | None:
    """A paper still waiting in the queue is made at once for whoever asks for it.

    The queue takes the same lock and leaves a ready paper alone, so that it is made once. None when it is not
    of the actor's own agency.
    """
    locked = (
        Paper.objects.select_for_update(of=("self",)).filter(pk=paper_id, agency_id=actor.agency_id).first()
    )
    return paperwork.make(locked) if locked is not None else None


@require_safe
@desk
@needs("files.read")
def stored(request: HttpRequest, actor: Actor, file_id: str) -> HttpResponse:
    """An uploaded file."""
    found = StoredFile.objects.filter(pk=file_id).first()
    within = request.GET.get("in", "")[:36]
    if found is None:
        return _evidence(request, actor, file_id, within)
    look_at_file(actor, found, access_file, within)
    readings.note_file(actor, found)
    return _send(request, found, found.name)


def _evidence(request: HttpRequest, actor: Actor, file_id: str, within: str) -> HttpResponse:
    """A file of another agency that a claim names, to who checks that claim and came from its page."""
    check = queries.find_matter(within) if within else None
    named = evidence.named_in(check, file_id) if check is not None else None
    if check is None or named is None:
        raise NotThere("没有找到这个文件，或者它不在您可以查看的范围内。", "从案件的“证据”页打开")
    look_at_matter(actor, check, access_file)
    evidence.note(actor, named)
    return _send(request, named.file, named.file.name, named)


@require_safe
@desk
@needs("files.read")
def act_proof(request: HttpRequest, actor: Actor, act_id: str) -> HttpResponse:
    """The proof of one act, every field opened: whoever sees this page may read them all."""
    act = Act.objects.select_related("matter").filter(pk=act_id).first()
    if act is None:
        raise NotThere("没有找到这项办理记录，或者它不在您可以查看的范围内。", "从案件的“大事记”下载证明")
    look_at_matter(actor, act.matter, access_export)
    made = proofs.bundle_of("act", act_id)
    if made is None:
        return _proof_waits(request)
    readings.note(actor, act.matter, Reading.What.PROOF, act.pk)
    events.record(EventKind.EXPORTED, by=actor, request=request, detail=f"证明 {act.pk}")
    return _bytes(
        bundle.encode(made), f"证明-{act.matter.code}-{act.seq}.json", "application/json", download=True
    )


@require_safe
@desk
@needs("exports.make")
def matter_proof(request: HttpRequest, actor: Actor, matter_id: str) -> HttpResponse:
    """The proofs of a whole matter: one bundle, or several in a ZIP when one does not hold them all."""
    matter = queries.find_matter(matter_id)
    if matter is None:
        raise NotThere("没有找到这个案件。", "核对案号后在“案件”中查找")
    look_at_matter(actor, matter, access_export)
    made = proofs.matter_bundle(matter.pk).bundles
    if not made:
        return _proof_waits(request)
    readings.note(actor, matter, Reading.What.PROOF, matter.pk)
    events.record(EventKind.EXPORTED, by=actor, request=request, detail=f"全案证明 {matter.pk}")
    name = f"证明-{matter.code}"
    if len(made) == 1:
        return _bytes(bundle.encode(made[0]), f"{name}.json", "application/json", download=True)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for number, part in enumerate(made, 1):
            out.writestr(f"{name}-{number}.json", bundle.encode(part))
    return _bytes(packed.getvalue(), f"{name}.zip", "application/zip", download=True)


def _proof_waits(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        409,
        "证明尚不能下载",
        "这些记录正在登入存证日志，通常只需一两秒。",
        ("稍后再试", "持续不能下载时请联系系统管理员"),
    )


@require_safe
@when_proved
@desk
@needs("exports.make")
def case_file(request: HttpRequest, actor: Actor, matter_id: str) -> HttpResponse:
    """The case file with cover, contents, papers, evidence and 副卷."""
    matter = queries.find_matter(matter_id)
    if matter is None:
        raise NotThere("没有找到这个案件。", "核对案号后在“案件”中查找")
    look_at_matter(actor, matter, access_export)
    waiting = Paper.objects.filter(matter=matter).exclude(state=PaperState.READY).values_list("pk", flat=True)
    for paper_id in list(waiting):
        made_now(actor, paper_id)
    try:
        content = casefile.build(matter)
    except PaperError as error:
        return problem(request, 409, "案卷暂不能装订", f"{error}", ("稍后再试，或者逐份下载文书",))
    readings.note(actor, matter, Reading.What.CASE_FILE, matter.pk)
    events.record(EventKind.EXPORTED, by=actor, request=request, detail=f"案卷 {matter.pk}")
    return _bytes(content, f"案卷{matter.number or matter.title}.pdf", "application/pdf", download=True)


def _send(
    request: HttpRequest, file: StoredFile, name: str, named: evidence.Named | None = None
) -> HttpResponse:
    try:
        content = files.read(file) if named is None else files.opened(file, named.key)
    except files.FileUnreadable as error:
        return problem(request, 410, "文件不能打开", f"{error}。", ("需要时请联系系统管理员",))
    download = "download" in request.GET or file.media_type not in INLINE
    return _bytes(
        content, name, file.media_type if not download else "application/octet-stream", download=download
    )


def _bytes(content: bytes, name: str, media_type: str, *, download: bool) -> HttpResponse:
    way = "attachment" if download else "inline"
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    if not download:
        response.headers["Content-Security-Policy"] = VIEWER_POLICY
    return response
