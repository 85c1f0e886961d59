"""The outline of a document: lines that open with a mark, nested as their kinds of mark are.

A mark inside a sentence opens nothing. Kinds nest in the usual order (章 节 条 一、(一)1. (1) ① 一是), unless the
numbers say otherwise: where `(一)` begins anew under each `1.`, `1.` is the upper one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yifa.policies.document import Heading
from yifa.policies.lines import STYLES, Line, Mark
from yifa.policies.phrases import ANNEX_LINE, ANNEX_LIST
from yifa.policies.units import unit_brackets

_LONGEST_TITLE = 40
_CLOSE = {"(": ")", "（": "）", "《": "》", "〔": "〕", "“": "”", "〈": "〉", "[": "]", "【": "】"}
# 整治目标 通过三年……: a heading, a blank, and a long sentence in the same line.
_PARTED = re.compile(
    r"([\u4e00-\u9fff“”、]{4,24}(?:[（(][^（()）]{1,24}[)）])?)[ \u3000\xa0]+(?=[^。]{0,60}[,，][^。]{10}|[^。,，]{40})"
)
_UNITS = re.compile(r"[（(〔\[【].*(?:牵头|责任|配合|负责|主办|协办|落实|实施)")


@dataclass(slots=True)
class Item:
    """One item of the outline while it is being built. `first` and `last` are its lines, `last` not included."""

    mark: Mark
    line: int
    start: int
    level: int = 1
    last: int = 0
    children: list[Item] = field(default_factory=list)

    @property
    def own_last(self) -> int:
        """Where its own lines end: at its first child, or where it ends itself."""
        return self.children[0].line if self.children else self.last


def items_of(lines: Sequence[Line], first: int, last: int) -> list[Item]:
    """The top items among these lines, with their children."""
    listed = _annexes(lines, first, last)
    found = [
        Item(mark, n, lines[n].start)
        for n in range(first, last)
        if (mark := lines[n].mark) and n not in listed and not lines[n].row and not _inside(lines, n, first)
    ]
    breaks = [n for n in range(first, last) if ANNEX_LINE.match(lines[n].text)]
    rank = _ranks(found)
    top: list[Item] = []
    stack: list[Item] = []
    for item in found:
        while breaks and breaks[0] < item.line:  # an annex begins its own outline
            stack.clear()
            breaks.pop(0)
        while stack and rank[stack[-1].mark.style] >= rank[item.mark.style]:
            stack.pop()
        item.level = len(stack) + 1
        (stack[-1].children if stack else top).append(item)
        stack.append(item)
    _close(top, last)
    return top


def _close(items: list[Item], last: int) -> None:
    todo = [(items, last)] if items else []
    while todo:
        siblings, end = todo.pop()
        for item, following in zip(siblings, [*[s.line for s in siblings[1:]], end], strict=True):
            item.last = following
            if item.children:
                todo.append((item.children, following))


def _annexes(lines: Sequence[Line], first: int, last: int) -> set[int]:
    """The further lines of a list of annexes: 附件：1.…… and, below it, 2.……."""
    found: set[int] = set()
    for n in range(first, last):
        mark = lines[n].mark
        goes_on = n - 1 in found or bool(n > first and ANNEX_LIST.match(lines[n - 1].text))
        if goes_on and mark and mark.style == "third" and mark.number > 1 and "。" not in lines[n].text:
            found.add(n)
    return found


def _inside(lines: Sequence[Line], n: int, first: int) -> bool:
    """True where the line before runs on into this one."""
    before = lines[n - 1] if n > first else None
    return before is not None and before.open and not lines[n].apart and not before.row


def _ranks(items: list[Item]) -> dict[str, int]:
    """The order of the kinds of mark in this document."""
    order = [s for s in STYLES if any(i.mark.style == s for i in items)]
    for _ in order:
        for upper, lower in pairwise(list(order)):
            if (
                _restarts(items, upper, lower) > 0
                and not _restarts(items, lower, upper)
                and _goes_on(items, lower)
            ):
                at = order.index(upper)
                order[at], order[at + 1] = lower, upper
    return {style: n for n, style in enumerate(order)}


def _restarts(items: list[Item], style: str, between: str) -> int:
    """How often `style` begins anew at 1 after an item of the kind `between`, no item of an upper kind between."""
    upper = set(STYLES[: min(STYLES.index(style), STYLES.index(between))])
    count, crossed, before = 0, False, 0
    for item in items:
        if item.mark.style == between:
            crossed = True
        elif item.mark.style == style:
            count += crossed and before > 0 and item.mark.number == 1
            crossed, before = False, item.mark.number
        elif item.mark.style in upper:
            crossed, before = False, 0
    return count


def _goes_on(items: list[Item], style: str) -> bool:
    numbers = [i.mark.number for i in items if i.mark.style == style]
    return len(numbers) > 1 and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))


def title_of(text: str, start: int, end: int) -> tuple[str, int]:
    """The title of an item whose words begin at `start`, and where it ends.

    The line where it is short and no sentence; the first sentence up to 40 characters; else the first clause.
    """
    stop = text.find("\n", start, end)
    stop = end if stop < 0 else stop
    sentence = _up_to(text, start, stop, "。！？!?\t")
    apart = _PARTED.match(text, start, sentence)
    if apart:  # the text goes on behind its heading and a blank
        return apart[1].strip(), apart.end(1)
    if sentence - start <= _LONGEST_TITLE + (10 if sentence == stop else 0):
        return text[start:sentence].strip(" \u3000:：；;、，,"), sentence
    clause = _up_to(text, start, stop, "，,；;：:。")
    if clause - start > 2 * _LONGEST_TITLE:
        clause = start + _LONGEST_TITLE
    return text[start:clause].strip(" \u3000"), clause


def without_units(title: str) -> str:
    """The title without the bracket that names who is charged."""
    for a, b in reversed(unit_brackets(title)):
        title = title[:a] + title[b:]
    return title.strip(" 　。，,")


def _up_to(text: str, start: int, end: int, marks: str) -> int:
    """Where the first of the marks stands that is in no bracket; `end` without one."""
    waiting: list[str] = []
    for at in range(start, min(end, start + 400)):
        char = text[at]
        if waiting and char == waiting[-1]:
            waiting.pop()
        elif char in _CLOSE:
            waiting.append(_CLOSE[char])
        elif not waiting and char in marks:
            return at
    return end


def headings(items: Sequence[Item], text: str, lines: Sequence[Line]) -> tuple[Heading, ...]:
    """The items as the outline that is kept and shown."""
    found = []
    for item in items:
        title, end = title_of(text, item.mark.words, lines[item.line].end)
        if _UNITS.search(title):
            title = without_units(title)
        found.append(
            Heading(
                item.level, item.mark.printed, title, (item.start, max(end, item.mark.words)),
                headings(item.children, text, lines),
            )
        )  # fmt: skip
    return tuple(found)


def number_problems(items: Sequence[Item]) -> list[str]:
    """Numbers that were skipped or printed twice, in Chinese; numbers may run on through the upper items."""
    found: list[str] = []
    runs: dict[str, tuple[Item, int]] = {}
    todo = [(item, 0) for item in reversed(items)]
    while todo:
        item, parent = todo.pop()
        mark = item.mark
        before = runs.get(mark.style)
        if before is not None:
            found += _between(before[0].mark, mark, before[1] == parent)
        elif mark.number != 1 and mark.style != "article":
            found.append(f"编号从“{mark.no}”开始，前面的编号没有印出")
        runs[mark.style] = (item, parent)
        todo += [(child, id(item)) for child in reversed(item.children)]
    return found


def _between(before: Mark, mark: Mark, same: bool) -> list[str]:
    step = mark.number - before.number
    if step == 1 or (mark.number == 1 and not same):
        return []
    if step == 0:
        return [f"编号“{mark.no}”重复出现"]
    if step > 1:
        missing = f"{before.number + 1}" if step == 2 else f"{before.number + 1}至{mark.number - 1}"
        return [f"编号{missing}没有印出：“{before.no}”之后是“{mark.no}”"]
    return [f"编号次序不对：“{before.no}”之后是“{mark.no}”"]
