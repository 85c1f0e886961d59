"""Two entries for one subject: put together with a trace, taken apart again, and found in the first place.

Nothing is moved: the entry that is given up points to the one that stays, and whoever asks for one gets both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection

from yifa.registers.change import change, writing
from yifa.registers.models import Subject
from yifa.registers.node import current_node
from yifa.registers.scope import Actor

TABLE = Subject._meta.db_table
FOUND = 50


@dataclass(frozen=True, slots=True)
class Likely:
    """Entries that are probably one subject, and by what."""

    why: str
    rows: Sequence[Subject]


def family(subject_id: Any) -> list[UUID]:
    """Ids of all entries of the subject that this one is an entry of, the one that stays first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE up AS (SELECT id, merged_into_id, 0 AS step FROM {TABLE} WHERE id = %s"
            f" UNION ALL SELECT s.id, s.merged_into_id, up.step + 1 FROM {TABLE} s JOIN up ON s.id = up.merged_into_id"
            f" WHERE up.step < 50), down AS (SELECT id, 0 AS step FROM up WHERE merged_into_id IS NULL"
            f" UNION ALL SELECT s.id, down.step + 1 FROM {TABLE} s JOIN down ON s.merged_into_id = down.id"
            f" WHERE down.step < 50) SELECT id FROM down ORDER BY step, id",
            [subject_id],
        )
        return [row[0] for row in cursor.fetchall()]


def merge(actor: Actor, survivor_id: Any, other_id: Any, reason: str) -> Subject:
    """Let `other` be an entry of `survivor` from now on; returns the survivor.

    Raises ValidationError when they are one entry, either was given up already, or no reason is given.
    """
    with writing(actor):
        wanted = [_id(survivor_id), _id(other_id)]
        found = Subject.objects.select_for_update(of=("self",)).filter(pk__in=wanted, node=current_node())
        rows = {s.pk: s for s in found.order_by("pk")}
        survivor, other = (rows.get(one) for one in wanted)
        if survivor is None or other is None:
            raise ValidationError("没有找到要合并的相对人")
        if survivor.pk == other.pk:
            raise ValidationError("不能并入自己")
        for row in (survivor, other):
            if row.merged_into_id is not None:
                raise ValidationError(f"“{row.name}”已经并入另一相对人，请先拆分或者选择并入的那一个")
        change(actor, Subject, other.pk, {"merged_into": survivor}, reason)
        return survivor


def split(actor: Actor, subject_id: Any, reason: str) -> Subject:
    """Let an entry that was given up stand by itself again. Raises ValidationError when it does already."""
    row = Subject.objects.filter(pk=subject_id).first()
    if row is None or row.merged_into_id is None:
        raise ValidationError("该相对人没有并入其他相对人")
    return change(actor, Subject, row.pk, {"merged_into": None}, reason)


def likely_same(subject: Subject) -> list[Likely]:
    """Other entries that are probably this subject: by identifier whatever its kind, by name and address.

    Two statements, each by an index.
    """
    others = Subject.objects.filter(node=current_node(), merged_into=None).exclude(pk=subject.pk)
    found = []
    kinds = list(Subject.IdentifierKind.values)
    if subject.identifier:
        rows = others.filter(identifier_kind__in=kinds, identifier__in=_spellings(subject.identifier))
        found.append(Likely("证件号码相同", list(rows[:FOUND])))
    if subject.address:
        rows = others.filter(name=subject.name, address=subject.address)
        known = {s.pk for one in found for s in one.rows}
        found.append(Likely("名称和住址相同", [s for s in rows[:FOUND] if s.pk not in known]))
    return [one for one in found if one.rows]


def _spellings(identifier: str) -> list[str]:
    """A number as it may have been entered: an identity number also in the old form of fifteen digits."""
    made = [identifier]
    if len(identifier) == 18 and identifier[:17].isdigit():
        made.append(identifier[:6] + identifier[8:17])
    return made


def suggestions(limit: int = FOUND) -> list[Likely]:
    """Entries of this node that are probably one subject: same number, same organisation code, same name and address.

    Three statements, each over the whole register.
    """
    keys = (
        ("证件号码相同", "identifier", "identifier <> ''"),
        ("组织机构代码相同", "substr(identifier, 9, 9)", "identifier_kind = 'uscc'"),
        ("名称和住址相同", "name || E'\\n' || address", "address <> ''"),
    )
    found: list[Likely] = []
    seen: set[frozenset[UUID]] = set()
    for why, key, condition in keys:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT array_agg(id ORDER BY id) FROM {TABLE} WHERE node = %s AND merged_into_id IS NULL"
                f" AND withdrawn_by IS NULL AND {condition}"
                f" GROUP BY {key} HAVING count(*) > 1 LIMIT %s",
                [current_node(), limit],
            )
            groups = [ids for (ids,) in cursor.fetchall()]
        rows = Subject.objects.in_bulk({i for ids in groups for i in ids})
        for ids in groups:
            if frozenset(ids) not in seen:
                seen.add(frozenset(ids))
                found.append(Likely(why, [rows[i] for i in ids if i in rows]))
    return found[:limit]


def entries(subject_id: Any) -> list[Subject]:
    """All entries of a subject, the one that stays first. Two statements."""
    ids = family(subject_id)
    rows = Subject.objects.in_bulk(ids)
    return [rows[i] for i in ids if i in rows]


def _id(value: Any) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        raise ValidationError("没有找到要合并的相对人") from None
