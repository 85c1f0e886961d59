"""The log as files: complete, checked from the bundles up, continued where it stopped, with the day's digest."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger.store.leaves import add
from yifa.ledger.note import parse_note
from yifa.ledger.store import exporting, keeping, sequencer, tasks
from yifa.ledger.store.trouble import LedgerTrouble

DAY = date(2026, 11, 22)


def test_a_folder_is_the_whole_log_and_goes_on_where_it_stopped(fresh_db: str, tmp_path: Path) -> None:
    add(300)
    sequencer.catch_up()
    exporting.export(tmp_path, DAY)
    first = (tmp_path / "tile/entries/000").stat().st_mtime_ns
    add(300)
    sequencer.catch_up()
    told: list[tuple[int, int]] = []
    exporting.export(tmp_path, DAY, lambda done, of: told.append((done, of)))
    assert (tmp_path / "tile/entries/000").stat().st_mtime_ns == first
    assert told[-1][0] == told[-1][1]
    found = exporting.fsck(tmp_path, keeping.verifier())
    assert (found.size, found.problems) == (600, [])


@pytest.mark.parametrize(
    "name", ["tile/entries/001", "tile/0/000", "tile/entries/002.p/88", "tile/1/000.p/2", "checkpoint"]
)
def test_every_missing_or_spoiled_file_is_named(fresh_db: str, tmp_path: Path, name: str) -> None:
    add(600)
    sequencer.catch_up()
    exporting.export(tmp_path, DAY)
    path = tmp_path / name
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)
    spoiled = exporting.fsck(tmp_path, keeping.verifier()).problems
    assert spoiled
    path.unlink()
    assert name in [where for where, _ in exporting.fsck(tmp_path, keeping.verifier()).problems]


def test_the_day_has_its_note_with_the_digest_that_papers_print(
    fresh_db: str, tmp_path: Path, settings: Any
) -> None:
    with pytest.raises(LedgerTrouble, match="还没有检查点"):
        exporting.export(tmp_path, DAY)
    noon = int(datetime(2026, 11, 22, 16, 5, tzinfo=UTC).timestamp())
    tasks.export_daily(noon)
    add(3)
    sequencer.catch_up()
    tasks.export_daily(noon)
    note = (keeping.folder() / "daily" / "2026-11-23.txt").read_text()
    signed = note.split("\n\n", 1)[1]
    digest = hashlib.sha256(parse_note(signed).text.encode()).hexdigest()[:32]
    assert "第 3 项" in note and digest in note.split("\n")[1].replace(" ", "")
    settings.YIFA_LEDGER_EXPORT = str(tmp_path / "log")
    tasks.export_daily(noon)
    assert exporting.fsck(tmp_path / "log", keeping.verifier()).problems == []
