"""方案评估: the scheme, what a unit says of itself, the check with what it takes off, the ranking, the report.

What the registers hold is entered here; acts of the plan's matter (启动、形成结果、通报) stay in its own forms, which
are opened with the figures filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yifa.access import may, require
from yifa.desk import plan_scheme_form as forms
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.plans import crumbs
from yifa.matters import drafting, queries
from yifa.matters.models import Draft, Matter
from yifa.registers.ids import new_id
from yifa.registers.models import EvaluationUnit, PlanEvaluation, PlanTask, PolicyPlan
from yifa.registers.scope import Actor
from yifa.supervision.plans import evaluating
from yifa.supervision.plans.report_docx import report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BEGIN = {"mid": "begin_mid_term", "final": "begin_final"}
CONCLUDE = {"mid": "conclude_mid_term", "final": "conclude_final"}


def _plan(plan_id: str) -> PolicyPlan:
    found = PolicyPlan.objects.select_related("agency").filter(pk=plan_id).first()
    if found is None:
        raise NotThere("没有找到这个方案，或者它已撤销。", "在“方案台账”中查找")
    return found


def _evaluation(evaluation_id: str) -> PlanEvaluation:
    found = PlanEvaluation.objects.select_related("plan__agency").filter(pk=evaluation_id).first()
    if found is None:
        raise NotThere("没有找到这次评估。", "在方案的“评估”中查找")
    return found


def _owns(actor: Actor, plan: PolicyPlan) -> bool:
    return str(plan.agency_id) == actor.agency_id


def _require_owner(actor: Actor, plan: PolicyPlan) -> None:
    if not _owns(actor, plan):
        raise NotThere("方案由其他机关采纳，评估由该机关组织。", "在方案的“评估”中查看")


def _trail(found: PlanEvaluation, *more: tuple[str, str]) -> Any:
    plan = (found.plan.title, reverse("desk:plan", args=[found.plan_id]) + "?tab=evaluation")
    own = (found.get_kind_display(), reverse("desk:plan-evaluation", args=[found.pk]) if more else "")
    return crumbs(plan, own, *more)


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.manage")
def new(request: HttpRequest, actor: Actor, plan_id: str) -> HttpResponse:
    """Enter the scheme of an evaluation: its dates and items. Units are those that answer for tasks of the plan."""
    plan = _plan(plan_id)
    _require_owner(actor, plan)
    tasks = list(PlanTask.objects.filter(plan=plan).order_by("position"))
    scheme = forms.read(request.POST.dict(), tasks) if request.method == "POST" else forms.empty(plan, tasks)
    if request.method == "POST" and not scheme.errors:
        try:
            days = scheme.days
            made = evaluating.begin(
                actor,
                plan,
                scheme.typed["kind"],
                scheme.items,
                scheme=scheme.typed["scheme"],
                starts_on=days["starts_on"],
                self_by=days["self_by"],
                check_by=days["check_by"],
            )
        except ValidationError as error:
            scheme.errors = forms.by_field(error)
        else:
            messages.success(request, "评估方案已登记，各单位可以自评。")
            return redirect("desk:plan-evaluation", made.pk)
    context = {"plan": plan, "form": scheme, "kinds": PlanEvaluation.Kind.choices, "tasks": tasks}
    trail = crumbs((plan.title, reverse("desk:plan", args=[plan.pk]) + "?tab=evaluation"), ("新评估", ""))
    status = 422 if scheme.errors else 200
    return show(request, actor, "desk/plans/evaluation_new.html", context, crumbs=trail, status=status)


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.read")
def evaluation(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """One evaluation: scheme, items, units with score and rank as they stand. Posting fixes the result, or enters the
    number of the circular that told it.
    """
    found = _evaluation(evaluation_id)
    typed = {
        name: forms.text(request.POST, name, most) for name, most in (("result", 20_000), ("circular", 100))
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        circular = request.POST.get("_do") == "circular"
        require(actor, "plans.manage" if circular else "plans.check")
        _require_owner(actor, found.plan)
        try:
            if circular:
                evaluating.told(actor, found, typed["circular"])
            elif not typed["result"]:
                raise forms.Asked({"result": "请写明评估结论"})
            else:
                evaluating.conclude(actor, found, typed["result"], timezone.localdate())
        except forms.Asked as error:
            errors = dict(error.errors)
        except ValidationError as error:
            errors = forms.by_field(error)
        else:
            messages.success(
                request, "通报文号已登记。" if circular else "评估结果已形成，得分和名次不再变动。"
            )
            return redirect("desk:plan-evaluation", found.pk)
    rows = evaluating.standing(found)
    items = list(found.items.select_related("task").order_by("position"))
    whole = sum(i.points for i in items)
    own = _owns(actor, found.plan)
    open_ = found.state != PlanEvaluation.State.CONCLUDED
    mine = next((r.unit for r in rows if str(r.unit.agency_id) == actor.agency_id), None)
    context = {
        "found": found,
        "plan": found.plan,
        "items": items,
        "whole": whole,
        "rows": [(r, round(100 * r.score / whole, 1) if whole else 0) for r in rows],
        "shared": len({r.rank for r in rows}) < len(rows),
        "mine": mine,
        "assesses": may(actor, "plans.self_assess")
        and open_
        and mine is not None
        and mine.checked_on is None,
        "checks": open_ and own and may(actor, "plans.check"),
        "acts": own and may(actor, "plans.manage") and found.plan.matter_id is not None,
        "begins": found.kind in BEGIN,
        "unchecked": sum(1 for r in rows if r.unit.checked_on is None),
        "typed": typed,
        "errors": errors,
    }
    status = 422 if errors else 200
    return show(request, actor, "desk/plans/evaluation.html", context, crumbs=_trail(found), status=status)


@require_safe
@desk
@needs("plans.read")
def report_file(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """The report as an office document; the PDF is the paper of the plan's matter."""
    found, today = _evaluation(evaluation_id), timezone.localdate()
    body = report(found, evaluating.payload(found, today), today)
    return HttpResponse(
        body,
        content_type=DOCX,
        headers={"Content-Disposition": f'attachment; filename="evaluation-{found.pk}.docx"'},
    )


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.self_assess")
def own(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """自评 of the actor's own unit: points for each item and what they rest on, and a report."""
    found = _evaluation(evaluation_id)
    unit = (
        found.units.select_related("agency", "evaluation")
        .filter(agency_id=actor.agency_id or queries.NIL)
        .first()
    )
    if unit is None:
        raise NotThere("本单位不在这次评估之列。", "在方案的“评估”中查看参评单位")
    items, posted = list(found.items.order_by("position")), request.POST.dict()
    errors: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            said = forms.text(posted, "report", 20_000)
            if not said:
                raise forms.Asked({"report": "请写明自评情况"})
            points = forms.points_of(posted, [(i.pk, i.points) for i in items])
            evaluating.self_assess(actor, unit, points, said, timezone.localdate())
        except forms.Asked as error:
            errors = error.errors
        except ValidationError as error:
            errors = forms.by_field(error)
        else:
            messages.success(request, "自评已保存，截止日以前可以修改。")
            return redirect("desk:plan-evaluation", found.pk)
    kept = {s.item_id: s for s in unit.scores.all()}
    rows = [_own_row(i, kept.get(i.pk), posted, errors) for i in items]
    context = {
        "found": found,
        "unit": unit,
        "rows": rows,
        "errors": errors,
        "report": posted.get("report", unit.self_report),
    }
    status = 422 if errors else 200
    trail = _trail(found, ("本单位自评", ""))
    return show(request, actor, "desk/plans/evaluation_own.html", context, crumbs=trail, status=status)


def _own_row(item: Any, kept: Any, posted: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "item": item,
        "points": posted.get(f"points.{item.pk}", "" if kept is None else str(kept.points)),
        "note": posted.get(f"note.{item.pk}", "" if kept is None else kept.note),
        "error": errors.get(f"points.{item.pk}", ""),
    }


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.check")
def check(request: HttpRequest, actor: Actor, evaluation_id: str, unit_id: str) -> HttpResponse:
    """核查 of one unit: its self-assessment beside what is taken off, each time with the reason; then the finding."""
    found = _evaluation(evaluation_id)
    _require_owner(actor, found.plan)
    unit = (
        found.units.select_related("agency", "evaluation__plan__agency", "self_by").filter(pk=unit_id).first()
    )
    if unit is None:
        raise NotThere("这次评估没有这个单位。", "返回评估页面选择单位")
    today, posted = timezone.localdate(), request.POST.dict()
    errors: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            _record_check(actor, unit, posted)
        except forms.Asked as error:
            errors = error.errors
        except ValidationError as error:
            errors = forms.by_field(error)
        else:
            messages.success(request, "已扣分。" if posted.get("_do") == "deduct" else "核查意见已保存。")
            here = redirect("desk:plan-evaluation-check", found.pk, unit.pk)
            return here if posted.get("_do") == "deduct" else redirect("desk:plan-evaluation", found.pk)
    own_scores = {s.item_id: s for s in unit.scores.all()}
    taken: dict[Any, list[Any]] = {}
    for row in unit.deductions.select_related("by").order_by("pk"):
        taken.setdefault(row.item_id, []).append(row)
    least, most = evaluating.most_deducted(found.plan, today)
    items = list(found.items.order_by("position"))
    context = {
        "found": found,
        "unit": unit,
        "items": [(i, own_scores.get(i.pk), taken.get(i.pk, [])) for i in items],
        "least": least,
        "most": most,
        "errors": errors,
        "typed": posted,
        "closed": found.state == PlanEvaluation.State.CONCLUDED,
        "finding": posted.get("finding", unit.finding),
    }
    status = 422 if errors else 200
    trail = _trail(found, (f"核查：{unit.agency.name}", ""))
    return show(request, actor, "desk/plans/evaluation_check.html", context, crumbs=trail, status=status)


def _record_check(actor: Actor, unit: EvaluationUnit, posted: Mapping[str, str]) -> None:
    today = timezone.localdate()
    if posted.get("_do") == "deduct":
        typed = forms.text(posted, "points", 9)
        item = next((i for i in unit.evaluation.items.all() if str(i.pk) == posted.get("item")), None)
        if item is None:
            raise forms.Asked({"item": "请选择指标"})
        if not (typed.isascii() and typed.isdigit()):
            raise forms.Asked({"points": "请填写扣几分"})
        evaluating.deduct(actor, unit, item, int(typed), forms.text(posted, "reason", 5000), today)
        return
    said = forms.text(posted, "finding", 20_000)
    if not said:
        raise forms.Asked({"finding": "请写明核查意见"})
    evaluating.check(actor, unit, said, today)


@require_POST
@desk
@needs("plans.manage")
def act(request: HttpRequest, actor: Actor, evaluation_id: str, step: str) -> HttpResponse:
    """Open the form of an act of the plan's matter with the figures of this evaluation: begin, conclude or circular."""
    found = _evaluation(evaluation_id)
    _require_owner(actor, found.plan)
    matter = queries.find_matter(found.plan.matter_id) if found.plan.matter_id else None
    made = _payload(found, step)
    if matter is None or made is None:
        raise NotThere("没有可以办理的事项。", "在方案页面打开办理事项")
    kind, payload = made
    return redirect("desk:draft", prepared(actor, matter, kind, payload).pk)


def prepared(actor: Actor, matter: Matter, kind: str, payload: Mapping[str, Any]) -> Draft:
    """A draft of an act with what is known filled in, done now unless the author says otherwise."""
    now = timezone.now().replace(second=0, microsecond=0)
    given = drafting.DraftInput(
        str(new_id()),
        kind,
        payload,
        str(matter.pk),
        occurred_from=now,
        occurred_to=now,
        act_count=matter.act_count,
    )
    return drafting.save_draft(actor, given)


def _payload(found: PlanEvaluation, step: str) -> tuple[str, dict[str, Any]] | None:
    today = timezone.localdate()
    if step == "begin" and found.kind in BEGIN:
        least_most = evaluating.most_deducted(found.plan, today)
        return BEGIN[found.kind], {
            "scheme": found.scheme,
            "units": found.units.count(),
            "self_by": found.self_by.isoformat(),
            "check_by": found.check_by.isoformat(),
            "total_points": sum(found.items.values_list("points", flat=True)),
            "most_deduction": least_most[1],
        }
    if step == "conclude" and found.kind in CONCLUDE:
        return CONCLUDE[found.kind], evaluating.payload(found, today)
    if step == "circular":
        rows = evaluating.standing(found)
        lines = [f"第{r.rank}名　{r.unit.agency.name}　{r.score}分" for r in rows]
        return "issue_circular", {
            "subject": f"{found.title}情况"[:200],
            "content": "\n".join([found.result, *lines]).strip(),
        }
    return None
