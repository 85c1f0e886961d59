"""Register changes that confer power, as verification reads them, and the rows that must be what they left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Model

from yifa.ledger.store.chunks import read
from yifa.ledger.store.rows import Rows
from yifa.ledger.store.sources import Loose, register_check
from yifa.ledger.store.sources import register as register_source
from yifa.registers.change import snapshot
from yifa.registers.conferring import CONFERRING, change_fields
from yifa.registers.models import RegisterChange

# A whole import is one transaction, and its rows carry the time at which it began.
AN_IMPORT = timedelta(days=1)
MODELS = sorted(CONFERRING, key=lambda model: model._meta.label)

# By place in the log, not by time: `at` is when a transaction began, and the one that began first may have had to
# wait for the row. A change is queued only while its row is locked.
LATEST = """
SELECT DISTINCT ON (c.row_id) c.row_id, c.after::text FROM registers_registerchange c
LEFT JOIN ledger_entry e ON e.kind = 'register' AND e.object_id = c.id
LEFT JOIN ledger_pendingleaf p ON p.kind = 'register' AND p.object_id = c.id
WHERE c.model = %s ORDER BY c.row_id, e.index DESC NULLS FIRST, p.id DESC NULLS FIRST
"""


def register() -> None:
    """Make register changes known to verification."""
    labels = ", ".join(f"'{model._meta.label}'" for model in MODELS)
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
    register_check(rows_are_as_changed)


def rows_are_as_changed() -> Iterator[Loose]:
    """Each row that confers power is what its last change left, and there is no row without a change."""
    for model in MODELS:
        said = dict(read(LATEST, [model._meta.label]))
        fresh = _plain(model())  # a column added since has its default in changes made before
        title = str(model._meta.verbose_name)
        for row in model._base_manager.order_by().iterator(chunk_size=2000):
            after = said.pop(str(row.pk), None)
            if after is None:
                yield Loose("register", f"{title} {row.pk}", "没有变更记录：可能是绕过系统插入的")
            elif not _agrees(_plain(row), fresh, json.loads(after)):
                yield Loose("register", f"{title} {row.pk}", "与最后一次登记的变更不符")
        for row_id in said:
            yield Loose("register", f"{title} {row_id}", "登记过，现在不见了")


def _plain(row: Model) -> dict[str, Any]:
    return dict(json.loads(json.dumps(snapshot(row))))


def _agrees(now: dict[str, Any], fresh: dict[str, Any], after: Any) -> bool:
    """Columns that were removed since are left out. What a change says may be damaged in any way."""
    return isinstance(after, dict) and all((fresh | after)[name] == value for name, value in now.items())
