-- What may never change, refused by the database itself, whoever asks. Statement triggers fire even when
-- row-level security hides every row, so that an attempt is an error and never a silent nothing.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['matters_act', 'matters_approval', 'matters_draftversion', 'matters_clockevent',
                             'matters_refusal', 'matters_exhibit', 'matters_pendingleaf', 'matters_numbervoid',
                             'matters_storedfile', 'matters_procedureversion']
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['matters_matter', 'matters_party', 'matters_matterfact', 'matters_draft', 'matters_clock',
                             'matters_paper', 'matters_effect', 'matters_disclosure', 'matters_alert',
                             'matters_actbody', 'matters_filekey', 'matters_numbercounter']
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE DELETE OR TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    END LOOP;
END $$;

-- A body or a key goes only with the act that orders it; everything else about the row stays.
CREATE FUNCTION only_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.act_id = OLD.act_id AND OLD.body IS NOT NULL AND NEW.body IS NULL
       AND EXISTS (SELECT 1 FROM matters_act a WHERE a.id = NEW.erased_by_id AND a.kind = 'erase_body') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the body of an act changes only by a recorded erasure'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER matters_actbody_only_erasure BEFORE UPDATE ON matters_actbody
    FOR EACH ROW EXECUTE FUNCTION only_erasure();

CREATE FUNCTION only_key_destruction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.file_id = OLD.file_id AND OLD.key IS NOT NULL AND NEW.key IS NULL
       AND EXISTS (SELECT 1 FROM matters_act a WHERE a.id = NEW.destroyed_by_id AND a.kind = 'destroy_file') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a file key changes only by a recorded destruction'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER matters_filekey_only_destruction BEFORE UPDATE ON matters_filekey
    FOR EACH ROW EXECUTE FUNCTION only_key_destruction();

-- `recorded_at` is the database's clock of this very transaction; nobody brings their own.
CREATE FUNCTION database_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.recorded_at < transaction_timestamp() OR NEW.recorded_at > clock_timestamp() THEN
        RAISE EXCEPTION 'recorded_at must be the time of this transaction'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['matters_act', 'matters_approval', 'matters_refusal', 'matters_clockevent',
                             'matters_pendingleaf']
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION database_clock()',
                       t || '_database_clock', t);
    END LOOP;
END $$;
