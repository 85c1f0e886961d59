"""What the city keeps of its bodies and people: verifications, posts, the life of certificates, equipment, advisers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from yifa.demo.agencies import Post as Job
from yifa.demo.dice import Dice
from yifa.demo.people import FOUNDED, WITH_POST, Office
from yifa.demo.places import CITY
from yifa.registers.change import change, change_many
from yifa.registers.models import (
    Adviser,
    AdviserTask,
    AgencyVerification,
    Certificate,
    CertificateApplication,
    CertificateReview,
    Contact,
    ContactTask,
    Equipment,
    EquipmentIssue,
    ExamResult,
    OfficerAssessment,
    Post,
    PostHolding,
    QualificationCheck,
    StaffDetail,
)
from yifa.registers.scope import IMPORTER

REASON = "建立演示城市"
JUSTICE = "云州市司法局"
DUTIES = {
    "handler": ("行政检查、调查取证；拟写告知书、决定书；送达和执行", "承办人"),
    "unit_head": ("审核本机构承办的案件；安排承办人；检查期限", "承办机构负责人"),
    "agency_head": ("审批立案和处理决定；组织集体讨论", "机关负责人"),
    "legal_reviewer": ("重大执法决定法制审核；回复审核意见", "法制审核人员"),
    "hearing_officer": ("主持听证，制作听证报告", "听证主持人"),
    "archivist": ("案卷归档、保管和借阅", "档案管理员"),
    "supervisor": ("执法监督检查、案卷评查；资格管理", "监督人员"),
}
# (agency, post) whose certificate was not reviewed last year, and whose assessment was not passed.
NOT_REVIEWED = {("urban", "handler5"), ("eco", "handler3")}
NOT_COMPETENT = {("market", "handler6")}


def load_staffing(offices: dict[str, Office], today: date) -> None:
    """All of it, after people and certificates. Must run inside `scope(IMPORTER)`."""
    change_many(IMPORTER, AgencyVerification, list(_verifications(offices, today)), REASON)
    for office in offices.values():
        _posts(office)
        _people(office, today)
        if office.plan.key != "justice":
            _equipment(office, today)
    _applications(offices, today)
    _advisers(offices, today)
    _contacts(today)


def _verifications(offices: dict[str, Office], today: date) -> Iterator[dict[str, Any]]:
    """A list every spring, each in force until the next one is due."""
    for year in (today.year - 2, today.year - 1, today.year):
        start = date(year, 3, 1)
        if start > today:
            continue
        for office in offices.values():
            yield {
                "agency": office.agency, "year": year, "result": "verified", "decided_by": JUSTICE,
                "document": f"云州市行政执法主体公告（{year}年度）", "published_on": start,
                "published_at": "云州市人民政府门户网站", "valid_from": start, "valid_to": date(year + 1, 3, 31),
            }  # fmt: skip


def _posts(office: Office) -> None:
    groups: dict[tuple[str, str], list[Job]] = {}
    for job in office.plan.posts:
        groups.setdefault((job.unit, job.title), []).append(job)
    for (_, title), jobs in groups.items():
        role = next(iter(jobs[0].roles), "")
        needed = "、".join(DUTIES[r][1] for r in jobs[0].roles if r in WITH_POST)
        duties, _ = DUTIES.get(role, ("协助维持现场秩序、宣传引导、信息采集，不独立执法" if jobs[0].auxiliary
                                           else "系统运行管理", ""))  # fmt: skip
        officer = office.people[jobs[0].key]
        values = {
            "agency": office.agency, "unit": officer.unit, "title": title, "duties": duties, "role_names": needed,
            "places": len(jobs) + (1 if role == "handler" and len(jobs) > 1 else 0), "valid_from": FOUNDED,
        }  # fmt: skip
        post = change(IMPORTER, Post, None, values, REASON)
        held = [{"post": post, "officer": office.people[j.key], "valid_from": FOUNDED} for j in jobs]
        change_many(IMPORTER, PostHolding, held, REASON)


def _people(office: Office, today: date) -> None:
    details, assessments, reviews = [], [], []
    certificates = {str(c.officer_id): c for c in Certificate.objects.filter(agency=office.agency)}
    for job in office.plan.posts:
        officer, dice = office.people[job.key], Dice("staff", office.plan.key, job.key)
        last = today.year - 1
        details.append(
            {
                "officer": officer, "birth_year": today.year - dice.between(26, 57),
                "profession": "law" if job.legal else dice.one(("law", "science", "management", "other")),
                "employment": "contract" if job.auxiliary else "administrative",
            }
        )  # fmt: skip
        failed = (office.plan.key, job.key) in NOT_COMPETENT
        assessments.append(
            {
                "officer": officer, "year": last, "on": min(date(today.year, 1, 20), today),
                "grade": "failed" if failed else "competent", "plan": f"{last}年度行政执法人员考核方案",
                "note": "两次未按规定出示证件" if failed else "",
            }
        )  # fmt: skip
        certificate = certificates.get(str(officer.pk))
        if certificate is None:
            continue
        for year in (last - 1, last, today.year):
            on = date(year, 9, 20)
            if on <= today and (year < last or (office.plan.key, job.key) not in NOT_REVIEWED):
                reviews.append({"certificate": certificate, "year": year, "on": on, "result": "passed"})
    change_many(IMPORTER, StaffDetail, details, REASON)
    change_many(IMPORTER, OfficerAssessment, assessments, REASON)
    change_many(IMPORTER, CertificateReview, reviews, REASON)


def _equipment(office: Office, today: date) -> None:
    handlers = [office.people[j.key] for j in office.plan.posts if "handler" in j.roles]
    for n, officer in enumerate(handlers[:4], 1):
        values = {
            "agency": office.agency, "unit": officer.unit, "kind": "recorder", "keeper": officer, "state": "in_use",
            "number": f"{office.plan.prefix}-记录仪-{n:02d}", "bought_on": date(today.year - 2, 5, 1),
        }  # fmt: skip
        made = change(IMPORTER, Equipment, None, values, REASON)
        issued = {"equipment": made, "officer": officer, "issued_on": date(today.year - 1, 1, 8)}
        change(IMPORTER, EquipmentIssue, None, issued, REASON)
    for kind, word, state in (("camera", "摄像机", "spare"), ("printer", "打印机", "repair")):
        number = f"{office.plan.prefix}-{word}-01"
        values = {"agency": office.agency, "kind": kind, "number": number, "state": state}
        change(IMPORTER, Equipment, None, values, REASON)


def _applications(offices: dict[str, Office], today: date) -> None:
    """Three archivists apply: one waits for the exam, one failed it, one got the certificate."""
    for key, age, score in (("urban", 40, None), ("transport", 90, 52), ("eco", 200, 86)):
        office = offices[key]
        officer = office.people["archivist1"]
        start = today - timedelta(days=age)
        values = {
            "officer": officer, "agency": office.agency, "applied_on": start, "kind": "行政执法", "area": "云州市",
        }  # fmt: skip
        application = change(IMPORTER, CertificateApplication, None, values, REASON)
        check = {
            "application": application, "on": start + timedelta(days=10), "passed": True, "checked_by": JUSTICE,
        }  # fmt: skip
        change(IMPORTER, QualificationCheck, None, check, REASON)
        if score is None:
            continue
        exam = {
            "application": application, "on": start + timedelta(days=30), "name": "行政执法人员资格考试",
            "score": score, "pass_mark": 60,
        }  # fmt: skip
        passed = change(IMPORTER, ExamResult, None, exam, REASON).passed
        if passed:
            values = {
                "officer": officer, "number": "990103099", "agency": office.agency, "kind": "行政执法",
                "area": "云州市", "application": application, "valid_from": start + timedelta(days=45),
                "valid_to": start + timedelta(days=5 * 365),
            }  # fmt: skip
            change(IMPORTER, Certificate, None, values, REASON)


def _advisers(offices: dict[str, Office], today: date) -> None:
    urban = offices["urban"]
    lawyer = urban.people["hearing1"]
    own = {
        "name": lawyer.name, "kind": "public_lawyer", "agency": urban.agency, "officer": lawyer,
        "licence": "99010000000001", "fields": "行政处罚、行政强制", "valid_from": FOUNDED,
    }  # fmt: skip
    change(IMPORTER, Adviser, None, own, REASON)
    outside = {
        "name": "纪衡", "kind": "counsel", "organisation": "云州明衡律师事务所", "licence": "99010000000002",
        "fields": "行政诉讼、国家赔偿", "valid_from": FOUNDED, "valid_to": date(today.year + 1, 12, 31),
    }  # fmt: skip
    counsel = change(IMPORTER, Adviser, None, outside, REASON)
    start = today - timedelta(days=30)
    task = {"adviser": counsel, "agency": urban.agency, "asked_on": start}
    done = {
        "about": "占道经营案件集中整治的法律风险", "opinion": "同一违法行为不得给予两次以上罚款；建议先行责令改正。",
        "answered_on": start + timedelta(days=6),
    }  # fmt: skip
    change(IMPORTER, AdviserTask, None, task | done, REASON)
    stood = {"about": "某建设公司运输车辆遗撒案件", "recused": True, "recusal_reason": "现任该公司法律顾问"}
    change(IMPORTER, AdviserTask, None, task | stood, REASON)


def _contacts(today: date) -> None:
    start = date(today.year - 1, 6, 1)
    rows = (
        ("supervisor", "秦望舒", "云州市工商业联合会"),
        ("supervisor", "卓行知", "云州市人民代表大会代表"),
        ("point", "云山商业街商户联合会", "云山区"),
    )
    for kind, name, organisation in rows:
        values = {
            "kind": kind, "name": name, "organisation": organisation, "region": CITY, "valid_from": start,
            "document": "云州市司法局聘任（设立）决定",
        }  # fmt: skip
        contact = change(IMPORTER, Contact, None, values, REASON)
        asked = today - timedelta(days=25)
        task = {"contact": contact, "about": "收集涉企检查频次的意见", "asked_on": asked}
        if kind == "point":
            task |= {
                "answer": "同一月内有两个部门分别检查，建议合并。",
                "answered_on": asked + timedelta(days=9),
            }
        change(IMPORTER, ContactTask, None, task, REASON)
