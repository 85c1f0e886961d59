"""One run of bytes that was read one byte off, brought back into step.

A character is two bytes. Where one byte was read alone (shown as `?`), every following pair is made of the second
byte of one character and the first of the next, until an ASCII character brings reading back into step: either it
is itself taken for a second byte (a letter), or it was swallowed (the bracket before a pinyin). Pairs that are no
character were dropped. So the run is encoded again, moved by one byte and decoded; bytes that were lost are tried,
and judged by the words they make in this document and in the dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yifa.policies.damage.plausible import Ear, common

LOST = "〓"
_BEAM, _ENDINGS, _AFTER, _MARGIN = 12, 6, 10, 14.0
_CONVINCING, _TRIED = 20.0, 10
# What the need of one more thing that cannot be seen costs: another first byte than A1, a dropped pair, a lost byte.
_OTHER_LEAD, _DROPPED, _LOST_COST = 5.0, 2.0, 4.0
_PINYIN = r"[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*"
_TAIL = re.compile(rf"[?？]({_PINYIN})[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CLOSERS = "）、"


@dataclass(frozen=True, slots=True)
class Told:
    """The first `end` characters of the window read `said`; `gain` is how much more plausible that is."""

    end: int
    said: str
    gain: float
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _Path:
    """One way to read: what it says so far, the byte that waits for its second one, and how plausible it is.

    `closing` says that an item mark is being read whose last sign comes next.
    """

    said: str
    waiting: int
    score: float
    closing: bool = False


@cache
def _char(codec: str, first: int, second: int) -> str:
    try:
        return bytes((first, second)).decode(codec)
    except UnicodeDecodeError:
        return ""


@cache
def _dropped(codec: str) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """For each first byte, the second bytes with which it is no character."""
    seconds = (*range(0x40, 0x7F), *range(0x80, 0xFF))
    found = ((a, tuple(b for b in seconds if not _char(codec, a, b))) for a in range(0x81, 0xFF))
    return tuple((a, bs) for a, bs in found if bs)


@cache
def _common_ones(codec: str, first: int, second: int) -> tuple[str, ...]:
    """The common characters that end with the byte `second`, and begin with one that is no character behind `first`."""
    behind = dict(_dropped(codec))[first]
    return tuple(two for byte in behind if (two := _char(codec, byte, second)) and common(two))


@cache
def _pair(char: str, codec: str) -> tuple[int, int] | None:
    """The two bytes of a character; a half-width sign was a full-width one before the file was narrowed."""
    if "!" <= char <= "~":
        char = chr(ord(char) + 0xFEE0)
    try:
        raw = char.encode(codec)
    except UnicodeEncodeError:
        return None
    return (raw[0], raw[1]) if len(raw) == 2 else None


class Run:
    """`window` is a line from the damaged place on; `before` the last characters in front of it."""

    def __init__(
        self, window: str, before: str, codec: str, ear: Ear,
        syllables: dict[str, Counter[str]], marks: list[tuple[str, float]],
    ) -> None:  # fmt: skip
        self._window, self._before, self._codec, self._ear = window, before, codec, ear
        self._syllables, self._marks = syllables, marks
        self._sums: list[float] = []

    def told(self) -> Iterator[Told]:
        """Every way to read the run that ends at an ASCII character or at the end of the line."""
        at, inserted = int(self._window[:1] in "?？"), ""
        if tail := _TAIL.match(self._window):  # a pinyin was put between the two bytes of a character
            at, inserted = tail.end(), tail[1]
        for paths, used in self._beginnings(at, inserted):
            best = 0.0
            for told in self._walk(paths, used):
                best = max(best, told.gain)
                yield told
            if best >= _CONVINCING:
                return

    def _beginnings(self, at: int, inserted: str) -> Iterator[tuple[list[_Path], int]]:
        if not self._before or self._before.endswith("\n"):
            yield from self._marked(at)
        pair = _pair(self._window[at : at + 1] or " ", self._codec)
        if pair is None:
            return
        found = []
        for lead in range(0x81, 0xFF):
            char = _char(self._codec, lead, pair[0])
            if char:
                cost = 0 if inserted or lead == 0xA1 else _OTHER_LEAD
                score = self._ear.step(self._before, char) - cost + self._inserted(lead, inserted)
                found.append(_Path(char, pair[1], score))
        yield _best(found), at + 1

    def _inserted(self, lead: int, pinyin: str) -> float:
        """A pinyin stands inside a character: two halves of neighbours looked like the character it belongs to."""
        last = _pair(self._before[-1:] or " ", self._codec)
        looked_like = last and _char(self._codec, last[1], lead)
        return 6.0 if looked_like and looked_like in self._syllables.get(pinyin, ()) else 0.0

    def _marked(self, at: int) -> Iterator[tuple[list[_Path], int]]:
        """An item mark whose bytes, moved by one, make what stands here."""
        for mark, worth in sorted(self._marks, key=lambda m: -m[1]):
            try:
                raw = ("　" + mark).encode(self._codec)
            except UnicodeEncodeError:
                continue
            pairs = zip(raw[1:-2:2], raw[2:-1:2], strict=True)
            shown = "".join(_char(self._codec, a, b) for a, b in pairs)
            if shown and (worth or len(shown) > 1) and self._window.startswith(shown, at):
                yield [_Path("　" + mark[:-1], raw[-2], worth, True)], at + len(shown)

    def _walk(self, paths: list[_Path], at: int) -> Iterator[Told]:
        while paths and at <= len(self._window):
            here = self._window[at : at + 1]
            if not here or here.isascii():
                yield from self._ends(paths, at)
                if not here or here in " ,:;.(" or _TAIL.match(self._window, at):
                    return
            pair = _pair(here, self._codec)
            if pair is None:
                return
            found: dict[str, _Path] = {}
            for path in paths:
                for said, score in self._joined(path, pair[0]):
                    if said not in found or score > found[said].score:
                        found[said] = _Path(said, pair[1], score)
            paths = _best(list(found.values()))
            at += 1
            if paths and at > _TRIED and paths[0].score < self._plain(at):
                return  # what stands here says more than what it would be

    def _joined(self, path: _Path, second: int) -> Iterator[tuple[str, float]]:
        """The waiting byte with `second`, or with a pair between them that was dropped."""
        context = self._before + path.said
        char = _char(self._codec, path.waiting, second)
        if char and (not path.closing or char in _CLOSERS):
            step = self._ear.step(context, char)
            yield path.said + char, path.score + step
            if step > 0:  # seen together in this document: nothing was dropped
                return
        for one, twos, together in self._between(path.waiting, second):
            if path.closing and one not in _CLOSERS:
                continue
            base = path.score + self._ear.step(context, one) - _DROPPED
            for two in twos if self._ear.words(context[-1:], one) else together:
                yield path.said + one + two, base + self._ear.step(context + one, two)

    def _between(self, waiting: int, second: int) -> list[tuple[str, list[str], list[str]]]:
        """Two common characters whose inner bytes made a pair that is no character: the first, its seconds, and
        those of them that it goes together with."""
        ear, codec = self._ear, self._codec
        found = ear.gaps.get((codec, waiting, second))
        if found is None:
            found = ear.gaps[codec, waiting, second] = []
            for x, _ in _dropped(codec):
                one = _char(codec, waiting, x)
                if one and common(one):
                    twos = _common_ones(codec, x, second)
                    together = [two for two in twos if ear.known(one, two)]
                    found.append((one, [two for two in twos if ear.used(two)] + together, together))
        return found

    def _ends(self, paths: list[_Path], at: int) -> Iterator[Told]:
        """The letter here is a second byte, the bracket of a pinyin was swallowed, or the last byte is lost."""
        here = self._window[at : at + 1]
        tail = _TAIL.match(self._window, at)
        for path in paths[:_ENDINGS]:
            if tail:
                char, score = self._by_pinyin(path, tail[1])
                yield self._weighed(path.said + char, tail.end(), path.score + score, int(char == LOST))
            elif here and 0x40 <= ord(here) < 0x7F:
                joined = sorted(self._joined(path, ord(here)), key=lambda j: -j[1])
                for said, score in joined[:2]:
                    yield self._weighed(said, at + 1, score, 0)
            else:
                yield self._weighed(path.said + LOST, at + (here == "?"), path.score - _LOST_COST, 1)

    def _weighed(self, said: str, end: int, score: float, lost: int) -> Told:
        rest = self._window[end : end + _AFTER]
        after = self._ear.judge(rest, self._before + said)
        return Told(end, said, score + after - self._plain(end + len(rest)), lost)

    def _plain(self, length: int) -> float:
        """How plausible the first characters of the window are as they stand."""
        if not self._sums:
            total, context = 0.0, self._before
            self._sums.append(total)
            for char in self._window:
                total += self._ear.step(context, char)
                context = context[-2:] + char
                self._sums.append(total)
        return self._sums[min(length, len(self._window))]

    def _by_pinyin(self, path: _Path, pinyin: str) -> tuple[str, float]:
        """What ends with a character that is read so: the one with the waiting first byte, or two of them where
        a pair was dropped between; for a syllable that no table has, what makes a word."""
        context, known = self._before + path.said, self._syllables.get(pinyin, Counter())
        found: list[tuple[float, str]] = []
        for char, times in known.items():
            lead = (_pair(char, self._codec) or (0, 0))[0]
            worth = 4.0 + min(1.0, times / 10)
            if lead == path.waiting:
                found.append((worth + self._ear.step(context, char), char))
            for x, ys in _dropped(self._codec):
                if lead in ys and (one := _char(self._codec, path.waiting, x)) and common(one):
                    step = self._ear.step(context, one) + self._ear.step(context + one, char)
                    found.append((worth + step - _DROPPED, one + char))
        if found:
            score, said = max(found)
            return said, score
        tried = [] if known else [_char(self._codec, path.waiting, b) for b in range(0x40, 0xFF)]
        scored = sorted(((self._ear.step(context, c), c) for c in tried if c and _HAN.match(c)), reverse=True)
        if scored and scored[0][0] > 0 and (len(scored) < 2 or scored[0][0] - scored[1][0] >= 1):
            return scored[0][1], scored[0][0]
        return LOST, -_LOST_COST


def _best(paths: list[_Path]) -> list[_Path]:
    """The most plausible ways, none far behind the first."""
    best = sorted(paths, key=lambda p: -p.score)[:_BEAM]
    return [path for path in best if path.score > best[0].score - _MARGIN]
