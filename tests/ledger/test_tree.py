"""Merkle trees: the published vectors, the recursion of RFC 6962 in plain words, and paths that bind every bit."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.ledger.tree import (
    EMPTY_ROOT,
    Nodes,
    check_consistency,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_at,
    root_from_inclusion,
    root_of,
)

# Leaves and roots of the Certificate Transparency reference tests.
REFERENCE_LEAVES = [
    bytes.fromhex(entry)
    for entry in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
REFERENCE_INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
REFERENCE_CONSISTENCY = {
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}

MOST = 600
ENTRIES = [b"%d" % i for i in range(MOST)]
HASHES = [leaf_hash(entry) for entry in ENTRIES]


def nodes_over(hashes: list[bytes]) -> Nodes:
    """Subtrees computed from the leaves each time."""

    @cache
    def nodes(level: int, index: int) -> bytes:
        span = hashes[index << level : (index + 1) << level]
        assert len(span) == 1 << level, "only complete subtrees are asked for"
        return root_of(span)

    return nodes


@cache
def defined_root(low: int, high: int) -> bytes:
    """MTH(D[low:high]) as section 2.1 of RFC 6962 defines it, over ENTRIES."""
    if low == high:
        return hashlib.sha256().digest()
    if high - low == 1:
        return hashlib.sha256(b"\x00" + ENTRIES[low]).digest()
    k = 1
    while k * 2 < high - low:
        k *= 2
    return hashlib.sha256(b"\x01" + defined_root(low, low + k) + defined_root(low + k, high)).digest()


NODES = nodes_over(HASHES)
sizes = st.integers(1, MOST)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference_tests(size: int) -> None:
    hashes = [leaf_hash(entry) for entry in REFERENCE_LEAVES[:size]]
    assert root_of(hashes).hex() == root_at(size, nodes_over(hashes)).hex() == REFERENCE_ROOTS[size]


@pytest.mark.parametrize(("index", "size"), REFERENCE_INCLUSION)
def test_inclusion_paths_are_those_of_the_reference_tests(index: int, size: int) -> None:
    hashes = [leaf_hash(entry) for entry in REFERENCE_LEAVES]
    path = inclusion_path(index, size, nodes_over(hashes))
    assert [step.hex() for step in path] == REFERENCE_INCLUSION[index, size]
    assert root_from_inclusion(hashes[index], index, size, path).hex() == REFERENCE_ROOTS[size]


@pytest.mark.parametrize(("old", "new"), REFERENCE_CONSISTENCY)
def test_consistency_paths_are_those_of_the_reference_tests(old: int, new: int) -> None:
    path = consistency_path(old, new, nodes_over([leaf_hash(entry) for entry in REFERENCE_LEAVES]))
    assert [step.hex() for step in path] == REFERENCE_CONSISTENCY[old, new]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 9, 255, 256, 257, 511, 512, 513, MOST])
def test_roots_are_what_the_recursion_of_the_rfc_says(size: int) -> None:
    assert root_of(HASHES[:size]) == root_at(size, NODES) == defined_root(0, size)


def test_every_inclusion_path_of_small_trees_leads_to_the_root() -> None:
    for size in range(1, 70):
        for index in range(size):
            path = inclusion_path(index, size, NODES)
            assert root_from_inclusion(HASHES[index], index, size, path) == defined_root(0, size)


def test_every_consistency_path_of_small_trees_is_accepted() -> None:
    for new in range(70):
        for old in range(new + 1):
            path = consistency_path(old, new, NODES)
            assert check_consistency(old, defined_root(0, old), new, defined_root(0, new), path)


@given(sizes, st.data())
def test_inclusion_paths_of_larger_trees_lead_to_the_root(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(index, size, NODES)
    assert root_from_inclusion(HASHES[index], index, size, path) == defined_root(0, size)


@given(sizes, st.data())
def test_a_changed_inclusion_path_leads_elsewhere_or_nowhere(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(index, size, NODES)
    other = data.draw(st.integers(-2, size + 2).filter(lambda i: i != index))
    assert not leads_to_root(HASHES[index], other, size, path)
    for changed in changes(path, data):
        assert not leads_to_root(HASHES[index], index, size, changed)
    assert not leads_to_root(leaf_hash(b"another entry"), index, size, path)


@settings(max_examples=200)
@given(sizes, st.data())
def test_consistency_holds_for_every_earlier_size_and_for_nothing_else(
    size: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(0, size))
    path = consistency_path(old, size, NODES)
    before, after = defined_root(0, old), defined_root(0, size)
    assert check_consistency(old, before, size, after, path)
    assert not check_consistency(old, bytes(32), size, after, path)
    if old:
        assert not check_consistency(old, before, size, bytes(32), path)
    for changed in changes(path, data):
        assert not check_consistency(old, before, size, after, changed)
    if 0 < old < size:
        assert not check_consistency(size, after, old, before, path)
        assert not check_consistency(old, defined_root(0, old - 1), size, after, path)


def changes(path: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """The path with a bit turned, a step too many, too few, cut, moved across a boundary, two exchanged."""
    found = [[*path, bytes(32)]]
    if path:
        at, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
        turned = (int.from_bytes(path[at], "big") ^ 1 << bit).to_bytes(32, "big")
        found += [path[:at] + [turned] + path[at + 1 :], path[:at] + path[at + 1 :]]
        found += [
            path[:at] + [path[at][:-1]] + path[at + 1 :],
            path[:at] + [path[at] + b"\0"] + path[at + 1 :],
        ]
    if len(path) > 1:
        found.append([path[0][:-1], path[0][-1:] + path[1], *path[2:]])
        found.append([path[1], path[0], *path[2:]])
    return [changed for changed in found if changed != path]


def leads_to_root(entry_hash: bytes, index: int, size: int, path: list[bytes]) -> bool:
    try:
        return root_from_inclusion(entry_hash, index, size, path) == defined_root(0, size)
    except ValueError:
        return False


def test_bytes_cannot_move_from_one_step_of_a_path_to_the_next() -> None:
    path = consistency_path(6, 8, NODES)
    moved = [path[0] + path[1][:1], path[1][1:], path[2]]
    assert node_hash(path[0], path[1]) == node_hash(moved[0], moved[1])
    assert not check_consistency(6, defined_root(0, 6), 8, defined_root(0, 8), moved)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 5), (8, 8)])
def test_a_leaf_outside_the_tree_has_no_path(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_path(index, size, NODES)
    with pytest.raises(ValueError, match="not in a tree"):
        root_from_inclusion(HASHES[0], index, size, [])


def test_a_tree_cannot_begin_with_a_larger_one() -> None:
    with pytest.raises(ValueError, match="older tree"):
        consistency_path(5, 4, NODES)


def test_everything_begins_with_the_empty_tree_only_without_a_path() -> None:
    assert check_consistency(0, EMPTY_ROOT, 5, defined_root(0, 5), [])
    assert not check_consistency(0, EMPTY_ROOT, 5, defined_root(0, 5), [bytes(32)])
    assert not check_consistency(0, bytes(32), 5, defined_root(0, 5), [])
