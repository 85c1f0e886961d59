"""Verification of one stretch of the log: entries, their hashes, and the rows behind them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg import Cursor

from yifa.ledger.store import sources
from yifa.ledger.store.sources import Checked

KINDS = {
    "act": "办理记录", "approval": "审批记录", "exhibit": "证据", "file": "文件", "paper": "文书", "disclosure": "公开",
    "withdrawal": "撤回公开", "refusal": "拒绝记录", "register": "登记簿变更", "entry": "日志项", "tile": "日志片",
    "checkpoint": "检查点", "matter": "案件", "draft": "拟稿", "procedure": "程序版本", "guard": "数据库防护",
    "party": "当事人", "reading": "调阅记录", "look": "查看记录",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged object: what it is, its id, and what is wrong, in Chinese."""

    kind: str
    object_id: str
    problem: str

    def __str__(self) -> str:
        return f"{KINDS.get(self.kind, self.kind)} {self.object_id}：{self.problem}"


@dataclass
class Stretch:
    """What was found in entries [low, high): their hashes in order, damage, erasures, and how many of each kind."""

    low: int
    high: int
    hashes: bytes = b""
    damages: list[Damage] = field(default_factory=list)
    erased: list[Damage] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Times:
    """Checkpoints in order of size, and when each was signed (POSIX seconds), for telling a back-dated entry."""

    sizes: Sequence[int]
    signed: Sequence[float]

    def before(self, index: int) -> float:
        """When the last checkpoint that does not hold this entry was signed; 0 when there is none."""
        found = bisect_right(self.sizes, index)
        return self.signed[found - 1] if found else 0.0


def verify_stretch(low: int, high: int, times: Times) -> Stretch:
    """Check entries [low, high) and everything behind them. Reads under the caller's scope."""
    stretch = Stretch(low, high)
    ids: dict[int, tuple[str, str]] = {}
    leaves: dict[int, bytes] = {}
    hashes: list[bytes] = []
    for index, kind, object_id, leaf, stored in _entries(low, high):
        ids[index], leaves[index] = (kind, object_id), leaf
        hashes.append(stored)
        if hashlib.sha256(b"\x00" + leaf).digest() != stored:
            stretch.damages.append(Damage("entry", str(index), "日志项的内容与它的摘要不符"))
    if len(ids) != high - low:
        missing = sorted(set(range(low, high)) - ids.keys())
        stretch.damages += [Damage("entry", str(index), "日志项不见了") for index in missing[:1000]]
    stretch.hashes = b"".join(hashes)
    _check_objects(stretch, ids, leaves, times)
    return stretch


def _check_objects(
    stretch: Stretch, ids: Mapping[int, tuple[str, str]], leaves: Mapping[int, bytes], times: Times
) -> None:
    by_kind: dict[str, dict[str, int]] = {}
    for index, (kind, object_id) in ids.items():
        by_kind.setdefault(kind, {})[object_id] = index
    seen: set[int] = set()
    for kind, objects in by_kind.items():
        source = sources.known().get(kind)
        if source is None:
            continue
        patience = source.patience.total_seconds()
        for found in source.check(objects, leaves):
            seen.add(found.index)
            if found.problem or found.erased or found.recorded:
                _note(stretch, kind, ids[found.index][1], found, times, patience)
        stretch.counts[kind] += len(objects)
    for index in ids.keys() - seen:
        kind, object_id = ids[index]
        problem = "记录不见了" if kind in sources.known() else f"不认识的日志项种类（第 {index} 项）"
        stretch.damages.append(Damage(kind, object_id, problem))


def _note(stretch: Stretch, kind: str, object_id: str, found: Checked, times: Times, patience: float) -> None:
    if found.problem:
        stretch.damages.append(Damage(kind, object_id, found.problem))
    elif found.erased:
        stretch.erased.append(Damage(kind, object_id, found.erased))
    if found.recorded and found.recorded + patience < times.before(found.index):
        stretch.damages.append(Damage(kind, object_id, "登记时间早于它之前的检查点：可能是倒填的"))


def _entries(low: int, high: int) -> list[tuple[int, str, str, bytes, bytes]]:
    """Sorted here: the database would sort the leaves along on its disk."""
    found = read(
        "SELECT index, kind, object_id::text, leaf, hash FROM ledger_entry WHERE index >= %s AND index < %s",
        [low, high],
    )
    return sorted(found)


def read(sql: str, values: Sequence[Any]) -> list[Any]:
    """Rows in PostgreSQL's binary format, where bytes need no decoding."""
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:  # Django's own cursors fetch text only
        cursor.execute(sql, values, binary=True)
        rows: list[Any] = cursor.fetchall()
        return rows
