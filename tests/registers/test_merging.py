"""Duplicates: put together with a trace, taken apart again, found by number, organisation code, name and address."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from registers import make
from yifa.law.codes import uscc_check_digit
from yifa.registers import merging
from yifa.registers.change import change, history
from yifa.registers.models import Subject
from yifa.registers.scope import IMPORTER, scope


@pytest.fixture(autouse=True)
def _scoped(db: None) -> Any:
    with scope(IMPORTER):
        yield


def person(name: str, kind: str = "", identifier: str = "", address: str = "和平里5号") -> Subject:
    row = {
        "kind": "natural", "name": name, "identifier_kind": kind, "identifier": identifier, "address": address,
        "valid_from": make.FROM,
    }  # fmt: skip
    return change(IMPORTER, Subject, None, row, "登记")


def test_merged_entries_are_one_family_and_leave_a_trace() -> None:
    stays, gone, older = make.firm(1), make.firm(2), make.firm(3)
    merging.merge(IMPORTER, gone.pk, older.pk, "先合并")
    merging.merge(IMPORTER, stays.pk, gone.pk, "同一企业")
    for one in (stays, gone, older):
        assert merging.family(one.pk) == [stays.pk, gone.pk, older.pk]
    last = history(Subject, gone.pk).last()
    assert last is not None and (last.after["merged_into"], last.reason) == (str(stays.pk), "同一企业")


def test_a_merge_is_taken_back() -> None:
    stays, gone = make.firm(1), make.firm(2)
    merging.merge(IMPORTER, stays.pk, gone.pk, "同一企业")
    merging.split(IMPORTER, gone.pk, "并非同一企业")
    assert merging.family(stays.pk) == [stays.pk] and merging.family(gone.pk) == [gone.pk]
    assert [h.reason for h in history(Subject, gone.pk)][-2:] == ["同一企业", "并非同一企业"]
    with pytest.raises(ValidationError):
        merging.split(IMPORTER, gone.pk, "再来")


def test_what_cannot_be_merged_is_said() -> None:
    stays, gone, third = make.firm(1), make.firm(2), make.firm(3)
    with pytest.raises(ValidationError, match="不能并入自己"):
        merging.merge(IMPORTER, stays.pk, stays.pk, "x")
    with pytest.raises(ValidationError, match="理由"):
        merging.merge(IMPORTER, stays.pk, gone.pk, " ")
    merging.merge(IMPORTER, stays.pk, gone.pk, "同一企业")
    for survivor, other in ((gone, third), (third, gone), (gone, stays)):
        with pytest.raises(ValidationError, match="已经并入"):
            merging.merge(IMPORTER, survivor.pk, other.pk, "同一企业")
    with pytest.raises(ValidationError, match="没有找到"):
        merging.merge(IMPORTER, stays.pk, "00000000-0000-0000-0000-000000000000", "x")


def test_the_same_number_of_another_kind_is_suggested() -> None:
    number = make.identity(7)
    one = person("孙小明", "identity", number)
    other = person("孙小明", "other", number, "别处")
    old = person("孙晓明", "other", number[:6] + number[8:17], "旧址")
    person("别人", "identity", make.identity(8))
    found = merging.likely_same(one)
    assert [(f.why, {s.pk for s in f.rows}) for f in found] == [("证件号码相同", {other.pk, old.pk})]


def test_the_same_name_and_address_are_suggested() -> None:
    one, other = person("孙小明"), person("孙小明", "passport", "E1234567")
    person("孙小明", address="别处")
    assert [s.pk for f in merging.likely_same(one) for s in f.rows] == [other.pk]
    assert [(f.why, {s.pk for s in f.rows}) for f in merging.suggestions()] == [
        ("名称和住址相同", {one.pk, other.pk})
    ]


def test_the_same_organisation_code_under_another_registration_is_suggested() -> None:
    one = make.firm(1)
    first17 = "92" + one.identifier[2:17]
    other = make.firm(2, "换证的", identifier=first17 + uscc_check_digit(first17))
    assert [(f.why, {s.pk for s in f.rows}) for f in merging.suggestions()] == [
        ("组织机构代码相同", {one.pk, other.pk})
    ]
    merging.merge(IMPORTER, other.pk, one.pk, "换证")
    assert merging.suggestions() == []
