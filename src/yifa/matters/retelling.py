"""A number that was left empty and is filled in by a correction: what was to be told to that matter is told now.

A report with `matter` makes no effect while its fact is empty, for then there is nobody to tell. The correction that
names somebody makes up for it, act by act in the order they were done.
"""

from __future__ import annotations

from yifa.law.gates import find_condition
from yifa.law.view import ActView, MatterView, Proposal
from yifa.matters import children, discovery, picture
from yifa.matters.dbclock import database_now
from yifa.matters.models import Act, Effect, Matter


def retell(act: Act, _: Effect) -> str:
    """After a correction: every standing act whose report found nobody tells the matter that is named now."""
    matter = Matter.objects.select_related("version").get(pk=act.matter_id)
    procedure = discovery.for_matter(matter)
    view = picture.build(picture.fetch(str(matter.pk), str(matter.agency_id)), matter=picture.head(matter))
    made = set(Effect.objects.filter(act__matter=matter, name="report").values_list("act_id", "ordinal"))
    rows = Act.objects.select_related("matter").in_bulk([a.id for a in view.acts])
    said = {str(key): row for key, row in rows.items()}
    for earlier in view.acts:
        rule = procedure.acts.get(earlier.kind)
        for ordinal, told in enumerate(rule.reports if rule else ()):
            row = said[earlier.id]
            if told.matter is None or earlier.corrected_by is not None or (row.pk, ordinal) in made:
                continue
            if children.fact_of(matter, view, told.matter) and _holds(told.when, view, earlier):
                _tell(row, ordinal)
    return ""


def _holds(name: str | None, view: MatterView, act: ActView) -> bool:
    condition = find_condition(name) if name else None
    if condition is None:
        return True
    by = tuple(a.officer_id for a in act.actors)
    return condition(view, Proposal(act.kind, act.payload, by, act.occurred_from, act.occurred_to))


def _tell(act: Act, ordinal: int) -> None:
    """The report as an effect of the act it belongs to; what cannot be told now is tried again by the queue."""
    effect = Effect(agency_id=act.agency_id, act_id=act.pk, name="report", ordinal=ordinal)
    effect.problem = children.report(act, effect)[:400]
    effect.attempts = 1
    if not effect.problem:
        effect.state, effect.done_at = "done", database_now()
    effect.save(force_insert=True)
