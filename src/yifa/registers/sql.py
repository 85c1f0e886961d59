"""SQL that migrations run: grants, append-only triggers, row-level security. No schema is ever named.

Functions here are used by committed migrations, so what they return for the same arguments stays the same.
Roles are created before migrating; where one is missing its grant is skipped.
"""

from __future__ import annotations

from collections.abc import Sequence

READERS = ("yifa_app", "yifa_worker", "yifa_facts")
WRITERS = ("yifa_app", "yifa_worker")


def grant(privileges: str, tables: Sequence[str], roles: Sequence[str]) -> str:
    """`GRANT privileges ON tables TO` each of the roles that exists."""
    listed = ", ".join(tables)
    statements = "\n".join(
        f"    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN"
        f" GRANT {privileges} ON {listed} TO {role}; END IF;"
        for role in roles
    )
    return f"DO $$\nBEGIN\n{statements}\nEND\n$$"


def append_only_function(name: str, message: str) -> str:
    """A trigger function that refuses whatever it is called for."""
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END\n$$"
    )


def append_only(table: str, function: str) -> str:
    """A statement trigger on the table: refused even when no row matches, and for TRUNCATE."""
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


def scoped(table: str, scopes: Sequence[str]) -> list[str]:
    """Force row-level security: visible in these scopes; in `maintenance` only to the migrating role.

    The setting is read in a sub-select, so that it is evaluated once per statement and not per row.
    """
    setting = "(SELECT current_setting('yifa.scope', true))"
    allowed = ", ".join(f"'{scope}'" for scope in scopes)
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_scope ON {table} USING ({setting} IN ({allowed}))"
        f" WITH CHECK ({setting} IN ({allowed}))",
        f"CREATE POLICY {table}_maintenance ON {table} TO CURRENT_USER"
        f" USING ({setting} = 'maintenance') WITH CHECK ({setting} = 'maintenance')",
    ]


def unscoped(table: str) -> list[str]:
    """Undo `scoped`."""
    return [
        f"DROP POLICY {table}_scope ON {table}",
        f"DROP POLICY {table}_maintenance ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
