"""Pauses of a period: time that the law leaves out, merged so that none of it is left out twice.

A pause is itself counted like a period: the day it begins still counts, the day it ends does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from yifa.law.clock_words import SHANGHAI, Span
from yifa.law.figures import Figure


class Pause(NamedTuple):
    """Time that does not count: aware datetimes; `end` None while it lasts.

    `reason` is what the statute calls it (鉴定, 听证, 公告…), `basis` the article that takes the time out.
    """

    start: datetime
    end: datetime | None
    reason: str = ""
    basis: str = ""

    @property
    def why(self) -> str:
        """鉴定，市场监督管理行政处罚程序规定第六十四条第二款; empty where nothing was given."""
        return worded(self.reason, self.basis)


def worded(reason: str, basis: str) -> str:
    """Reason and article of a pause as one text; empty where neither was given."""
    return f"{reason}，{basis}" if reason and basis else reason or basis


# A pause and, in Chinese, why it does not count; the text is empty where nothing is known.
Reasoned = tuple[Pause, str]


def reasoned(pauses: Sequence[Pause]) -> list[Reasoned]:
    """The pauses with what was given of them."""
    return [(pause, pause.why) for pause in pauses]


def reasoned_by(figure: Figure, pauses: Sequence[Pause]) -> tuple[list[Reasoned], list[str]]:
    """The pauses with the article of the figure's own text, and a caution for each reason without any."""
    found: list[Reasoned] = []
    without: list[str] = []
    for pause in pauses:
        basis = pause.basis or figure.excluding(pause.reason)
        found.append((pause, worded(pause.reason, basis)))
        if not basis:
            without.append(pause.reason or "没有写明事由的中止")
    cautions = [
        f"注意：{figure.citation}没有写明“{reason}”的时间不计入，扣除须另有依据。"
        for reason in dict.fromkeys(without)
    ]
    return found, cautions


class Stretch(NamedTuple):
    """Paused time without a gap, in UTC; `reasons` are those of the pauses merged into it, each once."""

    start: datetime
    end: datetime
    reasons: tuple[str, ...]


def stretches(pauses: Sequence[Reasoned], now: datetime | None) -> list[Stretch]:
    """The pauses merged, in order; one that still lasts ends at `now`.

    Raises ValueError (Chinese) for a naive datetime, an end before its beginning, an open pause without `now`.
    """
    found = []
    for pause, why in pauses:
        end = _end_of(pause, now)
        found.append(Stretch(pause.start.astimezone(UTC), end.astimezone(UTC), (why,) if why else ()))
    return _merged(found) if len(found) > 1 else found


def _end_of(pause: Pause, now: datetime | None) -> datetime:
    """When a pause ends; `now` for one that lasts, but not before it began."""
    start, end = pause.start, pause.end or now
    if end is None:
        raise ValueError("存在尚未结束的中止，须给出计算时点")
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("中止的起止时间缺少时区")
    if end >= start:
        return end
    if pause.end is not None:
        raise ValueError("中止的结束时间早于开始时间")
    return start


def _merged(found: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for stretch in sorted(found):
        if merged and stretch.start <= merged[-1].end:
            start, end, reasons = merged[-1]
            merged[-1] = Stretch(start, max(end, stretch.end), _each_once(reasons, stretch.reasons))
        else:
            merged.append(stretch)
    return merged


def spans(pauses: Sequence[Reasoned], now: datetime | None, day: date) -> list[Span]:
    """As `stretches`, in days of Shanghai, those that concern a period begun on `day`."""
    found: list[Span] = []
    before = date.min
    for pause, why in pauses:
        end = _end_of(pause, now)
        after, upto = pause.start.astimezone(SHANGHAI).date(), end.astimezone(SHANGHAI).date()
        if after <= before:
            # Out of order, or on one day with the pause before: whether they overlap is for the moments to say.
            return _in_days(stretches(pauses, now), day)
        before = upto
        if after < upto > day:
            found.append(Span(max(after, day), upto, (why,) if why else ()))
    return found


def _in_days(merged: Sequence[Stretch], day: date) -> list[Span]:
    found: list[Span] = []
    for start, end, reasons in merged:
        upto = end.astimezone(SHANGHAI).date()
        after = max(start.astimezone(SHANGHAI).date(), day)
        if upto <= after:
            continue
        if found and after <= found[-1].upto:
            last = found[-1]
            found[-1] = Span(last.after, max(upto, last.upto), _each_once(last.reasons, reasons))
        else:
            found.append(Span(after, upto, reasons))
    return found


def _each_once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
