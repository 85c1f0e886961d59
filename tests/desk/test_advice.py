"""What the law book says beside a form: benchmark, lists of 首违不罚 and 轻微免罚."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from support import world

from yifa.registers.change import change
from yifa.registers.models import ExemptionTable
from yifa.registers.scope import IMPORTER, scope

from .city import City, now, register

CODE, WORDS = (
    "YZ-CG-010",
    "在人口集中地区焚烧沥青、油毡、橡胶、塑料、皮革、垃圾等产生有毒有害烟尘和恶臭气体的物质",
)


def exemptions(**row: Any) -> None:
    """A list of the city's urban management, with one violation."""
    item = {"violation": WORDS, "kind": "首违不罚", "conditions": ["焚烧面积不足一平方米", "当场熄灭"], **row}
    data = {"list": {"title": "云州市首违不罚清单", "effective": "2025-01-01"}, "items": [item]}
    values = {
        "title": "云州市首违不罚清单",
        "effective_from": date(2025, 1, 1),
        "data": data,
        "sha256": "0" * 64,
    }
    with scope(IMPORTER):
        change(IMPORTER, ExemptionTable, None, values, "测试")


def form(city: City, **values: str) -> str:
    client, url = register(city)
    address = reverse("desk:act", args=[url.rstrip("/").rpartition("/")[2], "file"])
    return client.post(address, {"_occurred": now(), "_do": "check", **values}).content.decode()


def test_a_listed_violation_shows_the_list_with_its_conditions(city: City) -> None:
    world.benchmarks()
    exemptions()
    page = form(city, violation_code=CODE, conduct_on="2026-03-02")
    assert "该违法行为列入《云州市首违不罚清单》（首违不罚）" in page
    assert "焚烧面积不足一平方米" in page and "2026-03-02 施行的清单" in page and "/exemptions/" in page


def test_a_violation_on_no_list_is_judged_by_the_article(city: City) -> None:
    world.benchmarks()
    exemptions(violation="其他行为")
    page = form(city, violation_code=CODE, conduct_on="2026-03-02")
    assert "免罚清单：没有列入" in page and "行政处罚法第三十三条第一款" in page


def test_without_a_list_in_force_nothing_is_said(city: City) -> None:
    world.benchmarks()
    exemptions()
    assert "免罚清单" not in form(city, violation_code=CODE, conduct_on="2024-12-31")
    assert "免罚清单" not in form(city, conduct_on="2026-03-02")
