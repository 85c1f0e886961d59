"""Each register's own rules, in the application and again in the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from registers import make
from yifa.registers.change import change, change_many
from yifa.registers.models import (
    Agency,
    Article,
    BenchmarkTable,
    Certificate,
    CertificateState,
    ExemptionTable,
    Holiday,
    Officer,
    Power,
    PublishedYear,
    Region,
    RoleGrant,
    Statute,
    Subject,
    Unit,
)
from yifa.registers.scope import IMPORTER, scope

BEFORE, AFTER = date(2019, 12, 31), date(2021, 1, 1)


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


@pytest.fixture
def office(inside: None) -> Agency:
    return make.agency(1, make.region())


def refused(row: models.Model, constraint: str) -> None:
    """The database refuses the row by that constraint, past all validation."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save(force_insert=True)


def test_periods_do_not_end_before_they_begin(office: Agency) -> None:
    who = make.officer("甲", office)
    dated = {"valid_from": make.FROM, "valid_to": BEFORE}
    refused(Region(code="530101", name="甲区", level=3, **dated), "region_dates")
    refused(Agency(name="乙", code=make.uscc(2), region=office.region, **dated), "agency_dates")
    refused(Unit(agency=office, name="科", **dated), "unit_dates")
    refused(Power(agency=office, code="1", name="事项", type="02", **dated), "power_dates")
    refused(Officer(agency=office, name="乙", **dated), "officer_dates")
    refused(RoleGrant(officer=who, role="handler", agency=office, **dated), "grant_dates")
    refused(Certificate(officer=who, number="1", agency=office, **dated), "certificate_dates")
    refused(Subject(kind="legal", name="乙", **dated), "subject_dates")
    table = {"title": "基准", "data": {}, "effective_from": make.FROM, "effective_to": BEFORE, "sha256": "0"}
    refused(BenchmarkTable(**table), "benchmark_dates")
    refused(ExemptionTable(**table), "exemption_dates")
    law = {"title": "法", "short_title": "法", "kind": "law", "sha256": "0"}
    refused(Statute(effective_from=make.FROM, effective_to=BEFORE, **law), "statute_dates")


def test_closed_lists_are_closed_in_the_database(office: Agency) -> None:
    who = make.officer("甲", office)
    held = make.certificate(who, "YZ-1")
    refused(Agency(name="乙", code="x", region=office.region, kind="怪", valid_from=make.FROM), "agency_kind")
    refused(RoleGrant(officer=who, role="king", agency=office, valid_from=make.FROM), "grant_role")
    refused(CertificateState(certificate=held, since=AFTER, state="lost", reason="x"), "certificate_state")
    refused(Subject(kind="animal", name="乙", valid_from=make.FROM), "subject_kind")
    refused(Statute(title="法", short_title="法", kind="poem", sha256="0"), "statute_kind")
    refused(Region(code="53", name="短", level=1), "region_code")
    refused(Region(code="530101", name="甲", level=5), "region_level")
    refused(PublishedYear(year=1900, source="x"), "published_year")


def test_natural_keys_are_unique(office: Agency) -> None:
    who = make.officer("甲", office, staff_no="001")
    held = make.certificate(who, "YZ-1")
    subject = make.firm(5)
    make.grant(who, "handler")
    change(IMPORTER, Unit, None, {"agency": office, "name": "一科", "valid_from": make.FROM}, "测试")
    row = {"agency": office, "code": "1", "name": "事项", "type": "02", "valid_from": make.FROM}
    change(IMPORTER, Power, None, row, "测试")
    state = {"certificate": held, "since": AFTER, "state": "suspended", "reason": "测试"}
    change(IMPORTER, CertificateState, None, state, "测试")
    refused(
        Agency(name="乙", code=office.code, region=office.region, valid_from=make.FROM), "agency_code_once"
    )
    refused(Officer(agency=office, name="乙", staff_no="001", valid_from=make.FROM), "officer_staff_no_once")
    refused(RoleGrant(officer=who, role="handler", agency=office, valid_from=make.FROM), "grant_once")
    refused(
        Certificate(officer=who, number="YZ-1", agency=office, valid_from=make.FROM, valid_to=AFTER),
        "certificate_number_once",
    )
    refused(CertificateState(**state), "certificate_state_once_a_day")
    refused(Unit(agency=office, name="一科", valid_from=make.FROM), "unit_once")
    refused(Power(**row), "power_once")
    same = {"identifier_kind": "uscc", "identifier": subject.identifier}
    refused(Subject(kind="legal", name="乙", valid_from=make.FROM, **same), "subject_identifier_once")


def test_people_without_an_identifier_may_share_a_name(office: Agency) -> None:
    for _ in range(2):
        row = {"kind": "natural", "name": "张伟", "valid_from": make.FROM}
        change(IMPORTER, Subject, None, row, "登记")
    assert Subject.objects.filter(name="张伟").count() == 2


def test_another_node_may_know_the_same_firm(office: Agency) -> None:
    first = make.firm(5)
    second = make.firm(5, node="elsewhere")
    assert first.identifier == second.identifier


def test_an_identifier_has_a_kind(office: Agency) -> None:
    refused(
        Subject(kind="legal", name="乙", identifier="1", valid_from=make.FROM), "subject_identifier_has_kind"
    )


def test_statutes_and_articles_have_one_place_each(office: Agency) -> None:
    law = {"title": "甲法", "short_title": "甲法", "kind": "law", "sha256": "0"}
    kept = Statute.objects.create(**law)
    refused(Statute(**law), "statute_version_once")
    Statute.objects.create(**law, adopted_on=make.FROM)
    article = {"statute": kept, "label": "第一条", "text": "文"}
    Article.objects.create(number=1, order=1, **article)
    refused(Article(number=2, order=1, **article), "article_order_once")
    refused(Article(number=1, order=2, **article), "article_number_once")
    Article.objects.create(number=1, suffix=1, order=2, **article)


def test_a_code_with_a_wrong_check_digit_is_no_agency(office: Agency) -> None:
    wrong = office.code[:-1] + ("0" if office.code[-1] != "0" else "1")
    with pytest.raises(ValidationError) as caught:
        change(
            IMPORTER,
            Agency,
            None,
            {"name": "乙", "code": wrong, "region": office.region, "valid_from": make.FROM},
            "登记",
        )
    assert "code" in caught.value.message_dict


def test_an_entrusted_organisation_names_who_entrusts_it(office: Agency) -> None:
    with pytest.raises(ValidationError, match="委托机关"):
        make.agency(2, office.region, kind="entrusted")
    assert make.agency(2, office.region, kind="entrusted", parent=office).parent_id == office.pk


def test_a_unit_of_another_agency_is_refused(office: Agency) -> None:
    other = make.agency(2, office.region)
    row = {"agency": other, "name": "一科", "valid_from": make.FROM}
    unit = change(IMPORTER, Unit, None, row, "登记")
    with pytest.raises(ValidationError, match="内设机构"):
        make.officer("甲", office, unit=unit)
    who = make.officer("甲", office)
    with pytest.raises(ValidationError, match="内设机构"):
        make.grant(who, "handler", unit=unit)


@pytest.mark.parametrize("second", ["security_admin", "audit_admin"])
def test_one_person_is_not_two_of_the_three_administrators(office: Agency, second: str) -> None:
    who = make.officer("甲", office)
    make.grant(who, "system_admin", valid_to=date(2020, 12, 31))
    with pytest.raises(ValidationError, match="三员"):
        make.grant(who, second, valid_from=date(2020, 12, 31))
    make.grant(who, second, valid_from=date(2021, 1, 1))


@pytest.mark.requirement("RQ187")
@pytest.mark.parametrize("first", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_handles_no_cases(office: Agency, first: str) -> None:
    who = make.officer("甲", office)
    make.grant(who, first, valid_to=date(2020, 12, 31))
    for role in ("handler", "agency_head", "archivist", "supervisor"):
        with pytest.raises(ValidationError, match="兼任办案"):
            make.grant(who, role, valid_from=date(2020, 12, 31))
    make.grant(who, "handler", valid_from=date(2021, 1, 1))
    make.grant(who, "archivist", valid_from=date(2021, 1, 1))


@pytest.mark.parametrize(
    ("second", "refused"), [("audit_admin", True), ("handler", True), ("system_admin", False)]
)
def test_one_person_under_two_entries_is_still_one_person(office: Agency, second: str, refused: bool) -> None:
    """Two officers of one name and one telephone number: the database sees through it."""
    one, two = (make.officer("甲", office, phone="13900001234", staff_no=n) for n in ("1", "2"))
    namesake = make.officer("甲", office, phone="13900005678", staff_no="3")
    make.grant(one, "system_admin")
    make.grant(namesake, "audit_admin")
    if refused:
        with pytest.raises(ValidationError, match="三员"):
            make.grant(two, second)
    else:
        make.grant(two, second)


def test_administrators_granted_in_bulk_are_kept_apart(office: Agency) -> None:
    """Where rows are written together the form's own check is not asked; the database is."""
    who = make.officer("甲", office)
    rows = [
        {"officer": who, "role": role, "agency": office, "valid_from": make.FROM}
        for role in ("system_admin", "audit_admin")
    ]
    with pytest.raises(ValidationError, match="三员"):
        change_many(IMPORTER, RoleGrant, rows, "批量授予")
    assert not RoleGrant.objects.filter(officer=who).exists()


def test_nobody_has_been_reviewing_since_tomorrow(office: Agency) -> None:
    """行政处罚法 58(2) hangs on the day: it has passed, and may lie before the person came to this agency."""
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="不能晚于今天"):
        make.officer("顾青", office, reviewing_since=today + timedelta(days=1))
    assert make.officer("顾青", office, reviewing_since=today).reviewing_since == today
    assert make.officer("顾白", office, reviewing_since=date(2009, 3, 1)).valid_from == make.FROM
    assert make.officer("顾言", office).reviewing_since is None


def test_a_day_has_one_holiday_row(inside: None) -> None:
    row = {"day": AFTER, "working": True, "source": "通知"}
    change(IMPORTER, Holiday, None, row, "调休")
    with pytest.raises(ValidationError):
        change(IMPORTER, Holiday, None, row, "调休")


def test_a_code_without_digits_is_no_region(inside: None) -> None:
    with pytest.raises(ValidationError):
        change(IMPORTER, Region, None, {"code": "53O100", "name": "甲", "level": 2}, "登记")
