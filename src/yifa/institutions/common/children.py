"""What a matter that serves another one asks of it: who handles it."""

from __future__ import annotations

from yifa.law.view import MatterView


def of_the_case(view: MatterView) -> frozenset[str]:
    """Ids of those who handle, or took part in acts of, the matter served; heads and reviewers are left out."""
    parent = view.parent
    if parent is None:
        return frozenset()
    working = {a.officer_id for act in parent.acts for a in act.actors if a.role == "handler"}
    return frozenset({*parent.handlers, *working} - {""})
