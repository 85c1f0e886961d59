"""Taking a plan into the ledger: everything in one transaction, nothing before it.

The plan's own matter is opened in the same transaction; the matters of its tasks are opened by the queue (`opening`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from yifa.access import require
from yifa.matters.request import Ask
from yifa.matters.service import record
from yifa.policies.document import DateMention, Heading
from yifa.registers.change import change, change_many
from yifa.registers.ids import new_id
from yifa.registers.models import (
    Agency,
    PlanHeading,
    PlanSource,
    PlanTask,
    PlanTaskDate,
    PlanTaskDuty,
    PlanTaskTarget,
    PlanTaskUnit,
    PolicyPlan,
    Region,
)
from yifa.registers.scope import Actor
from yifa.supervision.plans import opening
from yifa.supervision.plans.deadlines import PlanClock, clock_of
from yifa.supervision.plans.edited import Edited, TaskChoice, UnitChoice
from yifa.supervision.plans.indicators import INDICATORS

_LONGEST_REASON = 500  # of a change of a register
_MODELS = (
    PlanTaskDuty,
    PlanTaskTarget,
    PlanTaskDate,
    PlanTaskUnit,
    PlanTask,
    PlanHeading,
    PlanSource,
    PolicyPlan,
)


@dataclass
class NotAccepted(Exception):
    """Why a plan was not accepted: messages by field of the edited reading ("" = the whole). Nothing was written.

    `plan_id` is the plan that has this document already, where that is the reason.
    """

    errors: dict[str, str]
    plan_id: str = ""

    def __str__(self) -> str:
        return "；".join(self.errors.values())


@dataclass
class _Rows:
    headings: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    units: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    duties: list[dict[str, Any]] = field(default_factory=list)


def already(agency_id: str, sha256: str, span_start: int) -> PolicyPlan | None:
    """The plan that this agency adopted from the same place of the same file, if there is one."""
    return (
        PolicyPlan.objects.filter(agency_id=agency_id, source__sha256=sha256, span_start=span_start)
        .exclude(state=PolicyPlan.State.WITHDRAWN)
        .first()
    )


def accept(actor: Actor, edited: Edited) -> PolicyPlan:
    """Adopt the plan for the actor's agency, open its matter and have the queue open those of its tasks.

    Must run inside `scope(actor)`. Raises `Denied`, or `NotAccepted` with what is wrong; then nothing is written.
    """
    require(actor, "plans.accept")
    errors = dict(wrong(actor, edited))
    if errors:
        raise NotAccepted(errors)
    same = already(actor.agency_id, edited.sha256, edited.document.span[0])
    if same is not None:
        said = f"同一文件已于{same.adopted_on.isoformat()}采纳：{same.title}"
        raise NotAccepted({"": said}, str(same.pk))
    try:
        with transaction.atomic():
            plan = _write(actor, edited)
            plan = _open(actor, plan, edited)
            opening.defer(plan)
            return plan
    except ValidationError as error:
        raise NotAccepted({"": _in_words(error)}) from None


def _in_words(error: ValidationError) -> str:
    """What a register refused, with the name of the field."""
    if not hasattr(error, "error_dict"):
        return "；".join(error.messages)
    fields = {f.name: str(f.verbose_name) for model in _MODELS for f in model._meta.fields}
    return "；".join(
        f"{fields[name]}：{said}" if name in fields else said
        for name, messages in error.message_dict.items()
        for said in messages
    )


def wrong(actor: Actor, edited: Edited) -> Iterator[tuple[str, str]]:
    """(field, message) of everything that keeps the plan from being accepted. Three statements at most."""
    if not edited.document.title.strip():
        yield "document.title", "请填写标题"
    kept = [t for t in edited.tasks if not t.dropped]
    if not kept:
        yield "tasks", "没有任务可以采纳。请补录任务，或者核对文件是否为方案"
    if edited.level not in PolicyPlan.Level.values:
        yield "level", "请选择方案的层级"
    if edited.region and not Region.objects.filter(pk=edited.region).exists():
        yield "region", "没有登记这个区划"
    parent = _uuid(edited.parent) if edited.parent else None
    if edited.parent and (parent is None or not PolicyPlan.objects.filter(pk=parent).exists()):
        yield "parent", "台账中没有所选的上级方案"
    if edited.period_from and edited.period_to and edited.period_to < edited.period_from:
        yield "period_to", "实施截止日不能早于起始日"
    if (edited.publish_number is None) != (edited.publish_unit == ""):
        yield "publish_number", "公开期限须同时写明数和单位（日或者工作日）"
    named = {a for t in kept for u in t.units for a in u.agencies}
    known = {
        str(pk)
        for pk in Agency.objects.filter(pk__in=filter(None, map(_uuid, named))).values_list("pk", flat=True)
    }
    for place, choice in enumerate(edited.tasks):
        if not choice.dropped:
            yield from _wrong_task(place, choice, known)


def _wrong_task(place: int, choice: TaskChoice, known: set[str]) -> Iterator[tuple[str, str]]:
    at = f"tasks.{place}"
    if not choice.task.title.strip():
        yield f"{at}.title", "请填写任务名称"
    if choice.indicator and choice.indicator not in INDICATORS:
        yield f"{at}.indicator", "没有这个平台指标"
    if choice.clock is not None:
        dates = choice.task.dates
        if (
            not 0 <= choice.clock < len(dates)
            or clock_of(dates[choice.clock], date.min.replace(year=2000)) is None
        ):
            yield f"{at}.clock", "所选日期不能作为任务期限"
    for n, unit in enumerate(choice.units):
        if any(a not in known for a in unit.agencies):
            yield f"{at}.units.{n}", f"“{unit.name}”所选的机关没有登记"
        if unit.charged and not unit.agencies:
            yield f"{at}.units.{n}", f"“{unit.name}”没有对应的机关，不能交办"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _write(actor: Actor, edited: Edited) -> PolicyPlan:
    document, reason = edited.document, _reason(edited)
    source = PlanSource.objects.filter(agency_id=actor.agency_id, sha256=edited.sha256).first()
    if source is None:
        values = {
            "agency": actor.agency_id, "file_name": edited.file_name[:200], "sha256": edited.sha256,
            "text": edited.text,
            "mended": [[*m.span, m.was, m.kind] for m in edited.mended], "problems": list(edited.problems),
        }  # fmt: skip
        source = change(actor, PlanSource, None, values, reason)
    plan = change(actor, PolicyPlan, None, {
        "agency": actor.agency_id, "source": source, "title": document.title[:300],
        "number": (document.number or "")[:100],
        "issuer": (document.issuer or "")[:300], "issued": document.issued, "level": edited.level,
        "region": edited.region or None, "parent": edited.parent,
        "adopted_on": edited.adopted_on or timezone.localdate(),
        "period_from": edited.period_from, "period_to": edited.period_to, "publish_number": edited.publish_number,
        "publish_unit": edited.publish_unit,
        "escalate_after": edited.escalate_after, "publish_rule": edited.publish_rule[:500],
        "mid_term_on": edited.mid_term_on, "final_on": edited.final_on,
        "span_start": document.span[0], "span_end": document.span[1],
        "cites": [[c.title, c.number, *c.span] for c in document.cites],
        "not_understood": [[n.text, *n.span, n.why] for n in document.not_understood],
    }, reason)  # fmt: skip
    rows = _rows(plan, edited)
    for model, found in (
        (PlanHeading, rows.headings), (PlanTask, rows.tasks), (PlanTaskUnit, rows.units), (PlanTaskDate, rows.dates),
        (PlanTaskTarget, rows.targets), (PlanTaskDuty, rows.duties),
    ):  # fmt: skip
        if found:
            change_many(actor, model, found, reason)
    return plan


def _reason(edited: Edited) -> str:
    """The reason on record; it tells what a person took over from an assistant."""
    taken = [said for choice in edited.tasks if not choice.dropped for said in choice.suggested]
    if not taken:
        return edited.reason
    return f"{edited.reason}。其中{len(taken)}处由助手建议、核对人采用：{'；'.join(taken)}"[:_LONGEST_REASON]


def _rows(plan: PolicyPlan, edited: Edited) -> _Rows:
    rows = _Rows()
    places: dict[tuple[str, ...], UUID] = {}
    _headings(rows, plan, edited.document.outline, None, (), places)
    for place, choice in enumerate(c for c in edited.tasks if not c.dropped):
        _task_rows(rows, plan, place, choice, places, edited.adopted_on or timezone.localdate())
    _dates(rows, plan, None, edited.document.dates, None)
    _duties(rows, plan, None, edited.document.duties)
    return rows


def _headings(
    rows: _Rows, plan: PolicyPlan, found: Sequence[Heading], parent: UUID | None, above: tuple[str, ...],
    places: dict[tuple[str, ...], UUID],
) -> None:  # fmt: skip
    for heading in found:
        key, path = new_id(), (*above, f"{heading.mark}{heading.title}")
        places.setdefault(path, key)
        places.setdefault((*above, heading.title), key)
        rows.headings.append({
            "id": key, "plan": plan, "parent": parent, "position": len(rows.headings), "level": heading.level,
            "mark": heading.mark[:40], "title": heading.title[:500], **_span(heading.span),
        })  # fmt: skip
        _headings(rows, plan, heading.children, key, path, places)


def _task_rows(
    rows: _Rows,
    plan: PolicyPlan,
    place: int,
    choice: TaskChoice,
    places: Mapping[tuple[str, ...], UUID],
    on: date,
) -> None:
    task, key = choice.task, new_id()
    clock = clock_of(task.dates[choice.clock], on) if choice.clock is not None else None
    clock = clock or PlanClock()
    rows.tasks.append({
        "id": key, "plan": plan, "heading": places.get(task.path), "carries_out": choice.carries_out,
        "position": place, "no": task.no[:40], "title": task.title[:500], "text": task.text, "path": list(task.path),
        "recurs": clock.recurs, "due_on": clock.due_on, "indicator": choice.indicator,
        "indicator_proposed": choice.indicator_proposed, **_span(task.span),
    })  # fmt: skip
    _units(rows, plan, key, choice.units, clock.due_on)
    _dates(rows, plan, key, task.dates, choice.clock)
    for n, target in enumerate(task.targets):
        rows.targets.append({
            "plan": plan, "task": key, "position": n, "text": target.text[:1000], "comparison": target.comparison,
            "value": target.value, "unit": target.unit[:20], "purpose": target.purpose[:500], **_span(target.span),
        })  # fmt: skip
    _duties(rows, plan, key, task.duties)


def _units(rows: _Rows, plan: PolicyPlan, task: UUID, units: Sequence[UnitChoice], due: date | None) -> None:
    """A row for each agency that a name stands for. An agency answers for a task once, whatever it is called."""
    charged: set[str] = set()
    seen: set[tuple[str, str, str | None]] = set()
    for unit in units:
        for agency in unit.agencies or (None,):
            key = (unit.role, unit.name, agency)
            if key in seen:
                continue
            seen.add(key)
            answers = unit.charged and agency is not None and agency not in charged
            if answers and agency is not None:
                charged.add(agency)
            rows.units.append({
                "plan": plan, "task": task, "role": unit.role, "name": unit.name[:200], "agency": agency,
                "collective": unit.collective, "via": unit.rule, "charged": answers,
                "due_on": due, **_span(unit.span),
            })  # fmt: skip


def _dates(
    rows: _Rows, plan: PolicyPlan, task: UUID | None, dates: Sequence[DateMention], chosen: int | None
) -> None:
    for n, found in enumerate(dates):
        rows.dates.append({
            "plan": plan, "task": task, "position": n, "text": found.text[:1000], "kind": found.kind,
            "purpose": found.purpose[:500], "start": found.start, "end": found.end, "month": found.month,
            "day": found.day, "year_offset": found.year_offset, "length": found.length, "unit": found.unit[:20],
            "every": found.every[:20], "times": found.times, "event": found.event[:300],
            "impossible": found.impossible, "chosen": n == chosen, **_span(found.span),
        })  # fmt: skip


def _duties(rows: _Rows, plan: PolicyPlan, task: UUID | None, duties: Sequence[Any]) -> None:
    for n, duty in enumerate(duties):
        rows.duties.append({
            "plan": plan, "task": task, "position": n, "text": duty.text[:1000], "kind": duty.kind,
            "to": list(duty.to), "by": duty.by[:300], **_span(duty.span),
        })  # fmt: skip


def _span(span: tuple[int, int]) -> dict[str, int]:
    return {"span_start": span[0], "span_end": span[1]}


def _open(actor: Actor, plan: PolicyPlan, edited: Edited) -> PolicyPlan:
    """Open the plan's matter; a refusal of the engine undoes the acceptance."""
    payload = {
        "plan": plan.pk.hex,
        "title": plan.title[:200],
        "document_number": plan.number,
        "issuer": plan.issuer[:200],
        "issued_on": (plan.issued or plan.adopted_on).isoformat(),
        "publish_days": plan.publish_number,
        "publish_unit": plan.publish_unit or None,
        "publish_basis": _basis(plan),
        "mid_term_on": plan.mid_term_on.isoformat() if plan.mid_term_on else None,
        "final_on": plan.final_on.isoformat() if plan.final_on else None,
        "ends_on": plan.period_to.isoformat() if plan.period_to else None,
        "tasks": sum(1 for t in edited.tasks if not t.dropped),
        "superior": plan.parent.issuer[:200] if plan.parent else "",
    }
    minute = timezone.now().replace(
        second=0, microsecond=0
    )  # as people enter it: what follows is not earlier
    said = {k: v for k, v in payload.items() if v is not None}
    ask = Ask(
        actor, "adopt_plan", said, procedure="policy_task.plan", occurred_from=minute, occurred_to=minute
    )
    outcome = record(ask)
    if outcome.act is None:
        why = [f.message for f in outcome.blocking] + list(outcome.errors.values()) + [outcome.stale]
        raise NotAccepted({"": "；".join(filter(None, why)) or "需要审批，不能直接采纳"})
    return change(actor, PolicyPlan, plan.pk, {"matter_id": outcome.act.matter_id}, edited.reason)


def _basis(plan: PolicyPlan) -> str:
    if not plan.publish_number:
        return ""
    name = f"{plan.title}（{plan.number}）" if plan.number else plan.title
    return name[:200]
