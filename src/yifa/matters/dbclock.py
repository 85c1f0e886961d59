"""The database's clock, for rows that are written outside a loaded picture."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """clock_timestamp() of the database, aware."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
