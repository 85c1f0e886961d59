"""A small city for tests, built by the registers' write path: one region, an office in every role, a few subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yifa.registers.change import change, change_many
from yifa.registers.models import (
    Agency,
    BenchmarkTable,
    Certificate,
    CertificateState,
    Officer,
    Region,
    RoleGrant,
    Subject,
    Unit,
)
from yifa.registers.scope import IMPORTER, Actor, scope

START = date(2020, 1, 1)
REASON = "测试数据"
# The rows of the shipped benchmarks once this process has loaded them.
_TABLES: list[dict[str, Any]] = []
_COLUMNS = (
    "title", "document_no", "authority", "region", "sector", "effective_from", "effective_to", "data", "sha256",
)  # fmt: skip


@dataclass
class Office:
    """An agency and the people in it, by role; `handlers` are two certified officers."""

    agency: Agency
    unit: Unit
    people: dict[str, Officer] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """The actor of the officer holding that role."""
        from yifa.registers.actors import actor_of

        return actor_of(self.people[role].pk)

    def id_of(self, role: str) -> str:
        return str(self.people[role].pk)


ROLES = {
    "handler": "handler",
    "handler2": "handler",
    "unit_head": "unit_head",
    "agency_head": "agency_head",
    "deputy_head": "agency_head",
    "legal_reviewer": "legal_reviewer",
    "hearing_officer": "hearing_officer",
    "archivist": "archivist",
}
NAMES = ("张伟", "王芳", "李娜", "刘强", "陈静", "杨洋", "赵磊", "黄敏")


def check_character(body: str) -> str:
    """Last character of a 统一社会信用代码 (GB 32100-2015), for test data."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return alphabet[(31 - total % 31) % 31]


def organisation_code(eight: str) -> str:
    """Nine-character organisation code (GB 11714) from its first eight digits."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = 11 - sum(int(c) * w for c, w in zip(eight, weights, strict=True)) % 11
    return eight + {10: "X", 11: "0"}.get(total, str(total))


def uscc(eight: str, prefix: str = "91990101") -> str:
    """A valid 统一社会信用代码 with that organisation number."""
    body = prefix + organisation_code(eight)
    return body + check_character(body)


def region() -> Region:
    """云岭省 and 云州市 (fictional)."""
    province = Region.objects.filter(pk="990000").first() or change(
        IMPORTER, Region, None, {"code": "990000", "name": "云岭省", "level": 1}, REASON
    )
    return Region.objects.filter(pk="990100").first() or change(
        IMPORTER, Region, None, {"code": "990100", "name": "云州市", "level": 2, "parent": province}, REASON
    )


def office(
    name: str = "云州市城市管理综合执法局",
    sector: str = "urban",
    prefix: str = "云城",
    eight: str = "10000001",
) -> Office:
    """An agency with certified officers in all roles."""
    with scope(IMPORTER):
        agency = change(
            IMPORTER,
            Agency,
            None,
            {
                "name": name,
                "short_name": name[3:],
                "code": uscc(eight, "11990100"),
                "region": region(),
                "sector": sector,
                "doc_prefix": prefix,
                "address": "云州市中山路1号",
                "phone": "0990-1234567",
                "reconsideration_body": "云州市人民政府",
                "court": "云州市云山区人民法院",
                "pay_account": "云州银行 6200001",
                "valid_from": START,
            },
            REASON,
        )
        unit = change(
            IMPORTER, Unit, None, {"agency": agency, "name": "执法一科", "valid_from": START}, REASON
        )
        made = Office(agency, unit)
        _staff(made, [(key, role, name) for (key, role), name in zip(ROLES.items(), NAMES, strict=True)])
        return made


def officer(of: Office, key: str, role: str, name: str, *, valid_to: date = date(2030, 12, 31)) -> Officer:
    """An officer with a role and a certificate valid until `valid_to`."""
    _staff(of, [(key, role, name)], valid_to)
    return of.people[key]


def _staff(of: Office, posts: Sequence[tuple[str, str, str]], valid_to: date = date(2030, 12, 31)) -> None:
    """Officers with a role and a certificate each, given as (key, role, name)."""
    people = [
        {
            "agency": of.agency,
            "unit": of.unit,
            "name": name,
            "post": "科员",
            "legal_qualified": role == "legal_reviewer",
            "valid_from": START,
        }
        for _, role, name in posts
    ]
    made = change_many(IMPORTER, Officer, people, REASON).created
    of.people.update((key, person) for (key, _, _), person in zip(posts, made, strict=True))
    grants = [
        {"officer": of.people[key], "role": role, "agency": of.agency, "valid_from": START}
        for key, role, _ in posts
    ]
    change_many(IMPORTER, RoleGrant, grants, REASON)
    certificates = [
        {
            "officer": of.people[key],
            "number": f"{of.agency.doc_prefix}{key}",
            "agency": of.agency,
            "kind": "行政执法",
            "valid_from": START,
            "valid_to": valid_to,
        }
        for key, _, _ in posts
    ]
    change_many(IMPORTER, Certificate, certificates, REASON)


def suspend_certificate(person: Officer, since: date) -> None:
    """Suspend an officer's certificate from a day on."""
    certificate = Certificate.objects.get(officer=person)
    values: Mapping[str, Any] = {
        "certificate": certificate,
        "since": since,
        "state": "suspended",
        "reason": "暂扣",
    }
    change(IMPORTER, CertificateState, None, values, REASON)


def firm(name: str = "云州市顺达商贸有限公司", eight: str = "20000001") -> Subject:
    """A company in the subject register."""
    values = {
        "kind": "legal",
        "name": name,
        "identifier": uscc(eight),
        "identifier_kind": "uscc",
        "legal_rep": "周建国",
        "address": "云州市云山区解放路88号",
        "phone": "13900001234",
        "valid_from": START,
    }
    with scope(IMPORTER):
        return change(IMPORTER, Subject, None, values, REASON)


def person(name: str = "孙小明", identifier: str = "11010519491231002X") -> Subject:
    """A natural person in the subject register (identity number: test vector of the standard's literature)."""
    values = {
        "kind": "natural",
        "name": name,
        "identifier": identifier,
        "identifier_kind": "identity",
        "address": "云州市云山区和平里5号",
        "valid_from": START,
    }
    with scope(IMPORTER):
        return change(IMPORTER, Subject, None, values, REASON)


def benchmarks() -> None:
    """The demonstration city's benchmark tables, as shipped.

    A process reads the files once, through the loader; afterwards it writes the rows that came of them.
    """
    if _TABLES:
        with scope(IMPORTER):
            change_many(IMPORTER, BenchmarkTable, _TABLES, "装载裁量权基准")
        return
    import yifa.demo
    from yifa.registers.loading.benchmark import load_benchmark_file

    folder = Path(yifa.demo.__path__[0]) / "data"
    for path in sorted(folder.glob("benchmark-*.json")):
        with scope(IMPORTER):
            load_benchmark_file(IMPORTER, path)
    with scope(IMPORTER):
        _TABLES.extend(BenchmarkTable.objects.order_by("id").values(*_COLUMNS))
