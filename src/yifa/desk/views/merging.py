"""Entries that are one subject: suggestions, putting two together, taking them apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.access import require
from yifa.access.masking import masked_party
from yifa.desk.pickers import find_subjects
from yifa.desk.views.base import NotThere, desk, show
from yifa.registers import merging
from yifa.registers.models import Subject
from yifa.registers.scope import Actor

RIGHT = "subjects.write"


@require_safe
@desk
def duplicates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Entries that are probably one subject, over the whole register."""
    require(actor, RIGHT)
    context = {"groups": merging.suggestions()}
    return show(
        request, actor, "desk/duplicates.html", context,
        crumbs=[("当事人", reverse("desk:subjects")), ("疑似重复", "")],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk
def merge(request: HttpRequest, actor: Actor, subject_id: str) -> HttpResponse:
    """Choose what is the same subject as this one, and which of the two stays."""
    require(actor, RIGHT)
    row = _find(subject_id)
    text = request.GET.get("q", "")[:200]
    chosen, stays = request.POST.get("other", ""), request.POST.get("stays", "this")
    reason, errors = request.POST.get("reason", "")[:500], {}
    if request.method == "POST":
        errors = _merge(actor, row, chosen, stays, reason)
        if not errors:
            kept = row.pk if stays == "this" else chosen
            messages.success(request, "已合并。两个登记的案件一并显示，需要时可以拆分。")
            return redirect("desk:subject", kept)
    found = [s for s in find_subjects(text) if s.pk != row.pk] if text else []
    context: dict[str, Any] = {
        "subject": row,
        "q": text,
        "found": found,
        "likely": merging.likely_same(row),
        "chosen": chosen,
        "stays": stays,
        "reason": reason,
        "errors": errors,
    }
    return show(
        request, actor, "desk/subject_merge.html", context,
        crumbs=_crumbs(row, "合并"),
        status=422 if errors else 200,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk
def split(request: HttpRequest, actor: Actor, subject_id: str) -> HttpResponse:
    """Take an entry that was merged out again."""
    require(actor, RIGHT)
    row = _find(subject_id)
    reason, errors = request.POST.get("reason", "")[:500], {}
    if request.method == "POST":
        if not reason.strip():
            errors = {"reason": "请写明理由"}
        else:
            try:
                merging.split(actor, row.pk, reason)
            except ValidationError as error:
                errors = {"general": "；".join(error.messages)}
            else:
                messages.success(request, "已拆分。")
                return redirect("desk:subject", row.pk)
    context = {"subject": row, "reason": reason, "errors": errors}
    return show(
        request, actor, "desk/subject_split.html", context,
        crumbs=_crumbs(row, "拆分"),
        status=422 if errors else 200,
    )  # fmt: skip


def _merge(actor: Actor, row: Subject, chosen: str, stays: str, reason: str) -> dict[str, str]:
    if not chosen:
        return {"other": "请选择要合并的登记"}
    if not reason.strip():
        return {"reason": "请写明理由"}
    stays_id, gone_id = (row.pk, chosen) if stays == "this" else (chosen, row.pk)
    try:
        merging.merge(actor, stays_id, gone_id, reason)
    except ValidationError as error:
        return {"other": "；".join(error.messages)}
    return {}


def _crumbs(row: Subject, last: str) -> list[tuple[str, str]]:
    name = masked_party(row.name, row.kind)
    return [("当事人", reverse("desk:subjects")), (name, reverse("desk:subject", args=[row.pk])), (last, "")]


def _find(subject_id: Any) -> Subject:
    row = Subject.objects.select_related("merged_into").filter(pk=subject_id).first()
    if row is None:
        raise NotThere("没有找到这个当事人。", "在“当事人”中按名称或证件号码查找")
    return row
