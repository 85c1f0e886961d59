"""The log read back from its rows: heads, tiles of any width, entry bundles and proofs. Queries are few and bounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from yifa.ledger import tiles, tree
from yifa.ledger.tiles import WIDTH, Edge, TileNodes


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint as stored: size, root, and the signed note with its cosignature lines."""

    size: int
    root: bytes
    note: str


EMPTY = Head(0, tree.EMPTY_ROOT, "")


def newest(*, published: bool = False) -> Head:
    """The newest checkpoint, of those that may be shown when `published`; `EMPTY` when there is none."""
    shown = "JOIN ledger_publication p ON p.checkpoint_id = c.size" if published else ""
    return _head(f"{_HEAD} {shown} ORDER BY c.size DESC LIMIT 1", [])


def head_at(size: int) -> Head | None:
    """The published checkpoint of exactly this size, if there is one."""
    found = _head(f"{_HEAD} JOIN ledger_publication p ON p.checkpoint_id = c.size WHERE c.size = %s", [size])
    return found if found.size else None


def first_covering(index: int) -> Head | None:
    """The oldest published checkpoint whose tree holds this entry."""
    found = _head(
        f"{_HEAD} JOIN ledger_publication p ON p.checkpoint_id = c.size WHERE c.size > %s ORDER BY c.size LIMIT 1",
        [index],
    )
    return found if found.size else None


_HEAD = (
    "SELECT c.size, c.root, c.note || coalesce((SELECT string_agg(s.line, '' ORDER BY s.id)"
    " FROM ledger_cosignature s WHERE s.checkpoint_id = c.size), '') FROM ledger_checkpoint c"
)


def _head(sql: str, values: Sequence[Any]) -> Head:
    rows = query(sql, values)
    return Head(rows[0][0], bytes(rows[0][1]), rows[0][2]) if rows else EMPTY


def edge(size: int) -> Edge:
    """The partial tiles at the right of the tree of this size, from stored tiles and entries."""
    found = Edge(size)
    for level, width in enumerate(tiles.widths(size)):
        start = (size >> tiles.BITS * level) - width
        found.levels.append(_hashes(level, start, width))
    return found


def tile(level: int, index: int, width: int) -> bytes | None:
    """A tile of this width, or None when the log has not that many hashes there."""
    return fetch([(level, index, width)]).get((level, index))


def bundle(index: int, width: int) -> bytes | None:
    """Entries `index * 256` and on, `width` of them, as an entry bundle; None when the log has not that many."""
    rows = query(
        "SELECT leaf FROM ledger_entry WHERE index >= %s AND index < %s ORDER BY index",
        [index * WIDTH, index * WIDTH + width],
    )
    return tiles.bundle(bytes(leaf) for (leaf,) in rows) if len(rows) == width else None


def fetch(wanted: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int], bytes]:
    """Tiles by (level, index), each as wide as asked; what the log does not have is left out. One statement."""
    asked = {(level, index): width for level, index, width in wanted}
    if not asked:
        return {}
    sql = [
        "SELECT t.level, t.index, t.data FROM ledger_tile t"
        " JOIN unnest(%s::smallint[], %s::bigint[]) AS w (level, index) USING (level, index)"
    ]
    values: list[Any] = [[level for level, _ in asked], [index for _, index in asked]]
    for (level, index), width in asked.items():
        if width < WIDTH:
            sql.append(_PARTIAL_LEAVES if level == 0 else _PARTIAL_ROOTS)
            values += [
                level,
                index,
                *([] if level == 0 else [level - 1]),
                index * WIDTH,
                index * WIDTH + width,
            ]
    found: dict[tuple[int, int], bytes] = {}
    for level, index, data in query(" UNION ALL ".join(sql), values):
        size = asked[level, index] * tree.HASH_BYTES
        if data is not None and len(data) >= size:
            found.setdefault((level, index), bytes(data[:size]))
    return found


_PARTIAL_LEAVES = (
    "SELECT %s::int, %s::bigint, string_agg(hash, ''::bytea ORDER BY index) FROM ledger_entry"
    " WHERE index >= %s AND index < %s"
)
_PARTIAL_ROOTS = (
    "SELECT %s::int, %s::bigint, string_agg(root, ''::bytea ORDER BY index) FROM ledger_tile"
    " WHERE level = %s AND index >= %s AND index < %s"
)


def _hashes(level: int, start: int, count: int) -> list[bytes]:
    if not count:
        return []
    source = (
        "SELECT hash FROM ledger_entry WHERE index >= %s AND index < %s ORDER BY index"
        if level == 0
        else "SELECT root FROM ledger_tile WHERE level = %s AND index >= %s AND index < %s ORDER BY index"
    )
    values = [start, start + count] if level == 0 else [level - 1, start, start + count]
    return [bytes(value) for (value,) in query(source, values)]


def inclusion(index: int, size: int) -> list[bytes]:
    """Path of entry `index` in the tree of this size. ValueError when it is not in it."""
    if not 0 <= index < size:
        raise ValueError("the entry is not in a tree of this size")
    return tree.inclusion_path(index, size, TileNodes(fetch(tiles.tiles_of_leaf(index, size))))


def consistency(old: int, new: int) -> list[bytes]:
    """Path that shows the tree of size `old` to be the beginning of the one of size `new`."""
    if old in (0, new):
        return []
    return tree.consistency_path(old, new, TileNodes(fetch(tiles.tiles_of_consistency(old, new))))


def entry_of(kind: str, object_id: UUID | str) -> tuple[int, bytes] | None:
    """Index and leaf of what was entered for an object, or None while it waits (or when it was never queued)."""
    rows = query(
        "SELECT index, leaf FROM ledger_entry WHERE kind = %s AND object_id = %s", [kind, str(object_id)]
    )
    return (rows[0][0], bytes(rows[0][1])) if rows else None


def query(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
