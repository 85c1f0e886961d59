"""执法主体公告: who is confirmed today, with basis and entrustments (RQ001)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from support import world
from support.starts import begins

from yifa.registers.change import change
from yifa.registers.models import Agency, AgencyVerification, Mandate
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.requirement("RQ001")
TODAY = timezone.localdate()


@pytest.fixture
@begins
def office(db: None) -> world.Office:
    return world.office()


def verify(agency: Agency, **more: Any) -> None:
    values = {
        "agency": agency, "year": TODAY.year, "result": "verified", "decided_by": "云州市司法局",
        "document": "第3号公告", "published_on": TODAY, "published_at": "门户网站",
        "valid_from": TODAY - timedelta(days=9), **more,
    }  # fmt: skip
    with scope(IMPORTER):
        change(IMPORTER, AgencyVerification, None, values, "测试")


def page(**query: str) -> str:
    return Client().get(reverse("portal:verified"), query).content.decode()


def test_verified_bodies_are_shown_with_kind_region_and_document(office: world.Office) -> None:
    assert "还没有公告执法主体" in page()
    verify(office.agency)
    found = page()
    for word in ("云州市城市管理综合执法局", "法定行政机关", "云州市", "第3号公告", "门户网站", "法定职权"):
        assert word in found


@pytest.mark.parametrize(
    "more",
    [
        {"published_on": None, "published_at": ""},
        {"result": "refused", "reasons": "职责已划出"},
        {"valid_to": TODAY - timedelta(days=1)},
    ],
    ids=["not published", "refused", "run out"],
)
def test_others_are_not(office: world.Office, more: dict[str, Any]) -> None:
    verify(office.agency, **more)
    assert "云州市城市管理综合执法局" not in page()


def test_entrustments_are_shown_and_a_name_is_found(office: world.Office) -> None:
    verify(office.agency)
    with scope(IMPORTER):
        values = {
            "name": "市容事务中心", "code": world.uscc("10000055", "12990100"), "region": "990100",
            "kind": "entrusted", "parent": office.agency, "valid_from": world.START,
        }  # fmt: skip
        centre = change(IMPORTER, Agency, None, values, "测试")
        mandate = {
            "agency": centre, "kind": "entrusted", "type": "02", "scope": "市容处罚", "document": "委托书7号",
            "basis": "某条例第五条", "grantor": office.agency, "published_on": TODAY, "published_at": "门户网站",
            "valid_from": world.START, "valid_to": TODAY + timedelta(days=100),
        }  # fmt: skip
        change(IMPORTER, Mandate, None, mandate, "测试")
    found = page(q="城市管理")
    assert "委托市容事务中心实施行政处罚" in found
    assert "委托书7号" in found
    assert "没有找到" in page(q="不存在的机关")


def test_the_count_of_queries_does_not_grow(office: world.Office) -> None:
    def look() -> int:
        with CaptureQueriesContext(connection) as asked:
            page()
        return len(asked)

    verify(office.agency)
    few = look()
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    verify(other.agency)
    assert look() == few
