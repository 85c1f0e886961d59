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

from yifa.ledger import tree
from yifa.ledger.note import Checkpoint
from yifa.ledger.store import heads, keeping, reading, sources
from yifa.ledger.store.chunks import Damage, Stretch, Times, verify_stretch
from yifa.ledger.tiles import WIDTH, hashes_in

STRETCH = 4096
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
        rows = heads.checkpoints()
        size = max(reading.newest().size, _last_entry())
        report = Report(first=_first(rows, since), size=size, checkpoints=len(rows))
        heads.check_signatures(rows, report.damages)
        heads.check_outside(rows, keeping.kept(), outside, report.damages)
        edge = reading.edge(report.first)
    _walk(report, rows, edge, scope, jobs, progress)
    with scope():
        heads.check_tiles_beyond(size, report.damages)
        report.waiting = heads.check_waiting(report.damages)
        for source in sources.known().values():
            report.damages += [
                Damage(stray.kind, stray.object_id, "不在日志中，也没有排队：可能是绕过系统插入的")
                for stray in source.strays()
            ]
        report.damages += [Damage(loose.kind, loose.object_id, loose.problem) for loose in sources.checks()]
    return report


def _walk(
    report: Report, rows: list[heads.Row], edge: Any, scope: Scope, jobs: int | None, progress: Any
) -> None:
    times = Times([row.size for row in rows], [row.signed_at for row in rows])
    heads_at = {row.size: row for row in rows}
    for stretch in _stretches(report.first, report.size, times, scope, jobs):
        report.damages += stretch.damages
        report.erased += stretch.erased
        report.counts += stretch.counts
        with scope():
            heads.follow(edge, hashes_in(stretch.hashes), heads_at, report.damages)
        progress(stretch.high - report.first, report.size - report.first)


def _stretches(first: int, size: int, times: Times, scope: Scope, jobs: int | None) -> Iterator[Stretch]:
    ranges = [(low, min(low + STRETCH, size)) for low in range(first, size, STRETCH)]
    workers = (os.cpu_count() or 1) if jobs is None else jobs
    if workers < 2 or len(ranges) < 2:
        for low, high in ranges:
            yield _stretch(low, high, times, scope)
        return
    connections.close_all()  # a connection must not be shared with a fork
    context = multiprocessing.get_context("fork")
    with context.Pool(min(workers, len(ranges)), initializer=_begin, initargs=(times, scope)) as pool:
        yield from pool.imap(_in_pool, ranges)


_POOL: tuple[Times, Scope] | None = None


def _begin(times: Times, scope: Scope) -> None:
    global _POOL
    _POOL = (times, scope)


def _in_pool(bounds: tuple[int, int]) -> Stretch:
    assert _POOL is not None
    return _stretch(*bounds, *_POOL)


def _stretch(low: int, high: int, times: Times, scope: Scope) -> Stretch:
    with scope():
        return verify_stretch(low, high, times)


def _first(rows: list[heads.Row], since: datetime | None) -> int:
    """Where to begin: at the start of the tile that the last checkpoint before `since` ends in."""
    if since is None:
        return 0
    earlier = [row.size for row in rows if row.signed_at < since.timestamp()]
    return max(earlier, default=0) // WIDTH * WIDTH


def _last_entry() -> int:
    found = reading.query("SELECT coalesce(max(index) + 1, 0) FROM ledger_entry", [])
    return int(found[0][0])


EMPTY_ROOT = tree.EMPTY_ROOT
