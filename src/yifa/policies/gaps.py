"""What a document seems to say and was not read: shown to the person who checks, never hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yifa.policies.document import NotUnderstood, Span, Task
from yifa.policies.words import plain, without_names

_SENTENCE = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")
_N = "一二三四五六七八九十"
# Both patterns begin with one of a few characters and tell behind it which one it was: so they are found faster.
_DIGIT = re.compile(
    rf"[\d{_N}两](?:(?<=\d)\d*(?:\.\d+)?"
    rf"|(?<=[{_N}两])[{_N}两]*(?=(?:年|个?月|日|天|个工作日|小时|学时|次|%|名|人|家|件|万元)))"
)
_NAMED = re.compile(
    rf"[\d“DG{_N}](?:(?<=\d)\d{{3,}}(?:热线|政务)|(?<=1)(?:2345|2348|2315|2388)"
    rf"|(?<=“)\d+”|(?<=D)B\s?\d+|(?<=G)B\s?/?T?\s?\d+"
    rf"|(?<=[\d{_N}])[\d{_N}]{{0,2}}(?:项|个)(?:制度|维护|意识|自信|确立|全面))"
)
_OBLIGED = re.compile(
    r"应当|应(?=[于在将及按])|必须|不得|须(?=[于在报经])|务必|严禁|禁止|(?:部门|政府|单位|机关|办公室|街道|乡镇|局|厅|委)(?:都|均|也)?要(?![求点素件])"
)
_UNITS = re.compile(r"(?:牵头|责任|配合|协办|主办|参加)(?:单位|部门)|(?:负责|牵头|配合)\)?$")
_MARK = re.compile(
    r"(?m)^[ \t]*(?:\(?[一二三四五六七八九十\d]{1,3}\)?[、.．)]?"
    r"|第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]是)[ \t]*"
)
_BRACKET = re.compile(r"[（(〔\[【]([^（()）〔〕\[\]【】]{2,300})[)）〕\]】]")


def not_understood_in(text: str, tasks: Sequence[Task], outside: Sequence[Span]) -> tuple[NotUnderstood, ...]:
    """Numbers in tasks that nothing covers, brackets that look like units, and obligations that are in no task."""
    found: list[NotUnderstood] = []
    for task in tasks:
        covered = _covered(task)
        found += _numbers(text, task, covered)
        found += _brackets(text, task)
    for start, end in outside:
        found += _obligations(text, start, end)
    return tuple(sorted(found, key=lambda n: n.span))


def _covered(task: Task) -> list[Span]:
    return sorted(
        [d.span for d in task.dates] + [t.span for t in task.targets] + [u.span for u in task.units]
        + [d.span for d in task.duties]
    )  # fmt: skip


def _numbers(text: str, task: Task, covered: Sequence[Span]) -> Iterator[NotUnderstood]:
    words = text[task.span[0] : task.span[1]]
    flat = _NAMED.sub(lambda m: " " * len(m.group()), without_names(plain(words)))
    flat = _MARK.sub(lambda m: " " * len(m.group()), flat)
    passed = reach = 0  # of what covers, the spans that begin before a digit, and how far they reach
    for sentence in _SENTENCE.finditer(flat):
        for digit in _DIGIT.finditer(flat, sentence.start(), sentence.end()):
            at = task.span[0] + digit.start()
            while passed < len(covered) and covered[passed][0] <= at:
                reach = max(reach, covered[passed][1])
                passed += 1
            if at >= reach:
                span = task.span[0] + sentence.start(), task.span[0] + sentence.end()
                yield NotUnderstood(text[span[0] : span[1]].strip(), span, "含有数字，没有读成时限或者指标")
                break


def _brackets(text: str, task: Task) -> Iterator[NotUnderstood]:
    words = text[task.span[0] : task.span[1]]
    for found in _BRACKET.finditer(words):
        a, b = task.span[0] + found.start(), task.span[0] + found.end()
        if _UNITS.search(plain(found[1])) and not any(a < u.span[1] and u.span[0] < b for u in task.units):
            yield NotUnderstood(found.group(), (a, b), "像是责任单位，没有读出")


def _obligations(text: str, start: int, end: int) -> Iterator[NotUnderstood]:
    for sentence in _SENTENCE.finditer(text, start, end):
        if _OBLIGED.search(sentence.group()):
            yield NotUnderstood(sentence.group().strip(), sentence.span(), "提出了要求，但不在任何一项任务里")
