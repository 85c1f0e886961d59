"""Legal time: which rows of a register are in force on a day, and the chains that depend on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Q

from yifa.registers.models import Agency, Certificate, Officer, Region, RoleHeld

M = TypeVar("M", bound=models.Model)
_PERIODS = (("valid_from", "valid_to"), ("effective_from", "effective_to"))


def in_force_q(day: date, start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows whose period covers the day, both ends included; a missing end is open."""
    begun = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})
    not_ended = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})
    return begun & not_ended


def in_force(model: type[M], day: date) -> models.QuerySet[M]:
    """The model's rows in force on that day. Raises ValueError for a model without dates in force."""
    names = {f.name for f in model._meta.get_fields()}
    for start, end in _PERIODS:
        if {start, end} <= names:
            return model._default_manager.filter(in_force_q(day, start, end))
    raise ValueError(f"{model._meta.label} has no dates in force")


def region_chain(code: str) -> tuple[str, ...]:
    """Codes from this region outwards (county, city, province); the code alone when it is not registered."""
    return _chain(Region, "code", code) or (code,)


def agency_chain(agency_id: Any) -> tuple[str, ...]:
    """Ids from this agency up to the highest one above it; empty when it is not registered."""
    return _chain(Agency, "id", agency_id)


def agencies_of_subtree(code: str, node: str) -> tuple[str, ...]:
    """Ids of the node's agencies in this region or anywhere below it, of whatever date."""
    regions, agencies = Region._meta.db_table, Agency._meta.db_table
    return _column(
        f"WITH RECURSIVE below AS (SELECT code FROM {regions} WHERE code = %s"
        f" UNION SELECT r.code FROM {regions} r JOIN below ON r.parent_id = below.code)"
        f" SELECT id FROM {agencies} WHERE node = %s AND withdrawn_by IS NULL"
        " AND region_id IN (SELECT code FROM below) ORDER BY id",
        [code, node],
    )


def reach_of_subtree(code: str, node: str) -> tuple[tuple[str, ...], bool]:
    """The same ids, and whether they are all the agencies there are. One statement."""
    regions, agencies = Region._meta.db_table, Agency._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE below AS (SELECT code FROM {regions} WHERE code = %s"
            f" UNION SELECT r.code FROM {regions} r JOIN below ON r.parent_id = below.code)"
            " SELECT array_agg(id::text ORDER BY id) FILTER"
            f" (WHERE node = %s AND region_id IN (SELECT code FROM below)), count(*) FROM {agencies}",
            [code, node],
        )
        found, total = cursor.fetchone()
    return tuple(found or ()), len(found or ()) == total > 0


def agencies_below(agency_id: Any) -> tuple[str, ...]:
    """Ids of this agency and of every agency under it, of whatever date."""
    table = Agency._meta.db_table
    return _column(
        f"WITH RECURSIVE below AS (SELECT id FROM {table} WHERE id = %s"
        f" UNION SELECT a.id FROM {table} a JOIN below ON a.parent_id = below.id AND a.withdrawn_by IS NULL)"
        " SELECT id FROM below ORDER BY id",
        [agency_id],
    )


def officers_with_role(agency_id: Any, roles: Sequence[str], day: date) -> models.QuerySet[Officer]:
    """Officers in force who hold one of the roles in that agency on that day."""
    grants = in_force(RoleHeld, day).filter(agency_id=agency_id, role__in=roles)
    return in_force(Officer, day).filter(pk__in=grants.values("officer_id"))


def roles_on(officer_id: Any, agency_id: Any, day: date) -> frozenset[str]:
    """Roles that the officer holds in that agency on that day."""
    grants = in_force(RoleHeld, day).filter(officer_id=officer_id, agency_id=agency_id)
    return frozenset(grants.values_list("role", flat=True))


def certificate_on(officer_id: Any, agency_id: Any, day: date) -> Certificate | None:
    """The certificate the officer may act under for that agency on that day, or None. Two queries."""
    held = Certificate.objects.filter(officer_id=officer_id, agency_id=agency_id).prefetch_related("states")
    return next((c for c in held if c.state_on(day) == "valid"), None)


def _chain(model: type[models.Model], key: str, value: Any) -> tuple[str, ...]:
    table = model._meta.db_table
    return _column(
        f"WITH RECURSIVE up AS (SELECT {key} AS key, parent_id, 1 AS step FROM {table} WHERE {key} = %s"
        f" UNION ALL SELECT t.{key}, t.parent_id, up.step + 1 FROM {table} t"
        f" JOIN up ON t.{key} = up.parent_id WHERE up.step < 20) SELECT key FROM up ORDER BY step",
        [value],
    )


def _column(sql: str, parameters: list[Any]) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return tuple(str(row[0]) for row in cursor.fetchall())
