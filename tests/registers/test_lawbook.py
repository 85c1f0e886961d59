"""The law book is kept until a holiday or a benchmark changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from yifa.registers.change import change
from yifa.registers.lawbook import current, law_stamp
from yifa.registers.models import BenchmarkTable, Holiday, PublishedYear
from yifa.registers.scope import IMPORTER, scope

TABLE: dict[str, Any] = {
    "benchmark": {
        "title": "测试裁量基准",
        "document_no": "云城管规〔2024〕1号",
        "authority": "云州市城市管理局",
        "effective": "2024-01-01",
        "region": "530100",
        "sector": "urban",
    },
    "items": [
        {
            "no": 1,
            "code": "T-1",
            "law": "《测试条例》",
            "violation": "乱堆物料",
            "basis": [{"law": "《测试条例》", "article": "3", "paragraph": None, "item": None}],
            "groups": [
                {
                    "range": "处一千元以上五千元以下罚款",
                    "tiers": [
                        {"tier": "情节较轻", "condition": "第一次被处罚的。", "standard": "处一千元罚款。"}
                    ],
                }
            ],
        }
    ],
}


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


def test_the_same_book_is_kept_and_a_known_stamp_saves_the_query(
    inside: None, django_assert_num_queries: Any
) -> None:
    book = current()
    with django_assert_num_queries(1):
        assert current() is book
    stamp = law_stamp()
    with django_assert_num_queries(0):
        assert current(stamp) is book


def test_a_holiday_makes_a_new_book(inside: None) -> None:
    day = date(2026, 11, 23)  # a Monday
    before = current()
    assert before.calendar.is_working_day(day)
    change(
        IMPORTER,
        Holiday,
        None,
        {"day": day, "working": False, "name": "庆典", "source": "市政府通知"},
        "放假",
    )
    assert not current().calendar.is_working_day(day)
    assert before.calendar.is_working_day(day)


def test_a_year_entered_completely_is_no_longer_provisional(inside: None) -> None:
    assert not current().calendar.is_official(2031)
    change(IMPORTER, PublishedYear, None, {"year": 2031, "source": "国办发明电"}, "公布")
    assert current().calendar.is_official(2031)


def test_a_benchmark_goes_on_the_shelf(inside: None) -> None:
    day = date(2026, 1, 1)
    assert current().benchmarks.find("T-1", day, ("530100", "530000"), "urban") is None
    row = {"title": "测试裁量基准", "effective_from": date(2024, 1, 1), "data": TABLE, "sha256": "0"}
    change(IMPORTER, BenchmarkTable, None, row, "发布")
    found = current().benchmarks.find("T-1", day, ("530100", "530000"), "urban")
    assert found is not None
    assert found.violation == "乱堆物料"
    assert current().benchmarks.find("T-1", date(2023, 1, 1), ("530100",), "urban") is None


def test_a_rolled_back_change_leaves_no_trace_in_the_cache(inside: None) -> None:
    from django.db import transaction

    day = date(2026, 11, 24)
    before = law_stamp()
    with transaction.atomic():
        change(IMPORTER, Holiday, None, {"day": day, "working": False, "source": "误录"}, "放假")
        assert not current().calendar.is_working_day(day)
        transaction.set_rollback(True)
    assert law_stamp() == before
    assert current().calendar.is_working_day(day)
