"""Policy plans at work: accepted into the ledger, their tasks charged, measured, evaluated and compared."""
