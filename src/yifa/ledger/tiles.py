"""The log as C2SP tlog-tiles: names of resources, bytes of tiles and entry bundles, and the growing right edge.

A full tile holds 256 hashes of 32 bytes. Level 0 holds leaf hashes; each hash of level L + 1 is the root of one
full tile of level L. Only full tiles are kept; a partial one is a piece of what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from yifa.ledger.tree import EMPTY_ROOT, HASH_BYTES, fold, node_hash, peaks_of, root_of

WIDTH = 256
BITS = 8
MAX_ENTRY = 0xFFFF

_NUMBER = re.compile(r"(?:x\d{3}/)*\d{3}")


@dataclass(frozen=True, slots=True)
class Tile:
    """A full tile: place in the log, its 8,192 bytes and the hash it has in the level above."""

    level: int
    index: int
    data: bytes
    root: bytes


@dataclass
class Edge:
    """The partial tiles at the right of a tree: per level, the hashes not yet in a full tile."""

    size: int = 0
    levels: list[list[bytes]] = field(default_factory=list)

    def append(self, hashes: Iterable[bytes]) -> list[Tile]:
        """Add leaf hashes; returns the tiles that became full, in the order they did."""
        full: list[Tile] = []
        new = list(hashes)
        at = 0
        while at < len(new):
            room = WIDTH - (len(self.levels[0]) if self.levels else 0)
            part = new[at : at + room]
            at += len(part)
            self.size += len(part)
            self._push(0, part, full)
        return full

    def _push(self, level: int, part: Sequence[bytes], full: list[Tile]) -> None:
        if level == len(self.levels):
            self.levels.append([])
        row = self.levels[level]
        row.extend(part)
        if len(row) == WIDTH:
            tile = Tile(level, (self.size >> BITS * (level + 1)) - 1, b"".join(row), root_of(row))
            full.append(tile)
            self.levels[level] = []
            self._push(level + 1, [tile.root], full)

    def root(self) -> bytes:
        """Root of the tree as it stands."""
        peaks = [peak for row in reversed(self.levels) for peak in peaks_of(row)]
        return fold(peaks) if peaks else EMPTY_ROOT


def widths(size: int) -> list[int]:
    """How many hashes of each level are outside full tiles in a tree of this size (zero for none)."""
    found = []
    while size:
        found.append(size % WIDTH)
        size //= WIDTH
    return found


def tile_name(level: int, index: int, width: int = WIDTH) -> str:
    """`tile/<L>/<N>[.p/<W>]`."""
    return f"tile/{level}/{_path(index)}{_partial(width)}"


def bundle_name(index: int, width: int = WIDTH) -> str:
    """`tile/entries/<N>[.p/<W>]`."""
    return f"tile/entries/{_path(index)}{_partial(width)}"


def read_index(text: str) -> int:
    """The number written as path elements, `x001/x234/067`. ValueError when it is not written the one right way."""
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        raise ValueError("not a tile index")
    index = int(text.replace("x", "").replace("/", ""))
    if _path(index) != text:
        raise ValueError("not a tile index")
    return index


def _path(index: int) -> str:
    parts = [f"{index % 1000:03d}"]
    while index := index // 1000:
        parts.append(f"x{index % 1000:03d}")
    return "/".join(reversed(parts))


def _partial(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries as one bundle: each with its length in two bytes before it. ValueError for one that is too long."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise ValueError("a log entry holds at most 65,535 bytes")
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def unbundle(data: bytes) -> Iterator[bytes]:
    """The entries of a bundle. ValueError when it ends in the middle of one."""
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise ValueError("the bundle is cut off")
        yield data[at + 2 : end]
        at = end


def hashes_in(data: bytes) -> list[bytes]:
    """The hashes of a tile. ValueError when the length is no multiple of 32."""
    if len(data) % HASH_BYTES:
        raise ValueError("not a tile")
    return [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)]


class TileNodes:
    """A reader of complete subtrees (see tree.py) over tiles that were fetched, full or partial, by (level, index).

    KeyError for a subtree that they do not hold. A tile's inner hashes are computed once.
    """

    def __init__(self, tiles: dict[tuple[int, int], bytes]) -> None:
        self._tiles = tiles
        self._inner: dict[tuple[int, int], list[list[bytes]]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        tile_level, height = divmod(level, BITS)
        tile, inside = divmod(index << height, WIDTH)
        row = self._row((tile_level, tile), height)
        if inside >> height >= len(row):
            raise KeyError((tile_level, tile))
        return row[inside >> height]

    def _row(self, place: tuple[int, int], height: int) -> list[bytes]:
        """The complete subtrees of this height inside a tile."""
        rows = self._inner.get(place)
        if rows is None:
            rows = self._inner[place] = [hashes_in(self._tiles[place])]
        while len(rows) <= height:
            below = rows[-1]
            rows.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])
        return rows[height]


def tiles_of_leaf(index: int, size: int) -> list[tuple[int, int, int]]:
    """(level, index, width) of every tile that an inclusion path in a tree of this size may touch."""
    return sorted({*_column(index, size), *_column(size - 1, size)})


def tiles_of_consistency(old: int, new: int) -> list[tuple[int, int, int]]:
    """(level, index, width) of every tile that a consistency path between the two sizes may touch."""
    leaves = (max(old - 1, 0), min(old, new - 1), new - 1)
    return sorted({tile for leaf in leaves for tile in _column(leaf, new)})


def _column(leaf: int, size: int) -> Sequence[tuple[int, int, int]]:
    found = []
    level = 0
    while size >> BITS * level:
        count = size >> BITS * level  # hashes that this level holds
        # The tile above the leaf, or the last one when the leaf's own is not complete at this level.
        tile = min(leaf >> BITS * (level + 1), (count - 1) // WIDTH)
        found.append((level, tile, min(WIDTH, count - tile * WIDTH)))
        level += 1
    return found
