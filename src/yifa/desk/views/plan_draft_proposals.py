"""Proposals of the assistant for a draft: asked for by its author, taken over into it or left, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from yifa.assist.asking import NoAnswer
from yifa.assist.checking import place_of
from yifa.assist.proposal import FIELDS, Proposal
from yifa.desk.highlight import Mark, marked
from yifa.desk.plan_pages import find, saved
from yifa.desk.views.base import NotThere, desk, needs
from yifa.registers.scope import Actor
from yifa.supervision.plans import drafting, suggested
from yifa.supervision.plans.edited import Edited, TaskChoice

_AROUND = 40  # characters of the line shown on both sides of the words a proposal points at


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as a row: what it is, the task it belongs to (None: a new one), the words it points at."""

    proposal: Proposal
    field: str
    place: int | None
    task: TaskChoice | None
    text: SafeString


def rows(edited: Edited) -> Sequence[Shown]:
    """The proposals of the draft that are not settled, in their order."""
    tasks = [choice.task for choice in edited.tasks]
    found = []
    for proposal in edited.proposals:
        start, end = proposal.span
        mark = Mark(start, end, "task" if proposal.field == "title" else proposal.field, "建议所指的原文")
        before = max(0, start - _AROUND)
        first = edited.text.rfind("\n", before, start) + 1 or before
        last = edited.text.find("\n", end, end + _AROUND)
        text = marked(edited.text, first, last if last >= 0 else end + _AROUND, [mark])
        place = place_of(tasks, proposal.span)
        task = None if place is None else edited.tasks[place]
        found.append(Shown(proposal, FIELDS[proposal.field], place, task, text))
    return found


@require_POST
@desk
@needs("plans.accept")
def ask(request: HttpRequest, actor: Actor, draft_id: str) -> HttpResponse:
    """Have the assistant read the draft; what it proposes is listed beside it. Without an answer the draft stays."""
    found = find(actor, draft_id)
    _must_be_set()
    try:
        edited = suggested.asked(
            drafting.edited_of(found), settings.YIFA_ASSIST, settings.YIFA_ASSIST_SECONDS
        )
    except NoAnswer as error:
        messages.warning(request, f"{error}。方案没有改动，可以照常核对。")
        return redirect("desk:plan-draft", found.pk)
    said = (
        f"助手提出{len(edited.proposals)}条建议，请逐条核对。"
        if edited.proposals
        else "助手没有提出可用的建议。"
    )
    return saved(request, found, edited, "desk:plan-draft", said=said)


@require_POST
@desk
@needs("plans.accept")
def settle(request: HttpRequest, actor: Actor, draft_id: str, place: int) -> HttpResponse:
    """Take one proposal over into the draft (`do=take`), or leave it."""
    found = find(actor, draft_id)
    _must_be_set()
    edited = drafting.edited_of(found)
    if not 0 <= place < len(edited.proposals):
        raise NotThere("没有这条建议，或者它已经处理。", "回到方案重新选择")
    if request.POST.get("do") != "take":
        return saved(
            request, found, suggested.without(edited, place), "desk:plan-draft", said="没有采用这条建议。"
        )
    try:
        edited = suggested.taken(edited, place)
    except suggested.NotTaken as error:
        messages.warning(request, f"没有采用：{error}。")
        return redirect("desk:plan-draft", found.pk)
    said = "已采用这条建议，尚未进入台账。请在任务中核对。"
    return saved(request, found, edited, "desk:plan-draft", said=said)


def _must_be_set() -> None:
    if not settings.YIFA_ASSIST:
        raise NotThere("本节点没有设置助手。", "由系统管理员设置以后再用")
