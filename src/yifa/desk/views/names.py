"""Words for the ids in a payload, from what the page has loaded anyway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yifa.desk.forms import Pickers
from yifa.desk.pickers import acts_of, child_label, file_names, kept_of, permit_item_names, subject_names
from yifa.desk.reading import Names
from yifa.law.view import MatterView
from yifa.matters.request import ids_in
from yifa.registers.models import Officer


def names_in(view: MatterView, payloads: Sequence[Any]) -> Names:
    """Names for the ids written in these payloads of a matter. No statement without payloads, else at most three."""
    ids = set(ids_in(list(payloads)))
    officers = {o.id: o.name for o in view.officers.values()}
    subjects = {p.subject_id: p.name for p in view.parties}
    rest = ids - set(officers) - set(subjects) - {a.id for a in view.acts}
    found = dict(Officer.objects.filter(pk__in=rest).values_list("pk", "name")) if rest else {}
    return Names(
        officers=officers | {str(pk): name for pk, name in found.items()},
        subjects=subjects | subject_names(rest - {str(pk) for pk in found}),
        acts=dict(acts_of(view)),
        records=dict(acts_of(view, corrected=True)),
        kept=dict(kept_of(view)),
        violations={i.code: f"{i.code} {i.violation}" for t in view.law.benchmarks for i in t.items},
        files=file_names(rest),
        permit_items=permit_item_names(),
        children={c.id: child_label(c) for c in view.children if c.id in rest},
    )


def names_for(view: MatterView | None, pickers: Pickers) -> Names:
    """Names of officers, subjects, acts, violations and files."""
    officers = {o.id: o.name for o in view.officers.values()} if view else {}
    subjects = {p.subject_id: p.name for p in view.parties} if view else {}
    return Names(
        officers=dict(pickers.officers) | officers,
        subjects=dict(pickers.subjects) | subjects,
        acts=dict(pickers.acts),
        records=dict(pickers.records),
        kept=dict(pickers.kept),
        violations=dict(pickers.violations),
        files=dict(pickers.files),
        permit_items=permit_item_names(),
        children=dict(pickers.children),
    )
