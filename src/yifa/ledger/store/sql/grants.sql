-- Reading is for everyone who serves pages; the leaves hold no personal data.
GRANT SELECT, INSERT ON ledger_pendingleaf, ledger_entry, ledger_tile, ledger_checkpoint, ledger_publication,
    ledger_cosignature, ledger_witnessconflict TO yifa_app, yifa_worker;
GRANT DELETE ON ledger_pendingleaf TO yifa_app, yifa_worker;
GRANT SELECT, INSERT, UPDATE ON ledger_witnessed TO yifa_app, yifa_worker;
GRANT USAGE ON SEQUENCE ledger_pendingleaf_id_seq, ledger_cosignature_id_seq, ledger_witnessconflict_id_seq
    TO yifa_app, yifa_worker;
