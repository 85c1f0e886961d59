"""Figures of the staff and what has to be done about certificates, as at a day (RQ003, RQ011, RQ012)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from registers import make
from support import world

from yifa.registers.change import change
from yifa.registers.models import (
    Certificate,
    CertificateApplication,
    CertificateReview,
    CertificateState,
    Officer,
    OfficerAssessment,
    Post,
    PostHolding,
    RoleGrant,
    StaffDetail,
)
from yifa.registers.scope import IMPORTER, scope
from yifa.supervision import staff

TODAY = date(2026, 11, 23)


@pytest.fixture
def office(db: None) -> Iterator[world.Office]:
    found = world.office()
    with scope(IMPORTER):
        yield found


def put(model: Any, **values: Any) -> Any:
    return change(IMPORTER, model, None, values, "测试")


def said(office: world.Office, on: date = TODAY) -> list[tuple[str, str, str]]:
    rows = staff.reminders(staff.people([office.agency], on), on)
    return [(r.officer.name, r.level, r.text) for r in rows]


def until(office: world.Office, who: str, day: date) -> Certificate:
    held = Certificate.objects.get(officer=office.people[who])
    return change(IMPORTER, Certificate, held.pk, {"valid_to": day}, "测试")


@pytest.mark.requirement("RQ003")
@pytest.mark.parametrize(
    ("left", "level"), [(61, None), (60, "near"), (31, "near"), (30, "over"), (0, "over")]
)
def test_a_certificate_is_reminded_of_sixty_days_ahead_and_urgently_at_thirty(
    office: world.Office, left: int, level: str | None
) -> None:
    until(office, "handler", TODAY + timedelta(days=left))
    found = said(office)
    assert found == ([] if level is None else [("张伟", level, f"执法证还有{left}天到期，请申领换发")])


@pytest.mark.requirement("RQ003")
def test_what_has_ended_or_is_suspended_is_urgent(office: world.Office) -> None:
    until(office, "handler", TODAY - timedelta(days=1))
    world.suspend_certificate(office.people["handler2"], TODAY)
    assert {(name, text) for name, _, text in said(office)} == {
        ("张伟", "执法证已过有效期，不能办案"),
        ("王芳", "执法证暂扣，不能办案"),
    }
    assert ("王芳", "over", "执法证暂扣，不能办案") not in said(office, TODAY - timedelta(days=1))


@pytest.mark.requirement("RQ003")
def test_a_newer_certificate_takes_the_reminder_away(office: world.Office) -> None:
    old = until(office, "handler", TODAY + timedelta(days=10))
    put(Certificate, officer=old.officer, agency=office.agency, number="新证", valid_from=TODAY,
        valid_to=date(2031, 11, 22))  # fmt: skip
    assert said(office) == []


@pytest.mark.requirement("RQ003")
def test_a_year_without_review_is_reminded_of_from_the_first_year_reviewed(office: world.Office) -> None:
    mine = Certificate.objects.get(officer=office.people["handler"])
    assert said(office) == []  # nobody was ever reviewed here
    put(CertificateReview, certificate=mine, year=2025, on=date(2025, 12, 1), result="passed")
    found = [text for name, _, text in said(office) if name == "张伟"]
    assert found == ["2026年度还没有审验"]
    assert [text for name, _, text in said(office) if name == "王芳"] == [
        "2025年度没有审验",
        "2026年度还没有审验",
    ]
    assert [text for name, _, text in said(office, date(2026, 9, 30)) if name == "张伟"] == []
    put(CertificateReview, certificate=mine, year=2026, on=date(2026, 11, 20), result="failed", note="未培训")
    assert [text for name, _, text in said(office) if name == "张伟"] == ["2026年度审验不合格"]


@pytest.mark.requirement("RQ010")
def test_a_failed_assessment_asks_for_a_consequence(office: world.Office) -> None:
    put(OfficerAssessment, officer=office.people["handler"], year=2025, on=date(2026, 1, 9), grade="failed",
        note="违规执法")  # fmt: skip
    assert said(office) == [("张伟", "over", "2025年度考核不称职，仍在岗：研究停权、收证或者退出")]


@pytest.mark.requirement("RQ012")
def test_figures_of_an_agency(office: world.Office) -> None:
    world.suspend_certificate(office.people["archivist"], TODAY)
    helper = put(Officer, agency=office.agency, name="富辅", auxiliary=True, valid_from=world.START)
    put(StaffDetail, officer=helper, birth_year=2000)
    put(
        StaffDetail,
        officer=office.people["handler"],
        birth_year=1991,
        profession="law",
        employment="administrative",
    )
    put(StaffDetail, officer=office.people["handler2"], birth_year=1990, profession="law")
    put(Post, agency=office.agency, title="执法员", duties="办案", places=12, valid_from=world.START)
    found = staff.figures([office.agency], staff.people([office.agency], TODAY), TODAY)
    assert (found.places, found.serving, found.auxiliaries, found.certified) == (12, 8, 1, 7)
    assert found.share == "87.5%"
    assert [(b.title, b.number) for b in found.ages] == [
        ("35岁及以下", 1), ("36至45岁", 1), ("46至55岁", 0), ("56岁及以上", 0), ("未登记", 6),
    ]  # fmt: skip
    assert [(b.title, b.number, b.width) for b in found.professions] == [("法学", 2, 33), ("未登记", 6, 100)]


@pytest.mark.requirement("RQ012")
def test_people_and_certificates_are_counted_as_on_the_day(fresh_db: str) -> None:
    with scope(IMPORTER):
        bureau = make.agency(1, make.region())
        other = make.agency(2, bureau.region)
        good = make.officer("甲", bureau, legal_qualified=True)
        suspended = make.officer("乙", bureau)
        make.officer("丙", bureau)
        make.officer("丁", bureau, auxiliary=True)
        make.officer("戊", bureau, valid_to=date(2025, 12, 31))
        make.officer("己", other)
        make.certificate(good, "C1")
        held = make.certificate(suspended, "C2")
        put(CertificateState, certificate=held, since=date(2026, 3, 1), state="suspended", reason="违规")

        def counted(day: date) -> list[tuple[int, int, int, int]]:
            found = staff.figures([bureau, other], staff.people([bureau, other], day), day)
            return [(x.serving, x.certified, x.legal, x.auxiliaries) for x in (*found.lines, found)]

        assert counted(date(2026, 2, 1)) == [(3, 2, 1, 1), (1, 0, 0, 0), (4, 2, 1, 1)]
        assert counted(date(2026, 3, 1))[0] == (3, 1, 1, 1)
        assert counted(date(2025, 6, 1))[0][0] == 4
        assert staff.figures([], [], TODAY).legal_share == ""


@pytest.mark.requirement("RQ011")
def test_the_list_of_duties_goes_down_to_the_person_and_tells_what_was_given_by_hand(
    office: world.Office,
) -> None:
    post = put(Post, agency=office.agency, unit=office.unit, title="听证主持", duties="主持听证", places=2,
               role_names="听证主持人、承办人", basis="行政处罚法第六十四条", valid_from=world.START)  # fmt: skip
    put(PostHolding, post=post, officer=office.people["hearing_officer"], valid_from=world.START)
    change(
        IMPORTER, RoleGrant, None,
        {"officer": office.people["hearing_officer"], "role": "archivist", "agency": office.agency,
         "valid_from": date(2026, 5, 1)},
        "档案员休假期间代管",
    )  # fmt: skip
    put(
        Post,
        agency=office.agency,
        title="档案管理",
        duties="归档",
        role_names="档案管理员",
        valid_from=world.START,
    )
    empty, duty = sorted(staff.duty_list([office.agency], TODAY), key=lambda d: bool(d.held))
    (held,) = duty.held
    assert (duty.post.unit.name, duty.post.title, duty.free) == ("执法一科", "听证主持", 1)
    assert held.officer.pk == office.people["hearing_officer"].pk
    assert ("档案管理员", "档案员休假期间代管") in [(x.role, x.reason) for x in held.by_hand]
    assert not empty.held
    rows = list(staff.duty_rows([duty, empty]))
    assert [len(r) for r in rows] == [len(staff.DUTY_TITLES)] * 2
    assert rows[0][:8] == [
        office.agency.name, "执法一科", "听证主持", "主持听证", "行政处罚法第六十四条", "2",
        office.people["hearing_officer"].name, world.START.isoformat(),
    ]  # fmt: skip
    assert rows[0][8] == "听证主持人、承办人"
    assert "档案管理员（2026-05-01起：档案员休假期间代管）" in rows[0][9]
    assert rows[1][6:] == ["", "", "档案管理员", ""]


@pytest.mark.requirement("RQ004")
def test_applications_under_way_are_told_with_their_step(office: world.Office) -> None:
    row = {"agency": office.agency, "applied_on": TODAY - timedelta(days=9), "kind": "执法", "area": "云州市"}
    put(CertificateApplication, officer=office.people["handler"], **row)
    put(CertificateApplication, officer=office.people["handler2"], withdrawn_on=TODAY, **row)
    assert [(a.officer.name, step) for a, step in staff.waiting([office.agency], TODAY)] == [
        ("张伟", "已申领，待资格审核")
    ]


def test_the_count_of_queries_does_not_grow_with_the_people(office: world.Office) -> None:
    def look() -> int:
        with CaptureQueriesContext(connection) as asked:
            found = staff.people([office.agency], TODAY)
            staff.reminders(found, TODAY)
            staff.figures([office.agency], found, TODAY)
            staff.duty_list([office.agency], TODAY)
            staff.waiting([office.agency], TODAY)
        return len(asked)

    few = look()
    for n in range(4):
        world.officer(office, f"more{n}", "handler", f"增员{'一二三四'[n]}")
    assert look() == few <= 12
