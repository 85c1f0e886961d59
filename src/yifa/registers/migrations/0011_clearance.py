"""Clearance of officers; the three administrators kept apart by the database; what administrators see of changes."""

from django.db import migrations, models

CHANGES = "registers_registerchange"
# Changes of parties' entries hold personal data: they are for those who handle cases.
ADMINISTRATION = (
    "(SELECT current_setting('yifa.scope', true)) = 'administration' AND model <> 'registers.Subject'"
)

# One person is one officer, or several officers of one name and one telephone number. Granting waits for whoever is
# granting to the same person just now, so that two grants at once cannot pass each other.
APART = """
CREATE FUNCTION administrators_apart() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    administrators CONSTANT text[] := ARRAY['system_admin', 'security_admin', 'audit_admin'];
    person text;
BEGIN
    SELECT CASE WHEN o.phone = '' THEN o.id::text ELSE o.node || '|' || o.name || '|' || o.phone END INTO person
        FROM registers_officer o WHERE o.id = NEW.officer_id;
    PERFORM pg_advisory_xact_lock(hashtextextended('administrators ' || coalesce(person, ''), 0));
    IF EXISTS (
        SELECT 1 FROM registers_rolegrant g JOIN registers_officer o ON o.id = g.officer_id
        WHERE g.id <> NEW.id AND g.role <> NEW.role
          AND (g.role = ANY (administrators) OR NEW.role = ANY (administrators))
          AND (o.id::text = person OR o.node || '|' || o.name || '|' || o.phone = person)
          AND daterange(g.valid_from, g.valid_to, '[]') && daterange(NEW.valid_from, NEW.valid_to, '[]')
    ) THEN
        RAISE EXCEPTION 'an administrator holds no other role'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'grant_administrators_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER registers_rolegrant_administrators_apart AFTER INSERT OR UPDATE ON registers_rolegrant
    FOR EACH ROW EXECUTE FUNCTION administrators_apart()
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0010_reviewing_since")]

    operations = [
        migrations.AddField(
            "officer",
            "clearance",
            models.CharField(
                choices=[
                    ("ordinary", "一般"),
                    ("personal", "个人隐私"),
                    ("business", "商业秘密"),
                    ("state", "国家秘密"),
                ],
                default="ordinary",
                max_length=10,
                verbose_name="可接触的密级",
            ),
        ),
        migrations.AddConstraint(
            "officer",
            models.CheckConstraint(
                condition=models.Q(clearance__in=["ordinary", "personal", "business", "state"]),
                name="officer_clearance",
            ),
        ),
        migrations.RunSQL(
            APART,
            "DROP TRIGGER registers_rolegrant_administrators_apart ON registers_rolegrant;"
            " DROP FUNCTION administrators_apart()",
        ),
        migrations.RunSQL(
            f"CREATE POLICY {CHANGES}_administration ON {CHANGES} TO yifa_app, yifa_worker"
            f" USING ({ADMINISTRATION}) WITH CHECK ({ADMINISTRATION})",
            f"DROP POLICY {CHANGES}_administration ON {CHANGES}",
        ),
    ]
