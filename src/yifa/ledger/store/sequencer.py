"""Puts waiting leaves into the log, in batches, exactly one process at a time, and signs the new head.

A batch is one transaction: leaves move from the queue into entries, full tiles and a checkpoint are added. Then the
checkpoint is kept outside the database, and only then published. A process killed anywhere leaves either nothing or
a checkpoint that the next round keeps and publishes. Nothing is skipped: the queue is emptied, not read past.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

from yifa.ledger import note
from yifa.ledger.store import asking, heads, keeping, reading
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.ledger.tiles import Tile

LOCK = 0x59494C47
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: entries added, the size of the log afterwards, and whether more is waiting."""

    added: int
    size: int
    more: bool


def nothing(_step: str) -> None:
    """Called between the steps of a round; does nothing."""


def integrate(
    *, limit: int = BATCH, step: Callable[[str], None] = nothing, wait: bool = False
) -> Round | None:
    """Enter up to `limit` waiting leaves, keep and publish the checkpoint. None when another process is at it.

    `wait` takes turns instead. `step` is told the name of each step done. Raises LedgerTrouble when the database is
    behind what was signed before, or the end of the log is not what the last checkpoint says: nothing is signed then.
    """
    signer = keeping.signer()
    with transaction.atomic(durable=True):
        if not _locked(wait):
            return None
        step("locked")
        head = reading.newest()
        _check_not_behind(head)
        edge = reading.edge(head.size)
        if edge.root() != head.root:
            raise _damaged(head.size)
        hashes = _move(head.size, limit)
        step("moved")
        if hashes:
            _add_tiles(edge.append(hashes))
            step("tiled")
            text = note.Checkpoint(signer.name, edge.size, edge.root()).text()
            signed = note.sign(text, keeping.signers(_database_seconds()))
            _add_checkpoint(edge.size, edge.root(), signed)
            step("signed")
    step("committed")
    publish(step)
    return Round(len(hashes), edge.size, len(hashes) == limit)


def catch_up() -> None:
    """Enter everything that waits now, taking turns with others. Raises LedgerTrouble."""
    while (done := integrate(wait=True)) and done.more:
        pass


def publish(step: Callable[[str], None] = nothing) -> None:
    """Keep the newest checkpoint outside the database, have it cosigned, then let it be shown. Idempotent.

    With too few cosignatures it is not shown yet; the next round asks again, for the newest checkpoint of then.
    """
    head = reading.newest()
    if not head.size:
        return
    own = _own(head)
    keeping.keep(own)
    step("kept")
    asking.ask(head.size, own)
    step("witnessed")
    if not asking.enough(head.size):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_publication (checkpoint_id, published_at) VALUES (%s, clock_timestamp())"
            " ON CONFLICT DO NOTHING",
            [head.size],
        )
    step("published")


def check_start() -> None:
    """Refuse to work on a database that was put back behind what this node has signed. Raises LedgerTrouble."""
    _check_not_behind(reading.newest())


def _locked(wait: bool) -> bool:
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _check_not_behind(head: reading.Head) -> None:
    kept = keeping.kept()
    if kept is None:
        if head.size and keeping.signs_here():
            raise LedgerTrouble(
                f"数据库里的日志有 {head.size} 项，但数据库之外没有保存过检查点。",
                f"请把原来的 {keeping.NEWEST} 文件放回 {keeping.folder()}；"
                "确认数据库就是最新状态的，运行 yifa ledger accept-head。",
                "The log has entries but no checkpoint is kept outside the database.",
            )
        return
    checkpoint, _ = kept
    if head.size < checkpoint.size:
        raise LedgerTrouble(
            f"数据库里的日志只有 {head.size} 项，而本机签署过 {checkpoint.size} 项：数据库被恢复到了更早的状态。",
            "请换用更新的备份；被覆盖的记录如已无法找回，请保留现状并报告监督机关，不要删除保存的检查点。",
            "The database is behind the newest signed checkpoint: an older backup was restored.",
        )
    if reading.edge(checkpoint.size).root() != checkpoint.root:
        raise LedgerTrouble(
            f"数据库里的前 {checkpoint.size} 项与本机签署过的检查点不一致。",
            "数据库的内容被改动过。请停止办理，运行 yifa ledger verify 查明，并报告监督机关。",
            "The log in the database does not continue the newest signed checkpoint.",
        )


def _damaged(size: int) -> LedgerTrouble:
    return LedgerTrouble(
        f"日志的末端与 {size} 项的检查点不一致，没有继续签署。",
        "请运行 yifa ledger verify 查明被改动的内容，并报告监督机关。",
        "The end of the log does not match its checkpoint; nothing was signed.",
    )


def _database_seconds() -> float:
    """The clock that also stamps the records: two clocks would make honest records look back-dated."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        return float(cursor.fetchone()[0])


def _move(size: int, limit: int) -> list[bytes]:
    """Move waiting leaves into the log in the order they were queued; returns their hashes in the order of the log.

    A leaf for something that stands in the log already stays behind (verification names it) and stops nothing.
    """
    try:
        with transaction.atomic():
            return _moved(size, limit, "true")
    except IntegrityError:
        return _moved(size, limit, _NOT_ENTERED)


_NOT_ENTERED = "NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.kind = w.kind AND e.object_id = w.object_id)"


def _moved(size: int, limit: int, which: str) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH taken AS (SELECT id FROM ledger_pendingleaf w WHERE {which} ORDER BY id LIMIT %s),"
            " moved AS (DELETE FROM ledger_pendingleaf p USING taken WHERE p.id = taken.id"
            "  RETURNING p.id, p.kind, p.object_id, p.leaf)"
            " INSERT INTO ledger_entry (index, kind, object_id, leaf, hash)"
            " SELECT %s + row_number() OVER (ORDER BY id) - 1, kind, object_id, leaf, sha256('\\x00'::bytea || leaf)"
            " FROM moved ORDER BY id RETURNING index, hash",
            [limit, size],
        )
        return [bytes(value) for _, value in sorted(cursor.fetchall())]


def _add_tiles(full: list[Tile]) -> None:
    if not full:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_tile (level, index, data, root)"
            " SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[], %s::bytea[])",
            [
                [t.level for t in full],
                [t.index for t in full],
                [t.data for t in full],
                [t.root for t in full],
            ],
        )


def _add_checkpoint(size: int, root: bytes, signed: note.Note) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_checkpoint (size, root, note, signed_at) VALUES (%s, %s, %s, to_timestamp(%s))",
            [size, root, str(signed), heads.time_of(signed)],
        )


def _own(head: reading.Head) -> str:
    """The note as the log signed it, without the witnesses' lines."""
    rows: Any
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM ledger_checkpoint WHERE size = %s", [head.size])
        rows = cursor.fetchone()
    return str(rows[0])
