"""Verification of the whole log from the rows up: content → commitment → leaf → tiles → checkpoints → signatures.

Stretches of the log are checked side by side in processes of their own; the tree is built again meanwhile and
compared with every stored tile and every checkpoint.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connections

from yifa.ledger.note import Checkpoint
from yifa.ledger.store import heads, keeping, reading, sources
from yifa.ledger.store.chunks import Damage, Stretch, Times, verify_stretch
from yifa.ledger.tiles import WIDTH, hashes_in

STRETCH = 8192
Scope = Callable[[], AbstractContextManager[Any]]


@dataclass
class Report:
    """What a verification found. `ok` when nothing is damaged; what was lawfully erased is listed apart."""

    first: int = 0
    size: int = 0
    checkpoints: int = 0
    waiting: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    damages: list[Damage] = field(default_factory=list)
    erased: list[Damage] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.damages


def verify(
    scope: Scope,
    *,
    since: datetime | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    outside: Checkpoint | None = None,
) -> Report:
    """Recompute everything and name what is damaged.

    `scope` opens the transaction that may read all protected rows. `since` begins with the last checkpoint signed
    before that moment (whose root is taken from the stored tiles and compared with its signature). `jobs` processes
    (0: in this one). `progress` is told how many entries are done, of how many. `outside` is a checkpoint of this log
    that was kept elsewhere. Raises LedgerTrouble when there is no usable key.
    """
    with scope():
        rows = heads.checkpoints(since)
        size = max(reading.newest().size, _last_entry())
        misplaced = _misplaced()
        report = Report(first=_first(rows, since), size=size, checkpoints=len(rows), damages=misplaced)
        heads.check_signatures(rows, report.damages)
        heads.check_outside(rows, keeping.kept(), outside, report.damages)
        heads.check_guards(report.damages)
        known = {row.size: row.signed_at for row in rows} | dict(
            heads.check_days(rows, report.damages, whole=since is None)
        )
        times = Times(sorted(known), [known[size] for size in sorted(known)])
        edge = reading.edge(report.first)
    _walk(report, rows, times, edge, scope, jobs, progress)
    with scope():
        heads.check_tiles_beyond(size, report.damages)
        report.waiting = heads.check_waiting(report.damages)
    return report


def _walk(
    report: Report,
    rows: list[heads.Row],
    times: Times,
    edge: Any,
    scope: Scope,
    jobs: int | None,
    progress: Any,
) -> None:
    heads_at = {row.size: row for row in rows}
    for stretch in _stretches(report, times, scope, jobs):
        report.damages += stretch.damages
        report.erased += stretch.erased
        report.counts += stretch.counts
        with scope():
            heads.follow(edge, hashes_in(stretch.hashes), heads_at, report.damages)
        progress(stretch.high - report.first, report.size - report.first)


def _stretches(report: Report, times: Times, scope: Scope, jobs: int | None) -> Iterator[Stretch]:
    """Checked stretches in order, by processes side by side; what has no place in the log is looked for beside them."""
    ranges = [(low, min(low + STRETCH, report.size)) for low in range(report.first, report.size, STRETCH)]
    workers = (os.cpu_count() or 1) if jobs is None else jobs
    if workers < 2 or len(ranges) < 2:
        for low, high in ranges:
            yield _stretch(low, high, times, scope)
        report.damages += _loose(scope)
        return
    connections.close_all()  # a connection must not be shared with a fork
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, initializer=_begin, initargs=(times, scope)) as pool:
        loose = pool.apply_async(_loose_in_pool)
        yield from pool.imap(_in_pool, ranges)
        report.damages += loose.get()


def _loose(scope: Scope) -> list[Damage]:
    """Rows that are neither in the log nor waiting, and rows that do not follow from those that are."""
    with scope():
        strays = [stray for source in sources.known().values() for stray in source.strays()]
        loose = list(sources.checks())
    told = "不在日志中，也没有排队：可能是绕过系统插入的"
    return [
        *(Damage(stray.kind, stray.object_id, told) for stray in strays),
        *(Damage(row.kind, row.object_id, row.problem) for row in loose),
    ]


_POOL: tuple[Times, Scope] | None = None


_INHERITED: list[Any] = []


def _begin(times: Times, scope: Scope) -> None:
    """In a new process: a connection that came with the fork is the parent's. It is neither used nor closed here."""
    global _POOL
    for inherited in connections.all(initialized_only=True):
        _INHERITED.append(inherited)
        del connections[inherited.alias]
    _POOL = (times, scope)


def _loose_in_pool() -> list[Damage]:
    assert _POOL is not None
    return _loose(_POOL[1])


def _in_pool(bounds: tuple[int, int]) -> Stretch:
    assert _POOL is not None
    return _stretch(*bounds, *_POOL)


def _stretch(low: int, high: int, times: Times, scope: Scope) -> Stretch:
    with scope():
        return verify_stretch(low, high, times)


def _first(rows: list[heads.Row], since: datetime | None) -> int:
    """Where to begin: at the start of the tile that the last checkpoint before `since` ends in."""
    if since is None or not rows or rows[0].signed_at >= since.timestamp():
        return 0
    return rows[0].size // WIDTH * WIDTH


def _misplaced() -> list[Damage]:
    """Entries outside every tree that was signed: what they stand for would pass for proved.

    One statement, so that a sequencer at work is seen before its commit or after it.
    """
    found = reading.query(
        "SELECT index, kind, object_id FROM ledger_entry WHERE index < 0"
        " OR index >= (SELECT coalesce(max(size), 0) FROM ledger_checkpoint) LIMIT 1000",
        [],
    )
    told = "日志项（第 {} 项）不在任何签署过的检查点里：可能是绕过系统插入的"
    return [Damage(kind, str(object_id), told.format(index)) for index, kind, object_id in found]


def _last_entry() -> int:
    found = reading.query("SELECT coalesce(max(index) + 1, 0) FROM ledger_entry", [])
    return int(found[0][0])
