"""From a text or a file to what is read in it: `parse_text`, `parse_file`, and the reading as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from yifa.policies.damage import mend
from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, Duty, PolicyDocument, Reading, Task
from yifa.policies.duties import duties_of
from yifa.policies.gaps import not_understood_in
from yifa.policies.heading import cites_of, head_of
from yifa.policies.lines import Line, lines_of
from yifa.policies.outline import headings, items_of, number_problems
from yifa.policies.phrases import ADOPTED, FORWARDED, HANDED_OUT
from yifa.policies.reading import read_bytes
from yifa.policies.reading.cells import rows_again
from yifa.policies.reading.kinds import plain_text
from yifa.policies.reading.misread import restored
from yifa.policies.reading.wrapping import unwrapped
from yifa.policies.splitting import Part, parts_of
from yifa.policies.tasks import pieces_of, task_of
from yifa.policies.values import pieces

_SIDE_BY_SIDE = 8
_SENTENCE = re.compile(r"[^。\n]+。?")

__all__ = ["Progress", "Tell", "parse_file", "parse_text"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is: characters read of those in the text (0 of 0 while the text itself is made ready),
    documents begun of those found, tasks read."""

    done: int = 0
    of: int = 0
    document: int = 0
    documents: int = 0
    tasks: int = 0


Tell = Callable[[Progress], None]  # told after each step and each task; what it raises ends the reading


def _nobody(progress: Progress) -> None:
    pass


def parse_file(source: Path | str | bytes, name: str = "", tell: Tell = _nobody) -> Reading:
    """Read a file, or its bytes with the name it came under. Raises OSError and PolicyUnreadable."""
    if isinstance(source, bytes):
        return parse_text(read_bytes(source, name), tell)
    path = Path(source)
    return parse_text(read_bytes(path.read_bytes(), name or path.name), tell)


def parse_text(text: str, tell: Tell = _nobody) -> Reading:
    """Read pasted text. Raises PolicyUnreadable for a text without words."""
    tell(Progress())
    given, restoring = restored(text)
    given = plain_text(given)
    whole = unwrapped(given)
    rows = rows_again(whole)
    tell(Progress())
    patient = mend(rows)
    tell(Progress())
    lines = lines_of(patient.text)
    problems = [*restoring, *patient.problems]
    if whole is not given:
        problems.append("文字按页面宽度折行，已经合并为段落")
    if rows is not whole:
        problems.append("文字里的表格已经散开，按表头还原为表格")
    documents = []
    parts = parts_of(lines)
    tasks = 0
    for n, part in enumerate(parts, 1):
        before = Progress(lines[part.first].start, len(patient.text), n, len(parts), tasks)
        document, said = _document(patient.text, lines, part, before, tell)
        documents.append(document)
        tasks += len(document.tasks)
        where = f"《{document.title or '无标题'}》：" if len(parts) > 1 else ""
        problems += [where + p for p in said]
    if any(m.kind == "repeated" for m in patient.mended):
        problems.append("文件把正文重复了一遍，重复的部分已经略去")
    return Reading(patient.text, tuple(documents), tuple(patient.mended), tuple(problems))


def _document(
    text: str, lines: Sequence[Line], part: Part, before: Progress, tell: Tell
) -> tuple[PolicyDocument, list[str]]:
    tell(before)
    head = head_of(text, lines, part)
    start, end = lines[part.first].start, lines[part.last - 1].end
    items = items_of(lines, head.body, part.last)
    cover = items_of(lines, *head.cover)
    tasks: list[Task] = []
    for piece in (
        *pieces_of(text, lines, cover, *head.cover),
        *pieces_of(text, lines, items, head.body, part.last),
    ):
        tasks.append(task_of(text, piece, head.issued))
        tell(replace(before, done=piece.end, tasks=before.tasks + len(tasks)))
    outside = [
        *(place for line in _outside(lines, *head.cover, tasks) for place in _asking(text, *line)),
        *_outside(lines, head.body, head.end, tasks),
    ]
    dates: list[DateMention] = []
    duties: list[Duty] = []
    for a, b in outside:
        for first, last in pieces(text[a:b]):
            words, at = text[a + first : a + last], a + first
            here = dates_of(words, at, head.issued)
            dates += here
            duties += duties_of(words, at, here)
    problems = [
        *head.problems,
        *number_problems(cover),
        *number_problems(items),
        *_date_problems(text, tasks, dates, head.issued),
    ]
    if not head.title:
        problems.append("没有读出标题，请补上")
    if not tasks:
        problems.append("没有读到任务：文件里没有编号的任务条目，也没有任务表")
    document = PolicyDocument(
        head.title, head.number, head.issuer, head.issued, (start, end),
        cites_of(text, start, end, head.title), headings([*cover, *items], text, lines), tuple(tasks),
        tuple(dates), tuple(duties),
        not_understood_in(text, tasks, outside),
    )  # fmt: skip
    return document, problems


def _asking(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The sentences of a notice but those that only tell where the plan comes from and that it is handed out."""
    for sentence in _SENTENCE.finditer(text, first, last):
        words = sentence.group()
        if not any(rule.search(words) for rule in (ADOPTED, FORWARDED, HANDED_OUT)):
            yield sentence.span()


def _outside(lines: Sequence[Line], first: int, last: int, tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """The lines of the body that belong to no task."""
    found, at = [], 0
    spans = sorted(task.span for task in tasks)
    for line in lines[first:last]:
        while at < len(spans) and spans[at][1] <= line.start:
            at += 1
        if at >= len(spans) or spans[at][0] >= line.end:
            found.append((line.start, line.end))
    return found


def _date_problems(
    text: str, tasks: Sequence[Task], dates: Sequence[DateMention], issued: date | None
) -> list[str]:
    """Dates that cannot be right or contradict each other, in Chinese; what is meant is for a person to say."""
    found = []
    for task in tasks:
        name = f"任务“{task.no}”" if task.no else f"任务“{task.title}”"
        found += [f"{name}{said}" for said in (*_wrong(task.dates), *_contradictory(text, task, issued))]
    return found + [f"正文{said}" for said in _wrong(dates)]


def _wrong(dates: Sequence[DateMention]) -> list[str]:
    """Days that no calendar has, and periods that end before they begin."""
    said = [f"的日期“{d.text}”不存在，请核对" for d in dates if d.impossible]
    for d in dates:
        if d.start and d.end and d.end < d.start:
            said.append(f"的期间“{d.text}”结束早于开始，请核对")
    return said


def _contradictory(text: str, task: Task, issued: date | None) -> list[str]:
    """Two different last days for the same thing, side by side; a last day before the document itself."""
    ends = [d for d in task.dates if d.kind == "deadline" and d.end]
    said = [
        f"的期限“{d.text}”早于文件日期{issued.isoformat()}，请核对"
        for d in ends
        if issued is not None and d.end is not None and d.end < issued
    ]
    for one, two in pairwise(ends):
        between = text[one.span[1] : two.span[0]].strip("，,、；; ")
        same = between and text.startswith(between, two.span[1])
        if one.end != two.end and len(between) <= _SIDE_BY_SIDE and same:
            said.append(f"有两个不同的期限：“{one.text}”与“{two.text}”，请核对")
    return said
