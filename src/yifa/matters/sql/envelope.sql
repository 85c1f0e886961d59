-- A body goes in one step, once, with the act that orders it, and leaves just the lines that open what the columns of
-- the erased act say: the database cuts them out of the body itself, so that nobody can leave others in their place.

CREATE OR REPLACE FUNCTION only_erasure() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.act_id = OLD.act_id AND NEW.node = OLD.node AND NEW.agency_id = OLD.agency_id
       AND OLD.body IS NOT NULL AND OLD.erased_by_id IS NULL AND OLD.head IS NULL
       AND NEW.body IS NULL
       AND NEW.head = (SELECT convert_to(string_agg(line, E'\n' ORDER BY place), 'UTF8')
                       FROM unnest(string_to_array(convert_from(OLD.body, 'UTF8'), E'\n'))
                            WITH ORDINALITY AS opened(line, place)
                       WHERE line ~ '^\["[0-9a-f]{32}","(act|actors|findings|time)",')
       AND EXISTS (SELECT 1 FROM matters_act a JOIN matters_act t ON t.id = NEW.act_id AND t.matter_id = a.matter_id
                   JOIN matters_actbody b ON b.act_id = a.id
                   WHERE a.id = NEW.erased_by_id AND a.kind = 'erase_body' AND a.mode = 'propose' AND a.id <> t.id
                     AND position(NEW.act_id::text IN convert_from(b.body, 'UTF8')) > 0) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the body of an act changes only by a recorded erasure'
        USING ERRCODE = 'insufficient_privilege';
END $$;
GRANT UPDATE (body, erased_by_id, head) ON matters_actbody TO yifa_app, yifa_worker;
