"""A whole text that was once read in a wrong code and saved so: ä¸­, ÖÐ, 锘挎斁銆, or every character as an entity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_ENTITY = re.compile(
    r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|nbsp|emsp|ensp|quot|amp|lt|gt|ldquo|rdquo|mdash|middot);"
)
# The most used characters of such papers, simplified and traditional, and their stops.
_FREQUENT = frozenset(
    "的一是在和了不人有为工作政府行各部门责任单位法制度要市县区，。、（）：年月日执监督实施理定关於實為國務執機關責單縣區"
)
_SAMPLE, _LIKELY, _BETTER, _MOST_TURNS = 4000, 0.12, 2.0, 3
_NEAR = 900  # bytes: a bracket is not longer
_LOST = "\ufffd"
_NO_PAIR = re.compile("[\ufffd€]")
# What most often stands before a number, by its first two bytes.
_BEFORE_NUMBERS = {word.encode()[:2]: word for word in "于在到至过达少的每"}
_BEHIND_NUMBERS = {word.encode()[:2]: word for word in "年月日号—"}
_CUT = re.compile(rb"[\xe2-\xef][\x80-\xbf]\x1a")


def restored(text: str) -> tuple[str, list[str]]:
    """The text as it was before it was read in a wrong code, and what to say of it in Chinese.

    A text that reads well, or that no other code makes better, comes back as it is.
    """
    said: list[str] = []
    had_lost = _LOST in text
    for _ in range(_MOST_TURNS):
        sample = text[:_SAMPLE]
        if len(_ENTITY.findall(sample)) * 12 > len(sample):
            text = unescape(text)
            said = said or ["文字是网页编码，已经还原"]
            continue
        old = _likeness(sample)
        if old > _LIKELY:
            break
        better = next(
            (t for t in _readings(text) if _likeness(t[:_SAMPLE]) > max(_LIKELY, _BETTER * old)), None
        )
        if better is None:
            # Read wrongly twice, a text is no better after the first turn back.
            better = next((t for t in _western(text) if _is_western(t[:_SAMPLE])), None)
        if better is None:
            break
        text = better
        said = ["文字的编码被读错过，已经还原"]
    lost = text.count(_LOST)
    if said and lost:
        said.append(f"还原时有{lost}个字已经丢失，以“{_LOST}”表示，请对照原件")
    if said and had_lost:
        said.append("行末的标点、数字前的标点和介词有的已经丢失，按上下文补上，请对照原件")
    return text, said


def is_frequent(char: str) -> bool:
    """True of the most used characters and stops of such papers."""
    return char in _FREQUENT


def _likeness(sample: str) -> float:
    """The share of the most used characters among all that are not ASCII."""
    high = [c for c in sample if c > "\x7f"]
    return sum(c in _FREQUENT for c in high) / len(high) if high else 1.0


def _is_western(sample: str) -> bool:
    high = [c for c in sample if c > "\x7f"]
    return len(high) * 4 > len(sample) and sum(
        c < "\u0250" or "\u2010" < c < "\u2130" for c in high
    ) > 0.9 * len(high)


def _readings(text: str) -> Iterator[str]:
    """The text by every code that it can have been misread in."""
    if _is_western(text[:_SAMPLE]):
        raw = _western_bytes(text)
        for codec in ("utf-8", "gb18030", "big5"):
            yield _decoded(raw, codec)
    else:
        yield _decoded(_gbk_bytes(text), "utf-8")


def _western(text: str) -> Iterator[str]:
    if _is_western(text[:_SAMPLE]):
        raw = _western_bytes(text)
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            return


def _western_bytes(text: str) -> bytes:
    """The bytes of characters that were bytes: of the code page of Windows, and control characters by their number."""
    out = bytearray()
    for char in text:
        if ord(char) < 0x100:
            out.append(ord(char))
        else:
            out += char.encode("cp1252", "replace")
    return bytes(out)


def _gbk_bytes(text: str) -> bytes:
    """The bytes of characters that were pairs of bytes. The byte 80 makes no pair: it was lost, or printed as €.

    Before an ASCII sign it is any byte that was lost, for that sign could not end a pair: it becomes 1A.
    """
    out = bytearray()
    last = 0
    for odd in _NO_PAIR.finditer(text):
        out += text[last : odd.start()].encode("gb18030", "replace")
        following = text[odd.end() : odd.end() + 1]
        out += b"\x80" if odd.group() == "€" or following > "\x7f" else b"\x1a"
        last = odd.end()
    return bytes(out + text[last:].encode("gb18030", "replace"))


def _decoded(raw: bytes, codec: str) -> str:
    """The bytes as text; of a character that lost its last byte, what it most likely was (see `_completed`)."""
    if b"\x1a" not in raw:
        return raw.decode(codec, "replace")
    lines = [_line_completed(line) for line in raw.split(b"\n")]
    return b"\n".join(lines).decode(codec, "replace").replace(_LOST + "\x1a", _LOST).replace("\x1a", _LOST)


def _line_completed(line: bytes) -> bytes:
    done, last = bytearray(), 0
    for cut in _CUT.finditer(line):
        done += line[last : cut.start()]
        last = cut.end()
        done += _completed(cut.group(), bytes(done[-_NEAR:]), line[last : last + _NEAR])
    return bytes(done + line[last:])


def _completed(cut: bytes, done: bytes, after: bytes) -> bytes:
    """A stop or a preposition, by its first two bytes and by what stands around it; else the bytes as they are."""
    head, before = cut[:2], done.decode("utf-8", "replace")
    if head == b"\xe3\x80":
        if not before.strip():
            return "\u3000".encode()
        if before.count("〔") > before.count("〕"):
            return "〕".encode()
        return ("〔" if re.match(rb"(?:19|20)\d\d\xe3\x80", after) else "。").encode()
    if head == b"\xef\xbc":
        inside = before.count("（") > before.count("）")
        if not after:
            return ("）" if inside else "：").encode()
        counted = re.match(rb"(?:\d{1,3}|(?:19|20)\d\d\D.{0,60}?)\xef\xbc\x89", after)
        return ("（" if counted and not inside else "，").encode()
    if before[-1:].isdigit() and head in _BEHIND_NUMBERS:
        return _BEHIND_NUMBERS[head].encode()
    if after[:1].isdigit() and head in _BEFORE_NUMBERS:
        return _BEFORE_NUMBERS[head].encode()
    return cut
