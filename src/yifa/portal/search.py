"""Search among published decisions: what was asked, made harmless; keyset pages, newest first."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from yifa.law.written_numbers import canonical
from yifa.matters.models import Disclosure

PAGE = 20
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asked for. `problems` says in Chinese what could not be understood."""

    text: str = ""
    number: str = ""
    violation: str = ""
    agency: str = ""
    start: date | None = None
    end: date | None = None
    after: tuple[datetime, UUID] | None = None
    problems: tuple[str, ...] = ()

    def query(self, **more: str) -> str:
        """The question as a query string, without its place in the pages unless `more` gives one."""
        parts = {
            "q": self.text,
            "number": self.number,
            "violation": self.violation,
            "agency": self.agency,
            "from": self.start.isoformat() if self.start else "",
            "to": self.end.isoformat() if self.end else "",
        }
        return urlencode({k: v for k, v in (parts | more).items() if v})

    @property
    def asked(self) -> bool:
        return bool(self.text or self.number or self.violation or self.agency or self.start or self.end)


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Disclosure, ...]
    next_after: str = ""


def read(params: QueryDict) -> Question:
    """The question from the address. Never raises: what makes no sense is named in `problems`."""
    problems: list[str] = []

    def text(key: str) -> str:
        value = unicodedata.normalize("NFKC", params.get(key, ""))
        value = "".join(c for c in value if c.isprintable() and not "\ud800" <= c <= "\udfff").strip()
        if len(value) > _LONGEST:
            problems.append(f"查询内容太长，只按前 {_LONGEST} 个字查询")
        return value[:_LONGEST]

    def day(key: str, name: str) -> date | None:
        value = text(key)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            problems.append(f"{name}“{value}”不是日期，请按 2026-11-22 的样子填写")
            return None

    start, end = day("from", "起始日期"), day("to", "截止日期")
    if start and end and end < start:
        problems.append("截止日期早于起始日期，没有符合条件的决定")
    agency = text("agency")
    if agency and _uuid(agency) is None:
        problems.append("没有这个机关，已按全部机关查询")
        agency = ""
    return Question(
        text("q"), canonical(text("number")), text("violation"), agency, start, end, _after(text("after")),
        tuple(dict.fromkeys(problems)),
    )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _after(text: str) -> tuple[datetime, UUID] | None:
    stamp, _, key = text.partition("~")
    found = _uuid(key)
    try:
        moment = datetime.fromtimestamp(int(stamp) / 1_000_000, tz=timezone.get_default_timezone())
    except (ValueError, OverflowError, OSError):
        return None
    return (moment, found) if found else None


def visible() -> QuerySet[Disclosure]:
    """Published decisions whose public period has not ended. Withdrawn ones stay, to say that they were."""
    today = timezone.localdate()
    rows = Disclosure.objects.filter(published_at__isnull=False, published_at__lte=timezone.now())
    return rows.filter(Q(until__isnull=True) | Q(until__gte=today))


def find(question: Question, size: int = PAGE) -> Page:
    """One page of the answer, in one query."""
    rows = visible()
    # Only `search` is looked at: withdrawing a decision empties it, so that names lead to it no longer.
    for word in question.text.split():
        rows = rows.filter(Q(search__icontains=word) | Q(number__icontains=canonical(word)))
    if question.number:
        rows = rows.filter(number__icontains=question.number)
    if question.violation:
        rows = rows.filter(search__icontains=question.violation)
    if question.agency:
        rows = rows.filter(agency_id=question.agency)
    if question.start:
        rows = rows.filter(decided_on__gte=question.start)
    if question.end:
        rows = rows.filter(decided_on__lte=question.end)
    if question.after:
        moment, key = question.after
        rows = rows.filter(Q(published_at__lt=moment) | Q(published_at=moment, id__lt=key))
    found = list(rows.order_by("-published_at", "-id").defer("search")[: size + 1])
    if len(found) <= size:
        return Page(tuple(found))
    last = found[size - 1]
    micros = round(last.published_at.timestamp() * 1_000_000) if last.published_at else 0
    return Page(tuple(found[:size]), f"{micros}~{last.pk}")
