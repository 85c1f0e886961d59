"""What of a document is taken into a draft: as much as a person goes through; the rest is told. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from yifa.policies.apart import within
from yifa.policies.document import Heading, NotUnderstood, PolicyDocument, Reading

LONGEST = 20_000  # characters of one task, as many as its form takes
MOST_HEADINGS = 5000
WAS = 500  # characters told of one place that was mended


def trimmed(document: PolicyDocument, most: int) -> PolicyDocument:
    """The document with at most so many tasks and so many values in each, none of them longer than its form takes.

    What is beyond stands among what was not understood, with its place.
    """
    return _pruned(_shorter(within(document, most)), document)


def told_shortly(reading: Reading, most: int) -> Reading:
    """The reading with the first words of what stood at each mended place: a text given twice is one place."""
    mended = tuple(
        m if len(m.was) <= WAS else replace(m, was=f"{m.was[:WAS]}…") for m in reading.mended[:most]
    )
    said = f"修补了{len(reading.mended)}处，只列出前{most}处"
    problems = (*reading.problems, said) if len(reading.mended) > most else tuple(reading.problems)
    return replace(reading, mended=mended, problems=problems)


def _shorter(document: PolicyDocument) -> PolicyDocument:
    """The document with tasks of at most LONGEST characters; what is beyond is told, with its place."""
    tasks = list(document.tasks)
    beyond: list[NotUnderstood] = []
    for place, task in enumerate(tasks):
        if len(task.text) <= LONGEST:
            continue
        cut, end = task.span[0] + LONGEST, task.span[1]
        values: dict[str, Any] = {
            name: tuple(v for v in getattr(task, name) if not cut <= v.span[0] < end)
            for name in ("units", "dates", "targets", "duties")
        }
        tasks[place] = replace(task, text=task.text[:LONGEST], span=(task.span[0], min(cut, end)), **values)
        said = (
            f"任务{task.no}写了{len(task.text)}字，一项任务最多读入{LONGEST}字，其余的文字和其中的单位、期限没有读入。"
            "请核对序号是否连续，或者拆成几份文件读入"
        )
        beyond.append(NotUnderstood(task.text[LONGEST:][:60], (min(cut, end), end), said))
    if not beyond:
        return document
    return replace(document, tasks=tuple(tasks), not_understood=(*beyond, *document.not_understood))


def _pruned(document: PolicyDocument, whole: PolicyDocument) -> PolicyDocument:
    """The document with the headings that stand before its last task, where tasks were left out; so many at most.

    Every item of a plan is a heading too: those of tasks that were not read lead nowhere.
    """
    cut = len(document.tasks) < len(whole.tasks)
    end = max((t.span[1] for t in document.tasks), default=0) if cut else document.span[1]
    left = [MOST_HEADINGS]
    return replace(document, outline=tuple(_headings(document.outline, end, left)))


def _headings(found: Sequence[Heading], end: int, left: list[int]) -> Iterator[Heading]:
    """Those that begin before `end`, as long as any are `left`; counted down."""
    for heading in found:
        if heading.span[0] >= end or not left[0]:
            return
        left[0] -= 1
        yield replace(heading, children=tuple(_headings(heading.children, end, left)))
