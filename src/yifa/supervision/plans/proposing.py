"""What is proposed with a reading before anybody edits it: agencies, clocks, indicators, the superior plan, periods.

Everything proposed here is shown with why, and may be changed before it is accepted. Reads, writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from yifa.policies.document import DateMention, PolicyDocument, Reading, Task
from yifa.registers.models import Agency, PolicyPlan, Region
from yifa.supervision.plans import deadlines, lexicon
from yifa.supervision.plans.collective import Units
from yifa.supervision.plans.edited import CHARGED_FIRST, Edited, TaskChoice, UnitChoice

_LEVELS = {1: "province", 2: "city", 3: "county", 4: "town"}
_WITHIN = re.compile(r"(\d{1,3})\s*(个工作日|工作日|个自然日|日|天)")


def propose(
    reading: Reading,
    place: int,
    agency: Agency,
    *,
    sha256: str,
    file_name: str = "",
    on: date,
    units: Units | None = None,
) -> Edited:
    """The document at `place` of the reading as it would be accepted by `agency` on that day. Five statements; two

    where the `units` of the agency's region are there already, as for the other documents of a file.
    """
    document = reading.documents[place]
    region = agency.region
    units = units or Units(region.code, on)
    tasks = tuple(_task(task, units, on) for task in document.tasks)
    begin, end = _period(document)
    number, unit, rule = _publication(document)
    return Edited(
        document=document,
        tasks=tasks,
        text=reading.text,
        sha256=sha256,
        file_name=file_name,
        mended=reading.mended,
        problems=reading.problems,
        level=level_of(region),
        region=region.code,
        parent=_parent(document),
        adopted_on=on,
        period_from=begin,
        period_to=end,
        publish_number=number,
        publish_unit=unit,
        publish_rule=rule,
        mid_term_on=_evaluation(document, "中期"),
        final_on=_evaluation(document, "终期"),
    )


def propose_task(task: Task, region: str, on: date) -> TaskChoice:
    """One task with what is proposed for it. Three statements."""
    return _task(task, Units(region, on), on)


def level_of(region: Region) -> str:
    """The level of a plan by its region."""
    return _LEVELS.get(region.level, "city")


def _task(task: Task, units: Units, on: date) -> TaskChoice:
    found: list[UnitChoice] = []
    seen: set[tuple[str, str]] = set()
    for mention in task.units:  # a unit that several brackets of the task name is chosen for once
        if (mention.name, mention.role) in seen:
            continue
        seen.add((mention.name, mention.role))
        said = units.find(mention.name, mention.collective)
        found.append(
            UnitChoice(
                mention.name,
                mention.role,
                mention.span,
                mention.collective,
                said.agencies,
                said.rule,
                said.why,
            )
        )
    indicator = lexicon.propose(task)
    return TaskChoice(
        task=task,
        units=charge(found),
        clock=deadlines.proposed(task.dates, on),
        indicator=indicator,
        indicator_proposed=indicator,
        remarks=tuple(deadlines.contradictions(task.dates)),
    )


def charge(units: Sequence[UnitChoice]) -> tuple[UnitChoice, ...]:
    """Units with those charged who answer: the leading ones; where none leads, the responsible ones."""
    for role in CHARGED_FIRST:
        if any(u.role == role and u.agencies for u in units):
            return tuple(replace(u, charged=u.role == role and bool(u.agencies)) for u in units)
    return tuple(units)


def _parent(document: PolicyDocument) -> str | None:
    """The plan in the ledger that the document cites by number; of several the one issued last."""
    numbers = [c.number for c in document.cites if c.number and c.number != document.number]
    if not numbers:
        return None
    found = PolicyPlan.objects.filter(number__in=numbers).exclude(state="withdrawn").order_by("-issued")
    plan = found.values_list("pk", flat=True).first()
    return str(plan) if plan else None


def _all_dates(document: PolicyDocument) -> Iterable[DateMention]:
    yield from document.dates
    for task in document.tasks:
        yield from task.dates


def _period(document: PolicyDocument) -> tuple[date | None, date | None]:
    for kind in ("in_force", "period", "from_to"):
        for found in document.dates:
            if found.kind == kind and found.start and (found.end is None or found.end >= found.start):
                return found.start, found.end
    return document.issued, None


def _evaluation(document: PolicyDocument, word: str) -> date | None:
    """The day by which the plan asks for that evaluation: one whose purpose names it before the other one."""
    for found in _all_dates(document):
        said = re.search(r"中期|终期", found.purpose)
        if found.end and said and said[0] == word and "评估" in found.purpose and not found.impossible:
            return found.end
    return None


def _publication(document: PolicyDocument) -> tuple[int | None, str, str]:
    """Number, unit and words of the time in which the plan asks to be published after it is issued."""
    for duty in (*document.duties, *(d for t in document.tasks for d in t.duties)):
        about = "方案" in duty.text or "本意见" in duty.text or "本通知" in duty.text
        within = _WITHIN.search(duty.by)
        if duty.kind == "publish" and about and within and "印发" in duty.by + duty.text:
            unit = "wd" if "工作日" in within[2] else "cd"
            return int(within[1]), unit, duty.text[:500]
    return None, "", ""
