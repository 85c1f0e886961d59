"""Tiles: names, widths and bytes as C2SP tlog-tiles writes them; the fetched tiles suffice for every proof."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yifa.ledger.tiles import (
    Edge,
    TileNodes,
    bundle,
    bundle_name,
    hashes_in,
    read_index,
    tile_name,
    tiles_of_consistency,
    tiles_of_leaf,
    unbundle,
    widths,
)
from yifa.ledger.tree import (
    EMPTY_ROOT,
    check_consistency,
    consistency_path,
    inclusion_path,
    root_at,
    root_from_inclusion,
    root_of,
)

EDGES = [1, 2, 3, 255, 256, 257, 258, 511, 512, 513, 65535, 65536, 65537, 65793, 70000]
MOST = max(EDGES)


@cache
def hashes() -> list[bytes]:
    return [hashlib.sha256(b"leaf %d" % i).digest() for i in range(MOST)]


@cache
def levels() -> list[list[bytes]]:
    """Per tile level, the roots of all complete runs of 256^level leaves."""
    found = [hashes()]
    while len(found[-1]) >= 256:
        row = found[-1]
        found.append([root_of(row[i : i + 256]) for i in range(0, len(row) - 255, 256)])
    return found


def tile(level: int, index: int, width: int) -> bytes:
    row = levels()[level][index * 256 : index * 256 + width]
    assert len(row) == width
    return b"".join(row)


def nodes_from(wanted: list[tuple[int, int, int]]) -> TileNodes:
    return TileNodes({(level, index): tile(level, index, width) for level, index, width in wanted})


@cache
def root(size: int) -> bytes:
    return root_of(hashes()[:size])


def test_a_tile_index_is_written_as_the_specification_shows() -> None:
    assert tile_name(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_name(63, 0) == "tile/63/000"
    assert tile_name(1, 999, 17) == "tile/1/999.p/17"
    assert bundle_name(1000, 1) == "tile/entries/x001/000.p/1"


@given(st.integers(0, 10**15))
def test_a_tile_index_is_read_back(index: int) -> None:
    assert read_index(tile_name(0, index).removeprefix("tile/0/")) == index


@pytest.mark.parametrize(
    "text",
    ["", "0", "00", "0001", "x000/001", "001/002", "x1/000", "x001/x002", "x001/000/", "+01", "٠٠١", "001\n"],
)
def test_a_tile_index_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a tile index"):
        read_index(text)


@given(st.text("x0123456789/.", max_size=60))
def test_what_is_read_as_a_tile_index_is_written_the_same(text: str) -> None:
    try:
        index = read_index(text)
    except ValueError:
        return
    assert tile_name(0, index) == f"tile/0/{text}"


def test_widths_of_partial_tiles_are_those_of_the_specification() -> None:
    assert widths(70_000) == [112, 17, 1]
    assert widths(256) == [0, 1]
    assert widths(0) == []


def test_the_edge_gives_full_tiles_and_the_root_of_every_size() -> None:
    edge = Edge()
    assert edge.root() == EMPTY_ROOT
    full = {}
    start = 0
    for size in EDGES:
        for made in edge.append(hashes()[start:size]):
            full[made.level, made.index] = made
        start = size
        assert edge.root() == root(size)
        assert [len(row) for row in edge.levels] == widths(size)
    assert sorted(full) == sorted((lv, i) for lv, row in enumerate(levels()) for i in range(len(row) // 256))
    for (level, index), made in full.items():
        assert made.data == tile(level, index, 256)
        assert made.root == levels()[level + 1][index]


@given(st.lists(st.integers(0, 300), max_size=8))
def test_the_edge_does_not_depend_on_how_leaves_are_batched(counts: list[int]) -> None:
    edge, start = Edge(), 0
    for count in counts:
        edge.append(hashes()[start : start + count])
        start += count
    assert (edge.size, edge.root()) == (start, root(start))


@settings(max_examples=300)
@given(st.sampled_from(EDGES) | st.integers(1, MOST), st.data())
def test_the_tiles_named_for_a_leaf_suffice_for_its_path(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1) | st.sampled_from([0, size - 1, size // 2, (size - 1) & ~255]))
    nodes = nodes_from(tiles_of_leaf(index, size))
    path = inclusion_path(index, size, nodes)
    assert root_from_inclusion(hashes()[index], index, size, path) == root(size)


@settings(max_examples=300)
@given(st.sampled_from(EDGES) | st.integers(1, MOST), st.data())
@example(256, None)
def test_the_tiles_named_for_two_sizes_suffice_for_consistency(new: int, data: st.DataObject | None) -> None:
    near = [size for size in EDGES if size <= new]
    old = data.draw(st.sampled_from(near) | st.integers(0, new)) if data else 255
    path = consistency_path(old, new, nodes_from(tiles_of_consistency(old, new)))
    assert check_consistency(old, root(old), new, root(new), path)


@pytest.mark.parametrize("size", EDGES)
def test_the_named_tiles_are_those_a_log_of_that_size_serves(size: int) -> None:
    partial = dict(enumerate(widths(size)))
    for level, index, width in {*tiles_of_leaf(0, size), *tiles_of_leaf(size - 1, size)}:
        count = size >> 8 * level
        assert 0 < width <= 256
        assert width == 256 or (index == count // 256 and width == partial[level])
        assert index * 256 + width <= count


@pytest.mark.parametrize("size", EDGES)
def test_the_root_comes_from_the_tiles_at_the_edge(size: int) -> None:
    assert root_at(size, nodes_from(tiles_of_leaf(size - 1, size))) == root(size)


def test_a_tile_that_was_not_fetched_is_named() -> None:
    with pytest.raises(KeyError):
        inclusion_path(0, 300, nodes_from([(0, 0, 256), (0, 1, 40), (1, 0, 1)]))
    with pytest.raises(KeyError):
        inclusion_path(299, 300, nodes_from([(0, 1, 43)]))


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_an_entry_bundle_is_read_back(entries: list[bytes]) -> None:
    assert list(unbundle(bundle(entries))) == entries


def test_lengths_in_a_bundle_are_two_bytes_big_endian() -> None:
    assert bundle([b"", b"ab", b"x" * 65535])[:6] == b"\x00\x00\x00\x02ab"
    with pytest.raises(ValueError, match="65,535"):
        bundle([b"x" * 65536])


@given(st.binary(max_size=50))
def test_junk_is_a_bundle_or_is_refused(data: bytes) -> None:
    try:
        entries = list(unbundle(data))
    except ValueError:
        return
    assert bundle(entries) == data


def test_hashes_of_a_tile_are_whole() -> None:
    assert hashes_in(tile(0, 0, 3)) == hashes()[:3]
    with pytest.raises(ValueError, match="not a tile"):
        hashes_in(b"x" * 33)
