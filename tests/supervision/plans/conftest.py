"""A city with the justice bureau that adopts plans, an agency that has tasks, and the rules for collective names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.world import Office

    from yifa.registers.models import PolicyPlan
    from yifa.supervision.plans.edited import Edited


@dataclass
class Place:
    """`justice` adopts, `urban` answers."""

    justice: Office
    urban: Office

    def edited(self, role: str = "unit_head", **document: Any) -> Edited:
        """What is proposed with the test plan for the justice bureau."""
        from supervision.plans.paper import ISSUED, reading
        from yifa.registers.scope import scope
        from yifa.supervision.plans.proposing import propose

        with scope(self.justice.actor(role)):
            return propose(
                reading(**document), 0, self.justice.agency, sha256="a" * 64, file_name="方案.docx", on=ISSUED
            )

    def accept(self, edited: Edited | None = None, role: str = "unit_head") -> PolicyPlan:
        """Accepted by the justice bureau, tasks opened by the queue's hand."""
        from yifa.registers.scope import scope
        from yifa.supervision.plans import opening
        from yifa.supervision.plans.accepting import accept

        actor = self.justice.actor(role)
        edited = edited or self.edited(role)
        with scope(actor):
            plan = accept(actor, edited)
        opening.run(str(plan.pk))
        return plan


@pytest.fixture
def place(db: None) -> Place:
    from support import world

    from yifa.registers.scope import IMPORTER, scope
    from yifa.supervision.plans.collective import ensure_rules

    found = Place(world.office("云州市司法局", "justice", "云司", "10000002"), world.office())
    with scope(IMPORTER):
        ensure_rules(IMPORTER)
    return found
