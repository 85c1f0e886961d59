"""The log as a folder of static files (C2SP tlog-tiles), to be kept or served elsewhere, and such a folder checked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yifa.ledger import tiles, tree
from yifa.ledger.keys import CosignatureVerifier, Ed25519Verifier
from yifa.ledger.note import NoteError, open_checkpoint, parse_note, signed_by
from yifa.ledger.store import keeping, reading
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.ledger.tiles import WIDTH, Edge

Progress = Callable[[int, int], None]
CHECKPOINT, KEY, DAILY = "checkpoint", "key", keeping.DAILY


@dataclass
class Fsck:
    """What is wrong in a folder: file names and problems in Chinese. `size` entries were read."""

    origin: str = ""
    size: int = 0
    root: bytes = b""
    problems: list[tuple[str, str]] = field(default_factory=list)


def digest_of(note: str) -> str:
    """The digest of a checkpoint as papers print it: SHA-256 of its signed text, 32 hex digits in groups of four."""
    found = hashlib.sha256(parse_note(note).text.encode()).hexdigest()[:32]
    return " ".join(found[at : at + 4] for at in range(0, 32, 4))


def export(folder: Path, day: date, progress: Progress = lambda _done, _all: None) -> reading.Head:
    """Write tiles, bundles and the newest published checkpoint; files that are there and full are left alone.

    Interrupted, it goes on where it was. Also writes the day's note with the checkpoint's digest. Reads in the
    caller's scope. Raises LedgerTrouble when there is nothing to export yet, OSError for the disk.
    """
    head = reading.newest(published=True)
    if not head.size:
        raise LedgerTrouble("日志还没有检查点。", "有记录登入后再导出。", "There is no checkpoint yet.")
    wanted = list(_files(head.size))
    for done, (name, level, index, width) in enumerate(wanted, 1):
        path = folder / name
        if width < WIDTH or not path.exists():
            data = reading.bundle(index, width) if level is None else reading.tile(level, index, width)
            if data is None:
                raise LedgerTrouble(
                    f"日志缺少 {name}。", "请运行 yifa ledger verify。", "A tile or bundle is missing."
                )
            _put(path, data)
        progress(done, len(wanted))
    _put(folder / KEY, f"{keeping.verifier()}\n".encode())
    write_note(folder, head, day)
    _put(folder / CHECKPOINT, head.note.encode())  # last: everything it speaks of is there
    return head


def write_note(folder: Path, head: reading.Head, day: date) -> Path:
    """Write the day's note into the folder `daily`; returns its path."""
    path = folder / DAILY / f"{day.isoformat()}.txt"
    _put(path, daily_note(head, day).encode())
    return path


def daily_note(head: reading.Head, day: date) -> str:
    """The day's line for the notice board: size, digest and the whole checkpoint."""
    return f"存证日志检查点 {day.isoformat()}\n第 {head.size} 项 摘要 {digest_of(head.note)}\n\n{head.note}"


def fsck(folder: Path, key: Ed25519Verifier, progress: Progress = lambda _done, _all: None) -> Fsck:
    """Recompute a folder from its entry bundles up: hashes, tiles, root, signature. Never raises for bad content."""
    found = Fsck(key.name)
    try:
        checkpoint, note = open_checkpoint((folder / CHECKPOINT).read_bytes(), key, key.name)
        signed_by(note, [CosignatureVerifier(key.name, key.public)])  # the time of signing, by the same key
    except FileNotFoundError:
        found.problems.append((CHECKPOINT, "没有这个文件"))
        return found
    except NoteError as error:
        found.problems.append((CHECKPOINT, f"不是这把密钥签署的检查点（{error}）"))
        return found
    edge = Edge()
    full = (checkpoint.size + WIDTH - 1) // WIDTH
    for index in range(full):
        width = min(WIDTH, checkpoint.size - index * WIDTH)
        _check_bundle(folder, index, width, edge, found)
        progress(index + 1, full)
    for level, row in enumerate(edge.levels):
        if row:
            place = (checkpoint.size >> tiles.BITS * level) // WIDTH
            _compare(folder, tiles.tile_name(level, place, len(row)), b"".join(row), found)
    found.size, found.root = edge.size, edge.root()
    if (edge.size, edge.root()) != (checkpoint.size, checkpoint.root):
        found.problems.append((CHECKPOINT, "根与全部日志项算出的不符"))
    return found


def _check_bundle(folder: Path, index: int, width: int, edge: Edge, found: Fsck) -> None:
    name = tiles.bundle_name(index, width)
    try:
        entries = list(tiles.unbundle((folder / name).read_bytes()))
    except FileNotFoundError:
        entries = []
        found.problems.append((name, "没有这个文件"))
    except ValueError:
        entries = []
        found.problems.append((name, "不是完整的日志项文件"))
    if entries and len(entries) != width:
        found.problems.append((name, f"应有 {width} 项，实有 {len(entries)} 项"))
    for tile in edge.append(tree.leaf_hash(entry) for entry in entries):
        _compare(folder, tiles.tile_name(tile.level, tile.index), tile.data, found)


def _compare(folder: Path, name: str, data: bytes, found: Fsck) -> None:
    try:
        if (folder / name).read_bytes() != data:
            found.problems.append((name, "与日志项算出的不符"))
    except FileNotFoundError:
        found.problems.append((name, "没有这个文件"))


def _files(size: int) -> Iterator[tuple[str, int | None, int, int]]:
    """(name, level, index, width) of every file of a log of this size; the level of a bundle is None."""
    count, level = size, 0
    while count:
        for index in range((count + WIDTH - 1) // WIDTH):
            width = min(WIDTH, count - index * WIDTH)
            yield tiles.tile_name(level, index, width), level, index, width
            if level == 0:
                yield tiles.bundle_name(index, width), None, index, width
        count //= WIDTH
        level += 1


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
