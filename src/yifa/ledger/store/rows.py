"""A source over any model whose rows keep the body they were committed with, and the search for rows never entered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from django.db.models import Model

from yifa.ledger.store.chunks import read
from yifa.ledger.store.sources import CHANGED, COLUMNS, UNREADABLE, Checked, Stray, sealed_of


class Rows:
    """Compares each row's body with its leaf, its columns with the body, and whatever else `further` looks at.

    `fields` gives what a row commits to; `body` the kept bytes; `stray` is the SELECT (table alias t) of the ids that
    should stand in the log; `recorded` names the column with the database's time of writing, if there is one
    (`act__recorded_at`: that of the act in whose transaction the row was written).
    """

    def __init__(
        self,
        kind: str,
        model: type[Model],
        fields: Callable[[Any], Mapping[str, Any]],
        body: Callable[[Any], bytes | None],
        stray: str,
        *,
        recorded: str = "",
        related: tuple[str, ...] = (),
        further: Callable[[Any], str] = lambda _row: "",
        patience: timedelta = timedelta(minutes=10),
    ) -> None:
        self.kind, self.patience = kind, patience
        self._model, self._fields, self._body, self._stray = model, fields, body, stray
        self._recorded, self._related, self._further = recorded, related, further

    def check(self, objects: Mapping[str, int], leaves: Mapping[int, bytes]) -> Iterator[Checked]:
        """Compare the rows of these ids. One statement, and what `further` needs."""
        for row in self._model._default_manager.filter(pk__in=objects).select_related(*self._related):
            index = objects[str(row.pk)]
            at: datetime | None = None
            try:
                at = self._at(row)
                erased = self.erased(row)
                problem = "" if erased else self._problem(row, leaves[index])
            except Exception as error:  # a row may be damaged in any way; none of them stops the search
                erased, problem = "", f"{UNREADABLE}（{type(error).__name__}）"
            yield Checked(index, problem, erased, at.timestamp() if at else 0.0)

    def _at(self, row: Any) -> datetime | None:
        found: Any = reduce(getattr, self._recorded.split("__"), row) if self._recorded else None
        return found if isinstance(found, datetime) else None

    def _problem(self, row: Any, leaf: bytes) -> str:
        body = self._body(row)
        sealed = sealed_of(body)
        if sealed is None or body is None:
            return UNREADABLE
        if sealed.leaf != leaf or bytes(getattr(row, "commitment", sealed.digest)) != sealed.digest:
            return CHANGED
        if not self.columns_agree(row, body):
            return COLUMNS
        return self._further(row)

    def erased(self, row: Any) -> str:
        """By which act the row's content was lawfully removed; nothing when it was not."""
        return ""

    def columns_agree(self, row: Any, body: bytes) -> bool:
        """Whether the row's columns are what its body opens."""
        opened = json.loads(b"[%b]" % body.replace(b"\n", b","))
        said = json.loads(json.dumps(self._fields(row)))
        return {name: value for _, name, value in opened} == dict(said)

    def strays(self) -> Iterator[Stray]:
        """Rows that are neither in the log nor waiting for it."""
        return strays(self.kind, self._stray)


def strays(kind: str, select: str) -> Iterator[Stray]:
    """Rows of a SELECT of ids (table alias t) that are neither in the log nor waiting. One query."""
    joined = "AND" if " WHERE " in select else "WHERE"
    found = read(
        f"{select} {joined} NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.kind = %s AND e.object_id = t.id)"
        " AND NOT EXISTS (SELECT 1 FROM ledger_pendingleaf p WHERE p.kind = %s AND p.object_id = t.id) LIMIT 1000",
        [kind, kind],
    )
    return (Stray(kind, str(object_id)) for (object_id,) in found)
