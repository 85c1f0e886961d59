"""What belongs to a case although done apart: the acts of the matters that serve it (hearing, review, meeting)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from yifa.matters.models import Act, ActBody, Matter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Apart:
    """A matter that serves another one, with its acts as raw rows of the picture, oldest first."""

    matter: Matter
    rows: tuple[dict[str, Any], ...]


def apart(matter: Matter) -> tuple[Apart, ...]:
    """The matters that serve this one, in the order they were opened. One statement, however many there are."""
    acts = Act.objects.filter(matter__parent=matter).select_related("matter__version", "body_row")
    found = groupby(acts.order_by("matter__opened_at", "matter_id", "seq"), key=lambda a: a.matter_id)
    groups = [list(group) for _, group in found]
    return tuple(Apart(group[0].matter, tuple(map(_row, group))) for group in groups)


def among(
    own: Sequence[T], times: Sequence[datetime], served: Sequence[tuple[datetime, Sequence[T]]]
) -> list[T]:
    """A case's own entries with those of what serves it: each block stands after what had happened when it was opened.

    `times` are the moments of the own entries, whose order stays as it is.
    """
    places: dict[int, list[T]] = {}
    for opened, block in served:
        before = [n for n, at in enumerate(times) if at <= opened]
        places.setdefault(before[-1] if before else -1, []).extend(block)
    merged = list(places.get(-1, ()))
    for n, entry in enumerate(own):
        merged += [entry, *places.get(n, ())]
    return merged


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
