"""Legal time: what is in force on a day, chains, roles and certificates as at a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers import make
from yifa.registers.change import change
from yifa.registers.dates import (
    agencies_of_subtree,
    agency_chain,
    certificate_on,
    in_force,
    officers_with_role,
    reach_of_subtree,
    region_chain,
    roles_on,
)
from yifa.registers.models import Article, BenchmarkTable, CertificateState, Officer, Region, Subject
from yifa.registers.models.people import Certificate
from yifa.registers.scope import IMPORTER, scope

DAY = date(2022, 6, 1)


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


def test_both_ends_of_a_period_are_in_force(inside: None) -> None:
    office = make.agency(1, make.region())
    make.officer("甲", office, valid_from=DAY, valid_to=DAY + timedelta(days=1))
    found = [in_force(Officer, DAY + timedelta(days=n)).count() for n in (-1, 0, 1, 2)]
    assert found == [0, 1, 1, 0]


def test_an_open_period_goes_on_and_an_unknown_start_goes_back(inside: None) -> None:
    make.region()
    make.firm(1, valid_from=DAY)
    assert in_force(Region, date(1900, 1, 1)).count() == 1
    assert in_force(Subject, date(2100, 1, 1)).count() == 1
    assert in_force(Subject, DAY - timedelta(days=1)).count() == 0


def test_the_other_pair_of_date_names_works_and_a_model_without_dates_is_an_error(inside: None) -> None:
    row = {"title": "基准", "effective_from": DAY, "data": {"a": 1}, "sha256": "0"}
    change(IMPORTER, BenchmarkTable, None, row, "装载")
    assert in_force(BenchmarkTable, DAY).count() == 1
    with pytest.raises(ValueError, match="no dates in force"):
        in_force(Article, DAY)


def tree() -> None:
    make.region("530000", "云省", 1)
    make.region("530100", "云州市", 2, "530000")
    make.region("530102", "东区", 3, "530100")
    make.region("530102001", "一街", 4, "530102")
    make.region("530200", "邻州市", 2, "530000")


def test_the_chain_of_regions_goes_outwards(inside: None) -> None:
    tree()
    assert region_chain("530102001") == ("530102001", "530102", "530100", "530000")
    assert region_chain("530000") == ("530000",)
    assert region_chain("999999") == ("999999",)


def test_agencies_of_a_subtree_and_the_chain_above_one(inside: None) -> None:
    tree()
    city, district, street, neighbour = (
        make.agency(n, Region.objects.get(pk=code))
        for n, code in enumerate(["530100", "530102", "530102001", "530200"], 1)
    )
    change(IMPORTER, type(street), street.pk, {"parent": district}, "隶属")
    change(IMPORTER, type(district), district.pk, {"parent": city}, "隶属")
    assert set(agencies_of_subtree("530100", city.node)) == {str(a.pk) for a in (city, district, street)}
    assert agencies_of_subtree("530100", "elsewhere") == ()
    inside, all_of_them = reach_of_subtree("530100", city.node)
    assert (set(inside), all_of_them) == ({str(a.pk) for a in (city, district, street)}, False)
    inside, all_of_them = reach_of_subtree("530000", city.node)
    assert (set(inside), all_of_them) == ({str(a.pk) for a in (city, district, street, neighbour)}, True)
    assert reach_of_subtree("530000", "elsewhere") == ((), False)
    assert agency_chain(street.pk) == (str(street.pk), str(district.pk), str(city.pk))
    assert agency_chain(neighbour.pk) == (str(neighbour.pk),)


def test_a_loop_of_parents_ends(inside: None) -> None:
    where = make.region()
    first, second = make.agency(1, where), make.agency(2, where)
    change(IMPORTER, type(first), first.pk, {"parent": second}, "错")
    change(IMPORTER, type(first), second.pk, {"parent": first}, "错")
    assert len(agency_chain(first.pk)) == 20


def test_roles_count_on_their_days_and_in_their_agency(inside: None) -> None:
    where = make.region()
    here, there = make.agency(1, where), make.agency(2, where)
    who = make.officer("甲", here)
    make.grant(who, "handler", valid_to=DAY)
    make.grant(who, "unit_head", valid_from=DAY + timedelta(days=1))
    make.grant(who, "archivist", agency=there)
    assert roles_on(who.pk, here.pk, DAY) == {"handler"}
    assert roles_on(who.pk, here.pk, DAY + timedelta(days=1)) == {"unit_head"}
    assert list(officers_with_role(here.pk, ["handler", "archivist"], DAY)) == [who]
    assert not officers_with_role(here.pk, ["archivist"], DAY).exists()


def test_a_certificate_is_judged_as_at_the_day(inside: None) -> None:
    where = make.region()
    here, there = make.agency(1, where), make.agency(2, where)
    who = make.officer("甲", here)
    held = make.certificate(who, "YZ-1", valid_from=date(2021, 1, 1), valid_to=date(2022, 12, 31))
    for since, state in ((date(2021, 6, 1), "suspended"), (date(2021, 9, 1), "valid"), (DAY, "withdrawn")):
        row = {"certificate": held, "since": since, "state": state, "reason": "测试"}
        change(IMPORTER, CertificateState, None, row, "测试")
    expected = {
        date(2020, 12, 31): "not_yet",
        date(2021, 1, 1): "valid",
        date(2021, 5, 31): "valid",
        date(2021, 6, 1): "suspended",
        date(2021, 9, 1): "valid",
        DAY: "withdrawn",
        date(2023, 1, 1): "withdrawn",
    }
    held = Certificate.objects.prefetch_related("states").get(pk=held.pk)
    assert {day: held.state_on(day) for day in expected} == expected
    for day, state in expected.items():
        assert (certificate_on(who.pk, here.pk, day) is not None) == (state == "valid")
    assert certificate_on(who.pk, there.pk, date(2021, 1, 1)) is None


def test_a_certificate_expires_after_its_last_day(inside: None) -> None:
    who = make.officer("甲", make.agency(1, make.region()))
    held = make.certificate(who, "YZ-1", valid_to=DAY)
    assert held.state_on(DAY) == "valid"
    assert held.state_on(DAY + timedelta(days=1)) == "expired"


@given(
    start=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    length=st.none() | st.integers(0, 4000),
    day=st.dates(date(1999, 1, 1), date(2045, 1, 1)),
)
def test_in_force_agrees_with_the_plain_reading(db: None, start: date, length: int | None, day: date) -> None:
    end = None if length is None else start + timedelta(days=length)
    with scope(IMPORTER):
        subject = make.firm(1, valid_from=start, valid_to=end)
        found = in_force(Subject, day).filter(pk=subject.pk).exists()
        Subject.objects.filter(pk=subject.pk).update(identifier="", identifier_kind="")
    assert found == (start <= day and (end is None or day <= end))
