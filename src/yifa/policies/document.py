"""What is read in a policy document. Every value keeps the span of text it came from.

Spans are (start, end) offsets in `Reading.text`: the text of the whole file after what was damaged in it was mended.
For an undamaged file that is the file's own text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Span = tuple[int, int]
DateKind = Literal["deadline", "from", "from_to", "yearly", "frequency", "relative", "in_force", "period"]
Comparison = Literal[">=", "<=", "=", ">", "<"]
UnitRole = Literal["lead", "cooperating", "responsible"]
DutyKind = Literal["report", "file", "publish", "notify"]


@dataclass(frozen=True)
class Mended:
    """A damaged place: where it stands in the mended text, what stood there, and which kind of damage it was."""

    span: Span
    was: str
    kind: Literal["shifted_bytes", "pinyin", "traditional", "repeated", "navigation"]


@dataclass(frozen=True)
class Cited:
    """A document that is named: `title` without 《》; `number` as printed, or None."""

    title: str
    number: str | None
    span: Span


@dataclass(frozen=True)
class UnitMention:
    """A unit as printed. `collective` is true of 各行政执法机关 and the like, which stand for registered agencies."""

    name: str
    role: UnitRole
    span: Span
    collective: bool = False


@dataclass(frozen=True)
class DateMention:
    """A date or period. What is not said by the text is None.

    deadline: `end` is the last day. from: `start` only. from_to: both. yearly: `month`/`day` (day None: to the end of
    the month) say by when each year; `year_offset` 1 is 次年. frequency: `times` in each `every` (年, 季度, 月, …) with
    `unit` (学时, 次, …); `day` of it where one is said (每月25日前). relative: `length` in `unit` counted from `event`.
    period: years or a span that is neither a beginning nor an end (2023—2025年), or the day on which something is done.
    in_force: `start` and, where said, `end` of the document itself. `purpose` is what it is for, in the words of the
    clause. `impossible` is a day that no calendar has (6月31日).
    """

    text: str
    kind: DateKind
    span: Span
    purpose: str = ""
    start: date | None = None
    end: date | None = None
    month: int | None = None
    day: int | None = None
    year_offset: int = 0
    length: int | None = None
    unit: str = ""
    every: str = ""
    times: Decimal | None = None
    event: str = ""
    impossible: bool = False


@dataclass(frozen=True)
class Target:
    """A number to reach or to keep within: `value` of `unit` (%, 学时, 次, 元, 名, …); money is in 元."""

    text: str
    comparison: Comparison
    value: Decimal
    unit: str
    span: Span
    purpose: str = ""


@dataclass(frozen=True)
class Duty:
    """To report, file, publish or notify: what (`text`), to whom (`to`) and by when (`by`), as printed."""

    kind: DutyKind
    text: str
    to: tuple[str, ...]
    by: str
    span: Span


@dataclass(frozen=True)
class Heading:
    """A line of the outline. `level` 1 is 一、; `mark` is as printed; `children` are the headings below it."""

    level: int
    mark: str
    title: str
    span: Span
    children: Sequence[Heading] = ()


@dataclass(frozen=True)
class Task:
    """One task: `no` as printed (never renumbered), `path` the headings above it."""

    no: str
    title: str
    text: str
    span: Span
    path: tuple[str, ...] = ()
    units: tuple[UnitMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    targets: tuple[Target, ...] = ()
    duties: tuple[Duty, ...] = ()

    def unit_names(self, role: UnitRole) -> list[str]:
        """The names of the units of one role, in the order of the text, each once."""
        return list(dict.fromkeys(unit.name for unit in self.units if unit.role == role))


@dataclass(frozen=True)
class NotUnderstood:
    """A piece of text that looks as if it said something to be done and was not read; `why` in Chinese."""

    text: str
    span: Span
    why: str


@dataclass(frozen=True)
class PolicyDocument:
    """One document of a file."""

    title: str
    number: str | None
    issuer: str | None
    issued: date | None
    span: Span
    cites: tuple[Cited, ...] = ()
    outline: tuple[Heading, ...] = ()
    tasks: tuple[Task, ...] = ()
    dates: tuple[DateMention, ...] = ()
    duties: tuple[Duty, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was read in a file. `problems` are said in Chinese, for a person; they stop nothing."""

    text: str
    documents: tuple[PolicyDocument, ...]
    mended: tuple[Mended, ...] = field(default=())
    problems: tuple[str, ...] = field(default=())
