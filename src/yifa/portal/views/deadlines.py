"""期限计算: when a period ends, with every step and article, for anyone who received a paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.law.asking import Answer, Mistake, ask_due, read_sector
from yifa.law.effective import periods
from yifa.law.figure_words import SECTORS
from yifa.law.figures import Figure, FigureBook
from yifa.law.lawbook import LawBook
from yifa.portal.typed import typed
from yifa.portal.views import public
from yifa.registers import lawbook
from yifa.registers.cited import articles_of
from yifa.registers.models import Region
from yifa.registers.places import regions_of

_PAUSE = ("pause_from", "pause_to", "pause_reason")
_FIELDS = ("q", "figure", "from", "time", "region", "sector", *_PAUSE, "extend")
_KEPT = ("from", "time", "region", "sector")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
# The suggestions under the field for the region; whoever lives elsewhere types the code or the name.
_SUGGESTED = 500


@public
def page(request: HttpRequest) -> HttpResponse:
    """The kinds of period, the form for one of them, and the answer. A constant number of queries."""
    values = typed(request.GET, _FIELDS)
    law = lawbook.current()
    chosen = _chosen(law.figures, values["figure"])
    errors: dict[str, str] = {}
    answer = None
    if values["figure"] and (values["from"] or chosen is None):
        try:
            answer = _answer(law, values)
        except Mistake as mistake:
            # A template cannot write `from`; here it is the day as well, as nothing else gives one.
            errors["start" if mistake.field in ("from", "on") else mistake.field] = mistake.message
    context = {
        "v": values | {"start": values["from"]},
        "chosen": chosen,
        "errors": errors,
        "answer": answer,
        "weekday": "一二三四五六日"[answer.result.due.weekday()] if answer else "",
        "articles": articles_of(answer.figure, answer.began.date()) if answer else [],
        "groups": {} if chosen else periods(law.figures, values["q"]),
        "kept": urlencode({k: values[k] for k in _KEPT if values[k]}),
        "sectors": SECTORS,
        "regions": Region.objects.order_by("level", "code").values_list("code", "name")[:_SUGGESTED],
        "dateable": not values["from"] or bool(_DAY.fullmatch(values["from"])),
        "timeable": not values["time"] or bool(_TIME.fullmatch(values["time"])),
        "hours": chosen is not None and chosen.unit == "h",
        "today": timezone.localdate(),
    }
    return render(request, "portal/deadlines.html", context)


def _chosen(book: FigureBook, id: str) -> Figure | None:
    """The newest row of that id, to say what was picked; which row applies is found by date and place."""
    rows = book.versions(id.upper())
    return max(rows, key=lambda r: (r.id == id.upper(), r.in_force_from)) if rows else None


def _answer(law: LawBook, values: Mapping[str, Any]) -> Answer:
    """Raises Mistake; the field `time` is this page's own."""
    start, time = values["from"], values["time"]
    if time and not _TIME.fullmatch(time):
        raise Mistake("time", f"“{time}”不是时刻，应写作 14:30")
    moment = f"{start}T{time}" if time and _DAY.fullmatch(start) else start
    try:
        return ask_due(
            law.figures,
            values["figure"],
            moment or timezone.localdate().isoformat(),
            regions=regions_of(values["region"]),
            sector=read_sector(values["sector"]),
            pauses=_pauses(values),
            extended=_extended(values["extend"]),
            calendar=law.calendar,
            now=timezone.now(),
        )
    except Mistake as mistake:
        if mistake.field == "from" and not time and _needs_time(law.figures, values):
            raise Mistake("time", mistake.message) from None
        raise


def _pauses(values: Mapping[str, Any]) -> list[str]:
    """The one stretch of time that the form asks for, as `ask_due` reads it."""
    start, end, reason = (values[name].strip() for name in _PAUSE)
    if not (start or end or reason):
        return []
    if not start:
        raise Mistake("pause", "请写明不计入的时间从哪一天开始")
    return [f"{start}..{end}" + (f":{reason}" if reason else "")]


def _extended(text: str) -> list[int]:
    text = text.strip()
    if not text:
        return []
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) < 1:
        raise Mistake("extend", f"“{text[:20]}”不是延长的日数，应写作整数，如 30")
    return [int(text)]


def _needs_time(book: FigureBook, values: Mapping[str, Any]) -> bool:
    chosen = _chosen(book, values["figure"])
    return chosen is not None and chosen.unit == "h" and bool(_DAY.fullmatch(values["from"]))
