"""The quicker way of applying migrations leaves what Django's own way leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from yifa.site import boot, migrating
from yifa.site.postgres.grants import grant_library_tables
from yifa.site.postgres.roles import prepare_database

OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
# What a schema consists of, as PostgreSQL itself writes it; names instead of numbers, columns in their order.
CATALOGUE = {
    "schemas": f"SELECT nspname, nspowner::regrole::text, nspacl::text FROM pg_namespace n WHERE {OURS}",
    "relations": "SELECT c.oid::regclass::text, relkind, relpersistence, relrowsecurity, relforcerowsecurity,"
    " relowner::regrole::text, relacl::text, reloptions::text, obj_description(c.oid, 'pg_class'),"
    " CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END"
    f" FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE {OURS}",
    "columns": "SELECT c.oid::regclass::text, row_number() OVER (PARTITION BY c.oid ORDER BY attnum), attname,"
    " format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation::regcollation::text,"
    " attacl::text, pg_get_expr(adbin, adrelid), col_description(c.oid, attnum)"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace"
    f" LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum"
    f" WHERE attnum > 0 AND NOT attisdropped AND {OURS}",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes i"
    f" JOIN pg_namespace n ON n.nspname = schemaname WHERE {OURS}",
    "constraints": "SELECT conrelid::regclass::text, conname, condeferrable, condeferred, convalidated,"
    " pg_get_constraintdef(c.oid)"
    f" FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace WHERE {OURS}",
    "policies": "SELECT polrelid::regclass::text, polname, polcmd, polpermissive, polroles::regrole[]::text,"
    " pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) FROM pg_policy",
    "functions": "SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid), proowner::regrole::text, proacl::text"
    f" FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE prokind IN ('f', 'p') AND {OURS}",
    "triggers": "SELECT tgrelid::regclass::text, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "types": "SELECT t.oid::regtype::text, typtype, typowner::regrole::text, typacl::text, array(SELECT enumlabel::text"
    " FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)::text"
    f" FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE {OURS}",
    "extensions": "SELECT extname, extversion FROM pg_extension",
    "default grants": "SELECT defaclrole::regrole::text, defaclobjtype, defaclacl::text FROM pg_default_acl",
    "content types": "SELECT app_label, model FROM django_content_type",
    "permissions": "SELECT app_label, codename FROM auth_permission p"
    " JOIN django_content_type t ON t.id = content_type_id",
}


def catalogue(raw: psycopg.Connection[Any]) -> dict[str, list[Any]]:
    """What the database consists of, and which migrations it has, in the order in which it got them."""
    found = {key: sorted(raw.execute(query), key=repr) for key, query in CATALOGUE.items()}  # type: ignore[call-overload]
    return {**found, "applied": raw.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()}


@pytest.fixture
def empty(databases: Any, django_db_blocker: Any) -> Iterator[Callable[[str], str]]:
    """`empty(name)`: a database without tables, to which Django is connected as the owner."""
    from support.database import use

    made: list[str] = []

    def create(suffix: str) -> str:
        name = f"{databases.main}_{suffix}"
        made.append(name)
        databases._execute("CREATE DATABASE {} OWNER yifa_owner ENCODING 'UTF8' TEMPLATE template0", name)
        with boot.admin_connection(name) as admin:
            prepare_database(admin)
        use(name, "owner")
        return name

    with django_db_blocker.unblock():
        yield create
        use(databases.main)
        for name in made:
            databases._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def test_a_database_is_the_same_whichever_way_its_migrations_were_applied(
    databases: Any, empty: Callable[[str], str]
) -> None:
    plain = empty("plain")
    call_command("migrate", interactive=False, verbosity=0)
    grant_library_tables()
    with boot.admin_connection(plain) as one, boot.admin_connection(databases.template) as other:
        expected, found = catalogue(one), catalogue(other)
    assert all(expected[key] for key in expected if key not in ("default grants", "types")), (
        "nothing is compared"
    )
    for key in expected:
        assert found[key] == expected[key], key


def test_what_asks_through_relations_finds_them_whole(empty: Callable[[str], str]) -> None:
    """After changes that each rendered one class: code goes both ways, and a key is altered where it is referred to."""
    empty("toy")
    seen: list[object] = []

    def look(apps: Any, _editor: Any) -> None:
        owner, thing = apps.get_model("toy", "Owner"), apps.get_model("toy", "Thing")
        made = owner.objects.create(name="甲")
        thing.objects.create(owner=made)
        seen.append([made.thing_set.count(), thing.objects.filter(owner__name="甲").count()])

    class First(migrations.Migration):
        initial = True
        operations = [
            migrations.CreateModel("Owner", [("id", models.BigAutoField(primary_key=True))]),
            migrations.CreateModel(
                "Thing",
                [
                    ("id", models.BigAutoField(primary_key=True)),
                    ("owner", models.ForeignKey("toy.Owner", on_delete=models.CASCADE)),
                ],
            ),
            migrations.AddField("Owner", "name", models.TextField(default="")),
            migrations.RunPython(look),
        ]

    class Second(migrations.Migration):
        operations = [
            migrations.AddField("Owner", "note", models.TextField(default="")),
            migrations.AlterField("Owner", "id", models.CharField(max_length=9, primary_key=True)),
        ]

    executor = migrating._Executor(connection)
    executor.recorder.ensure_schema()
    state = executor.apply_migration(ProjectState(), First("0001_initial", "toy"))
    executor.apply_migration(state, Second("0002_second", "toy"))
    assert seen == [[1, 1]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = 'toy_thing'::regclass AND attname = 'owner_id'"
        )
        assert cursor.fetchone() == ("character varying(9)",)
