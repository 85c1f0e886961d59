"""Verification of the top of the log: tiles, checkpoints, signatures, and checkpoints kept elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yifa.ledger.keys import signed_at
from yifa.ledger.note import Checkpoint, Note, NoteError, parse_checkpoint, parse_note, signed_by
from yifa.ledger.store import keeping, reading, sources
from yifa.ledger.store.chunks import Damage, read
from yifa.ledger.tiles import Edge, Tile


@dataclass(frozen=True, slots=True)
class Row:
    """A stored checkpoint."""

    size: int
    root: bytes
    note: str
    signed_at: float


def checkpoints(since: datetime | None = None) -> list[Row]:
    """Stored checkpoints in order of size: all, or from the last one signed before `since` on."""
    found = read(
        "SELECT size, root, note, extract(epoch FROM signed_at)::float8 FROM ledger_checkpoint WHERE %s::timestamptz"
        " IS NULL OR size >= (SELECT coalesce(max(size), 0) FROM ledger_checkpoint WHERE signed_at < %s) ORDER BY size",
        [since, since],
    )
    return [Row(*row) for row in found]


def check_signatures(rows: Sequence[Row], damages: list[Damage]) -> None:
    """Each note is signed by the log's key, says what its row says, and was signed when the row says."""
    if not rows:
        return  # a log that has signed nothing needs no key yet
    log, clock = keeping.verifier(), keeping.clock()
    for row in rows:
        try:
            note = parse_note(row.note)
            checkpoint = parse_checkpoint(note.text)
            good = len(signed_by(note, [log, clock])) == 2
        except NoteError:
            good = False
        if not good:
            damages.append(Damage("checkpoint", str(row.size), "签名不正确"))
        elif (checkpoint.origin, checkpoint.size, checkpoint.root) != (log.name, row.size, row.root):
            damages.append(Damage("checkpoint", str(row.size), "签名的内容与登记的不同"))
        elif time_of(note) != row.signed_at:
            damages.append(Damage("checkpoint", str(row.size), "签署时间与签名中的不同"))


def time_of(note: Note) -> int:
    """POSIX second at which the log signed this note. NoteError when it did not say so."""
    clock = keeping.clock()
    for signature in note.signatures:
        if (signature.name, signature.key_id) == (clock.name, clock.key_id):
            return signed_at(signature)
    raise NoteError("the log did not sign a time")


def check_outside(
    rows: Sequence[Row],
    kept: tuple[Checkpoint, str] | None,
    given: Checkpoint | None,
    damages: list[Damage],
) -> None:
    """The database has what was kept outside it: the newest checkpoint of this node, and one that was handed in."""
    by_size = {row.size: row.root for row in rows}
    newest = max(by_size, default=0)
    for checkpoint, where in ((kept[0] if kept else None, "数据库之外保存的"), (given, "另行提供的")):
        if checkpoint is None:
            continue
        if checkpoint.size > newest:
            problem = f"{where}检查点有 {checkpoint.size} 项，数据库只有 {newest} 项：末尾的记录被删除，或恢复了旧备份"
        elif reading.edge(checkpoint.size).root() != checkpoint.root:
            problem = f"与{where}同一项数的检查点不一致：历史被改写"
        else:
            continue
        damages.append(Damage("checkpoint", str(checkpoint.size), problem))
    if kept is None and rows:
        damages.append(Damage("checkpoint", str(newest), "数据库之外没有保存过检查点，无法发现末尾的删除"))


def follow(edge: Edge, hashes: Sequence[bytes], heads: Mapping[int, Row], damages: list[Damage]) -> None:
    """Grow the tree by leaf hashes; compare every tile that fills, and the root at every checkpoint."""
    start, full = edge.size, []
    stops = sorted(size for size in heads if start < size <= start + len(hashes))
    at = start
    for stop in [*stops, start + len(hashes)]:
        full += edge.append(hashes[at - start : stop - start])
        at = stop
        if stop in heads and edge.root() != heads[stop].root:
            damages.append(Damage("checkpoint", str(stop), "与日志的内容不符"))
    _compare_tiles(full, damages)


def _compare_tiles(full: Sequence[Tile], damages: list[Damage]) -> None:
    if not full:
        return
    rows = read(
        "SELECT t.level, t.index, t.data, t.root FROM ledger_tile t"
        " JOIN unnest(%s::smallint[], %s::bigint[]) AS w (level, index) USING (level, index)",
        [[t.level for t in full], [t.index for t in full]],
    )
    stored = {(level, index): (data, root) for level, index, data, root in rows}
    for tile in full:
        found = stored.get((tile.level, tile.index))
        if found is None:
            damages.append(Damage("tile", f"{tile.level}/{tile.index}", "日志片不见了"))
        elif found != (tile.data, tile.root):
            damages.append(Damage("tile", f"{tile.level}/{tile.index}", "日志片与日志项不符"))


def check_tiles_beyond(size: int, damages: list[Damage]) -> None:
    """No tile stands where the log has no entries for it."""
    rows = read(
        "SELECT level, index FROM ledger_tile WHERE CASE WHEN index >= 0 AND level BETWEEN 0 AND 6"
        " THEN (index::numeric + 1) * 256 ^ (level + 1) > %s ELSE true END LIMIT 1000",
        [size],
    )
    damages += [Damage("tile", f"{level}/{index}", "日志没有这么多项") for level, index in rows]


def check_waiting(damages: list[Damage]) -> int:
    """How many leaves wait; each of a kind that is known."""
    rows = read("SELECT kind, count(*) FROM ledger_pendingleaf GROUP BY kind", [])
    damages += [Damage(kind, "", "排队中有不认识的种类") for kind, _ in rows if kind not in sources.known()]
    twice = read(
        "SELECT p.kind, p.object_id::text FROM ledger_pendingleaf p"
        " JOIN ledger_entry e ON e.kind = p.kind AND e.object_id = p.object_id LIMIT 1000",
        [],
    )
    damages += [Damage(kind, object_id, "已在日志中，却又排队") for kind, object_id in twice]
    return sum(count for _, count in rows)


def check_guards(damages: list[Damage]) -> None:
    """No trigger that keeps the record append-only is switched off."""
    rows = read(
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled = 'D' AND c.relnamespace = current_schema()::regnamespace",
        [],
    )
    damages += [Damage("guard", f"{table}.{name}", "防止改动的触发器被关闭") for table, name in rows]


def check_days(rows: Sequence[Row], damages: list[Damage], *, whole: bool) -> list[tuple[int, float]]:
    """Each day's checkpoint that was kept outside is still there; returns sizes and times of those looked at.

    Unless the `whole` log is looked at, those before the first of the rows are not.
    """
    by_size = {row.size: row.root for row in rows}
    found: list[tuple[int, float]] = []
    for day, note in keeping.kept_days():
        checkpoint = parse_checkpoint(note.text)
        if rows and checkpoint.size < rows[0].size and not whole:
            continue
        found.append((checkpoint.size, float(time_of(note))))
        if by_size.get(checkpoint.size) != checkpoint.root:
            damages.append(
                Damage("checkpoint", str(checkpoint.size), f"{day} 保存在数据库之外的检查点，数据库里没有")
            )
    return found
