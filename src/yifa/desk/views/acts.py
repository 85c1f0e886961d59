"""Filling in an act: new on a matter, opening a matter, or going on with a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yifa.access import Denied, acting_roles
from yifa.desk import forms
from yifa.desk.actform import ActForm
from yifa.desk.advice import beside, chosen_items
from yifa.desk.pickers import pickers_for, reach_of
from yifa.desk.reading import changes, read
from yifa.desk.uploads import take_uploads
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.home import act_title
from yifa.desk.views.names import names_for
from yifa.matters import discovery, drafting, queries, service
from yifa.matters.looks import look_at_matter
from yifa.matters.models import Act, Approval, Draft, DraftVersion, Matter
from yifa.matters.outcome import Outcome
from yifa.matters.page import judge_button, look
from yifa.registers.models import Agency
from yifa.registers.scope import Actor

_GONE = "没有找到这个案件，或者它不在您可以查看的范围内。"


@require_http_methods(["GET", "POST"])
@desk
@needs("matters.read")
def act(request: HttpRequest, actor: Actor, matter_id: str, kind: str) -> HttpResponse:
    """A new act on a matter."""
    matter = queries.find_matter(matter_id)
    if matter is None:
        raise NotThere(_GONE, "核对案号后在“案件”中查找", "如属其他机关的案件，请联系该机关")
    look_at_matter(actor, matter)
    form = _form(actor, matter.procedure, kind, matter)
    form.corrects = request.GET.get("corrects", "")
    return _handle(request, form)


@require_http_methods(["GET", "POST"])
@desk
@needs("matters.read")
def new(request: HttpRequest, actor: Actor, procedure: str, kind: str) -> HttpResponse:
    """An act that opens a matter: 登记线索, 当场处罚."""
    form = _form(actor, procedure, kind, None)
    if form.rule.from_ != ("none",):
        raise NotThere("这个环节不能用于新登记。", "在左侧“新登记”中选择")
    if not acting_roles(actor.roles, form.rule.by):
        raise Denied(
            f"“{form.rule.title}”不属于您的岗位职责。", "请由承办人登记", "如岗位有变动，请系统管理员调整角色"
        )
    return _handle(request, form)


@require_http_methods(["GET", "POST"])
@desk
@needs("matters.read")
def draft(request: HttpRequest, actor: Actor, draft_id: str) -> HttpResponse:
    """Go on with a draft; a returned one shows why and what has changed since."""
    found = Draft.objects.select_related("author").filter(pk=draft_id).first()
    if found is None:
        raise NotThere("没有找到这份拟稿。", "在“待办”中查看您的拟稿")
    if actor.officer_id not in (str(found.author_id), *found.co_handlers):
        return redirect("desk:approval", draft_id)
    if found.state == "done":
        return redirect("desk:matter", found.matter_id) if found.matter_id else redirect("desk:workbench")
    matter = queries.find_matter(found.matter_id) if found.matter_id else None
    form = _form(actor, found.procedure, found.kind, matter)
    form.from_draft(found)
    return _handle(request, form)


def _form(actor: Actor, procedure_id: str, kind: str, matter: Matter | None) -> ActForm:
    agency = matter.agency if matter else Agency.objects.filter(pk=actor.agency_id or queries.NIL).first()
    procedure = discovery.for_matter(matter) if matter else discovery.at(agency).get(procedure_id)
    rule = procedure.acts.get(kind) if procedure else None
    model = discovery.payload_model(procedure.id, kind) if procedure else None
    if procedure is None or rule is None or model is None:
        raise NotThere("办案程序中没有这个环节。", "回到案件页面，从“可以办理”中选择")
    agency_id = str(matter.agency_id) if matter else actor.agency_id
    sector = agency.sector if agency else ""
    form = ActForm(actor, procedure, rule, model, agency_id, sector, matter)
    if matter is not None:
        form.view = look(actor, matter)[1]
    return form


def _handle(request: HttpRequest, form: ActForm) -> HttpResponse:
    if request.method != "POST":
        if not form.draft:
            form.start()
        return _page(request, form, advice=True)
    if form.actor.scope == "supervision":  # its rows may be seen, none written
        raise Denied("您可以查看案件，但不能办理。", "请由承办机关的人员办理")
    post = dict(request.POST.lists())
    form.from_post(post)
    form.errors.update(take_uploads(request, form.actor, form.fields, form.tree, form.agency_id))
    if form.press(post):
        return _page(request, form)
    unsafe = form.unsafe()
    if unsafe:
        form.errors.update(unsafe)
        return _page(request, form, said="没有保存：有的内容无法保存，请改正下列各项。", status=422)
    return _do(request, form, request.POST.get("_do", "check"))


def _do(request: HttpRequest, form: ActForm, what: str) -> HttpResponse:
    if what == "drop" and form.draft:
        return _drop(request, form)
    before = _already_done(request, form)
    if before is not None:
        return before
    if what == "save":
        return _save(request, form)
    changed = _changed_meanwhile(form)
    values = form.check()
    if form.errors:
        return _page(
            request,
            form,
            said=f"没有提交：有 {len(form.errors)} 处需要改正，已填内容都在。",
            status=422,
            changed=changed,
        )
    if changed:
        said = "没有提交：您打开页面后，本案已有新的办理记录。您填写的内容都在，请核对后再提交。"
        return _page(request, form, advice=True, said=said, status=409, changed=changed)
    if what != "submit":
        return _page(request, form, advice=True, checked=True)
    return _submit(request, form, values)


def _already_done(request: HttpRequest, form: ActForm) -> HttpResponse | None:
    """Pressing the button twice, or going back and pressing it again: lead to what this very form became.

    When something else is typed by now, the page stays with it and says how to put the record right.
    """
    done = Act.objects.filter(pk=form.draft_id, kind=form.rule.id).first()
    if done is None or (form.matter is not None and done.matter_id != form.matter.pk):
        return None
    values, _ = forms.values_from_tree(form.fields, form.tree)
    if not Draft.objects.filter(pk=form.draft_id, payload=values).exists():
        said = "没有提交：这份表单先前已经办理。要改正已经办理的内容，请在案件的“大事记”中更正。您填写的内容都在。"
        return _page(request, form, said=said, status=409)
    messages.warning(request, f"“{form.rule.title}”先前已经办理，没有重复办理。")
    return redirect("desk:matter", done.matter_id)


def _save(request: HttpRequest, form: ActForm) -> HttpResponse:
    values, _ = forms.values_from_tree(form.fields, form.tree)
    try:
        saved = drafting.save_draft(form.actor, form.draft_input(values))
    except drafting.DraftRefused as error:
        return _page(request, form, said=f"没有保存：{error}。您填写的内容都在。", status=409)
    messages.success(request, "拟稿已保存，可以随时接着填写。")
    return redirect("desk:draft", saved.pk)


def _drop(request: HttpRequest, form: ActForm) -> HttpResponse:
    assert form.draft is not None
    try:
        drafting.drop_draft(form.actor, form.draft_id)
    except drafting.DraftRefused as error:
        return _page(request, form, said=f"{error}。", status=409)
    messages.success(request, "拟稿已放弃，各次保存的内容仍留存备查。")
    return redirect("desk:matter", form.matter.pk) if form.matter else redirect("desk:workbench")


def _submit(request: HttpRequest, form: ActForm, values: dict[str, Any]) -> HttpResponse:
    try:
        drafting.save_draft(form.actor, form.draft_input(values))
    except drafting.DraftRefused as error:
        before = _already_done(request, form)  # done by the same button, pressed a moment earlier
        return before or _page(request, form, said=f"没有提交：{error}。您填写的内容都在。", status=409)
    outcome = drafting.submit(form.actor, form.draft_id)
    form.draft = Draft.objects.filter(pk=form.draft_id).first()
    if outcome.act is not None:
        messages.success(request, f"“{form.rule.title}”已办理，记入案件大事记。")
        return redirect("desk:matter", outcome.act.matter_id)
    if form.draft is not None and form.draft.state == "submitted":
        messages.success(request, f"“{form.rule.title}”已送审，可在“审批”中查看进度。")
        return redirect("desk:approval", form.draft_id)
    form.errors.update(outcome.errors)
    form.findings = outcome.findings
    return _page(request, form, said=_refusal_said(outcome), status=409)


def _refusal_said(outcome: Outcome) -> str:
    if outcome.stale:
        return f"没有提交：{outcome.stale}。"
    if "" in outcome.errors:
        return f"没有提交：{outcome.errors['']}。您填写的内容都在。"
    return f"没有提交：有 {len(outcome.blocking)} 项条件未满足，见下。您填写的内容已存为拟稿。"


def _changed_meanwhile(form: ActForm) -> list[dict[str, Any]]:
    """What others did on the matter since the page was opened; the form then counts from here.

    The matter is locked, so that of two people pressing the same button one wins and the other is told.
    """
    if form.matter is None or form.view is None:
        return []
    locked = Matter.objects.select_for_update(of=("self",)).get(pk=form.matter.pk)
    if form.count == locked.act_count:
        return []
    since, form.count = form.count, locked.act_count
    rows = locked.acts.annotate(number=F("seq")).filter(seq__gt=since).order_by("seq") if since >= 0 else []
    return [
        {
            "title": act_title(form.procedure.id, row.kind),
            "who": "、".join(a.get("name", "") for a in row.actors),
            "at": row.occurred_to,
        }
        for row in rows
    ]


def _page(
    request: HttpRequest,
    form: ActForm,
    *,
    advice: bool = False,
    checked: bool = False,
    said: str = "",
    status: int = 200,
    changed: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    values, _ = forms.values_from_tree(form.fields, form.tree)
    if advice:
        form.findings = _advice(form, values)
    pickers = pickers_for(form.agency_id, form.sector, values, form.view, form.fields, reach_of(form.rule))
    pickers.found, pickers.queries = form.found, form.queries
    bound = forms.bind(form.fields, form.tree, errors=form.errors, pickers=pickers, findings=form.findings)
    known = {f.path for f in bound}
    within = {f.path: f for f in forms.every(bound)}
    context = {
        "form": form,
        "fields": bound,
        "officers": pickers.officers,
        "said": said,
        "checked": checked,
        "changed": changed or [],
        "general": [
            m
            for p, m in form.errors.items()
            if p not in known and p.split(".")[0] not in known and p[:1] != "_"
        ],
        "listed": [(f, form.errors[p]) for p, f in within.items() if p in form.errors],
        "warnings": [f for f in form.findings if f.level == "warn"] if form.rule.override else [],
        "beside": [f for f in form.findings if f.field not in known],
        "chain": form.rule.approve,
        "law": beside(form, values),
        "items": chosen_items(values),
        "history": _history(form, pickers) if form.draft else None,
        "back": reverse("desk:matter", args=[form.matter.pk]) if form.matter else reverse("desk:workbench"),
    }
    crumbs = [("案件", reverse("desk:matters"))]
    if form.matter:
        crumbs.append((form.matter.number or form.matter.title or "案件", str(context["back"])))
    return show(
        request, form.actor, "desk/act.html", context, crumbs=[*crumbs, (form.rule.title, "")], status=status
    )


def _advice(form: ActForm, values: dict[str, Any]) -> tuple[Any, ...]:
    """What stands against the act as far as it is filled in: a dry run, or what is known without the form."""
    outcome = service.dry_run(form.ask(values))
    if not outcome.errors:
        return outcome.findings
    if form.matter is None or form.view is None:
        return ()
    raw, view = look(form.actor, form.matter)
    return judge_button(form.actor, form.matter, form.procedure, form.rule, raw, view).findings


def _history(form: ActForm, pickers: forms.Pickers) -> dict[str, Any]:
    """Approval steps of the draft, and what changed since the version that was returned."""
    assert form.draft is not None
    steps = list(Approval.objects.filter(draft_id=form.draft.pk).order_by("recorded_at", "id"))
    returned = next((s for s in reversed(steps) if s.action == "return"), None)
    differing: Any = ()
    if returned is not None:
        before = DraftVersion.objects.filter(draft_id=form.draft.pk, number=returned.version).first()
        values, _ = forms.values_from_tree(form.fields, form.tree)
        names = names_for(form.view, pickers)
        if before is not None:
            differing = changes(read(form.model, before.payload, names), read(form.model, values, names))
    return {"steps": steps, "returned": returned, "changes": differing}
