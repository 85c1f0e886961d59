"""Merkle trees as in RFC 6962 (section 2.1) and RFC 9162: roots, inclusion and consistency, made and checked.

Hashes are SHA-256, 32 bytes. A tree is known by its size and a reader of complete subtrees:
`nodes(level, index)` is the hash of leaves [index << level, (index + 1) << level).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Nodes = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one entry: SHA-256(0x00 ‖ entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Root over leaf hashes given in order."""
    if not hashes:
        return EMPTY_ROOT
    return fold(peaks_of(hashes))


def peaks_of(hashes: Sequence[bytes]) -> list[bytes]:
    """Roots of the complete subtrees that the hashes fall into, the largest first."""
    peaks: list[bytes] = []
    start = 0
    for bit in reversed(range(len(hashes).bit_length())):
        width = 1 << bit
        if len(hashes) & width:
            peaks.append(_complete(hashes[start : start + width]))
            start += width
    return peaks


def fold(peaks: Iterable[bytes]) -> bytes:
    """Root over subtree roots, the largest subtree first. There must be one at least."""
    reverse = list(peaks)[::-1]
    root = reverse[0]
    for peak in reverse[1:]:
        root = node_hash(peak, root)
    return root


def _complete(hashes: Sequence[bytes]) -> bytes:
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level), 2)]
    return level[0]


def root_at(size: int, nodes: Nodes) -> bytes:
    """Root of the tree of this size."""
    return _range(0, size, nodes) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """Hashes that lead from leaf `index` to the root of the tree of `size`. ValueError when the leaf is not in it."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in a tree of this size")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range(middle, high, nodes))
            high = middle
        else:
            path.append(_range(low, middle, nodes))
            low = middle
    return path[::-1]


def consistency_path(old: int, new: int, nodes: Nodes) -> list[bytes]:
    """Hashes that show the tree of size `old` to be the beginning of the one of size `new`. ValueError if it cannot."""
    if not 0 <= old <= new:
        raise ValueError("the older tree is the larger one")
    if old in (0, new):
        return []
    path: list[bytes] = []
    low, high, whole = 0, new, True
    while old - low != high - low:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_range(middle, high, nodes))
            high = middle
        else:
            path.append(_range(low, middle, nodes))
            low, whole = middle, False
    if not whole:
        path.append(_range(low, high, nodes))
    return path[::-1]


def root_from_inclusion(entry_hash: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion path leads to (RFC 9162, 2.1.3.2). ValueError when its length is wrong."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in a tree of this size")
    node, last, root = index, size - 1, entry_hash
    for step in path:
        if len(step) != HASH_BYTES:
            raise ValueError("a step of the path is not a hash")
        if last == 0:
            raise ValueError("the path is too long")
        if node & 1 or node == last:
            root = node_hash(step, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, step)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return root


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows the old tree to be the beginning of the new one (RFC 9162, 2.1.4.2)."""
    # A step of another length could share its bytes with the next one and still hash to the same root.
    if not 0 <= old <= new or any(len(step) != HASH_BYTES for step in path):
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    steps = [old_root, *path] if old & (old - 1) == 0 else path
    return roots_from_consistency(old, new, steps) == (old_root, new_root)


def roots_from_consistency(old: int, new: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of both trees that a consistency path leads to, 0 < old < new; None when its length is wrong.

    For an `old` that is a power of two its own root is the first step; a path as it is sent leaves it out.
    """
    if not steps:
        return None
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            was, now = node_hash(step, was), node_hash(step, now)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            now = node_hash(now, step)
        node, last = node >> 1, last >> 1
    return (was, now) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _range(low: int, high: int, nodes: Nodes) -> bytes:
    """Hash over leaves [low, high), where `low` begins a subtree at least that large."""
    size = high - low
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return nodes(level, low >> level)
    middle = low + _split(size)
    return node_hash(_range(low, middle, nodes), _range(middle, high, nodes))
