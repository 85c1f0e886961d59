"""From the database's security events and register changes to daily log files, and back: what differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from yifa.accounts import logfiles
from yifa.registers.models import RegisterChange, SecurityEvent
from yifa.registers.node import current_node
from yifa.registers.scope import WORKER, scope

# A row carries the time at which its transaction began, and a long import is seen only when it ends: what a file
# missed stands in one of the next two.
LATE = 2


def rotate(folder: Path, today: date) -> list[Path]:
    """Write the files of all days that are over and have none. Raises LogTrouble.

    Days without an entry get a file, too, so that a missing file is seen.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = logfiles.signing_key(folder)
    written = []
    with scope(WORKER):
        for day in _days(folder, today):
            before = logfiles.files(folder)
            known = _ids(before[-LATE:])
            entries = _entries(day - timedelta(days=LATE if before else 0), day, known)
            previous = logfiles.digest_of(before[-1]) if before else _after_pruning(folder)
            content = logfiles.compose(current_node(), day, previous, entries, key)
            written.append(logfiles.write(folder, day, content))
    return written


def compare(found: logfiles.Checked) -> list[str]:
    """What the database and verified files tell differently, in Chinese; empty when they agree."""
    if found.first is None or found.last is None:
        return []
    said, files = [], dict(found.ids)
    with scope(WORKER):
        for row in _rows(found.first, found.last):
            entry = logfiles.line(row)
            there = files.pop(row["id"], None)
            if there is None:
                said.append(f"{row['at']} {row['id']}：数据库有，文件没有")
            elif there != entry:
                said.append(f"{row['at']} {row['id']}：数据库与文件不同，数据库被改动")
    start = _utc(_midnight(found.first))
    for one, kept in files.items():
        at = json.loads(kept)["at"]
        if at >= start:  # what came late to the first file that is left is of a day before it
            said.append(f"{at} {one}：文件有，数据库没有")
    return said


def _days(folder: Path, today: date) -> Iterator[date]:
    kept = logfiles.files(folder)
    if kept:
        day = logfiles.day_of(kept[-1]) + timedelta(days=1)
    elif gone := logfiles.pruned(folder):
        day = date.fromisoformat(gone["day"]) + timedelta(days=1)
    else:
        first = _first_day()
        if first is None:
            return
        day = first
    while day < today:
        yield day
        day += timedelta(days=1)


def _first_day() -> date | None:
    times = [
        model.objects.order_by("at").values_list("at", flat=True).first()
        for model in (SecurityEvent, RegisterChange)
    ]
    found = [timezone.localtime(at).date() for at in times if at]
    return min(found) if found else None


def _entries(since: date, until: date, known: set[str]) -> list[str]:
    return [logfiles.line(row) for row in _rows(since, until) if row["id"] not in known]


def _rows(since: date, until: date) -> list[dict[str, Any]]:
    """Both sources of those days, both included, by time."""
    start, end = _midnight(since), _midnight(until + timedelta(days=1))
    rows = [
        *map(_event, _within(SecurityEvent, start, end)),
        *map(_change, _within(RegisterChange, start, end)),
    ]
    return sorted(rows, key=lambda row: (row["at"], row["id"]))


def _within(model: Any, start: datetime, end: datetime) -> Iterator[Any]:
    rows = model.objects.filter(at__gte=start, at__lt=end).order_by("at", "id")
    if model is RegisterChange:
        rows = rows.defer("body")
    found: Iterator[Any] = rows.iterator(chunk_size=2000)
    return found


def _event(row: SecurityEvent) -> dict[str, Any]:
    return {
        "source": "event", "id": str(row.pk), "at": _utc(row.at), "kind": row.kind, "ok": row.ok,
        "account": str(row.account_id or ""), "username": row.username, "by_id": str(row.by_id or ""), "by": row.by,
        "address": row.address, "agent": row.agent, "detail": row.detail,
    }  # fmt: skip


def _change(row: RegisterChange) -> dict[str, Any]:
    """Which row changed, by whom and why; the values only as a digest, for they may be personal data."""
    values = json.dumps([row.before, row.after], ensure_ascii=False, sort_keys=True).encode()
    return {
        "source": "change", "id": str(row.pk), "at": _utc(row.at), "model": row.model, "row": row.row_id,
        "by": row.actor, "by_officer": row.actor_officer, "reason": row.reason,
        "values_sha256": hashlib.sha256(values).hexdigest(),
    }  # fmt: skip


def _ids(paths: list[Path]) -> set[str]:
    found = set()
    for path in paths:
        for row in path.read_text("utf-8").splitlines()[1:-1]:
            found.add(str(json.loads(row)["id"]))
    return found


def _after_pruning(folder: Path) -> str:
    return str(logfiles.pruned(folder).get("sha256", ""))


def _utc(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
