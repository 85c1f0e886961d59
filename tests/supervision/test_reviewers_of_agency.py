"""The share as the registers have it, and the line on the desk that shows it."""

from __future__ import annotations

from datetime import date

import pytest
from desk.city import City
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support import world

from yifa.registers.change import change
from yifa.registers.scope import IMPORTER, scope
from yifa.supervision import reviewers

pytestmark = pytest.mark.requirement("RQ015")
TODAY = date(2026, 11, 23)


def test_an_office_of_eight_has_one_qualified_reviewer(city: City) -> None:
    with scope(IMPORTER):
        found = reviewers.of_agency(city.office.agency, TODAY)
    assert (found.reviewers, found.officers, found.enough) == (1, 8, True)
    assert found.figure is not None and found.figure.id == "T05"


def test_it_is_told_as_of_the_day_asked_for(city: City) -> None:
    reviewer = city.office.people["legal_reviewer"]
    with scope(IMPORTER):
        change(IMPORTER, type(reviewer), reviewer.pk, {"valid_to": date(2026, 6, 30)}, "调离")
        assert reviewers.of_agency(city.office.agency, date(2026, 6, 30)).reviewers == 1
        later = reviewers.of_agency(city.office.agency, date(2026, 7, 1))
    assert (later.reviewers, later.missing) == (0, 1)


def test_the_count_of_queries_does_not_grow_with_the_people(city: City) -> None:
    with scope(IMPORTER):
        reviewers.of_agency(city.office.agency, TODAY)
        with CaptureQueriesContext(connection) as few:
            reviewers.of_agency(city.office.agency, TODAY)
        for n in range(5):
            world.officer(city.office, f"more{n}", "legal_reviewer", f"增员{'一二三四五'[n]}")
        with CaptureQueriesContext(connection) as many:
            found = reviewers.of_agency(city.office.agency, TODAY)
    assert found.reviewers == 6
    assert len(many) == len(few) <= 6


def test_the_desk_shows_it_beside_the_figures(city: City) -> None:
    url = reverse("desk:figures")
    page = city.client("unit_head").get(url).content.decode()
    assert "法制审核人员 1 人" in page and "持有效行政执法证的人员 8 人" in page and "占 12.5%" in page
    assert "原则上不少于5%，即 1 人" in page and "达到" in page
    one = city.client("unit_head").get(url, {"id": "T05"}).content.decode()
    assert "占 12.5%" in one
    other = city.client("unit_head").get(url, {"id": "P20"}).content.decode()
    assert "法制审核人员的比例" not in other


def test_the_desk_says_when_reviewers_are_missing(city: City) -> None:
    reviewer = city.office.people["legal_reviewer"]
    with scope(IMPORTER):
        change(IMPORTER, type(reviewer), reviewer.pk, {"legal_qualified": False}, "更正登记")
    page = city.client("unit_head").get(reverse("desk:figures")).content.decode()
    assert "还缺 1 人" in page and "不足" in page
