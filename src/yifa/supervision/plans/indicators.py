"""What the platform measures of a task, instead of having it reported.

Each indicator counts, for every agency at once, how much of a whole was done in a period as of a day, in one statement.
Matters are counted that the scope shows: an agency its own, supervision those of its region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from yifa.law.clocks import SHANGHAI
from yifa.law.figures import Figure
from yifa.registers import lawbook
from yifa.registers.dates import region_chain
from yifa.registers.models import Agency
from yifa.supervision.plans import indicator_sql as sql

CLASS_HOUR = "F02"  # minutes of a 学时


@dataclass(frozen=True, slots=True)
class Indicator:
    """`statement` gives (agency, done, whole). `figure` is the number it is measured by, `unit` that number's.

    `counts` says what is counted of what. `share`: the number is the share asked for, in per cent; otherwise the whole
    must be done.
    """

    id: str
    title: str
    counts: str
    figure: str
    unit: str
    source: str
    statement: str
    share: bool = False


INDICATORS: Mapping[str, Indicator] = {
    row.id: row
    for row in (
        Indicator(
            "training_hours",
            "年度培训学时",
            "期间内达到规定学时的持证执法人员数，占期末持证执法人员数；学时按培训登记卡的分钟数折算",
            "F01",
            "学时",
            "清城区提升行政执法质量三年行动计划第2项",
            sql.TRAINING_HOURS,
        ),
        Indicator(
            "reviewer_share",
            "法制审核人员占比",
            "期末符合法制审核岗位条件的人员数，占期末持证执法人员数",
            "T05",
            "%",
            "国办发〔2018〕118号（十一）",
            sql.REVIEWER_SHARE,
            share=True,
        ),
        Indicator(
            "disclosed_in_time",
            "执法决定按期公开",
            "期间内作出、公开期限已到的公开决定中，按期公开的件数",
            "T02",
            "个工作日",
            "国办发〔2018〕118号",
            sql.DISCLOSED,
        ),
        Indicator(
            "archived_in_time",
            "案卷按期归档",
            "期间内办结、归档期限已到的案件中，按期归档的件数",
            "F23",
            "日",
            "蚌埠市实施方案第22项",
            sql.ARCHIVED,
        ),
        Indicator(
            "trainings_after_grant",
            "下放事项培训次数",
            "期间内赋权、至今已满一年或者已达次数的事项中，一年内培训达到次数的项数",
            "F04",
            "次",
            "清城区提升行政执法质量三年行动计划第3项",
            sql.AFTER_GRANT,
        ),
        Indicator(
            "recordings_in_time",
            "音像记录按时上传",
            "期间内收集的视听资料中，自收集当日24时起在规定小时数内上传的件数",
            "F24",
            "小时",
            "蚌埠市实施方案第22项",
            sql.RECORDINGS,
        ),
        Indicator(
            "major_filed_in_time",
            "重大处罚按期备案",
            "期间内作出、经法制审核、备案期限已到或者已备案的处罚决定中，按期备案的件数",
            "F42",
            "日",
            "郑州市实施方案三（三）",
            sql.MAJOR_FILED,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """`done` of `whole` by the indicator's `number`; `why` says where the number is from. Shares are in per cent."""

    indicator: Indicator
    agency: UUID
    done: int
    whole: int
    number: int
    why: str

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down; None where there is nothing to count."""
        return self.done * 100 // self.whole if self.whole else None

    @property
    def reached(self) -> bool | None:
        """Whether what is asked for is reached; None where there is nothing to count."""
        if not self.whole:
            return None
        asked = self.number if self.indicator.share else 100
        return self.done * 100 >= asked * self.whole

    @property
    def told(self) -> str:
        """In words, beginning with 达到, 未达到 or 没有数据, as `claim_beside_measurement` reads it."""
        reached = self.reached
        if reached is None:
            return f"没有数据：{self.indicator.title}没有可以统计的对象"
        word = "达到" if reached else "未达到"
        asked = f"{self.number}{self.indicator.unit}"
        return f"{word}：{self.indicator.title}（{asked}），{self.whole}中有{self.done}（{self.percent}%）"


def measure(
    indicator: str,
    agencies: Sequence[Agency],
    start: date,
    end: date,
    *,
    asked: int | None = None,
    on: date | None = None,
) -> list[Measurement]:
    """The indicator for each agency, from `start` to `end` (both included) as of `on` (`end` where not said).

    `asked` is the number that a plan sets, else it is the figure's for the agency's place; where the place has none,
    that of the place that has one, and the measurement says so. One statement for each different number.
    """
    chosen = INDICATORS[indicator]
    found: dict[UUID, Measurement] = {}
    groups: dict[tuple[int, int, str], list[Agency]] = {}
    for agency in agencies:
        number, why = (asked, "方案所定") if asked is not None else number_for(chosen.figure, agency, end)
        minutes, _ = number_for(CLASS_HOUR, agency, end)
        groups.setdefault((number, minutes, why), []).append(agency)
    for (number, minutes, why), members in groups.items():
        counted = _counted(chosen, members, start, end, number, minutes, on or end)
        for agency in members:
            done, whole = counted.get(agency.pk, (0, 0))
            found[agency.pk] = Measurement(chosen, agency.pk, done, whole, number, why)
    return [found[a.pk] for a in agencies]


def number_for(figure_id: str, agency: Agency, on: date) -> tuple[int, str]:
    """The figure's number in the agency's place and its citation; a borrowed one says whose it is."""
    book = lawbook.current().figures
    resolved = book.find(figure_id, on, regions=region_chain(agency.region_id), sector=agency.sector)
    if resolved is not None and resolved.figure.number is not None:
        return resolved.figure.number, resolved.figure.citation
    rows: Sequence[Figure] = book.versions(figure_id)
    known = next((r for r in rows if r.number is not None), None)
    if known is None or known.number is None:
        raise LookupError(figure_id)
    return known.number, f"本地没有规定，借用{known.citation}"


def _counted(
    chosen: Indicator, members: Sequence[Agency], start: date, end: date, number: int, minutes: int, on: date
) -> dict[UUID, tuple[int, int]]:
    values: dict[str, Any] = {
        "agencies": [a.pk for a in members],
        "start": start,
        "end": end,
        "on": on,
        "now": datetime.combine(on + timedelta(days=1), time(0), tzinfo=SHANGHAI),
        "number": number,
        "minutes": minutes,
    }
    with connection.cursor() as cursor:
        cursor.execute(chosen.statement, values)
        return {agency: (int(done), int(whole)) for agency, done, whole in cursor.fetchall()}
