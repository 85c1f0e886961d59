"""Giving a reason to look into a case, as a person who has no part in it would."""

from __future__ import annotations

from typing import Any

from yifa.matters import looks
from yifa.registers.actors import actor_of
from yifa.registers.scope import Actor, scope


def tell(who: Actor | Any, matter_id: Any, what: str = "matter") -> None:
    """Record a reason; `who` is an actor or an officer's id."""
    actor = who if isinstance(who, Actor) else actor_of(who)
    with scope(actor):
        looks.give_reason(actor, what, matter_id, "review", "年度案卷评查")
