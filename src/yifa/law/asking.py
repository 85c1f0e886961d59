"""What people ask of the law's numbers — which applies, when a period ends — read from text and answered.

The command line, the API and the public page ask here, so that they answer alike. Pure: the figures and the
calendar are passed in. What cannot be understood is a `Mistake` that names the field and says why in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar
from yifa.law.clocks import SHANGHAI, Due, due_for
from yifa.law.codes import check_region_code, region_chain
from yifa.law.extensions import extension_steps
from yifa.law.figure_words import SECTORS
from yifa.law.figures import Figure, FigureBook, Resolved, UnknownFigure
from yifa.law.pauses import Pause

SECTOR_LIST = "、".join(f"{key}（{name}）" for key, name in SECTORS.items())
_DAY_LENGTH = len("2026-03-01")
# How much of a wrong text is repeated in the message about it.
_REPEATED = 60
_LONGEST_REASON = 60
# What follows the dots of a pause: a moment or nothing, then perhaps a colon of either width and the reason.
_PAUSE_END = re.compile(r"\s*(|\d[\d-]*(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)\s*(?:[:：]\s*(\D.*))?")


class Mistake(ValueError):
    """Something asked that cannot be answered. `field` is figure, from, on, region, sector, pause or extend."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True, slots=True)
class Answer:
    """When the asked period ends: the figure that applies and why, the start, the result with its steps."""

    asked: str
    resolved: Resolved
    began: datetime
    result: Due
    pauses: tuple[Pause, ...] = ()
    extended: tuple[int, ...] = ()

    @property
    def figure(self) -> Figure:
        return self.resolved.figure

    def plain(self) -> dict[str, Any]:
        """As JSON values; moments in ISO 8601 with the offset of Shanghai."""
        figure, result = self.figure, self.result
        return {
            "asked": self.asked,
            "figure": figure.id,
            "subject": figure.subject,
            "amount": figure.number,
            "unit": figure.unit,
            "citation": figure.citation,
            "verified": figure.verified,
            "from": self.began.isoformat(),
            "due": result.due.isoformat(),
            "provisional": result.provisional,
            "open_pause": result.open_pause,
            "pauses": [
                {
                    "from": pause.start.isoformat(),
                    "to": pause.end.isoformat() if pause.end else None,
                    "reason": pause.reason,
                }
                for pause in self.pauses
            ],
            "extended": list(self.extended),
            "steps": list(result.steps),
        }


def read_date(text: str, field: str) -> date:
    """An ISO date. Raises Mistake, also for a day that does not exist."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Mistake(field, f"“{text[:_REPEATED]}”不是日期或者没有这一天，应写作 2026-03-01") from None


def read_moment(text: str, field: str) -> datetime:
    """An ISO date or date and time; without time zone it is Shanghai time, without time 00:00."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        said = f"“{text[:_REPEATED]}”不是日期时间，应写作 2026-03-01 或者 2026-03-01T14:30"
        raise Mistake(field, said) from None
    try:
        local = moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
        local.astimezone(UTC)  # intervals are compared in UTC, where the first day of year 1 does not exist
    except OverflowError:
        raise Mistake(field, f"“{text[:_REPEATED]}”超出可以计算的年份范围") from None
    return local


def read_pause(text: str) -> Pause:
    """FROM..TO or FROM..TO:REASON; without TO the pause still lasts. Raises Mistake."""
    start, dots, rest = text.partition("..")
    if not dots or not start.strip():
        example = "应写作 起..止:事由，如 2026-03-01..2026-03-10:鉴定；尚未结束的写作 2026-03-01..:鉴定；事由可以不写"
        raise Mistake("pause", f"“{text[:_REPEATED]}”写法不对，{example}")
    found = _PAUSE_END.fullmatch(rest)
    end, reason = (found[1], found[2] or "") if found else (rest, "")
    if len(reason) > _LONGEST_REASON:
        raise Mistake("pause", f"中止的事由不能超过{_LONGEST_REASON}个字")
    until = read_moment(end, "pause") if end.strip() else None
    pause = Pause(read_moment(start, "pause"), until, reason.strip())
    if pause.end is not None and pause.end < pause.start:
        raise Mistake("pause", f"“{text[:_REPEATED]}”：中止的结束时间早于开始时间")
    return pause


def read_regions(codes: Sequence[str]) -> tuple[str, ...]:
    """The chain, narrow to wide: one code is completed outwards, several are taken as they are."""
    for code in codes:
        if reason := check_region_code(code):
            raise Mistake("region", reason)
    return region_chain(codes[0]) if len(codes) == 1 else tuple(codes)


def read_sector(text: str) -> str:
    """A sector's name in code (market), or empty for none. Raises Mistake."""
    text = text.strip()
    if text and text not in SECTORS:
        raise Mistake("sector", f"没有名为“{text[:_REPEATED]}”的领域，可用：{SECTOR_LIST}")
    return text


def resolve(book: FigureBook, id: str, on: date, regions: Sequence[str], sector: str) -> Resolved:
    """`book.resolve` for an id and a sector as typed. Raises Mistake with the field to look at."""
    sector = read_sector(sector)
    id = id.strip().upper()[:_REPEATED]
    try:
        return book.resolve(id, on, regions=regions, sector=sector)
    except UnknownFigure as error:
        raise Mistake(_at_fault(book, id, on), str(error)) from None


def _at_fault(book: FigureBook, id: str, on: date) -> str:
    rows = book.versions(id)
    if not rows:
        return "figure"
    in_force = [row for row in rows if row.in_force(on)]
    if not in_force:
        return "on"
    return "region" if all(row.region for row in in_force) else "sector"


def ask_due(
    book: FigureBook,
    id: str,
    start: str,
    *,
    on: str = "",
    regions: Sequence[str] = (),
    sector: str = "",
    pauses: Sequence[str] = (),
    extended: Sequence[int] = (),
    calendar: WorkCalendar = DEFAULT_CALENDAR,
    now: datetime,
) -> Answer:
    """When the period `id` that began at `start` ends, by the text in force on `on` (default: that day).

    `extended` are extensions granted, in the period's unit; `now` is what a pause without end is counted to.
    Raises Mistake.
    """
    if not start.strip():
        raise Mistake("from", "没有给出起算时间，如 2026-03-01 或者 2026-03-01T14:30")
    began = read_moment(start, "from")
    day = read_date(on, "on") if on.strip() else began.date()
    try:
        resolved = resolve(book, id, day, regions, sector)
    except Mistake as mistake:
        # Nobody gave a day of its own: it is the start that lies before every version.
        raise Mistake(
            "from" if mistake.field == "on" and not on.strip() else mistake.field, mistake.message
        ) from None
    figure = resolved.figure
    if not figure.is_period:
        raise Mistake("figure", f"{figure.id}（{figure.subject}）不是可以计算的期限")
    if figure.unit == "h" and len(start.strip()) <= _DAY_LENGTH:
        raise Mistake("from", f"{figure.id}（{figure.subject}）以小时计算，须写明时刻，如 2026-03-01T14:30")
    read = [read_pause(text) for text in pauses]
    if read and figure.counts == "before":
        raise Mistake("pause", f"{figure.id} 自事件日倒推，不适用中止")
    if extended and figure.counts == "before":
        raise Mistake("extend", f"{figure.id} 自事件日倒推，不能延长")
    try:
        extension_steps(figure, extended)
    except ValueError as error:
        raise Mistake("extend", str(error)) from None
    try:
        result = due_for(figure, began, calendar=calendar, pauses=read, extended=extended, now=now)
    except ValueError as error:
        raise Mistake("from", str(error)) from None
    return Answer(id, resolved, began, result, tuple(read), tuple(extended))


def plain_figure(figure: Figure) -> dict[str, Any]:
    """A figure as JSON values."""
    row = asdict(figure)
    row["in_force_from"] = figure.in_force_from.isoformat()
    row["in_force_to"] = figure.in_force_to.isoformat() if figure.in_force_to else None
    row |= {"see": list(figure.see), "quote": list(figure.quote), "excludes": list(figure.excludes)}
    return {**row, "citation": figure.citation, "wording": figure.wording}


def plain_resolved(asked: str, on: date, resolved: Resolved) -> dict[str, Any]:
    """The answer to which figure applies, as JSON values, with the reasons."""
    return {
        "asked": asked,
        "on": on.isoformat(),
        **plain_figure(resolved.figure),
        "why": list(resolved.why),
    }
