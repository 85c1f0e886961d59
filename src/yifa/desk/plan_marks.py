"""What was read in a plan, as marks in its source text, each with a title that says what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yifa.desk.highlight import Mark
from yifa.registers.models import PlanTaskDate, PlanTaskDuty, PlanTaskTarget, PlanTaskUnit, PolicyPlan
from yifa.supervision.plans.outlines import OnePlan, TaskRow

RECURS_WORDS = {"yearly": "每年", "half": "每半年", "quarterly": "每季度", "monthly": "每月"}
COMPARISONS = {">=": "不少于", "<=": "不超过", "=": "等于", ">": "多于", "<": "少于"}


def marks_of_task(row: TaskRow) -> list[Mark]:
    """Units, dates, targets and duties of one task; the task itself is not marked."""
    return list(dict.fromkeys(_details(row)))


def marks_of_plan(found: OnePlan) -> list[Mark]:
    """Everything that was read in the document, its tasks and what was not understood."""
    marks: list[Mark] = []
    for row in found.tasks:
        task = row.task
        marks.append(Mark(task.span_start, task.span_end, "task", f"任务：{task.no} {task.title}"))
        marks += _details(row)
    marks += [_date(d) for d in found.dates]
    marks += [_duty(d) for d in found.duties]
    marks += [
        Mark(start, end, "unknown", f"未能理解：{why}") for _, start, end, why in understood_not(found.plan)
    ]
    return list(dict.fromkeys(marks))


def understood_not(plan: PolicyPlan) -> Iterator[tuple[str, int, int, str]]:
    """(text, start, end, why) of what was not understood in the plan."""
    yield from plan.not_understood


def _details(row: TaskRow) -> Iterator[Mark]:
    yield from _units(row.units)
    yield from (_date(d) for d in row.task.dates.all())
    yield from (_target(t) for t in row.task.targets.all())
    yield from (_duty(d) for d in row.task.duties.all())


def _units(units: Iterable[PlanTaskUnit]) -> Iterator[Mark]:
    """One mark for each name; a collective one says how many agencies it stands for."""
    named: dict[tuple[int, int, str, str], list[PlanTaskUnit]] = {}
    for unit in units:
        named.setdefault((unit.span_start, unit.span_end, unit.role, unit.name), []).append(unit)
    for (start, end, role, name), rows in named.items():
        known = [u.agency.name for u in rows if u.agency is not None]
        if not known:
            meant = f"{name}（没有登记的机关）"
        elif len(known) > 1:
            meant = f"{name}（指{len(known)}个机关）"
        else:
            meant = known[0]
        yield Mark(start, end, role, f"{PlanTaskUnit.Role(role).label}：{meant}")


def _date(found: PlanTaskDate) -> Mark:
    return Mark(found.span_start, found.span_end, "date", f"期限：{date_words(found)}")


def date_words(found: PlanTaskDate) -> str:
    """A date or period as it was understood, in words."""
    if found.impossible:
        return "没有这一天，请核对原文"
    words = _when(found)
    about = f"，{found.purpose}" if found.purpose else ""
    return f"{words}{about}{'（按此计算任务期限）' if found.chosen else ''}"


def _when(found: PlanTaskDate) -> str:
    if found.kind == "yearly" and found.month:
        year = "次年" if found.year_offset else "每年"
        return f"{year}{found.month}月{f'{found.day}日' if found.day else '底'}前"
    if found.kind == "frequency" and found.times is not None:
        return f"每{found.every.removeprefix('每')}{found.times.normalize():f}{found.unit}"
    if found.kind == "relative" and found.length:
        return f"自{found.event or '事件'}起{found.length}{found.unit}"
    if found.start and found.end:
        return f"{found.start:%Y-%m-%d}至{found.end:%Y-%m-%d}"
    if found.end:
        return f"{found.end:%Y-%m-%d}前"
    return f"{found.start:%Y-%m-%d}起" if found.start else found.text


def _target(found: PlanTaskTarget) -> Mark:
    return Mark(found.span_start, found.span_end, "target", f"指标：{target_words(found)}")


def target_words(found: PlanTaskTarget) -> str:
    """A number to reach or keep within, in words."""
    about = f"{found.purpose}：" if found.purpose else ""
    return (
        f"{about}{COMPARISONS.get(found.comparison, found.comparison)}{found.value.normalize():f}{found.unit}"
    )


def _duty(found: PlanTaskDuty) -> Mark:
    return Mark(found.span_start, found.span_end, "duty", duty_words(found))


def duty_words(found: PlanTaskDuty) -> str:
    """What is to be told, to whom and by when."""
    to = f"，向{'、'.join(found.to)}" if found.to else ""
    by = f"，{found.by}" if found.by else ""
    return f"{found.get_kind_display()}{to}{by}"
