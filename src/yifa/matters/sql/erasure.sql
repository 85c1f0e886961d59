-- What an erasing act may touch, and nothing more: the act must be of its kind and of the same matter, and its own
-- content must name what goes (for bodies see envelope.sql). Saved drafts are emptied only once the act they became has lost its body.

CREATE OR REPLACE FUNCTION only_key_destruction() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE said text;
        of_matter uuid;
BEGIN
    SELECT convert_from(b.body, 'UTF8'), a.matter_id INTO said, of_matter
        FROM matters_act a JOIN matters_actbody b ON b.act_id = a.id
        WHERE a.id = NEW.destroyed_by_id AND a.kind = 'destroy_file' AND a.mode = 'propose';
    IF NEW.file_id = OLD.file_id AND NEW.node = OLD.node AND NEW.agency_id = OLD.agency_id
       AND OLD.key IS NOT NULL AND NEW.key IS NULL AND said IS NOT NULL
       AND (position(NEW.file_id::text IN said) > 0
            OR EXISTS (SELECT 1 FROM matters_exhibit e WHERE e.file_id = NEW.file_id AND e.matter_id = of_matter
                       AND position(e.id::text IN said) > 0)
            OR EXISTS (SELECT 1 FROM matters_paper p WHERE p.file_id = NEW.file_id AND p.matter_id = of_matter
                       AND position(p.id::text IN said) > 0)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a file key changes only by a recorded destruction'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION only_draft_erasure() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF to_jsonb(NEW) - 'payload' = to_jsonb(OLD) - 'payload' AND NEW.payload = '{}'::jsonb
       AND EXISTS (SELECT 1 FROM matters_actbody b WHERE b.act_id = NEW.draft_id AND b.body IS NULL) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE on matters_draftversion is refused: the record is append-only'
        USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER matters_draftversion_append_only ON matters_draftversion;
CREATE TRIGGER matters_draftversion_append_only BEFORE DELETE OR TRUNCATE ON matters_draftversion
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matters_draftversion_only_erasure BEFORE UPDATE ON matters_draftversion
    FOR EACH ROW EXECUTE FUNCTION only_draft_erasure();
GRANT UPDATE (payload) ON matters_draftversion TO yifa_app, yifa_worker;
