"""The numbers of the law, for everyone: which figure applies, and when a period ends. No login.

The answers are those of `yifa law figure` and `yifa law due`, on this database's holidays and regions.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import Field

from yifa.api.schemas import DueOut, DueQuery, FigureOut, FiguresOut, LawQuery, Problem
from yifa.law import asking
from yifa.law.effective import effective
from yifa.registers import lawbook
from yifa.registers.places import regions_of
from yifa.registers.scope import PUBLIC, scope

router = Router(tags=["期限和数额（公开）"])
WRONG = {422: Problem}


@router.get(
    "/law/due",
    response={200: DueOut, **WRONG},
    auth=None,
    by_alias=True,
    summary="期限何时届满，每一步如何得出",
)
def due(request: HttpRequest, asked: Query[DueQuery]) -> dict[str, Any]:
    """As `yifa law due … --json`."""
    with scope(PUBLIC):
        book = lawbook.current()
        answer = asking.ask_due(
            book.figures,
            asked.figure,
            asked.start,
            on=asked.on,
            regions=regions_of(asked.region),
            sector=asked.sector,
            pauses=asked.pause,
            extended=asked.extend,
            calendar=book.calendar,
            now=timezone.now(),
        )
    return answer.plain()


@router.get(
    "/law/figures", response={200: FiguresOut, **WRONG}, auth=None, summary="某地某领域适用的期限和数额"
)
def figures(request: HttpRequest, asked: Query[LawQuery]) -> dict[str, Any]:
    """Every figure that applies, by the id of its base row; without region and sector the national ones."""
    with scope(PUBLIC):
        book, day, regions = lawbook.current().figures, _day(asked), regions_of(asked.region)
    sector = asking.read_sector(asked.sector)
    found = effective(book, day, regions, sector)
    rows = [asking.plain_resolved(id, day, resolved) for id, resolved in found.items()]
    return {"on": day, "regions": list(regions), "sector": sector, "figures": rows}


@router.get(
    "/law/figures/{figure_id}",
    response={200: FigureOut, 404: Problem, **WRONG},
    auth=None,
    summary="适用的一项期限或数额，以及为什么是它",
)
def figure(
    request: HttpRequest, figure_id: Annotated[str, Field(max_length=40)], asked: Query[LawQuery]
) -> dict[str, Any]:
    """As `yifa law figure … --json`."""
    with scope(PUBLIC):
        book, day, regions = lawbook.current().figures, _day(asked), regions_of(asked.region)
    try:
        found = asking.resolve(book, figure_id, day, regions, asked.sector)
    except asking.Mistake as mistake:
        if mistake.field == "figure":
            raise HttpError(404, mistake.message) from None
        raise
    return asking.plain_resolved(figure_id, day, found)


def _day(asked: LawQuery) -> date:
    return asking.read_date(asked.on, "on") if asked.on.strip() else timezone.localdate()
