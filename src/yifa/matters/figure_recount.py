"""Running clocks under changed figures: a correction reaches them all, new law only where its row says so.

The figure a clock asked for stands in the act that started it. What an extension added is kept; a period whose
length a person entered is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from yifa.law.clocks import SHANGHAI
from yifa.law.figure_overlays import OverlayText, RowChange, compare_rows, read_overlays
from yifa.law.figures import DEFAULT_FIGURES, Figure, FigureBook
from yifa.law.lawbook import LawBook
from yifa.law.procedure import ClockStart
from yifa.matters import discovery
from yifa.matters.clocks import citation
from yifa.matters.models import Clock
from yifa.matters.recompute import Dues, Progress, _nothing, run
from yifa.registers import lawbook
from yifa.registers.models import Region, RegisterChange
from yifa.registers.scope import WORKER, scope


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes: the figures before and after, the rows concerned, why; `mark` names the change in the clock."""

    old: FigureBook
    new: LawBook
    rows: tuple[RowChange, ...]
    correction: str
    mark: str
    today: date

    def reaching(self) -> dict[tuple[str, date], Figure]:
        """Rows of new law that reach running periods, and are in force, by id and day."""
        rows = [c.after for c in self.rows if c.kind in ("new", "changed") and c.after is not None]
        return {
            (r.id, r.in_force_from): r
            for r in rows
            if r.open_matters == "recompute" and r.in_force_from <= self.today
        }


def rows_of(texts: Sequence[OverlayText]) -> list[Figure]:
    """The rows of overlay texts that can be read."""
    return [p.figure for p in read_overlays(DEFAULT_FIGURES, texts)[0]]


def days_of_transition(change: RegisterChange) -> set[date]:
    """The days on which rows come into force whose transition rule reaches running periods."""
    rows = rows_of([_text(change.after)])
    return {row.in_force_from for row in rows if row.open_matters == "recompute"}


def recompute(change_id: str, progress: Progress = _nothing) -> tuple[int, int]:
    """Recompute what one recorded change of an overlay reaches; returns (looked at, changed). Can be run again."""
    with scope(WORKER):
        change = RegisterChange.objects.get(pk=change_id)
        recount = FigureRecount(_plan(change))
    return run(recount, change.after["correction"] or change.reason, progress)


def plan_of(
    before: Sequence[OverlayText], after: Sequence[OverlayText], rows: Sequence[RowChange], correction: str
) -> Plan:
    """A plan for a dry run: all overlay texts as they are and as they would be."""
    law = lawbook.current()
    new = replace(law, figures=lawbook.with_figures(after))
    old = FigureBook([*DEFAULT_FIGURES, *rows_of(before)])
    return Plan(old, new, tuple(rows), correction, "预演", datetime.now(SHANGHAI).date())


def _text(values: Mapping[str, Any]) -> OverlayText:
    days = [date.fromisoformat(v) if (v := values[name]) else None for name in ("valid_from", "valid_to")]
    return OverlayText(values["name"], values["text"], values["region"], values["sector"], *days)


def _plan(change: RegisterChange) -> Plan:
    after = _text(change.after)
    before = [_text(change.before)] if change.before else []
    others = [t for t in lawbook.stored_texts() if t.name != after.name]
    old = FigureBook([*DEFAULT_FIGURES, *rows_of([*others, *before])])
    rows = compare_rows(rows_of(before), rows_of([after]))
    today = datetime.now(SHANGHAI).date()
    return Plan(old, lawbook.current(), tuple(rows), change.after["correction"], str(change.pk), today)


class FigureRecount:
    """The clocks that a plan reaches; for `recompute.run` and `recompute.preview`."""

    whole = True

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._dues = Dues(plan.new.calendar)
        rows = plan.rows if plan.correction else [c for c in plan.rows if c.kind != "unchanged"]
        found = [row for c in rows for row in (c.before, c.after) if row is not None]
        self._ids = {row.id for row in found}
        self._asked = self._ids | {row.overlays for row in found if row.overlays}
        self._reaching = plan.reaching()
        self._parents = dict(Region.objects.values_list("pk", "parent_id"))
        self._starts = _starts()

    def rows(self, clocks: QuerySet[Clock]) -> QuerySet[Clock]:
        if not self._plan.correction and not self._reaching:
            return clocks.none()
        names = {
            name
            for (_, _, name), starts in self._starts.items()
            if any(s.figure in self._asked for s in starts)
        }
        return clocks.filter(name__in=names).select_related("matter", "agency", "started_by")

    def changed(self, clock: Clock) -> bool:
        start = self._start_of(clock)
        if start is None or any(self._plan.mark in line for line in clock.why):
            return False
        row, why = self._target(clock, start.figure)
        if row is None or row.number is None or not row.is_period:
            return False
        amount = self._amount(clock, row)
        if amount is None or (row.id, amount, row.unit) == (clock.figure, clock.amount, clock.unit):
            return False
        clock.figure, clock.amount, clock.unit = row.id, amount, row.unit
        clock.subject, clock.citation = row.subject + row.mark, citation(row)
        said = self._plan.correction or row.open_matters_basis
        clock.why = [*why, f"重新计算：{said}（登记变更 {self._plan.mark}）"]
        self._dues.set(clock)
        return True

    def _start_of(self, clock: Clock) -> ClockStart | None:
        """The rule that started the clock; None where its length was entered or set by another text than a figure."""
        starts = self._starts.get((clock.matter.procedure, clock.started_by.kind, clock.name), ())
        if len(starts) == 1:
            return None if starts[0].amount_field else starts[0]
        had = [r for r in self._plan.old if r.id == clock.figure]
        if not any(citation(r) == clock.citation for r in had):
            return None
        ids = {clock.figure, *(r.overlays for r in had)}
        return next((s for s in starts if not s.amount_field and s.figure in ids), None)

    def _target(self, clock: Clock, asked: str) -> tuple[Figure | None, Sequence[str]]:
        """The row that the clock should run on, None where this change does not reach it."""
        began = clock.started_at.astimezone(SHANGHAI).date()
        regions, sector = self._chain(clock.agency.region_id), clock.agency.sector
        book = self._plan.new.figures
        if self._plan.correction:
            old = self._plan.old.find(asked, began, regions=regions, sector=sector)
            new = book.find(asked, began, regions=regions, sector=sector)
            if new and (new.figure.id in self._ids or (old and old.figure.id in self._ids)):
                return new.figure, new.why
        for (id, day), row in self._reaching.items():
            if asked in (id, row.overlays):
                found = book.find(asked, max(began, day), regions=regions, sector=sector)
                if found and found.figure.id == id and found.figure.in_force_from == day:
                    return found.figure, found.why
        return None, ()

    def _amount(self, clock: Clock, row: Figure) -> int | None:
        """The row's number and what extensions added; None where days of two kinds would have to be added."""
        began = clock.started_at.astimezone(SHANGHAI).date()
        had = [r for r in self._plan.old.versions(clock.figure) if r.id == clock.figure]
        was = next((r for r in had if r.in_force(began)), had[0] if had else None)
        if was is None or was.number is None or clock.amount is None or row.number is None:
            return None
        extra = clock.amount - was.number
        return None if extra < 0 or (extra and was.unit != row.unit) else row.number + extra

    def _chain(self, code: str) -> tuple[str, ...]:
        chain: list[str] = []
        at: str | None = code
        while at and at not in chain:
            chain.append(at)
            at = self._parents.get(at)
        return tuple(chain)


def _starts() -> dict[tuple[str, str, str], list[ClockStart]]:
    """What may start each clock: by procedure, act kind and clock name; several where conditions decide."""
    found: dict[tuple[str, str, str], list[ClockStart]] = {}
    for procedure in discovery.procedures().values():
        for rule in procedure.acts.values():
            for start in rule.start:
                found.setdefault((procedure.id, rule.id, start.clock), []).append(start)
    return found
