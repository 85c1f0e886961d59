"""Small register rows for tests, all through the one write path."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.law.codes import identity_check_digit, organisation_check_digit, uscc_check_digit
from yifa.registers.change import change
from yifa.registers.models import Account, Agency, Certificate, Officer, Region, RoleGrant, Subject
from yifa.registers.scope import IMPORTER

FROM = date(2020, 1, 1)
REASON = "测试"


def uscc(number: int, region: str = "530100") -> str:
    """A 统一社会信用代码 with right check digits."""
    first8 = f"{number:08d}"
    first17 = "91" + region + first8 + organisation_check_digit(first8)
    return first17 + uscc_check_digit(first17)


def identity(number: int, born: str = "19900101") -> str:
    first17 = f"530102{born}{number:03d}"
    return first17 + identity_check_digit(first17)


def region(code: str = "530100", name: str = "云州市", level: int = 2, parent: str | None = None) -> Region:
    row = {"code": code, "name": name, "level": level, "parent": parent}
    return change(IMPORTER, Region, None, row, REASON)


def agency(number: int, where: Region, **values: Any) -> Agency:
    row = {"name": f"第{number}机关", "code": uscc(number), "region": where, "valid_from": FROM, **values}
    return change(IMPORTER, Agency, None, row, REASON)


def officer(name: str, of: Agency, **values: Any) -> Officer:
    return change(IMPORTER, Officer, None, {"name": name, "agency": of, "valid_from": FROM, **values}, REASON)


def grant(who: Officer, role: str, **values: Any) -> RoleGrant:
    row = {"officer": who, "role": role, "agency": who.agency_id, "valid_from": FROM, **values}
    return change(IMPORTER, RoleGrant, None, row, REASON)


def certificate(who: Officer, number: str, **values: Any) -> Certificate:
    row = {
        "officer": who, "number": number, "agency": who.agency_id,
        "valid_from": FROM, "valid_to": date(2030, 12, 31), **values,
    }  # fmt: skip
    return change(IMPORTER, Certificate, None, row, REASON)


def account(username: str, who: Officer | None) -> Account:
    return change(IMPORTER, Account, None, {"username": username, "officer": who}, REASON)


def firm(number: int, name: str = "云州某某有限公司", **values: Any) -> Subject:
    row = {
        "kind": "legal", "name": name, "identifier_kind": "uscc", "identifier": uscc(number),
        "valid_from": FROM, **values,
    }  # fmt: skip
    return change(IMPORTER, Subject, None, row, REASON)
