"""批量导入: upload, look at what it would do row by row, confirm or give up, follow it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yifa.access import Denied
from yifa.desk import register_rights as rights
from yifa.desk.uploads import clean_name
from yifa.desk.views.base import NotThere, desk, show
from yifa.desk.views.register_files import attached
from yifa.desk.views.registers import crumbs, sheet_for
from yifa.registers.filekinds import table_mismatch
from yifa.registers.imports import jobs, preview
from yifa.registers.models import ImportJob, ImportRow
from yifa.registers.node import current_node
from yifa.registers.scope import Actor, scope
from yifa.registers.sheets import Sheet, all_sheets

SHOWN = 50
KINDS = (("", "全部"), ("n", "新建"), ("c", "变更"), ("x", "不能导入"), ("s", "相同"))


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of row to look at, with how many there are."""

    key: str
    title: str
    count: int
    current: bool


@require_safe
@desk
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Imports of the registers that the actor keeps, newest first."""
    names = [
        s.name for s in all_sheets().values() if rights.may_import(actor, s) or rights.may_undo(actor, s)
    ]
    rows = ImportJob.objects.filter(node=current_node(), sheet__in=names).select_related("undoes")
    own = rows.filter(agency_id__in=rights.range_of(actor))
    shown = [(job, all_sheets()[job.sheet]) for job in own[:100]]
    context = {"rows": shown}
    return show(
        request, actor, "desk/registers/imports.html", context,
        crumbs=[("登记", reverse("desk:registers")), ("导入记录", "")],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk
def upload(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Choose a file and say why; nothing of it is written before it was looked at and confirmed."""
    sheet = sheet_for(actor, name)
    rights.require_import(actor, sheet)
    errors: dict[str, str] = {}
    reason = request.POST.get("reason", "")[:1000]
    if request.method == "POST":
        errors, job = _begun(request, actor, sheet, reason)
        if job is not None:
            return redirect("desk:import", job.pk)
    context = {
        "sheet": sheet,
        "reason": reason,
        "errors": errors,
        "limit": int(settings.YIFA_UPLOAD_LIMIT) // 1024 // 1024,
    }
    return show(
        request, actor, "desk/registers/upload.html", context,
        crumbs=crumbs(sheet, "导入"), status=422 if errors else 200,
    )  # fmt: skip


def _begun(
    request: HttpRequest, actor: Actor, sheet: Sheet, reason: str
) -> tuple[dict[str, str], ImportJob | None]:
    file = request.FILES.get("file")
    if file is None:
        return {"file": "请选择文件"}, None
    if not file.size:
        return {"file": "文件是空的，请重新选择"}, None
    if file.size > int(settings.YIFA_UPLOAD_LIMIT):
        return {"file": f"文件太大（最多{int(settings.YIFA_UPLOAD_LIMIT) // 1024 // 1024}MB）"}, None
    name, content = clean_name(file.name or "文件"), file.read()
    wrong = table_mismatch(name, content)
    if wrong:
        return {"file": wrong}, None
    try:
        return {}, jobs.begin(
            actor,
            sheet,
            name,
            content,
            reason,
            agencies=rights.range_of(actor),
        )
    except ValidationError as error:
        return {name: "；".join(said) for name, said in error.message_dict.items()}, None


@require_safe
@desk
def job(request: HttpRequest, actor: Actor, job_id: str) -> HttpResponse:
    """What a file would do, row by row; or how far its writing is; or what became of it."""
    found, sheet = _find(actor, job_id)
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(KINDS) else ""
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 12 else 0
    rows = (
        []
        if found.busy
        else preview.rows(found, sheet, kind, start, SHOWN + 1, mask=rights.mask_for(actor, sheet))
    )
    more = len(rows) > SHOWN
    context = {
        "job": found,
        "sheet": sheet,
        "tabs": _tabs(found, kind),
        "kind": kind,
        "rows": rows[:SHOWN],
        "next": f"?kind={kind}&after={rows[SHOWN - 1].n}" if more else "",
        "first": f"?kind={kind}" if start else "",
        "may": rights.may_import(actor, sheet),
        "may_undo": rights.may_undo(actor, sheet) and found.state == "written" and found.undoes_id is None,
        "undone_by": ImportJob.objects.filter(undoes=found).first(),
        "percent": min(100, found.written_to * 100 // found.rows) if found.rows else 0,
        "total": found.new + found.changed,
        "errors": {},
    }
    return show(request, actor, "desk/registers/import.html", context, crumbs=_crumbs(sheet, found))


@require_POST
@desk
def confirm(request: HttpRequest, actor: Actor, job_id: str) -> HttpResponse:
    """Let the judged rows be written."""
    found, sheet = _find(actor, job_id)
    rights.require_import(actor, sheet)
    return _step(request, found, lambda: jobs.confirm(found.pk), "已确认，正在写入。")


@require_POST
@desk
def drop(request: HttpRequest, actor: Actor, job_id: str) -> HttpResponse:
    """Give an import up before it is written."""
    found, sheet = _find(actor, job_id)
    rights.require_import(actor, sheet)
    return _step(request, found, lambda: jobs.drop(found.pk), "已放弃，没有写入任何内容。")


@require_http_methods(["GET", "POST"])
@desk
def undo(request: HttpRequest, actor: Actor, job_id: str) -> HttpResponse:
    """Take a written import back."""
    found, sheet = _find(actor, job_id)
    rights.require_undo(actor, sheet)
    errors: dict[str, str] = {}
    reason = request.POST.get("reason", "")[:1000]
    if request.method == "POST":
        try:
            back = jobs.undo(actor, found.pk, reason)
        except jobs.NotNow as not_now:
            messages.warning(request, f"{not_now}。")
            return redirect("desk:import", found.pk)
        except ValidationError as error:
            errors = {name: "；".join(said) for name, said in error.message_dict.items()}
        else:
            messages.success(request, "正在撤销。")
            return redirect("desk:import", back.pk)
    context = {"job": found, "sheet": sheet, "reason": reason, "errors": errors}
    return show(
        request, actor, "desk/registers/undo.html", context,
        crumbs=[*_crumbs(sheet, found)[:-1], (found.short, reverse("desk:import", args=[found.pk])), ("撤销", "")],
        status=422 if errors else 200,
    )  # fmt: skip


@require_safe
@desk
def refused(request: HttpRequest, actor: Actor, job_id: str) -> Any:
    """The refused rows as CSV, with what is wrong, to be put right and loaded again."""
    found, sheet = _find(actor, job_id)
    mask = None if rights.may_import(actor, sheet) else rights.hide

    def lines() -> Any:
        with scope(actor):
            yield from preview.refused_csv(found, sheet, mask=mask)

    sent = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    return attached(sent, f"{sheet.title}-未导入.csv")


def _step(request: HttpRequest, found: ImportJob, step: Any, said: str) -> HttpResponse:
    try:
        step()
    except jobs.NotNow as not_now:
        messages.warning(request, f"{not_now}。")
    else:
        messages.success(request, said)
    return redirect("desk:import", found.pk)


def _find(actor: Actor, job_id: str) -> tuple[ImportJob, Sheet]:
    """The import, if it is of a register that the actor keeps and of the actor's agency."""
    found = ImportJob.objects.select_related("undoes").filter(pk=job_id, node=current_node()).first()
    sheet = all_sheets().get(found.sheet) if found else None
    if found is None or sheet is None:
        raise NotThere("没有这次导入。", "从“登记”的“导入记录”中选择")
    if not (rights.may_import(actor, sheet) or rights.may_undo(actor, sheet)):
        raise Denied(f"您没有查看{sheet.title}导入记录的权限。", "请联系本机关系统管理员")
    if str(found.agency_id or "") not in rights.range_of(actor):
        raise Denied("这次导入属于其他机关。", "请该机关负责维护的人员办理")
    return found, sheet


def _tabs(found: ImportJob, kind: str) -> Sequence[Tab]:
    if found.undoes_id or found.state in ("written", "undone"):
        left = ImportRow.objects.filter(job_id=found.pk, verdict="x").count()
        return [Tab("x", "没有写入的行", left, True)] if left else []
    counts = {"": found.rows, "n": found.new, "c": found.changed, "x": found.refused, "s": found.same}
    return [Tab(key, title, counts[key], key == kind) for key, title in KINDS]


def _crumbs(sheet: Sheet, found: ImportJob) -> list[tuple[str, str]]:
    return [*crumbs(sheet, "导入")[:2], ("导入记录", reverse("desk:imports")), (f"导入{found.short}", "")]
