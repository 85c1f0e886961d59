"""A large reading as one reading for each of its documents, and a document kept to a size that a person can go through.

A draft holds the whole text it was read from. Of a compilation of twenty megabytes with a thousand documents that would
be twenty gigabytes, so each document of a large file stands on its own stretch of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sized
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from yifa.policies.document import NotUnderstood, PolicyDocument, Reading, Span, Task

T = TypeVar("T")


def apart(reading: Reading) -> Iterator[Reading]:
    """A reading for each document: its own text, the places in it counted from where that text begins."""
    return (_alone(reading, document) for document in reading.documents)


def _alone(reading: Reading, document: PolicyDocument) -> Reading:
    start, end = document.span
    several = len(reading.documents) > 1
    own = f"《{document.title or '无标题'}》："
    problems = [said.removeprefix(own) for said in reading.problems if not several or _concerns(said, own)]
    return Reading(
        reading.text[start:end],
        (_moved(document, -start),),
        tuple(_moved(m, -start) for m in reading.mended if start <= m.span[0] and m.span[1] <= end),
        tuple(problems),
    )


def _concerns(said: str, own: str) -> bool:
    """What is said of the whole file concerns every document."""
    return said.startswith(own) or not (said.startswith("《") and "》：" in said)


def _moved(value: T, by: int) -> T:
    """The same with every `span` in it moved."""
    if is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {}
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name == "span":
                changed["span"] = (inner[0] + by, inner[1] + by)
            elif isinstance(inner, tuple | list) and inner and is_dataclass(inner[0]):
                changed[field.name] = tuple(_moved(one, by) for one in inner)
        return replace(value, **changed)
    return value


def within(document: PolicyDocument, most: int) -> PolicyDocument:
    """The document with at most so many tasks, so many values in each, and so many of what was not understood.

    What is beyond stands as one more thing not understood, with its place: nothing is left out unsaid.
    """
    tasks, notes = document.tasks[:most], document.not_understood[:most]
    beyond: list[NotUnderstood] = []
    if len(document.tasks) > most:
        first, last = document.tasks[most].span[0], document.tasks[-1].span[1]
        said = (
            f"文件有{len(document.tasks)}项任务，一份方案最多读入{most}项，其余没有读入。请拆成几份文件读入"
        )
        beyond.append(NotUnderstood(_title(document.tasks[most].title), (first, max(first, last)), said))
    if len(document.not_understood) > most:
        rest = document.not_understood[most:]
        span: Span = rest[0].span[0], max(n.span[1] for n in rest)
        said = f"未能理解的内容有{len(document.not_understood)}处，只列出前{most}处。请拆成几份文件读入"
        beyond.append(NotUnderstood(_title(rest[0].text), span, said))
    for task in tasks:
        if _crowded(task, most):
            said = f"这项任务写有{sum(map(len, _values(task)))}处单位、日期、指标和报送要求，每类只读入前{most}处"
            beyond.append(NotUnderstood(_title(task.title), task.span, said))
    if not beyond and not _many(document, most):
        return document
    return replace(
        document,
        tasks=tuple(_fewer(task, most) for task in tasks),
        not_understood=(*beyond, *notes),
        dates=document.dates[:most],
        duties=document.duties[:most],
    )


def _many(document: PolicyDocument, most: int) -> bool:
    return len(document.dates) > most or len(document.duties) > most


def _values(task: Task) -> tuple[Sized, ...]:
    return task.units, task.dates, task.targets, task.duties


def _crowded(task: Task, most: int) -> bool:
    return any(len(values) > most for values in _values(task))


def _fewer(task: Task, most: int) -> Task:
    if not _crowded(task, most):
        return task
    return replace(
        task,
        units=task.units[:most],
        dates=task.dates[:most],
        targets=task.targets[:most],
        duties=task.duties[:most],
    )


def _title(words: str) -> str:
    return words[:60]
