"""Register changes that confer power, as verification reads them."""

from __future__ import annotations

from datetime import timedelta

from yifa.ledger.store.rows import Rows
from yifa.ledger.store.sources import register as register_source
from yifa.registers.change import CONFERRING, change_fields
from yifa.registers.models import RegisterChange

# A whole import is one transaction, and its rows carry the time at which it began.
AN_IMPORT = timedelta(days=1)


def register() -> None:
    """Make register changes known to verification."""
    labels = ", ".join(f"'{model._meta.label}'" for model in sorted(CONFERRING, key=lambda m: m._meta.label))
    register_source(
        Rows(
            "register",
            RegisterChange,
            change_fields,
            lambda row: bytes(row.body) if row.body else None,
            f"SELECT id FROM registers_registerchange t WHERE model IN ({labels})",
            recorded="at",
            patience=AN_IMPORT,
        )
    )
