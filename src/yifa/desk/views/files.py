"""Bytes: papers, exhibits, and the whole case file as one PDF."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.desk.views.base import NotThere, desk, problem
from yifa.matters import casefile, files, paperwork, queries
from yifa.matters.models import Paper, StoredFile
from yifa.matters.models.papers import PaperState
from yifa.papers import PaperError
from yifa.registers.scope import Actor

# Shown in the browser; anything else is only ever downloaded, so that an upload cannot run as a page of ours.
INLINE = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp")
# Browsers show pictures and PDF in viewers of their own, which style themselves; nothing else is allowed.
VIEWER_POLICY = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'"


@require_safe
@desk
def paper(request: HttpRequest, actor: Actor, paper_id: str) -> HttpResponse:
    """A paper as it was issued; `?download` saves it."""
    found = Paper.objects.select_related("file").filter(pk=paper_id).first()
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
def stored(request: HttpRequest, actor: Actor, file_id: str) -> HttpResponse:
    """An uploaded file."""
    found = StoredFile.objects.filter(pk=file_id).first()
    if found is None:
        raise NotThere("没有找到这个文件，或者它不在您可以查看的范围内。", "从案件的“证据”页打开")
    return _send(request, found, found.name)


@require_safe
@desk
def case_file(request: HttpRequest, actor: Actor, matter_id: str) -> HttpResponse:
    """The case file with cover, contents, papers, evidence and 副卷."""
    matter = queries.find_matter(matter_id)
    if matter is None:
        raise NotThere("没有找到这个案件。", "核对案号后在“案件”中查找")
    waiting = Paper.objects.filter(matter=matter).exclude(state=PaperState.READY).values_list("pk", flat=True)
    for paper_id in list(waiting):
        made_now(actor, paper_id)
    try:
        content = casefile.build(matter)
    except PaperError as error:
        return problem(request, 409, "案卷暂不能装订", f"{error}", ("稍后再试，或者逐份下载文书",))
    return _bytes(content, f"案卷{matter.number or matter.title}.pdf", "application/pdf", download=True)


def _send(request: HttpRequest, file: StoredFile, name: str) -> HttpResponse:
    try:
        content = files.read(file)
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
    response.headers["Content-Security-Policy"] = VIEWER_POLICY
    return response
