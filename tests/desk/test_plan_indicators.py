"""推进指标汇总: what the platform measures of each agency in one's range, on a page and as a file."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.urls import reverse

from yifa.registers.change import change
from yifa.registers.models import Officer
from yifa.registers.scope import IMPORTER, scope

from .city import City

pytestmark = pytest.mark.django_db


def share(city: City, role: str = "unit_head") -> str:
    page = city.client(role).get(reverse("desk:plan-indicators")).content.decode()
    cell = re.search(r'data-label="法制审核人员占比">(.*?)</td>', page, re.S)
    assert cell, page[:500]
    return re.sub(r"<[^>]+>|\s+", " ", cell.group(1)).strip()


def done(cell: str) -> int:
    found = re.search(r"(\d+) / \d+", cell)
    assert found, cell
    return int(found.group(1))


@pytest.mark.requirement("RQ163")
def test_the_share_of_reviewers_is_computed_from_the_register(city: City) -> None:
    before = share(city)
    with scope(IMPORTER):
        reviewer = city.office.people["legal_reviewer"]
        change(IMPORTER, Officer, reviewer.pk, {"legal_qualified": False}, "测试：不再具备资格")
    after = share(city)
    assert done(before) == done(after) + 1


@pytest.mark.requirement("RQ163")
def test_the_file_has_a_line_for_each_indicator_of_each_agency_in_range_and_no_other(city: City) -> None:
    answer: Any = city.client("unit_head").get(reverse("desk:plan-indicators-csv"))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert {row["机关"] for row in rows} == {city.office.agency.name}
    assert {"年度培训学时", "法制审核人员占比", "执法决定按期公开", "案卷按期归档"} <= {
        row["指标"] for row in rows
    }
    assert all(row["是否达到"] in ("达到", "未达到", "没有数据") for row in rows)


def test_a_handler_does_not_see_it(city: City) -> None:
    assert city.client("handler").get(reverse("desk:plan-indicators")).status_code == 403
