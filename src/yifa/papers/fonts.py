"""The fonts that papers are set in, and which characters they can show.

The base is Noto Serif SC and Noto Sans SC from a PyPI package. An operator who holds licences for
仿宋_GB2312, 方正小标宋 and so on puts the files in the folder named by YIFA_FONT_DIR; they are then preferred.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn as base_fonts
import typst

_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"
_WANTED = {
    "body": (
        "FangSong_GB2312",
        "仿宋_GB2312",
        "FangSong",
        "仿宋",
        "STFangsong",
        "方正仿宋_GBK",
        _SERIF,
        _SANS,
    ),
    "title": (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05",
        "方正小标宋_GBK",
        "小标宋",
        _SERIF,
        _SANS,
    ),
    "heavy": ("SimHei", "黑体", "STHeiti", "方正黑体_GBK", _SANS, _SERIF),
    "script": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "方正楷体_GBK", _SERIF, _SANS),
}
# Shaping never needs a glyph for these: spaces, joiners, variation selectors.
_IGNORABLE = frozenset(
    {0x09, 0x0A, 0x20, 0xA0, 0xAD, 0x2028, 0x2029, 0x3000, 0xFEFF}
    | set(range(0x2000, 0x2010))
    | set(range(0xFE00, 0xFE10))
    | set(range(0xE0100, 0xE01F0))
    | {0x202F, 0x205F, 0x2060}
)


@dataclass(frozen=True)
class FontSet:
    """Loaded fonts: `handle` for the compiler, `faces` the families per use, `shown` the code points covered."""

    handle: typst.Fonts
    faces: dict[str, list[str]]
    shown: frozenset[int]
    own_title: bool

    def missing(self, text: str) -> tuple[str, ...]:
        """Characters of `text` that no loaded font can show, each once, in order of appearance."""
        return tuple(dict.fromkeys(c for c in text if not self.can_show(c)))

    def can_show(self, character: str) -> bool:
        point = ord(character)
        return point in self.shown or point in _IGNORABLE


def load() -> FontSet:
    """The fonts in use now: the operator's folder (YIFA_FONT_DIR) before the packaged ones. Cached per folder."""
    return _load(os.environ.get("YIFA_FONT_DIR", ""))


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Characters that a paper could not show, each once; empty when all is well.

    Ask when text is typed, not when the paper is made. Text is compared in NFC, as payloads are stored.
    """
    return load().missing(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4)
def _load(folder: str) -> FontSet:
    folders = [str(Path(base_fonts.serif_path()).parent)]
    if folder and Path(folder).is_dir():
        folders.insert(0, folder)
    handle = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    present = {info.family.lower(): info.family for info in handle.fonts()}
    faces = {
        use: [present[n.lower()] for n in names if n.lower() in present] for use, names in _WANTED.items()
    }
    shown: set[int] = set()
    for info in handle.fonts():
        if info.path:
            shown |= _coverage(info.path, info.index)
    return FontSet(handle, faces, frozenset(shown), own_title=faces["title"][0] != _SERIF)


@lru_cache(maxsize=64)
def _coverage(path: str, index: int) -> frozenset[int]:
    """Code points with a glyph in one face of an OpenType file or collection; empty when it cannot be read."""
    try:
        return frozenset(_read_cmap(Path(path).read_bytes(), index))
    except (OSError, struct.error, IndexError):
        return frozenset()


def _read_cmap(raw: bytes, index: int) -> set[int]:
    start = struct.unpack_from(">I", raw, 12 + 4 * index)[0] if raw[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", raw, start + 4)[0]
    for n in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", raw, start + 12 + 16 * n)
        if tag == b"cmap":
            break
    else:
        return set()
    points: set[int] = set()
    for n in range(struct.unpack_from(">H", raw, offset + 2)[0]):
        platform, _, relative = struct.unpack_from(">HHI", raw, offset + 4 + 8 * n)
        if platform in (0, 3):
            points |= _read_subtable(raw, offset + relative)
    return points


def _read_subtable(raw: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", raw, at)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", raw, at + 12)[0]
        points: set[int] = set()
        for n in range(groups):
            first, last, glyph = struct.unpack_from(">III", raw, at + 16 + 12 * n)
            points.update(range(first if glyph else first + 1, last + 1))
        return points
    if kind == 4:
        return _read_segments(raw, at)
    return set()


def _read_segments(raw: bytes, at: int) -> set[int]:
    double = struct.unpack_from(">H", raw, at + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", raw, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", raw, at + 16 + double)
    deltas = struct.unpack_from(f">{double // 2}H", raw, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{double // 2}H", raw, offsets_at)
    points: set[int] = set()
    for n, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(first, last + 1):
            glyph = point
            if offset:
                glyph = struct.unpack_from(">H", raw, offsets_at + 2 * n + offset + 2 * (point - first))[0]
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF and point != 0xFFFF:
                points.add(point)
    return points
