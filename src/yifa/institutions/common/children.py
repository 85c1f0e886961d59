"""What a matter that serves another one asks of it: who handles it, who was recused there."""

from __future__ import annotations

from yifa.institutions.common.people import recused
from yifa.law.view import MatterView


def of_the_case(view: MatterView) -> frozenset[str]:
    """Ids of those who handle, or took part in acts of, the matter served; heads and reviewers are left out."""
    parent = view.parent
    if parent is None:
        return frozenset()
    working = {a.officer_id for act in parent.acts for a in act.actors if a.role == "handler"}
    return frozenset({*parent.handlers, *working} - {""})


def recused_anywhere(view: MatterView) -> frozenset[str]:
    """Ids of people whose recusal was granted here or in the matter served."""
    return recused(view) | (recused(view.parent) if view.parent else frozenset())
