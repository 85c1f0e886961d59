"""A plan written for tests, read by hand: what the parser would give, with spans that point at the words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from yifa.policies.document import (
    Cited,
    DateMention,
    Duty,
    Heading,
    PolicyDocument,
    Reading,
    Target,
    Task,
    UnitMention,
)

ISSUED = date(2026, 3, 1)
TEXT = """云州市规范行政执法实施方案
云政办发〔2026〕3号
二、主要任务
1.全员轮训。2027年6月30日前完成，每人每年不少于60学时。（牵头单位：市司法局；责任单位：各行政执法机关）
2.建立台账。每年12月15日前报送总结。（责任单位：市司法局、市数据局）
3.赋权培训。自赋权之日起15个工作日内组织培训。（牵头单位：云州市城市管理综合执法局）
本方案自印发之日起20日内向社会公开。
"""


def span(words: str) -> tuple[int, int]:
    """Where these words stand in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def unit(name: str, role: Any, collective: bool = False) -> UnitMention:
    return UnitMention(name, role, span(name), collective)


def document(**values: Any) -> PolicyDocument:
    path = ("二、主要任务",)
    first = Task(
        "1.", "全员轮训", TEXT.splitlines()[3], span(TEXT.splitlines()[3]), path,
        (unit("市司法局", "lead"), unit("各行政执法机关", "responsible", True)),
        (
            DateMention("2027年6月30日前", "deadline", span("2027年6月30日前"), "完成轮训", end=date(2027, 6, 30)),
            DateMention("每年不少于60学时", "frequency", span("每年不少于60学时"), "培训", every="年",
                        times=Decimal(60), unit="学时"),
        ),
        (Target("不少于60学时", ">=", Decimal(60), "学时", span("不少于60学时"), "每人每年培训"),),
    )  # fmt: skip
    second = Task(
        "2.", "建立台账", TEXT.splitlines()[4], span(TEXT.splitlines()[4]), path,
        (unit("市司法局", "responsible"), unit("市数据局", "responsible")),
        (DateMention("每年12月15日前", "yearly", span("每年12月15日前"), "报送总结", month=12, day=15),),
        duties=(Duty("report", "每年12月15日前报送总结", (), "每年12月15日前", span("每年12月15日前报送总结")),),
    )  # fmt: skip
    third = Task(
        "3.", "赋权培训", TEXT.splitlines()[5], span(TEXT.splitlines()[5]), path,
        (unit("云州市城市管理综合执法局", "lead"),),
        (DateMention("自赋权之日起15个工作日内", "relative", span("自赋权之日起15个工作日内"), "组织培训",
                     length=15, unit="个工作日", event="赋权"),),
    )  # fmt: skip
    published = "本方案自印发之日起20日内向社会公开"
    made = {
        "title": "云州市规范行政执法实施方案", "number": "云政办发〔2026〕3号", "issuer": "云州市人民政府办公室",
        "issued": ISSUED, "span": (0, len(TEXT)),
        "cites": (Cited("云岭省规范行政执法实施方案", "云岭政办发〔2026〕1号", (0, 2)),),
        "outline": (Heading(1, "二、", "主要任务", span("二、主要任务")),),
        "tasks": (first, second, third),
        "duties": (Duty("publish", published, ("社会",), "自印发之日起20日内", span(published)),),
    }  # fmt: skip
    return PolicyDocument(**{**made, **values})


def reading(**values: Any) -> Reading:
    return Reading(TEXT, (document(**values),))
