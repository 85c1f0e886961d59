"""A protected table asked outside of a scope is an error, whichever way it is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count, Exists, Prefetch

from yifa.matters.models import Act, Matter
from yifa.registers.ids import new_id
from yifa.registers.models import Agency, RegisterChange, Subject
from yifa.registers.scope import PUBLIC, Unscoped, check_scoped, current_actor, scope
from yifa.registers.scoped import Guarded, ScopedManager

WAYS: dict[str, Callable[[], object]] = {
    "list": lambda: list(Matter.objects.all()),
    "first": lambda: Matter.objects.first(),
    "get": lambda: Subject.objects.get(pk=new_id()),
    "count": lambda: Act.objects.count(),
    "exists": lambda: Subject.objects.filter(name="甲").exists(),
    "aggregate": lambda: Matter.objects.aggregate(n=Count("id")),
    "values": lambda: list(RegisterChange.objects.values_list("model")),
    "iterator": lambda: next(Matter.objects.iterator(), None),
    "raw": lambda: list(Matter.objects.raw("SELECT * FROM matters_matter")),
    "union": lambda: list(Matter.objects.all().union(Matter.objects.all())),
    "update": lambda: Matter.objects.filter(pk=new_id()).update(title=""),
    "delete": lambda: Subject.objects.filter(pk=new_id()).delete(),
    "bulk_create": lambda: Subject.objects.bulk_create([Subject(name="甲", kind="legal")]),
    "get_or_create": lambda: Subject.objects.get_or_create(name="甲"),
    "save": lambda: Subject(name="甲", kind="legal", valid_from="2026-01-01").save(),
    "refresh": lambda: Subject(name="甲").refresh_from_db(),
    "part of another query": lambda: list(Agency.objects.filter(Exists(Matter.objects.all()))),
    "in": lambda: list(Agency.objects.filter(pk__in=Matter.objects.values("agency"))),
    "foreign key": lambda: Act(matter_id=new_id()).matter,
    "reverse": lambda: list(Matter(id=new_id()).acts.all()),
    "prefetch": lambda: Matter.objects.prefetch_related(Prefetch("acts", Act.objects.all())).first(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_outside_of_a_scope_nothing_can_be_asked(way: Callable[[], object]) -> None:
    with pytest.raises(Unscoped):
        way()


@pytest.mark.django_db
def test_inside_a_scope_the_database_decides() -> None:
    with scope(PUBLIC):
        assert Matter.objects.count() == 0
        assert list(Matter.objects.raw("SELECT * FROM matters_matter")) == []
        assert not Agency.objects.filter(Exists(Matter.objects.all())).exists()
        assert current_actor() is PUBLIC
    assert current_actor() is None
    with pytest.raises(Unscoped):
        check_scoped("anything")


@pytest.mark.django_db
def test_a_query_made_inside_and_asked_outside_is_refused() -> None:
    with scope(PUBLIC):
        later = Matter.objects.all()
    with pytest.raises(Unscoped):
        list(later)


@pytest.mark.django_db
def test_every_table_under_row_level_security_has_such_a_manager() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        guarded = {name for (name,) in cursor.fetchall()}
    tables = {m._meta.db_table: m for m in apps.get_models()}
    assert len(guarded) > 20
    guarded -= {"matters_namedfile"}  # known to the database's own functions alone: no role of ours reads it
    missing = [name for name in guarded if not issubclass(tables[name], Guarded)]
    assert not missing
    managers = [m for model in tables.values() if issubclass(model, Guarded) for m in model._meta.managers]
    managers += [model._base_manager for model in tables.values() if issubclass(model, Guarded)]
    assert all(isinstance(manager, ScopedManager) for manager in managers)
