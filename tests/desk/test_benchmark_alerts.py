"""A table that leaves its superior's range is an alert for the head of its maker and for supervision (RQ038)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from registers.test_benchmark_levels import INSIDE, OUTSIDE, UPPER, load, write
from support import world

from yifa.registers.change import change
from yifa.registers.models import Account
from yifa.registers.scope import IMPORTER, scope

from .city import City

SAID = "1个裁量阶次超出上级基准"
URL = "/desk/alerts/"


def loaded(folder: Path, maker: str, rows: object = OUTSIDE, title: str = "", **head: str) -> None:
    """The lower table first, then the one of the province above it: both stand."""
    with scope(IMPORTER):
        assert load(write(folder / "下.json", rows, maker, "下规〔2025〕1号", world.region().code, **head)).ok
        above = write(
            folder / "上.json", UPPER, "云省城管局", "省规〔2025〕9号", "990000", effective="2025-06-01"
        )
        assert load(above).ok


@pytest.fixture
def city(city: City) -> City:
    """The small city with somebody who supervises it."""
    with scope(IMPORTER):
        person = world.officer(city.office, "supervisor", "supervisor", "孙明")
        city.office.people["supervisor"] = person
        change(IMPORTER, Account, None, {"username": "supervisor", "officer": person}, "测试账号")
    return city


@pytest.mark.requirement("RQ038")
def test_the_head_of_the_maker_and_supervision_are_told(city: City, tmp_path: Path) -> None:
    loaded(tmp_path, city.office.agency.name)
    for role in ("agency_head", "supervisor"):
        page = city.client(role).get(URL).content.decode()
        assert SAID in page and "由制定机关修改" in page and "国办发〔2022〕27号第五项" in page
        assert "2000元以上4000元以下" in page
    tile = city.client("agency_head").get("/desk/").content.decode()
    assert "规则预警 1" in tile


def test_nobody_else_is(city: City, tmp_path: Path) -> None:
    loaded(tmp_path, city.office.agency.name)
    for role in ("handler", "legal_reviewer", "unit_head"):
        assert SAID not in city.client(role).get(URL).content.decode()
    assert SAID not in city.client("agency_head", city.other).get(URL).content.decode()


def test_a_table_inside_the_range_tells_nobody(city: City, tmp_path: Path) -> None:
    loaded(tmp_path, city.office.agency.name, INSIDE)
    assert "超出上级基准" not in city.client("supervisor").get(URL).content.decode()


def test_a_table_whose_maker_is_not_registered_is_told_to_supervision_only(
    city: City, tmp_path: Path
) -> None:
    loaded(tmp_path, "没有登记的机关")
    assert SAID in city.client("supervisor").get(URL).content.decode()
    assert SAID not in city.client("agency_head").get(URL).content.decode()


def test_it_goes_when_the_maker_has_changed_its_table(city: City, tmp_path: Path) -> None:
    loaded(tmp_path, city.office.agency.name)
    assert SAID in city.client("agency_head").get(URL).content.decode()
    with scope(IMPORTER):
        mended = write(
            tmp_path / "改.json", INSIDE, city.office.agency.name, "下规〔2025〕1号", world.region().code
        )
        report = load(mended)
        assert report.ok, json.dumps([p.message for p in report.problems], ensure_ascii=False)
    assert SAID not in city.client("agency_head").get(URL).content.decode()


def test_what_was_found_is_kept_until_something_changes(city: City, tmp_path: Path) -> None:
    loaded(tmp_path, city.office.agency.name)
    client = city.client("agency_head")
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    assert not [q for q in asked if "benchmarktable" in q["sql"]]
