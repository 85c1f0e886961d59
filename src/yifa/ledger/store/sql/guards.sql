-- What stands in the log stays there. Statement triggers refuse even when no row matches, and TRUNCATE too.

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the log is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['ledger_entry', 'ledger_tile', 'ledger_checkpoint', 'ledger_publication',
                             'ledger_cosignature', 'ledger_witnessconflict']
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', t || '_append_only', t);
    END LOOP;
END $$;
CREATE TRIGGER ledger_pendingleaf_kept BEFORE UPDATE OR TRUNCATE ON ledger_pendingleaf
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_witnessed_kept BEFORE DELETE OR TRUNCATE ON ledger_witnessed
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- A leaf stops waiting only when the very same bytes stand in the log.
CREATE FUNCTION ledger_only_when_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM gone g LEFT JOIN ledger_entry e ON e.kind = g.kind AND e.object_id = g.object_id
               WHERE e.leaf IS DISTINCT FROM g.leaf) THEN
        RAISE EXCEPTION 'the log is append-only: a pending leaf goes only when it stands there'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_pendingleaf_entered AFTER DELETE ON ledger_pendingleaf
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_when_entered();

-- What stands in the log is not queued again: one such leaf would stop all that wait behind it.
CREATE FUNCTION ledger_only_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM added a JOIN ledger_entry e ON e.kind = a.kind AND e.object_id = a.object_id) THEN
        RAISE EXCEPTION 'already in the log' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_pendingleaf_only_once AFTER INSERT ON ledger_pendingleaf
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_once();

-- `recorded_at` is the database's clock of this very transaction; nobody brings their own.
CREATE FUNCTION ledger_database_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.recorded_at < transaction_timestamp() OR NEW.recorded_at > clock_timestamp() THEN
        RAISE EXCEPTION 'recorded_at must be the time of this transaction' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_pendingleaf_database_clock BEFORE INSERT ON ledger_pendingleaf
    FOR EACH ROW EXECUTE FUNCTION ledger_database_clock();

-- Another node's log only grows.
CREATE FUNCTION ledger_only_growth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.origin = OLD.origin AND (NEW.size > OLD.size OR NEW.size = OLD.size AND NEW.root = OLD.root) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a witnessed log never shrinks' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_witnessed_only_growth BEFORE UPDATE ON ledger_witnessed
    FOR EACH ROW EXECUTE FUNCTION ledger_only_growth();

ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_hash CHECK (octet_length(hash) = 32);
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_leaf CHECK (octet_length(leaf) <= 65535);
ALTER TABLE ledger_pendingleaf ADD CONSTRAINT ledger_pendingleaf_leaf CHECK (octet_length(leaf) <= 65535);
ALTER TABLE ledger_tile ADD CONSTRAINT ledger_tile_full CHECK (octet_length(data) = 8192);
-- Hex digests of random salts hardly compress; trying costs more than it saves.
ALTER TABLE ledger_tile ALTER COLUMN data SET STORAGE EXTERNAL;
