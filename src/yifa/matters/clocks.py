"""Clocks of a matter: started, paused, resumed, lengthened and ended by acts; computed by the law core.

Rows are projections; every change leaves a `ClockEvent`. The figure is resolved on the day the clock starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from yifa.law import clocks as law_clocks
from yifa.law.extensions import granted, told_extension
from yifa.law.figure_words import TIME_UNITS
from yifa.law.figures import Figure, UnknownFigure
from yifa.law.gates import find_condition
from yifa.law.pauses import Pause
from yifa.law.procedure import STAY, ClockResume, ClockStart, Outcome
from yifa.law.view import MatterView
from yifa.matters.models import Clock, ClockEvent
from yifa.matters.payloads import Choice
from yifa.matters.request import Case
from yifa.registers.ids import new_id

SHANGHAI = ZoneInfo("Asia/Shanghai")
# How much of a reason typed into a form goes into the steps of a clock.
_SAID = 100


@dataclass(slots=True)
class ClockChanges:
    """What an act does to the clocks of its matter."""

    started: list[Clock] = field(default_factory=list)
    changed: list[Clock] = field(default_factory=list)
    events: list[ClockEvent] = field(default_factory=list)


def plan(case: Case, act_id: Any, matter_id: Any) -> ClockChanges:
    """Compute every change the act's rule declares. Pure apart from making model instances."""
    changes = ClockChanges()
    at, rule = case.proposal.occurred_to, case.rule
    # A correction starts its clocks anew from the right date; the ones that ran from the wrong one end.
    again = {start.clock for start in rule.start} if case.proposal.corrects else set()
    running = {row["id"]: row for row in case.raw["clocks"] or () if row["ended"] is None}
    # A result that changes nothing leaves the file, and the time it has, as they are.
    stops = () if _stays(case) else rule.stop
    for row in running.values():
        if row["name"] in stops or row["name"] in again:
            _end(case, row, at, act_id, changes)
        elif pauses := _new_pauses(case, row):
            _pause(case, row, pauses, at, act_id, changes)
        elif row["paused"] and (ending := [r for r in rule.resume if r.clock == row["name"]]):
            _resume(case, row, ending, at, act_id, changes)
        elif extra := _extension(case, row):
            _extend(case, row, extra, act_id, changes)
    for start in rule.start:
        condition = find_condition(start.when) if start.when else None
        if condition is None or condition(case.view, case.proposal):
            _start(case, start, act_id, matter_id, changes)
    return changes


def _stays(case: Case) -> bool:
    """Whether the act's outcome is one that leaves the matter where it is."""
    to = case.rule.to
    return isinstance(to, Outcome) and to.cases.get(str(case.values.get(to.field))) == STAY


def _start(case: Case, start: ClockStart, act_id: Any, matter_id: Any, changes: ClockChanges) -> None:
    begins = moment_of(case.values.get(start.at)) if start.at else case.proposal.occurred_to
    if begins is None:
        return
    try:
        resolved = case.view.figure(start.figure, begins.astimezone(SHANGHAI).date())
    except UnknownFigure:
        return
    figure = resolved.figure
    if start.until:
        _add(case, _fixed(case, start, figure, resolved.why, begins, act_id, matter_id), act_id, changes)
        return
    entered = case.values.get(start.amount_field) if start.amount_field else None
    special = isinstance(entered, int)
    unit = case.values.get(start.unit_field) if start.unit_field and special else None
    basis = case.values.get(start.basis_field) if start.basis_field and special else None
    clock = Clock(
        id=new_id(),
        agency_id=case.agency_id,
        matter_id=matter_id,
        name=start.clock,
        figure=figure.id,
        subject=figure.subject + figure.mark,
        amount=entered if special else figure.number,
        unit=unit if unit in TIME_UNITS else figure.unit,
        citation=str(basis) if basis else citation(figure),
        why=[*resolved.why, *([f"法律、法规另有规定：{basis}"] if basis else [])],
        started_at=begins,
        started_by_id=act_id,
    )
    _compute(clock, case.view)
    _add(case, clock, act_id, changes)


def _add(case: Case, clock: Clock | None, act_id: Any, changes: ClockChanges) -> None:
    if clock is not None:
        changes.started.append(clock)
        changes.events.append(_event(case, clock, "start", act_id, None))


def _fixed(
    case: Case, start: ClockStart, figure: Any, why: Any, begins: datetime, act_id: Any, matter_id: Any
) -> Clock | None:
    """A clock that ends with a day the act names: nothing is counted, so no holiday moves it and none recomputes it."""
    last = moment_of(case.values.get(str(start.until)))
    if last is None:
        return None
    end = datetime.combine(last.astimezone(SHANGHAI).date(), time(23, 59, 59), tzinfo=SHANGHAI)
    basis = case.values.get(start.basis_field) if start.basis_field else None
    return Clock(
        id=new_id(),
        agency_id=case.agency_id,
        matter_id=matter_id,
        name=start.clock,
        figure=figure.id,
        subject=figure.subject + figure.mark,
        amount=None,
        unit=figure.unit,
        citation=str(basis) if basis else citation(figure),
        why=list(why),
        steps=[f"期限至{end.date().isoformat()}届满：该日由所登记的日期确定，不因节假日顺延。"],
        started_at=begins,
        started_by_id=act_id,
        due_at=end,
    )


def citation(figure: Any) -> str:
    """《source》第article条 of a figure."""
    article = f"第{figure.article}条" if str(figure.article).strip() else ""
    return f"《{figure.source}》{article}"


def moment_of(value: Any) -> datetime | None:
    """A payload's date or moment as an aware datetime (a date is its midnight in Shanghai)."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not value:
        return None
    if len(value) == 10:
        return datetime.combine(date.fromisoformat(value), time(0), tzinfo=SHANGHAI)
    return datetime.fromisoformat(value)


def _compute(clock: Clock, view: MatterView) -> None:
    """Due time, steps and the provisional flag from amount, unit, start and pauses. Open pause: no due time."""
    if clock.amount is None or clock.unit not in TIME_UNITS:
        clock.due_at, clock.steps, clock.provisional = None, ["该期限没有法定日数,由承办机关及时办理"], False
        return
    longer, pauses = granted(clock.steps), stored_pauses(clock.pauses)
    if clock.paused:
        steps = law_clocks.suspended(clock.amount, clock.unit, clock.started_at, pauses)
        clock.due_at, clock.steps = None, [*longer, *steps]
        return
    result = law_clocks.due(
        clock.amount, clock.unit, clock.started_at, calendar=view.law.calendar, pauses=pauses
    )
    clock.due_at, clock.steps, clock.provisional = result.due, [*longer, *result.steps], result.provisional


def stored_pauses(rows: Sequence[Sequence[str]]) -> list[Pause]:
    """Pauses as a clock keeps them, [from, to or "", reason, basis]; older ones have no basis."""
    return [
        Pause(
            datetime.fromisoformat(begun),
            datetime.fromisoformat(ended) if ended else None,
            *(str(text) for text in why[:2]),
        )
        for begun, ended, *why in rows
    ]


def _row(case: Case, row: Mapping[str, Any]) -> Clock:
    """The stored clock as an instance to update, from the raw picture (no extra query)."""
    return Clock(
        id=row["id"],
        agency_id=case.agency_id,
        matter_id=case.matter.pk if case.matter else UUID(int=0),
        name=row["name"],
        figure=row["figure"],
        amount=row["amount"],
        unit=row["unit"],
        started_at=datetime.fromisoformat(row["started"]),
        pauses=[list(p) for p in row["pauses"] or ()],
        paused=row["paused"],
        due_at=moment_of(row["due"]),
        provisional=row["provisional"],
        steps=row["steps"] or [],
        ended_at=None,
    )


def _end(case: Case, row: Mapping[str, Any], at: datetime, act_id: Any, changes: ClockChanges) -> None:
    clock = _row(case, row)
    clock.ended_at, clock.ended_by_id = at, act_id
    changes.changed.append(clock)
    changes.events.append(_event(case, clock, "end", act_id, clock.due_at))


def _new_pauses(case: Case, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(reason, article) of the pauses that this act begins; one that lasts already is not begun again."""
    lasting = {pause[2] for pause in row["pauses"] or () if not pause[1]}
    found = []
    for pause in case.rule.pause:
        condition = find_condition(pause.when) if pause.when else None
        if pause.clock != row["name"] or (condition and not condition(case.view, case.proposal)):
            continue
        reason = _said(case, pause.reason_field) or pause.reason or case.rule.title
        basis = _said(case, pause.basis_field) or pause.basis
        if pause.by_figure:
            figure = figure_of(case, row)
            basis = figure.excluding(pause.reason or reason) if figure else ""
            if not basis:
                continue
        if reason not in lasting:
            lasting.add(reason)
            found.append((reason, basis))
    return found


def _said(case: Case, field: str | None) -> str:
    """What the payload says in a field of text or in a closed list, short enough for a step."""
    value = case.values.get(field) if field else None
    if not field or not isinstance(value, str):
        return ""
    kind = case.model.model_fields[field].annotation
    if isinstance(kind, type) and issubclass(kind, Choice):
        value = kind(value).label
    return value.strip()[:_SAID]


def _pause(
    case: Case,
    row: Mapping[str, Any],
    pauses: Sequence[tuple[str, str]],
    at: datetime,
    act_id: Any,
    changes: ClockChanges,
) -> None:
    clock = _row(case, row)
    before = clock.due_at
    clock.pauses.extend([at.isoformat(), "", reason, basis] for reason, basis in pauses)
    clock.paused = True
    _compute(clock, case.view)
    changes.changed.append(clock)
    changes.events.append(_event(case, clock, "pause", act_id, before))


def _resume(
    case: Case,
    row: Mapping[str, Any],
    ending: Sequence[ClockResume],
    at: datetime,
    act_id: Any,
    changes: ClockChanges,
) -> None:
    """Ends the open pauses named; the clock runs again only when none is left."""
    clock = _row(case, row)
    reasons = {resume.reason for resume in ending}
    open_pauses = [p for p in clock.pauses if not p[1] and ("" in reasons or p[2] in reasons)]
    if not open_pauses:
        return
    for pause in open_pauses:
        # Entered late, an end may lie before the beginning: nothing is left out then.
        pause[1] = max(at, datetime.fromisoformat(pause[0])).isoformat()
    clock.paused = any(not p[1] for p in clock.pauses)
    _compute(clock, case.view)
    changes.changed.append(clock)
    changes.events.append(_event(case, clock, "resume", act_id, None))


def _extension(case: Case, row: Mapping[str, Any]) -> int:
    for extension in case.rule.extend:
        value = case.values.get(extension.amount_field)
        if extension.clock == row["name"] and isinstance(value, int) and value > 0:
            return value
    return 0


def earlier_extensions(case: Case, row: Mapping[str, Any]) -> list[int]:
    """What acts that stand have added to this clock since it started, oldest first; the one corrected is left out."""
    began, found = datetime.fromisoformat(row["started"]), []
    for act in case.view.acts:
        rule = case.procedure.acts.get(act.kind)
        if rule is None or act.corrected_by or act.id == case.proposal.corrects or act.occurred_to < began:
            continue
        for extension in rule.extend:
            value = act.payload.get(extension.amount_field)
            if extension.clock == row["name"] and isinstance(value, int) and value > 0:
                found.append(value)
    return found


def set_by_other_text(case: Case, row: Mapping[str, Any]) -> bool:
    """Whether an act that stands gave this clock a period from another law than its figure's."""
    return any(
        start.clock == row["name"] and start.basis_field and act.payload.get(start.basis_field)
        for act in case.view.acts
        if act.corrected_by is None and (rule := case.procedure.acts.get(act.kind)) is not None
        for start in rule.start
    )


def figure_of(case: Case, row: Mapping[str, Any]) -> Figure | None:
    """The figure a running clock was started with, or None where it is no longer to be found."""
    began = datetime.fromisoformat(row["started"]).astimezone(SHANGHAI).date()
    try:
        figure: Figure = case.view.figure(row["figure"], began).figure
    except UnknownFigure:
        return None
    return figure


def _extend(case: Case, row: Mapping[str, Any], extra: int, act_id: Any, changes: ClockChanges) -> None:
    clock = _row(case, row)
    before = clock.due_at
    clock.amount = (clock.amount or 0) + extra
    if figure := figure_of(case, row):
        told = told_extension(figure, extra, len(earlier_extensions(case, row)))
        clock.steps = [*granted(clock.steps), told]
    _compute(clock, case.view)
    changes.changed.append(clock)
    changes.events.append(_event(case, clock, "extend", act_id, before))


def _event(case: Case, clock: Clock, event: str, act_id: Any, before: datetime | None) -> ClockEvent:
    return ClockEvent(
        agency_id=case.agency_id,
        clock_id=clock.pk,
        event=event,
        act_id=act_id,
        due_before=before,
        due_after=clock.due_at,
        note=case.rule.title,
        recorded_at=case.now,
    )


def open_after(case: Case, changes: ClockChanges) -> Iterator[Clock]:
    """The clocks still running once the changes are made."""
    changed = {str(c.pk): c for c in changes.changed}
    for row in case.raw["clocks"] or ():
        clock = changed.get(row["id"]) or (_row(case, row) if row["ended"] is None else None)
        if clock is not None and clock.ended_at is None:
            yield clock
    yield from changes.started


def nearest(open_clocks: Sequence[Clock]) -> Clock | None:
    """The running clock that falls due first."""
    due = [(c.due_at, n) for n, c in enumerate(open_clocks) if c.due_at is not None]
    return open_clocks[min(due)[1]] if due else None
