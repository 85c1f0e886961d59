"""One draft on its way through approval: the whole form, the findings, the papers, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.access import acting_roles
from yifa.desk.pickers import officer_label, pickers_for, role_word
from yifa.desk.reading import changes, read
from yifa.desk.views.base import NotThere, desk, needs, problem, show
from yifa.desk.views.names import names_for
from yifa.law.procedure import ApprovalStep, Procedure
from yifa.matters import discovery, drafting, erasure, preview, queries, service
from yifa.matters.looks import look_at_draft
from yifa.matters.models import Approval, Draft, DraftVersion, Matter
from yifa.matters.page import look
from yifa.papers import PaperError
from yifa.registers.dates import officers_with_role
from yifa.registers.models import Agency
from yifa.registers.scope import Actor

WORDS = {"submit": "送审", "approve": "同意", "return": "退回", "delegate": "转交", "void": "审批失效"}


@require_http_methods(["GET", "POST"])
@desk
@needs("matters.read")
def approval(request: HttpRequest, actor: Actor, draft_id: str) -> HttpResponse:
    """Read everything, then approve or return with reasons."""
    draft = _find(draft_id)
    look_at_draft(actor, draft)
    if request.method == "POST":
        return _decide(request, actor, draft)
    return _page(request, actor, draft)


def _find(draft_id: Any) -> Draft:
    draft = Draft.objects.select_related("author", "agency", "matter").filter(pk=draft_id).first()
    if draft is None:
        raise NotThere("没有找到这份审批件，或者它不在您可以查看的范围内。", "在“待办”中查看等您审批的事项")
    return draft


def _decide(request: HttpRequest, actor: Actor, draft: Draft) -> HttpResponse:
    opinion = request.POST.get("opinion", "")
    what = request.POST.get("_do", "")
    errors = _opinion_errors(opinion, what)
    if request.POST.get("_version") != str(draft.version):
        errors[""] = "您打开页面后，拟稿内容已有改动。请重新阅读后再作决定，您填写的意见已保留"
    if errors:
        return _page(request, actor, draft, opinion=opinion, errors=errors, status=422)
    if what == "return":
        outcome = drafting.send_back(actor, str(draft.pk), opinion)
    elif what == "delegate":
        outcome = drafting.delegate(actor, str(draft.pk), request.POST.get("to", "")[:36], opinion)
    else:
        outcome = drafting.approve(actor, str(draft.pk), opinion.strip())
    blocking = outcome.blocking
    if outcome.errors or outcome.stale or (blocking and what == "approve"):
        said = dict(outcome.errors) or {"": outcome.stale or "没有通过：条件发生变化，见“合法性核对”"}
        return _page(request, actor, _find(draft.pk), opinion=opinion, errors=said, status=409)
    if what == "return":
        messages.success(request, "已退回承办人，理由已记录。")
    elif what == "delegate":
        messages.success(request, "已转交。")
    elif outcome.act is not None:
        messages.success(request, "审批完成，该环节已生效。")
    else:
        messages.success(request, "已同意，转下一审批人。")
    return redirect("desk:inbox")


def _opinion_errors(opinion: str, what: str) -> dict[str, str]:
    if what not in ("approve", "return", "delegate"):
        return {"": "请选择“同意”“退回”或“转交”"}
    if len(opinion) > 4000:
        return {"opinion": "意见最多 4000 字"}
    if any(ord(c) < 32 and c not in "\r\n\t" for c in opinion) or any(
        0xD800 <= ord(c) < 0xE000 for c in opinion
    ):
        return {"opinion": "含有不可见的控制字符，请重新输入"}
    if what != "approve" and not opinion.strip():
        return {"opinion": f"{WORDS[what]}须写明理由"}
    return {}


def _page(
    request: HttpRequest,
    actor: Actor,
    draft: Draft,
    *,
    opinion: str = "",
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    matter = queries.find_matter(draft.matter_id) if draft.matter_id else None
    agency = matter.agency if matter else Agency.objects.filter(pk=draft.agency_id).first()
    procedure = discovery.for_matter(matter) if matter else discovery.at(agency).get(draft.procedure)
    model = discovery.payload_model(draft.procedure, draft.kind)
    if procedure is None or model is None or draft.kind not in procedure.acts:
        raise NotThere("办案程序已不含这个环节，这份拟稿不能再办理。", "请承办人放弃该拟稿")
    rule = procedure.acts[draft.kind]
    view = look(actor, matter)[1] if matter else None
    sector = agency.sector if agency else ""
    names = names_for(
        view, pickers_for(str(draft.agency_id), sector, {"p": draft.payload, "c": draft.co_handlers}, view)
    )
    done = draft.state in ("done", "dropped")
    outcome = None if done else service.dry_run(drafting.ask_of(draft, drafting.author_of(draft)))
    steps = list(Approval.objects.filter(draft_id=draft.pk).order_by("recorded_at", "id"))
    context = {
        "draft": draft,
        "matter": matter,
        "rule": rule,
        "procedure": procedure,
        "shown": read(model, draft.payload, names),
        "erased": _erased(draft),
        "co": [names.officers.get(str(c), str(c)) for c in draft.co_handlers],
        "findings": outcome.findings if outcome else (),
        "invalid": outcome.errors if outcome else {},
        "steps": [
            {"row": s, "word": WORDS.get(s.action, s.action), "role": role_word(s.role)} for s in steps
        ],
        "chain": _chain(procedure, outcome.needed if outcome else rule.approve, draft),
        "papers": [procedure.papers[k] for k in rule.papers if k in procedure.papers],
        "changes": _changes(draft, steps, model, names),
        "may": _may(actor, draft),
        "others": _others(actor, draft),
        "opinion": opinion,
        "errors": errors or {},
        "mine": actor.officer_id in (str(draft.author_id), *draft.co_handlers),
    }
    crumbs = [("待办", reverse("desk:inbox")), (f"审批：{rule.title}", "")]
    return show(request, actor, "desk/approval.html", context, crumbs=crumbs, status=status)


def _erased(draft: Draft) -> str:
    """By which act the content of a draft that became an act was removed."""
    by = None if draft.payload else erasure.erased_by(draft.pk)
    return erasure.sentence(by) if by else ""


def _may(actor: Actor, draft: Draft) -> bool:
    """Whether the buttons are shown; the engine decides anew when one is pressed."""
    mine = actor.officer_id in (str(draft.author_id), *draft.co_handlers)
    passed_on = draft.waiting_officer_id is not None and str(draft.waiting_officer_id) != actor.officer_id
    asked = bool(acting_roles(actor.roles, draft.waiting_roles))
    return draft.state == "submitted" and not mine and not passed_on and asked


def _others(actor: Actor, draft: Draft) -> list[tuple[str, str]]:
    """Officers of the agency who hold the waiting role as well: the step may be passed to them."""
    if not _may(actor, draft):
        return []
    mine = {actor.officer_id, str(draft.author_id), *map(str, draft.co_handlers)}
    rows = officers_with_role(draft.agency_id, draft.waiting_roles, timezone.localdate())
    return [(str(o.pk), officer_label(o)) for o in rows.select_related("unit") if str(o.pk) not in mine]


def _chain(procedure: Procedure, steps: tuple[ApprovalStep, ...], draft: Draft) -> list[dict[str, str]]:
    """The approval steps in words: done, now, later."""
    out = []
    for n, step in enumerate(steps):
        meeting = procedure.acts.get(step.meeting or "")
        title = meeting.title if meeting else "或".join(role_word(r) for r in step.roles)
        if draft.state == "submitted":
            state = "done" if n < draft.step else "now" if n == draft.step else ""
        else:
            state = "done" if draft.state == "done" else ""
        out.append({"title": title, "state": state})
    return out


def _changes(draft: Draft, steps: list[Approval], model: Any, names: Any) -> Any:
    """What differs from the version that was last returned."""
    returned = next((s for s in reversed(steps) if s.action == "return" and s.version < draft.version), None)
    if returned is None:
        return None
    before = DraftVersion.objects.filter(draft_id=draft.pk, number=returned.version).first()
    if before is None:
        return None
    found = changes(read(model, before.payload, names), read(model, draft.payload, names))
    return {"since": returned, "fields": found}


@require_safe
@desk
@needs("matters.read")
def paper_preview(request: HttpRequest, actor: Actor, draft_id: str, kind: str) -> HttpResponse:
    """The paper as it would be issued, without its number, made from the draft."""
    draft = _find(draft_id)
    look_at_draft(actor, draft)
    if draft.matter_id is None:
        raise NotThere("登记后才能生成文书预览。", "在审批页面核对所填内容")
    matter = Matter.objects.select_related("version").get(pk=draft.matter_id)
    try:
        content = preview.paper(actor, draft, matter, kind)
    except KeyError:
        raise NotThere("这个环节没有这种文书。", "回到审批页面") from None
    except PaperError as error:
        return problem(request, 409, "暂不能预览", f"文书暂时不能生成：{error}", ("补全所填内容后再预览",))
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response
