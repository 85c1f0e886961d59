"""What is kept of bodies and people holds together: each rule refuses what breaks it and takes what does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from registers import make
from yifa.registers.change import change, change_many
from yifa.registers.models import (
    Adviser,
    AdviserTask,
    Agency,
    AgencyVerification,
    Certificate,
    CertificateApplication,
    CertificateReview,
    Contact,
    ContactTask,
    Equipment,
    EquipmentIssue,
    ExamResult,
    Officer,
    OfficerAssessment,
    Post,
    PostHolding,
    QualificationCheck,
    RegisterChange,
    Unit,
)
from yifa.registers.models.verifications import standing_on
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def here(db: None) -> Iterator[Agency]:
    with scope(IMPORTER):
        yield make.agency(1, make.region())


@pytest.fixture
def ann(here: Agency) -> Officer:
    return make.officer("安宁", here, staff_no="1")


def put(model: type[models.Model], **values: Any) -> Any:
    return change(IMPORTER, model, None, values, "测试")


def refused(model: type[models.Model], field: str, **values: Any) -> str:
    """What is said of that field when the row is not taken."""
    with pytest.raises(ValidationError) as caught:
        put(model, **values)
    said = caught.value.message_dict if hasattr(caught.value, "error_dict") else {"": caught.value.messages}
    assert field in said, said
    return "；".join(said[field])


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


# ---- verification of bodies --------------------------------------------------------------------------------------


def verification(of: Agency, **more: Any) -> dict[str, Any]:
    return {
        "agency": of, "year": TODAY.year, "result": "verified", "decided_by": "司法局", "document": "公告",
        "valid_from": ago(10), **more,
    }  # fmt: skip


@pytest.mark.requirement("RQ001")
def test_a_verification_says_why_it_was_refused_and_where_it_was_published(here: Agency) -> None:
    assert "理由" in refused(AgencyVerification, "reasons", **verification(here, result="refused"))
    assert "载体" in refused(AgencyVerification, "published_at", **verification(here, published_on=TODAY))
    later = verification(here, published_on=TODAY + timedelta(days=1), published_at="网站")
    assert "今天" in refused(AgencyVerification, "published_on", **later)
    row = put(AgencyVerification, **verification(here, published_on=TODAY, published_at="网站"))
    assert RegisterChange.objects.get(row_id=str(row.pk)).body  # what confers power is sealed for the log


@pytest.mark.requirement("RQ001")
def test_an_entrusted_organisation_is_no_body_of_its_own(here: Agency) -> None:
    centre = make.agency(2, here.region, kind="entrusted", parent=here)
    assert "第二十条第四款" in refused(AgencyVerification, "agency", **verification(centre))


@pytest.mark.requirement("RQ001")
@pytest.mark.parametrize(
    ("rows", "standing"),
    [
        ([], "none"),
        ([(10, "verified", None)], "verified"),
        ([(10, "verified", 1)], "run_out"),
        ([(10, "verified", 0)], "verified"),
        ([(10, "verified", None), (5, "refused", None)], "refused"),
        ([(10, "refused", None), (5, "verified", None)], "verified"),
        ([(-1, "verified", None)], "none"),
    ],
)
def test_the_newest_row_that_has_begun_counts(rows: list[Any], standing: str) -> None:
    made = [
        AgencyVerification(
            valid_from=ago(begun),
            result=result,
            year=TODAY.year,
            valid_to=None if over is None else ago(over),
        )
        for begun, result, over in rows
    ]
    assert standing_on(made, TODAY) == standing


# ---- posts -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("RQ011")
def test_a_post_belongs_to_a_unit_of_its_agency_and_names_roles_there_are(here: Agency, ann: Officer) -> None:
    other = make.agency(2, here.region)
    unit = put(Unit, agency=other, name="一队", valid_from=make.FROM)
    base = {"agency": here, "title": "执法员", "duties": "调查取证", "valid_from": make.FROM}
    assert "不属于" in refused(Post, "unit", **base, unit=unit)
    assert "没有这种岗位角色：办事员" in refused(Post, "role_names", **base, role_names="承办人、办事员")
    post = put(Post, **base, role_names="承办人、听证主持人")
    assert post.roles() == ("handler", "hearing_officer")
    put(PostHolding, post=post, officer=ann, valid_from=make.FROM)
    stranger = make.officer("柏文", other)
    assert "不属于" in refused(PostHolding, "officer", post=post, officer=stranger, valid_from=make.FROM)


# ---- the life of a certificate -----------------------------------------------------------------------------------


def application(who: Officer, **more: Any) -> CertificateApplication:
    values = {
        "officer": who,
        "agency": who.agency,
        "applied_on": ago(60),
        "kind": "行政执法",
        "area": "云州市",
    }
    made: CertificateApplication = put(CertificateApplication, **values | more)
    return made


def issue(
    of: CertificateApplication | None, who: Officer, on: date = TODAY, number: str = "N-1"
) -> Certificate:
    made: Certificate = put(
        Certificate, officer=who, agency=who.agency, number=number, kind="行政执法", area="云州市",
        application=of, valid_from=on, valid_to=on + timedelta(days=1000),
    )  # fmt: skip
    return made


def check(of: CertificateApplication, *, passed: bool = True, on: date | None = None) -> None:
    put(QualificationCheck, application=of, on=on or ago(50), passed=passed, checked_by="司法局",
        note="" if passed else "不在编")  # fmt: skip


def exam(of: CertificateApplication, score: int = 80, on: date | None = None, **more: Any) -> None:
    put(ExamResult, application=of, on=on or ago(40), name="资格考试", score=score, pass_mark=60, **more)


@pytest.mark.requirement("RQ003", "RQ004", "RQ005")
def test_from_application_to_certificate(ann: Officer) -> None:
    wanted = application(ann)
    assert wanted.step_on(ago(60)) == "applied"
    with pytest.raises(ValidationError, match="待资格审核"):
        issue(wanted, ann)
    check(wanted, passed=False)
    assert wanted.step_on(TODAY) == "refused"
    check(wanted, on=ago(45))
    assert wanted.step_on(TODAY) == "checked"
    with pytest.raises(ValidationError, match="待考试"):
        issue(wanted, ann)
    exam(wanted, 59)
    assert wanted.step_on(TODAY) == "failed"
    with pytest.raises(ValidationError, match="考试未通过"):
        issue(wanted, ann)
    exam(wanted, 60, ago(20))
    assert (wanted.step_on(ago(30)), wanted.step_on(TODAY)) == ("failed", "ready")
    with pytest.raises(ValidationError, match="考试未通过"):
        issue(wanted, ann, ago(30))  # judged on the day of issue
    issue(wanted, ann)
    assert wanted.step_on(TODAY) == "issued"
    with pytest.raises(ValidationError, match="已发证"):
        issue(wanted, ann, number="N-2")


@pytest.mark.requirement("RQ003")
def test_once_applications_are_kept_none_is_issued_without_one(ann: Officer) -> None:
    issue(None, ann, ago(100), "OLD")
    application(ann)
    assert "已登记申领" in refused(
        Certificate,
        "application",
        officer=ann,
        agency=ann.agency,
        number="NEW",
        valid_from=TODAY,
        valid_to=TODAY,
    )
    issue(None, ann, ago(61), "OLD-2")  # issued before applications were kept


@pytest.mark.requirement("RQ003")
def test_a_certificate_rests_on_the_holders_own_application(ann: Officer) -> None:
    wanted = application(ann)
    other = make.officer("柏文", ann.agency)
    with pytest.raises(ValidationError, match="不是这名人员"):
        issue(wanted, other)


@pytest.mark.requirement("RQ004")
def test_refusals_and_failures_say_why(ann: Officer) -> None:
    wanted = application(ann)
    row = {"application": wanted, "on": TODAY, "passed": False, "checked_by": "司法局"}
    assert "理由" in refused(QualificationCheck, "note", **row)
    early = row | {"on": ago(90), "passed": True}
    assert "早于申领" in refused(QualificationCheck, "on", **early)


@pytest.mark.requirement("RQ005")
def test_only_who_holds_the_legal_qualification_is_exempted(ann: Officer) -> None:
    row = {"application": application(ann), "on": TODAY, "name": "资格考试", "exempt": True}
    assert "法律职业资格" in refused(ExamResult, "exempt", **row)
    lawyer = make.officer("任清", ann.agency, legal_qualified=True)
    assert put(ExamResult, **row | {"application": application(lawyer)}).passed
    assert "成绩" in refused(ExamResult, "score", **row | {"exempt": False})


@pytest.mark.requirement("RQ003")
def test_a_review_is_once_a_year_and_says_why_it_failed(ann: Officer) -> None:
    held = issue(None, ann, ago(800), "OLD")
    row = {"certificate": held, "year": TODAY.year, "on": TODAY, "result": "failed"}
    assert "原因" in refused(CertificateReview, "note", **row)
    put(CertificateReview, **row, note="未参加培训")
    assert refused(CertificateReview, "__all__", **row, note="再次")


@pytest.mark.requirement("RQ008")
def test_an_auxiliary_applies_for_none(here: Agency) -> None:
    helper = make.officer("富辅", here, auxiliary=True)
    with pytest.raises(ValidationError, match="辅助人员不能取得"):
        application(helper)


def test_codes_of_certificates_are_long_random_and_different(ann: Officer) -> None:
    rows = [{"officer": ann, "agency": ann.agency, "number": f"N-{n}", "valid_from": ago(900), "valid_to": TODAY}
            for n in range(50)]  # fmt: skip
    made = change_many(IMPORTER, Certificate, rows, "测试").created
    codes = {c.code for c in made}
    assert len(codes) == 50
    assert min(map(len, codes)) >= 22  # 128 bits in six-bit letters


# ---- assessments, equipment, advisers, contacts ------------------------------------------------------------------


@pytest.mark.requirement("RQ009")
def test_an_assessment_is_once_a_year_and_says_why_it_was_failed(ann: Officer) -> None:
    row = {"officer": ann, "year": 2025, "on": ago(5), "grade": "failed"}
    assert "原因" in refused(OfficerAssessment, "note", **row)
    put(OfficerAssessment, **row | {"grade": "competent", "score": 88})
    assert refused(OfficerAssessment, "__all__", **row | {"grade": "excellent"})
    assert refused(OfficerAssessment, "__all__", **row | {"year": 2024, "grade": "basic", "score": 101})


@pytest.mark.requirement("RQ013")
def test_a_thing_is_issued_to_one_at_a_time(here: Agency, ann: Officer) -> None:
    thing = put(Equipment, agency=here, kind="recorder", number="R-1")
    first = put(EquipmentIssue, equipment=thing, officer=ann, issued_on=ago(20))
    row = {"equipment": thing, "officer": ann, "issued_on": TODAY}
    assert "尚未归还" in refused(EquipmentIssue, "__all__", **row)
    change(IMPORTER, EquipmentIssue, first.pk, {"returned_on": ago(1)}, "归还")
    put(EquipmentIssue, **row)
    stranger = make.officer("柏文", make.agency(2, here.region))
    assert "不属于" in refused(EquipmentIssue, "officer", equipment=thing, officer=stranger, issued_on=TODAY)
    assert "归还日期" in refused(EquipmentIssue, "returned_on", **row | {"returned_on": ago(3)})


@pytest.mark.requirement("RQ013")
def test_what_is_scrapped_has_a_day_and_is_issued_no_more(here: Agency, ann: Officer) -> None:
    row = {"agency": here, "kind": "camera", "number": "C-1", "state": "retired"}
    assert "报废日期" in refused(Equipment, "retired_on", **row)
    gone = put(Equipment, **row, retired_on=ago(5))
    assert "已报废" in refused(EquipmentIssue, "equipment", equipment=gone, officer=ann, issued_on=TODAY)
    assert "已登记" in refused(Equipment, "__all__", **row, retired_on=ago(5))


@pytest.mark.requirement("RQ016")
def test_an_adviser_who_stood_back_is_not_asked_about_that_case_again(here: Agency) -> None:
    counsel = put(Adviser, name="纪衡", kind="counsel", organisation="律师事务所", valid_from=ago(500),
                  valid_to=TODAY)  # fmt: skip
    task = {
        "adviser": counsel,
        "agency": here,
        "about": "遗撒案",
        "number": "云城立〔2026〕1号",
        "asked_on": ago(9),
    }
    assert "理由" in refused(AdviserTask, "recusal_reason", **task, recused=True)
    put(AdviserTask, **task, recused=True, recusal_reason="对方的法律顾问")
    again = task | {"asked_on": ago(8)}
    assert "已经回避" in refused(AdviserTask, "adviser", **again)
    put(AdviserTask, **again | {"number": "云城立〔2026〕2号"})
    assert "不能出具意见" in refused(
        AdviserTask, "opinion", **again, recused=True, recusal_reason="同上", opinion="可以"
    )
    late = task | {"asked_on": TODAY + timedelta(days=1), "number": ""}
    assert "聘期" in refused(AdviserTask, "adviser", **late)


@pytest.mark.requirement("RQ016")
def test_a_public_lawyer_belongs_to_an_agency(here: Agency) -> None:
    row = {"name": "任清", "kind": "public_lawyer", "valid_from": TODAY}
    assert "所在机关" in refused(Adviser, "agency", **row)
    put(Adviser, **row, agency=here)


@pytest.mark.requirement("RQ018")
def test_a_special_supervisor_is_asked_while_appointed_and_answers_on_a_day(here: Agency) -> None:
    contact = put(Contact, kind="supervisor", name="秦望舒", region=here.region, valid_from=ago(30),
                  valid_to=ago(1))  # fmt: skip
    task = {"contact": contact, "about": "收集意见", "asked_on": ago(10)}
    assert "反馈日期" in refused(ContactTask, "answered_on", **task, answer="检查太多")
    put(ContactTask, **task, answer="检查太多", answered_on=ago(5))
    assert "聘任" in refused(ContactTask, "contact", **task | {"asked_on": TODAY})
