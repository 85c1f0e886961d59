"""Put the agencies of the city and their people into the registers: units, posts, roles, certificates, accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from yifa.demo.agencies import AGENCIES, IN_SECOND, LOGINS, TROUBLED, AgencyPlan, Post
from yifa.demo.dice import Dice
from yifa.demo.names import people
from yifa.demo.numbers import AGENCY, credit_code, phone
from yifa.demo.places import CITY, street
from yifa.registers.change import HashedPassword, change, change_many
from yifa.registers.models import (
    Account,
    Agency,
    Certificate,
    CertificateState,
    Officer,
    RoleGrant,
    Unit,
)
from yifa.registers.scope import IMPORTER

REASON = "建立演示城市"
FOUNDED = date(2019, 3, 1)
PASSWORD = "yunzhou-demo"
# Roles that people have by holding a post (`demo.staffing`).
WITH_POST = (
    "handler", "unit_head", "agency_head", "legal_reviewer", "hearing_officer", "archivist", "supervisor",
)  # fmt: skip


@dataclass
class Office:
    """An agency with its people by post."""

    plan: AgencyPlan
    agency: Agency
    people: dict[str, Officer] = field(default_factory=dict)
    certificates: dict[str, str] = field(default_factory=dict)

    def id_of(self, post: str) -> str:
        return str(self.people[post].pk)


def build(today: date) -> dict[str, Office]:
    """All agencies by key. Must run inside `scope(IMPORTER)`."""
    names = people(Dice("officers"), sum(len(plan.posts) for plan in AGENCIES))
    offices: dict[str, Office] = {}
    for number, plan in enumerate(AGENCIES):
        office = Office(plan, _agency(plan, number))
        _staff(office, [names.pop() for _ in plan.posts], number)
        _certify(office, number, today)
        offices[plan.key] = office
    return offices


def _agency(plan: AgencyPlan, number: int) -> Agency:
    values: dict[str, Any] = {
        "name": plan.name,
        "short_name": plan.short,
        "code": credit_code(AGENCY, CITY, 100 + number),
        "region": CITY,
        "sector": plan.sector,
        "doc_prefix": plan.prefix,
        "address": f"云州市云山区{street(Dice('agency', plan.key))}",
        "phone": f"0990-12345{number:02d}",
        "reconsideration_body": "云州市人民政府",
        "court": "云州市云山区人民法院",
        "pay_account": f"云州银行营业部 00000000{number}",
        "valid_from": FOUNDED,
    }
    return change(IMPORTER, Agency, None, values, REASON)


def _staff(office: Office, names: list[str], number: int) -> None:
    agency, posts = office.agency, office.plan.posts
    units = change_many(
        IMPORTER, Unit,
        [
            {"agency": agency, "name": name, "valid_from": FOUNDED}
            for name in dict.fromkeys(p.unit for p in posts)
        ],
        REASON,
    ).created  # fmt: skip
    unit_of = {unit.name: unit for unit in units}
    rows = [
        {
            "agency": agency, "unit": unit_of[post.unit], "staff_no": f"{number + 1}{n:03d}", "name": name,
            "post": post.title, "phone": phone(1000 * number + n), "legal_qualified": post.legal,
            "reviewing_since": date(post.reviewing, 3, 1) if post.reviewing else None,
            "auxiliary": post.auxiliary, "valid_from": FOUNDED,
        }
        for n, (post, name) in enumerate(zip(posts, names, strict=True), 1)
    ]  # fmt: skip
    officers = change_many(IMPORTER, Officer, rows, REASON).created
    office.people = {post.key: officer for post, officer in zip(posts, officers, strict=True)}
    grants = [
        {"officer": office.people[post.key], "role": role, "agency": agency, "valid_from": FOUNDED}
        for post in posts
        for role in post.roles
        if role not in WITH_POST  # the others come with the post
    ]
    change_many(IMPORTER, RoleGrant, grants, REASON)


def _certify(office: Office, number: int, today: date) -> None:
    rows, troubles = [], []
    for n, post in enumerate(office.plan.posts, 1):
        if not post.certified:
            continue
        trouble, days = TROUBLED.get((office.plan.key, post.key), ("", 0))
        since = today - timedelta(days=days)
        until = since if trouble == "expired" else date(today.year + 3, 12, 31)
        office.certificates[post.key] = f"99010{number + 1}{n:03d}"
        troubles.append((trouble, since))
        rows.append(
            {
                "officer": office.people[post.key], "number": office.certificates[post.key],
                "agency": office.agency, "kind": "行政执法", "area": "云州市", "valid_from": FOUNDED,
                "valid_to": until,
            }
        )  # fmt: skip
    made = change_many(IMPORTER, Certificate, rows, REASON).created
    states = [
        row
        for certificate, (t, since) in zip(made, troubles, strict=True)
        for row in _states(certificate, t, since)
    ]
    if states:
        change_many(IMPORTER, CertificateState, states, REASON)


def _states(certificate: Certificate, trouble: str, since: date) -> list[dict[str, Any]]:
    if trouble in ("suspended", "restored"):
        found = [
            {
                "certificate": certificate,
                "since": since,
                "state": "suspended",
                "reason": "年度考核不合格，暂扣",
            }
        ]
        if trouble == "restored":
            again = {"certificate": certificate, "since": since + timedelta(days=30), "state": "valid",
                     "reason": "补考合格，恢复使用"}  # fmt: skip
            found.append(again)
        return found
    if trouble == "withdrawn":
        return [
            {"certificate": certificate, "since": since, "state": "withdrawn", "reason": "调离执法岗位，收回"}
        ]
    return []


def open_accounts(offices: dict[str, Office]) -> None:
    """A login for every role in the first agency and for the working roles of the others."""
    password = HashedPassword.of(PASSWORD)
    for office in offices.values():
        for post in office.plan.posts:
            name = login(office.plan, post)
            if name:
                values = {"username": name, "password": password, "officer": office.people[post.key]}
                change(IMPORTER, Account, None, values, REASON)


def login(plan: AgencyPlan, post: Post) -> str:
    """The login name of a post, or empty."""
    name = LOGINS.get(post.key, "")
    if plan.account and post.key not in (IN_SECOND if plan.key == "market" else ("handler1",)):
        return ""
    return plan.account + name if name else ""
