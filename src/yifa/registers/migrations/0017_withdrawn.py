"""What an import had made and was taken back is marked; a grant so marked keeps no administrator apart."""

import django.db.models.manager
from django.db import migrations, models

MODELS = """
adviser advisertask agency agencyverification certificate certificateapplication certificatereview
certificatestate contact contacttask equipment equipmentissue examresult holiday inspectionitem mandate
mandateevaluation officer officerassessment officerexit permititem post postholding power powerstate
problem qualificationcheck recordingitem region reviewitem rolegrant staffdetail subject subjectcredit
supportingrule unit
""".split()
MANAGERS = [("objects", django.db.models.manager.Manager()), ("every", django.db.models.manager.Manager())]
BEFORE = """
CREATE OR REPLACE FUNCTION administrators_apart() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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
"""
APART = """
CREATE OR REPLACE FUNCTION administrators_apart() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    administrators CONSTANT text[] := ARRAY['system_admin', 'security_admin', 'audit_admin'];
    person text;
BEGIN
    IF NEW.withdrawn_by IS NOT NULL THEN
        RETURN NEW;
    END IF;
    SELECT CASE WHEN o.phone = '' THEN o.id::text ELSE o.node || '|' || o.name || '|' || o.phone END INTO person
        FROM registers_officer o WHERE o.id = NEW.officer_id;
    PERFORM pg_advisory_xact_lock(hashtextextended('administrators ' || coalesce(person, ''), 0));
    IF EXISTS (
        SELECT 1 FROM registers_rolegrant g JOIN registers_officer o ON o.id = g.officer_id
        WHERE g.id <> NEW.id AND g.role <> NEW.role AND g.withdrawn_by IS NULL
          AND (g.role = ANY (administrators) OR NEW.role = ANY (administrators))
          AND (o.id::text = person OR o.node || '|' || o.name || '|' || o.phone = person)
          AND daterange(g.valid_from, g.valid_to, '[]') && daterange(NEW.valid_from, NEW.valid_to, '[]')
    ) THEN
        RAISE EXCEPTION 'an administrator holds no other role'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'grant_administrators_apart';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0016_request_counts")]

    operations = [
        *(migrations.AlterModelManagers(name, MANAGERS) for name in MODELS),
        *(
            migrations.AddField(
                name,
                "withdrawn_by",
                models.UUIDField(blank=True, editable=False, null=True, verbose_name="撤销导入"),
            )
            for name in MODELS
        ),
        migrations.RunSQL(APART, BEFORE),
    ]
