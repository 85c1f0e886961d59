"""Words for the ids in a payload, from what the page has loaded anyway."""

from __future__ import annotations

from yifa.desk.forms import Pickers
from yifa.desk.reading import Names
from yifa.law.view import MatterView


def names_for(view: MatterView | None, pickers: Pickers) -> Names:
    """Names of officers, subjects, acts, violations and files."""
    officers = {o.id: o.name for o in view.officers.values()} if view else {}
    subjects = {p.subject_id: p.name for p in view.parties} if view else {}
    return Names(
        officers=dict(pickers.officers) | officers,
        subjects=dict(pickers.subjects) | subjects,
        acts=dict(pickers.acts),
        violations=dict(pickers.violations),
        files=dict(pickers.files),
    )
