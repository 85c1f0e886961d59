"""Requests of the running minute, for the limits. Unlogged: what a crash loses is a minute's count."""

from django.db import migrations

from yifa.registers import sql


class Migration(migrations.Migration):
    dependencies = [("registers", "0015_people")]

    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE registers_requestcount ("
            "key bytea PRIMARY KEY, minute bigint NOT NULL, n integer NOT NULL) WITH (fillfactor = 70)",
            "DROP TABLE registers_requestcount",
        ),
        migrations.RunSQL(
            sql.grant("SELECT, INSERT, UPDATE, DELETE", ["registers_requestcount"], sql.WRITERS),
            migrations.RunSQL.noop,
        ),
    ]
