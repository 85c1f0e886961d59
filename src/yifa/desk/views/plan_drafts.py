"""读入方案: upload or paste a document, go through what was read in it, and take it into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yifa.desk import plan_forms
from yifa.desk.highlight import Mark, marked
from yifa.desk.plan_pages import crumb, find, saved, task_marks, version
from yifa.desk.uploads import clean_name
from yifa.desk.views import plan_draft_proposals
from yifa.desk.views.base import desk, needs, show
from yifa.desk.views.plan_page import pieces
from yifa.desk.views.plans import Pager, whole
from yifa.policies.parse import parse_file
from yifa.policies.reading.errors import PolicyUnreadable
from yifa.registers.models import PlanDraft, PolicyPlan
from yifa.registers.scope import Actor
from yifa.supervision.plans import drafting, readings
from yifa.supervision.plans.accepting import NotAccepted
from yifa.supervision.plans.edited import Edited, TaskChoice

SUFFIXES = ".txt,.html,.htm,.docx,.pdf"
PASTED = "粘贴的文本.txt"
MOST_TEXT = 20 * 1024 * 1024
NAMED = 100  # names nobody knows that are asked for at once


@dataclass(frozen=True, slots=True)
class Line:
    """A task in the list of a draft: its place, what it says, what is wrong with it."""

    place: int
    choice: TaskChoice
    charged: str
    due: str
    wrong: tuple[str, ...]


# -- bringing a file in -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.accept")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Upload or paste; what is read goes into drafts of its author, nothing into the ledger.

    What is large is read by the queue, and its page tells how far it is.
    """
    errors: dict[str, str] = {}
    pasted = request.POST.get("text", "")
    after = request.GET.get("after", "")
    found: list[PlanDraft] = []
    known: list[PolicyPlan] = []
    if request.method == "POST":
        given = _given(request)
        if isinstance(given, Given) and len(given.data) > readings.INLINE:
            return redirect("desk:plan-reading", readings.begin(actor, given.data, given.name).pk)
        errors, found, known = _read(given, actor) if isinstance(given, Given) else (given, [], [])
        if len(found) == 1 and not known:
            return redirect("desk:plan-draft", found[0].pk)
    context = {
        "errors": errors,
        "pasted": pasted[:MOST_TEXT],
        "accept": SUFFIXES,
        "limit": MOST_TEXT // 1024 // 1024,
        "found": found,
        "known": known,
        "drafts": drafting.drafts_of(actor, after) if not found and not known else None,
        "after": after,
        "readings": readings.open_ones(actor),
    }
    return show(
        request, actor, "desk/plans/new.html", context,
        crumbs=[crumb(), ("读入方案", "")], status=422 if errors else 200,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What was uploaded or pasted, and the field it came in."""

    data: bytes
    name: str
    field: str


def _given(request: HttpRequest) -> Given | dict[str, str]:
    file, pasted = request.FILES.get("file"), request.POST.get("text", "")
    if file is None and not pasted.strip():
        return {"file": "请选择文件，或者在下方粘贴文本"}
    if file is None:
        return Given(pasted.encode("utf-8", "replace"), PASTED, "text")
    if not file.size:
        return {"file": "文件是空的，请重新选择"}
    if file.size > min(MOST_TEXT, int(settings.YIFA_UPLOAD_LIMIT)):
        return {"file": f"文件太大（最多{MOST_TEXT // 1024 // 1024}MB）"}
    return Given(file.read(), clean_name(file.name or "文件"), "file")


def _read(given: Given, actor: Actor) -> tuple[dict[str, str], list[PlanDraft], list[PolicyPlan]]:
    try:
        reading = parse_file(given.data, given.name)
    except PolicyUnreadable as error:
        return {given.field: str(error)}, [], []
    if not reading.documents:
        said = "；".join(reading.problems) or "没有从中读出文件"
        return {given.field: f"{said}。请核对文件，或者粘贴正文"}, [], []
    drafts, known = drafting.begin(actor, reading, given.data, given.name, timezone.localdate())
    return {}, drafts, known


# -- going through a draft ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.accept")
def draft(request: HttpRequest, actor: Actor, draft_id: str) -> HttpResponse:
    """What was read, what was not, units nobody knows, and the plan as a whole; saved, or taken into the ledger."""
    found = find(actor, draft_id)
    edited = drafting.edited_of(found)
    typed = plan_forms.Typed(request.POST.dict())
    errors: dict[str, str] = {}
    if request.method == "POST":
        edited = plan_forms.head_from(edited, typed)
        errors = typed.errors
        done = None if errors else _keep_or_adopt(request, actor, found, edited, errors)
        if done is not None:
            return done
    return _draft_page(request, actor, found, edited, errors, typed if request.method == "POST" else None)


def _keep_or_adopt(
    request: HttpRequest, actor: Actor, found: PlanDraft, edited: Edited, errors: dict[str, str]
) -> HttpResponse | None:
    """Where to go next; None with `errors` filled where the page comes back."""
    try:
        drafting.save(found, edited, version(request))
        found.version += 1
        if request.POST.get("do") != "accept":
            messages.success(request, "已保存，尚未进入台账。")
            return redirect("desk:plan-draft", found.pk)
        plan = drafting.adopt(actor, found, edited)
    except drafting.Elsewhere:
        errors[""] = "这份方案已在另一个窗口修改，没有保存。请重新打开后再改"
    except NotAccepted as refused:
        errors.update(refused.errors)
    else:
        messages.success(request, "已采纳。正在为各责任机关交办任务。")
        return redirect("desk:plan", plan.pk)
    return None


def _draft_page(
    request: HttpRequest,
    actor: Actor,
    found: PlanDraft,
    edited: Edited,
    errors: dict[str, str],
    typed: plan_forms.Typed | None,
) -> HttpResponse:
    names = plan_forms.Names(timezone.localdate())
    document = edited.document
    parents = PolicyPlan.objects.exclude(state="withdrawn").order_by("-adopted_on").values_list("pk", "title")
    context = {
        "draft": found,
        "edited": edited,
        "head": _head(edited, typed),
        "errors": errors,
        "lines": [_line(place, choice, names, errors) for place, choice in enumerate(edited.tasks)],
        "unknown": _unknown(edited, request.POST, errors),
        "uncharged": sum(not c.dropped and not any(u.charged for u in c.units) for c in edited.tasks),
        "unknown_count": len(drafting.unknown_units(edited)),
        "not_understood": list(enumerate(document.not_understood)),
        "agencies": names.all,
        "levels": PolicyPlan.Level.choices,
        "parents": [(str(pk), title) for pk, title in parents[:200]],
        **_source(request, edited),
        "tab": request.GET.get("tab", ""),
        "assistant": settings.YIFA_ASSIST,
        "assist_seconds": settings.YIFA_ASSIST_SECONDS,
        "proposals": plan_draft_proposals.rows(edited),
    }
    return show(
        request, actor, "desk/plans/draft.html", context,
        crumbs=[crumb(), ("读入方案", reverse("desk:plan-new")), (found.title[:30], "")], status=422 if errors else 200,
    )  # fmt: skip


def _unknown(
    edited: Edited, posted: Mapping[str, str], errors: Mapping[str, str]
) -> list[tuple[str, int, str, str]]:
    """Names nobody knows: in how many tasks, what was typed for it, what is wrong with that."""
    found = drafting.unknown_units(edited)
    return [
        (name, len(places), posted.get(f"agencies.{n}", ""), errors.get(f"agencies.{n}", ""))
        for n, (name, places) in enumerate(islice(found.items(), NAMED))
    ]


def _source(request: HttpRequest, edited: Edited) -> dict[str, Any]:
    """One page of the text with what was read in it; nothing where another tab is shown."""
    if request.GET.get("tab") != "text":
        return {}
    places = pieces(edited.text, *edited.document.span)
    number = min(whole(request.GET.get("page", ""), 1, 100_000), len(places))
    start, end = places[number - 1]
    shown = [m for m in _marks(edited) if m.start < end and m.end > start]
    return {"text": marked(edited.text, start, end, shown), "pager": Pager(number, len(places), 1)}


def _head(edited: Edited, typed: plan_forms.Typed | None) -> dict[str, str]:
    """The fields about the plan as texts: as typed when the page comes back."""
    document = edited.document
    values = {
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "issued": document.issued,
        "level": edited.level,
        "parent": edited.parent,
        "adopted_on": edited.adopted_on,
        "period_from": edited.period_from,
        "period_to": edited.period_to,
        "publish_number": edited.publish_number,
        "publish_unit": edited.publish_unit,
        "publish_rule": edited.publish_rule,
        "mid_term_on": edited.mid_term_on,
        "final_on": edited.final_on,
    }
    kept = typed.posted if typed else {}
    return {name: kept.get(name, "" if value is None else str(value)) for name, value in values.items()}


def _line(place: int, choice: TaskChoice, names: plan_forms.Names, errors: dict[str, str]) -> Line:
    clock = choice.task.dates[choice.clock] if choice.clock is not None else None
    at = f"tasks.{place}"
    wrong = [said for key, said in errors.items() if key == at or key.startswith(f"{at}.")]
    return Line(
        place,
        choice,
        "、".join(dict.fromkeys(names.said(u.agencies) for u in choice.units if u.charged)),
        clock.text if clock else "",
        (*wrong, *choice.remarks),
    )


def _marks(edited: Edited) -> list[Mark]:
    found: list[Mark] = []
    for choice in edited.tasks:
        if not choice.dropped:
            found += task_marks(choice.task)
    found += [Mark(*d.span, "date", f"日期：{d.text}") for d in edited.document.dates]
    found += [Mark(*d.span, "duty", f"义务：{d.text}") for d in edited.document.duties]
    found += [Mark(*n.span, "unknown", f"未能理解：{n.why}") for n in edited.document.not_understood]
    return [mark for mark in found if mark.end > mark.start]


@require_POST
@desk
@needs("plans.accept")
def units(request: HttpRequest, actor: Actor, draft_id: str) -> HttpResponse:
    """Say which agencies the names are that nobody knows; for the whole document at once."""
    found = find(actor, draft_id)
    edited = drafting.edited_of(found)
    names = plan_forms.Names(timezone.localdate())
    meant: dict[str, tuple[str, ...]] = {}
    errors: dict[str, str] = {}
    for place, name in enumerate(islice(drafting.unknown_units(edited), NAMED)):
        ids, wrong = names.read(request.POST.get(f"agencies.{place}", ""))
        if wrong:
            errors[f"agencies.{place}"] = wrong
        elif ids:
            meant[name] = ids
    if errors:
        return _draft_page(request, actor, found, edited, errors, None)
    return saved(
        request,
        found,
        drafting.name_units(edited, meant),
        "desk:plan-draft",
        said=f"已指明{len(meant)}个单位。",
    )


@require_POST
@desk
@needs("plans.accept")
def drop(request: HttpRequest, actor: Actor, draft_id: str) -> HttpResponse:
    """Give the draft up. The ledger has nothing of it."""
    drafting.drop(find(actor, draft_id))
    messages.success(request, "已放弃，台账中没有写入任何内容。")
    return redirect("desk:plan-new")
