"""What belongs to a case although done apart: the acts of the matters that serve it (hearing, review, meeting)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from yifa.matters import discovery
from yifa.matters.children import opening_id
from yifa.matters.models import Act, ActBody, Effect, Matter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Apart:
    """A matter that serves another one, with its acts as raw rows of the picture, oldest first.

    `opened_by` is the id of that other matter's act whose effect opened this one; empty when none did.
    """

    matter: Matter
    rows: tuple[dict[str, Any], ...]
    opened_by: str = ""


def serving(matter_id: UUID) -> Q:
    """Rows of the matters that serve this one: its children, save those that are archived with a file of their own."""
    own_file = [p.id for p in discovery.procedures().values() if any(s.final for s in p.stages.values())]
    return Q(matter__parent_id=matter_id) & ~Q(matter__procedure__in=own_file)


def apart(matter: Matter) -> tuple[Apart, ...]:
    """The matters that serve this one, in the order they were opened. Two statements, however many there are."""
    acts = Act.objects.filter(serving(matter.pk)).select_related("matter__version", "body_row")
    found = groupby(acts.order_by("matter__opened_at", "matter_id", "seq"), key=lambda a: a.matter_id)
    groups = [list(group) for _, group in found]
    opener = _openers(matter) if groups else {}
    return tuple(
        Apart(group[0].matter, tuple(map(_row, group)), opener.get(group[0].pk, "")) for group in groups
    )


def _openers(matter: Matter) -> dict[UUID, str]:
    """Which act opened a child, by the id that its opening act was given. An act may open one for each of its rows."""
    spawns = Effect.objects.filter(act__matter=matter, name="spawn").values_list("act_id", "ordinal")
    return {opening_id(act_id, ordinal): str(act_id) for act_id, ordinal in spawns}


def among(own: Sequence[T], ids: Sequence[str], blocks: Sequence[tuple[Apart, Sequence[T]]]) -> list[T]:
    """A case's own entries, each block standing behind that of the act which opened the matter it tells of.

    `ids` are the acts of the own entries. What none of them opened comes last.
    """
    places: dict[int, list[T]] = {}
    position = {act_id: n for n, act_id in enumerate(ids)}
    for apart, block in blocks:
        places.setdefault(position.get(apart.opened_by, len(own)), []).extend(block)
    merged: list[T] = []
    for n, entry in enumerate(own):
        merged += [entry, *places.get(n, ())]
    return merged + places.get(len(own), [])


def _row(act: Act) -> dict[str, Any]:
    return {
        "id": str(act.pk),
        "kind": act.kind,
        "schema": act.schema_version,
        "from": act.occurred_from.isoformat(),
        "to": act.occurred_to.isoformat(),
        "actors": act.actors,
        "body": _lines(act),
    }


def _lines(act: Act) -> list[Any]:
    """The lines of the body that was committed; none when it was erased."""
    try:
        body = act.body_row.body
    except ActBody.DoesNotExist:
        return []
    return [json.loads(line) for line in bytes(body).decode().split("\n") if line] if body else []
