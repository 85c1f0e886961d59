"""Where GBK or Big5 bytes were read one byte off, and what they were: `?。ㄒ唬┲笇?dǎo)` was `　（一）指導`."""

from __future__ import annotations

import re
from collections import Counter
from os.path import commonprefix

from yifa.law.chinese_numbers import read_integer, write_integer
from yifa.policies.damage.edits import Edit, Patient
from yifa.policies.damage.plausible import Ear
from yifa.policies.damage.realign import LOST, Run, Told
from yifa.policies.damage.script import readings

_WINDOW, _MOST_RUNS = 600, 300
_LEAST_GAIN, _AS_GOOD = 8.0, 0.8
# Signs that no official paper has in a sentence, but that shifted pairs of common characters make.
_ODD = (
    r"\u3041-\u3096\u30a1-\u30fa\u3105-\u312f\u2488-\u249b\u2474-\u2487\u2500-\u2570"
    r"\u2208-\u22bf\u0391-\u03c9\u0410-\u0451"
)
_START = re.compile(r"[?？](?=[^\s\x00-\x7f]|[?!][^\s\x00-\x7f]|\?[a-zA-Z]|[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])")
_START_UNMARKED = re.compile(rf"(?<=\n)(?=[\u3000 ]*[。！]?[{_ODD}])")
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,:;(]")
_NARROW = str.maketrans({chr(c + 0xFEE0): chr(c) for c in range(0x21, 0x7F)})
_SEEN_MARK = re.compile(
    r"(?:^|\n)[\s\u3000]*(?:[（(]([一二三四五六七八九十]{1,3})[）)]|([一二三四五六七八九十]{1,3})、)"
)


def mend_shifted(patient: Patient) -> None:
    """Bring runs that were read one byte off back into step; what cannot be told becomes 〓 and is listed."""
    text = patient.text
    starts = sorted({m.start() for rule in (_START, _START_UNMARKED) for m in rule.finditer(text)})
    if not starts:
        return
    ear, syllables = Ear(text), readings(text)
    narrow = "（" not in text and "，" not in text and bool(_HALF_WIDTH.search(text))
    edits: list[Edit] = []
    at = lost = tried = 0
    marks = _Marks()
    memo: dict[tuple[str, str, int, int], Told | None] = {}
    for start in starts:
        if start < at or not ear.odd(text[start : start + 14]):
            continue
        marks.see(text, at, start)
        tried += 1
        if tried > _MOST_RUNS:
            patient.problems.append(f"错位的乱码超过{_MOST_RUNS}处，其余的没有修复，请提供原始文件")
            break
        window, before = _window(text, start), text[max(0, start - 3) : start]
        key = (window, before, marks.paren, marks.plain)
        if key not in memo:
            memo[key] = _told(window, before, ear, syllables, marks)
        told = memo[key]
        if told is None:
            continue
        said = told.said.translate(_NARROW) if narrow else told.said
        edits.append(Edit(start, start + told.end, said, "shifted_bytes"))
        marks.see("\n" + said if text[start - 1 : start] in ("", "\n") else said, 0, len(said) + 1)
        lost += told.lost
        at = start + told.end
    patient.apply(edits)
    if lost:
        patient.problems.append(f"有{lost}个字因乱码无法恢复，以“{LOST}”代替，请对照原件补上")


def _window(text: str, start: int) -> str:
    line_end = text.find("\n", start)
    return text[start : min(line_end if line_end >= 0 else len(text), start + _WINDOW)]


def _told(
    window: str, before: str, ear: Ear, syllables: dict[str, Counter[str]], marks: _Marks
) -> Told | None:
    """The most plausible reading of the run, or None where the text as it stands is as plausible."""
    for codec in ("gbk", "big5"):
        run = Run(window, before, codec, ear, syllables, marks.likely())
        told = sorted(run.told(), key=lambda t: -t.gain)
        if told and told[0].gain >= _LEAST_GAIN:
            return _sure(told)
    return None


def _sure(told: list[Told]) -> Told:
    """The best reading; where another one is as good, what they differ in cannot be told."""
    best = told[0]
    for other in told[1:]:
        if other.gain < best.gain - _AS_GOOD:
            break
        if other.end != best.end or other.said == best.said:
            continue
        head = len(commonprefix((best.said, other.said)))
        tail = len(commonprefix((best.said[head:][::-1], other.said[head:][::-1])))
        end = len(best.said) - tail
        if head < end and LOST not in best.said[head:end]:
            said = best.said[:head] + LOST + best.said[end:]
            best = Told(best.end, said, best.gain, best.lost + 1)
    return best


class _Marks:
    """The last number of each kind of item mark, to tell which one a damaged mark was."""

    def __init__(self) -> None:
        self.paren = self.plain = 0

    def see(self, text: str, start: int, end: int) -> None:
        """Take note of the marks at the beginnings of lines."""
        for found in _SEEN_MARK.finditer(text, max(0, start - 1), end):
            if found[1]:
                self.paren = read_integer(found[1]) or 0
            else:
                self.plain, self.paren = read_integer(found[2]) or 0, 0

    def likely(self) -> list[tuple[str, float]]:
        """Marks a line may have begun with, and what each is worth: the next number is the likely one."""
        found = []
        for n in range(1, 40):
            word = write_integer(n)
            found.append((f"（{word}）", 8.0 if n == self.paren + 1 else 3.0 if n == 1 else 0.0))
            found.append((f"{word}、", 8.0 if n == self.plain + 1 else 0.0))
        return found
