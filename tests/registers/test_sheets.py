"""Every sheet holds together: columns, keys, references, rights; texts, references and constraints by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers import make
from yifa.access.rights import RIGHTS
from yifa.registers.change import change
from yifa.registers.imports.conditions import broken
from yifa.registers.models import Agency, Mandate, Region, RoleGrant, StaffDetail, Subject, Unit
from yifa.registers.scope import IMPORTER, scope
from yifa.registers.sheets import all_sheets, sheet_named, sheet_of
from yifa.registers.sheets.export import how, inert
from yifa.registers.sheets.listing import Narrowing, page
from yifa.registers.sheets.references import key_text, key_title, resolve, the_one
from yifa.registers.sheets.sheet import Column, Sheet
from yifa.registers.sheets.texts import clean, read, words

SHEETS = list(all_sheets().values())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_a_sheet_holds_together(sheet: Sheet) -> None:
    fields = {c.field for c in sheet.full}
    assert set(sheet.shown) <= fields and all(set(key) <= fields for key in sheet.key)
    assert len({c.title for c in sheet.full}) == len(sheet.full)
    assert sheet.by_order in fields and not sheet.model._meta.get_field(sheet.by_order).null  # type: ignore[union-attr]
    for column in sheet.full:
        if column.kind == "reference":
            assert column.refers in all_sheets() and (not column.within or column.within in fields)
        assert how(column)
    for other in sheet.related:
        assert any(c.refers == sheet.name for c in all_sheets()[other].full)
    assert sheet.writable or sheet.loaded
    assert sheet_of(sheet.model._meta.label) is sheet


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_the_rights_of_a_sheet_are_in_the_table(sheet: Sheet) -> None:
    for what in ("read", "write"):
        assert f"registers.{sheet.right_name}.{what}" in RIGHTS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_what_a_new_row_must_have_is_a_column(sheet: Sheet) -> None:
    """Otherwise nothing could ever be entered by the form."""
    if not sheet.writable:
        return
    for made in sheet.model._meta.concrete_fields:
        if made.primary_key or made.blank or made.null or made.has_default() or made.name in ("node",):
            continue
        assert made.name in sheet.by_field


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "２０２６年１月３１日", date(2026, 1, 31)), ("date", "2026-1-31 00:00:00", date(2026, 1, 31)),
        ("flag", "√", True), ("flag", "否", False), ("flag", "", False), ("whole", "1,234", 1234),
        ("whole", "１２", 12),
        ("text", "  甲　乙 ", "甲 乙"), ("long", " 第一\n 第二 ", "第一\n 第二"),
    ],
)  # fmt: skip
def test_texts_are_read(kind: str, text: str, value: Any) -> None:
    column = Column("x", "列", kind)
    assert read(column, clean(column, text)) == (value, "")


@pytest.mark.parametrize("text", ["2026-13-01", "1/2/2026", "26-1-1", "2026-1", "x", "2026年", "99999"])
def test_what_is_no_date_is_refused(text: str) -> None:
    value, said = read(Column("x", "列", "date"), text)
    assert value is None and text in said


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_date_as_it_is_written_is_read_again(day: date) -> None:
    column = Column("x", "列", "date")
    assert read(column, words(column, day)) == (day, "")


@given(st.text())
def test_no_exported_text_runs_and_every_one_comes_back(text: str) -> None:
    made = inert(text)
    assert not made.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))
    long = Column("x", "列", "long")
    assert clean(long, made) == clean(long, text)


def test_codes_are_kept_half_width_without_blanks_in_upper_case() -> None:
    assert clean(Column("x", "列", "text", code=True), " ａ1 2\u3000b ") == "A12B"


def _sheet(name: str) -> Sheet:
    found = sheet_named(name)
    assert found is not None
    return found


def test_references_are_written_and_read_by_business_key(fresh_db: str) -> None:
    bureau = make.agency(1, make.region())
    other = make.agency(2, bureau.region)
    people = _sheet("officers")
    numbered, named = make.officer("甲", bureau, staff_no="01"), make.officer("乙", bureau)
    make.officer("乙", other)
    assert key_text(people, numbered) == f"{bureau.code}/01"
    assert key_text(people, named) == f"{bureau.code}/乙"
    wanted = {
        (None, f"{bureau.code}/01"),
        (None, f"{bureau.code}/乙"),
        (None, f"{bureau.code}/丙"),
        (None, "x"),
    }
    found = resolve(people, wanted)
    assert {k[1]: [o.pk for o in v] for k, v in found.items()} == {
        f"{bureau.code}/01": [numbered.pk], f"{bureau.code}/乙": [named.pk],
    }  # fmt: skip
    assert key_title(people) == "所属机关的统一社会信用代码/工号；没有的填所属机关的统一社会信用代码/姓名"


def test_of_several_periods_of_a_unit_the_newest_is_meant(fresh_db: str) -> None:
    from yifa.registers.change import change
    from yifa.registers.scope import IMPORTER

    bureau = make.agency(1, make.region())
    for start, end in (("2020-01-01", "2021-12-31"), ("2022-01-01", None)):
        values = {"agency": bureau, "name": "一科", "valid_from": start, "valid_to": end}
        change(IMPORTER, Unit, None, values, "登记")
    units = _sheet("units")
    found = resolve(units, {(bureau.pk, "一科")}, "agency")[bureau.pk, "一科"]
    row, said = the_one(units, found, "一科")
    assert (row.valid_from, said) == (date(2022, 1, 1), "")


def test_check_constraints_are_judged_in_memory_as_the_database_would() -> None:
    day = date(2026, 1, 1)
    assert broken(Region(code="530000", name="甲", level=1)) == []
    assert broken(Region(code="53A000", name="甲", level=9)) != []
    assert broken(Agency(kind="statutory", valid_from=day, valid_to=date(2025, 1, 1))) == [
        "失效日期不能早于生效日期"
    ]
    assert broken(Mandate(kind="entrusted", valid_from=day)) == ["委托须登记委托机关和期限"]
    assert broken(Subject(kind="legal", identifier="1", valid_from=day)) == ["证件类型与证件号码须同时填写"]
    assert broken(RoleGrant(role="handler", valid_from=day)) == []


def test_a_list_in_the_order_of_a_reference_is_read_on(db: None) -> None:
    """The place where a page ended is written with the key of the reference."""
    sheet = sheet_named("staff")
    with scope(IMPORTER):
        agency = make.agency(1, make.region())
        for n in range(3):
            officer = make.officer(f"张{n}", agency, staff_no=f"S-{n}")
            change(IMPORTER, StaffDetail, None, {"officer": officer, "birth_year": 1980 + n}, "测试")
        first = page(sheet, Narrowing(), size=2)
        second = page(sheet, Narrowing(), first.next, size=2)
        assert (len(first.rows), len(second.rows), second.next) == (2, 1, "")
        assert len({row.pk for row in (*first.rows, *second.rows)}) == 3
        assert [row.pk for row in page(sheet, Narrowing(), second.previous, size=2).rows] == [
            row.pk for row in first.rows
        ]
