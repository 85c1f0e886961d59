"""司法所: people who know the law, what the figure asks for, and what is missing (RQ017)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from registers import make

from yifa.registers.change import change
from yifa.registers.models import Agency, JudicialOffice, JudicialOfficeMember, Region, StaffDetail
from yifa.registers.scope import IMPORTER, scope
from yifa.supervision.judicial_offices import staffing

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ017")]
TODAY = date(2026, 11, 23)


def put(model: Any, **values: Any) -> Any:
    return change(IMPORTER, model, None, values, "测试")


@pytest.fixture
def county(db: None) -> Iterator[Region]:
    """A county of 江苏省, whose policy sets the figure F15."""
    with scope(IMPORTER):
        province = make.region("320000", "江苏省", 1)
        city = make.region("320300", "徐州市", 2, province.pk)
        yield make.region("320312", "铜山区", 3, city.pk)


@pytest.fixture
def bureau(county: Region) -> Agency:
    return make.agency(1, county, sector="justice")


def office(of: Agency, name: str = "云山司法所", **more: Any) -> JudicialOffice:
    made: JudicialOffice = put(
        JudicialOffice, agency=of, name=name, region=of.region, places=2, valid_from=make.FROM, **more
    )
    return made


def test_an_office_without_anybody_who_knows_the_law_is_short_of_one(bureau: Agency) -> None:
    here = office(bureau)
    put(JudicialOfficeMember, office=here, officer=make.officer("甲", bureau), valid_from=make.FROM)
    (found,) = staffing([bureau], TODAY)
    assert (found.legal, found.needed, found.missing, found.places_free) == (0, 1, 1, 1)
    assert found.figure is not None and found.figure.id == "F15"


def test_a_qualification_or_a_degree_in_law_counts(bureau: Agency) -> None:
    here = office(bureau)
    one, two = make.officer("甲", bureau, legal_qualified=True), make.officer("乙", bureau)
    put(StaffDetail, officer=two, profession="law")
    for officer in (one, two):
        put(JudicialOfficeMember, office=here, officer=officer, valid_from=make.FROM)
    (found,) = staffing([bureau], TODAY)
    assert (found.legal, found.missing) == (2, 0)


def test_who_left_the_office_or_the_service_counts_no_more(bureau: Agency) -> None:
    here = office(bureau)
    left = make.officer("甲", bureau, legal_qualified=True)
    gone = make.officer("乙", bureau, legal_qualified=True, valid_to=date(2026, 6, 30))
    put(JudicialOfficeMember, office=here, officer=left, valid_from=make.FROM, valid_to=date(2026, 5, 31))
    put(JudicialOfficeMember, office=here, officer=gone, valid_from=make.FROM)
    assert [s.legal for s in staffing([bureau], date(2026, 5, 31))] == [2]
    assert [s.legal for s in staffing([bureau], date(2026, 6, 1))] == [1]
    assert [s.missing for s in staffing([bureau], TODAY)] == [1]


def test_where_no_figure_applies_nothing_is_said_to_be_missing(db: None) -> None:
    with scope(IMPORTER):
        elsewhere = make.agency(2, make.region(), sector="justice")
        office(elsewhere)
        (found,) = staffing([elsewhere], TODAY)
    assert found.figure is None
    assert found.missing == 0


def test_statements_do_not_grow_with_offices(bureau: Agency, django_assert_max_num_queries: Any) -> None:
    for n in range(4):
        put(
            JudicialOfficeMember, office=office(bureau, f"第{n}司法所"), officer=make.officer(f"员{n}", bureau),
            valid_from=make.FROM,
        )  # fmt: skip
    staffing([bureau], TODAY)
    with django_assert_max_num_queries(5):
        assert len(staffing([bureau], TODAY)) == 4


def test_it_belongs_to_a_justice_bureau_and_so_do_its_people(county: Region, bureau: Agency) -> None:
    urban = make.agency(3, county, sector="urban")
    with pytest.raises(ValidationError, match="司法行政机关"), transaction.atomic():
        office(urban)
    with pytest.raises(ValidationError, match="不属于"), transaction.atomic():
        put(
            JudicialOfficeMember,
            office=office(bureau),
            officer=make.officer("丙", urban),
            valid_from=make.FROM,
        )
