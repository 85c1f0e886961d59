"""当事人: finding, registering and correcting subjects. Codes are checked by their check digit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yifa.access import may, require
from yifa.access.masking import masked_address, masked_name, masked_number, masked_phone
from yifa.desk.forms.values import read_day
from yifa.desk.pickers import find_subjects, known_name
from yifa.desk.register_rights import hide
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.subject_page import recorded
from yifa.matters.looks import look_at_subject, sees_whole
from yifa.registers import merging
from yifa.registers.change import ChangeConflict, change
from yifa.registers.models import Subject
from yifa.registers.scope import Actor
from yifa.registers.sheets.catalogue.subjects import SHEET
from yifa.registers.sheets.showing import is_void, past

FIELDS = ("kind", "name", "identifier_kind", "identifier", "legal_rep", "address", "phone", "birth_date")


@desk
@needs("subjects.read")
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Search by part of the name or by the whole identifier."""
    text = request.GET.get("q", "").strip()[:200]
    found = find_subjects(text, 50) if text else []
    context = {
        "q": text,
        "rows": [(row, known_name(row, text)) for row in found],
        "may": may(actor, "subjects.write"),
    }
    return show(request, actor, "desk/subjects.html", context, crumbs=[("当事人", "")])


@require_http_methods(["GET", "POST"])
@desk
@needs("subjects.write")
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Register a subject."""
    return _edit(request, actor, None)


@require_http_methods(["GET", "POST"])
@desk
@needs("subjects.write")
def edit(request: HttpRequest, actor: Actor, subject_id: str) -> HttpResponse:
    """Correct a subject; what it was before stays in its history."""
    row = _find(subject_id)
    look_at_subject(actor, row)
    return _edit(request, actor, row)


@desk
@needs("subjects.read")
def subject(request: HttpRequest, actor: Actor, subject_id: str) -> HttpResponse:
    """A subject with everything recorded under all its entries that the actor may see, and how its entry changed."""
    row = _find(subject_id)
    if "whole" in request.GET:
        look_at_subject(actor, row)
    whole = sees_whole(actor, row)
    shown = {name: _masked(row, name, getattr(row, name), whole) for name in FIELDS}
    entries = merging.entries(row.pk)
    found = recorded(actor, entries)
    today = timezone.localdate()
    context = {
        "subject": row,
        "shown": shown,
        "whole": whole,
        **found,
        "others": [e for e in entries if e.pk != row.pk],
        "credit": next((c for c in found["credits"] if c.valid_to is None or c.valid_to >= today), None),
        "likely": [] if row.merged_into_id else merging.likely_same(row),
        "history": past(SHEET, row, mask=None if whole else hide),
        "may": may(actor, "subjects.write"),
        "void": is_void(row),
    }
    return show(
        request,
        actor,
        "desk/subject.html",
        context,
        crumbs=[("当事人", reverse("desk:subjects")), (str(shown["name"]), "")],
    )


def _find(subject_id: Any) -> Subject:
    row = Subject._base_manager.select_related("merged_into").filter(pk=subject_id).first()
    if row is None:
        raise NotThere("没有找到这个当事人。", "在“当事人”中按名称或证件号码查找")
    return row


def _masked(row: Subject, name: str, value: Any, whole: bool) -> Any:
    """A particular as this viewer may see it; firms' names and codes are public."""
    if whole or not value:
        return value
    if name == "phone":
        return masked_phone(str(value))
    if name == "identifier":
        return masked_number(row.identifier_kind or "other", str(value))
    if row.kind != Subject.Kind.NATURAL:
        return value
    if name == "birth_date":
        return f"{str(value)[:4]}年"
    return {"name": masked_name, "address": masked_address}.get(name, str)(str(value))


def _edit(request: HttpRequest, actor: Actor, row: Subject | None) -> HttpResponse:
    require(actor, "subjects.write")
    typed = _typed(request, row)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _unsafe(typed)
        values: dict[str, Any] = {name: typed[name].strip() for name in FIELDS}
        values["birth_date"] = _birth(typed["birth_date"], errors)
        values["identifier"] = values["identifier"].upper()
        if not errors:
            try:
                return _write(request, actor, row, values, typed)
            except ValidationError as error:
                errors = _messages(error)
    context = {
        "subject": row,
        "typed": typed,
        "errors": errors,
        "kinds": Subject.Kind.choices,
        "identifier_kinds": Subject.IdentifierKind.choices,
        "general": errors.get("__all__", ""),
    }
    title = "更正当事人信息" if row else "登记当事人"
    crumbs = [("当事人", reverse("desk:subjects")), (title, "")]
    return show(
        request, actor, "desk/subject_form.html", context, crumbs=crumbs, status=422 if errors else 200
    )


def _typed(request: HttpRequest, row: Subject | None) -> dict[str, str]:
    names = (*FIELDS, "reason")
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in names} | {"_seen": request.POST.get("_seen", "")}
    if row is None:
        return dict.fromkeys(names, "") | {
            "kind": request.GET.get("kind", ""),
            "name": request.GET.get("name", "")[:200],
        }
    return {name: str(getattr(row, name) or "") for name in FIELDS} | {"reason": "", "_seen": row.identifier}


def _unsafe(typed: dict[str, str]) -> dict[str, str]:
    bad = {}
    for name, text in typed.items():
        if any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 or c in "\u202e\u202d\ufffe\uffff" for c in text):
            bad[name] = "含有不可见的控制字符，请重新输入"
        elif len(text) > 1000:
            bad[name] = "内容过长"
    return bad


def _birth(text: str, errors: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    day = read_day(text)
    if day is None:
        errors["birth_date"] = "请填写日期，例如 1990-05-01"
    elif not date(1900, 1, 1) <= day <= timezone.localdate():
        errors["birth_date"] = "出生日期不合理"
    return day


def _write(
    request: HttpRequest, actor: Actor, row: Subject | None, values: dict[str, Any], typed: dict[str, str]
) -> HttpResponse:
    reason = typed["reason"].strip() or ("办案登记" if row is None else "")
    if not reason:
        raise ValidationError({"reason": "请写明更正理由"})
    if row is None:
        values["valid_from"] = timezone.localdate()
    expected = {"identifier": typed.get("_seen", "")} if row is not None else None
    saved = change(actor, Subject, row.pk if row else None, values, reason, expected=expected)
    messages.success(request, f"已{'更正' if row else '登记'}：{saved.name}。")
    return redirect("desk:subject", saved.pk)


def _messages(error: ValidationError) -> dict[str, str]:
    """Django's messages by field; those without one under __all__."""
    if isinstance(error, ChangeConflict) or not hasattr(error, "error_dict"):
        return {"__all__": ";".join(error.messages)}
    return {name: ";".join(texts) for name, texts in error.message_dict.items()}
