"""Rights on the tables of libraries (second factors, sign-on, sessions, queue, content types).

Our own tables are granted in migrations.
"""

from __future__ import annotations

from django.db import connection

from yifa.site.postgres.connect import ROLES

READ = (
    "django_content_type", "auth_permission", "auth_group", "auth_group_permissions", "django_migrations",
    "account_emailaddress", "socialaccount_socialapp",
)  # fmt: skip
# Second factors, with their secrets encrypted, and identifiers of single sign-on: owners and administrators
# take them away again.
WRITTEN = ("django_session", "mfa_authenticator", "socialaccount_socialaccount", "socialaccount_socialtoken")
QUEUE = (
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
)


def grant_library_tables() -> None:
    """Run as the owner after every migrate; granting twice changes nothing."""
    have = set(connection.introspection.table_names())
    both = f"{ROLES['app']}, {ROLES['worker']}"
    statements = [f"GRANT SELECT ON {table} TO {both}" for table in READ if table in have]
    statements += [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {both}"
        for table in (*WRITTEN, *QUEUE)
        if table in have
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute(
            "SELECT s.oid::regclass::text FROM pg_class s JOIN pg_depend d ON d.objid = s.oid"
            " JOIN pg_class t ON t.oid = d.refobjid WHERE s.relkind = 'S' AND t.relname = ANY(%s)"
            " AND t.relnamespace = current_schema()::regnamespace",
            [list(QUEUE)],
        )
        for (sequence,) in cursor.fetchall():
            cursor.execute(f"GRANT USAGE, SELECT ON SEQUENCE {sequence} TO {both}")
