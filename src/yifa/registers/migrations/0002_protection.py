"""Who may do what in the database: grants, append-only history, row-level security on personal data."""

from django.db import migrations

from yifa.registers import sql

REGISTERS = [
    "registers_agency",
    "registers_article",
    "registers_benchmarktable",
    "registers_certificate",
    "registers_certificatestate",
    "registers_holiday",
    "registers_officer",
    "registers_power",
    "registers_region",
    "registers_rolegrant",
    "registers_stamp",
    "registers_statute",
    "registers_subject",
    "registers_unit",
]
HISTORY = "registers_registerchange"
ACCOUNTS = "registers_account"
SCOPES = ["agency", "supervision", "worker", "import"]

FORWARD = [
    sql.grant("SELECT, INSERT, UPDATE", [*REGISTERS, ACCOUNTS], sql.WRITERS),
    sql.grant("SELECT, INSERT", [HISTORY], sql.WRITERS),
    sql.grant("SELECT", [*REGISTERS, HISTORY], ["yifa_facts"]),
    sql.append_only_function("registers_refuse", "登记簿变更记录只能追加,不能修改、删除或清空"),
    sql.append_only(HISTORY, "registers_refuse"),
    *sql.scoped("registers_subject", SCOPES),
    *sql.scoped(HISTORY, SCOPES),
    "INSERT INTO registers_stamp (name, version) VALUES ('law', 0), ('agencies', 0)",
]
BACKWARD = [
    "DELETE FROM registers_stamp",
    *sql.unscoped(HISTORY),
    *sql.unscoped("registers_subject"),
    f"DROP TRIGGER {HISTORY}_append_only ON {HISTORY}",
    "DROP FUNCTION registers_refuse()",
]


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
