"""登记: lists, rows with history, entering and changing, conflicts, export, by the pages that people use."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from support import world

from yifa.registers.change import change, history
from yifa.registers.models import Agency, Certificate, Officer, Power, RegisterChange, SecurityEvent, Unit
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.registers.sheets import all_sheets

from .city import City

TODAY = timezone.localdate()


@pytest.fixture
def keeper(city: City) -> Client:
    """Somebody who keeps the registers of the first agency."""
    world.officer(city.office, "keeper", "system_admin", "管理员")
    from yifa.registers.models import Account

    with scope(IMPORTER):
        change(
            IMPORTER, Account, None, {"username": "keeper", "password": "Yunzhou-2026-desk",
                                      "officer": city.office.people["keeper"]}, "测试账号",
        )  # fmt: skip
    return city.client("keeper")


@pytest.fixture
def reviewer(city: City) -> Client:
    """Somebody who keeps the list of powers of the first agency."""
    return city.client("legal_reviewer")


def url(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)


def seen_of(page: str) -> dict[str, str]:
    """The hidden fields by which the form knows what it showed."""
    import re
    from html import unescape

    return {n: unescape(v) for n, v in re.findall(r'name="(_seen\.[a-z_]+)" value="([^"]*)"', page)}


def power(city: City, code: str = "100", **values: Any) -> Power:
    row = {
        "agency": city.office.agency, "code": code, "name": f"事项{code}", "type": "02", "valid_from": world.START,
        **values,
    }  # fmt: skip
    with scope(IMPORTER):
        return change(IMPORTER, Power, None, row, "测试数据")


@pytest.mark.parametrize("name", sorted(all_sheets()))
def test_every_register_has_a_list_an_export_and_a_template(
    keeper: Client, reviewer: Client, name: str
) -> None:
    keeper = reviewer if name in ("subjects", "credits") else keeper
    listed = keeper.get(url("register", name))
    assert listed.status_code == 200
    assert all_sheets()[name].title in listed.content.decode()
    titles = [c.title for c in all_sheets()[name].full]
    sent = b"".join(keeper.get(url("register-export", name, "csv"))).decode("utf-8-sig")  # type: ignore[arg-type]
    assert next(csv.reader(io.StringIO(sent))) == titles
    book = openpyxl.load_workbook(io.BytesIO(b"".join(keeper.get(url("register-template", name)))))  # type: ignore[arg-type]
    assert [c.value for c in book.worksheets[0][1]] == titles
    explained = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert explained[: len(titles)] == titles


def test_a_list_takes_the_same_number_of_queries_however_long(
    keeper: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    power(city, "1")
    with django_assert_max_num_queries(40) as few:
        keeper.get(url("register", "powers"))
    for n in range(30):
        power(city, f"2{n:02d}")
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = keeper.get(url("register", "powers")).content.decode()
    assert page.count("<tr>") == 32


def test_pages_follow_each_other_without_gap_or_repeat(keeper: Client, city: City) -> None:
    import re

    for n in range(120):
        power(city, f"{n:03d}", name="同名事项")
    seen: list[str] = []
    at = url("register", "powers")
    for _ in range(3):
        page = keeper.get(at).content.decode()
        seen += re.findall(r'class="first"><a href="[^"]*">(\d{3})</a>', page)
        found = re.search(r'rel="next" href="([^"]*)"', page)
        at = url("register", "powers") + (found[1].replace("&amp;", "&") if found else "")
    assert seen == [f"{n:03d}" for n in range(120)]
    back = re.search(r'rel="prev" href="([^"]*)"', page)
    assert back is not None
    before = keeper.get(url("register", "powers") + back[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r'class="first"><a href="[^"]*">(\d{3})</a>', before) == [
        f"{n:03d}" for n in range(50, 100)
    ]


def test_a_list_shows_what_is_in_force_on_the_day_asked_for(keeper: Client, city: City) -> None:
    power(city, "OLD", valid_to=date(2021, 1, 1))
    power(city, "NOW")
    today = keeper.get(url("register", "powers")).content.decode()
    assert "NOW" in today and "OLD" not in today
    then = keeper.get(url("register", "powers"), {"day": "2020-06-01"}).content.decode()
    assert "OLD" in then
    every = keeper.get(url("register", "powers"), {"all": "1"}).content.decode()
    assert "OLD" in every and "NOW" in every


def test_a_list_is_narrowed_by_text_and_agency(keeper: Client, city: City) -> None:
    power(city, "甲A1", name="占道经营处罚")
    power(city, "乙B1", name="食品处罚", agency=city.other.agency)
    found = keeper.get(url("register", "powers"), {"q": "占道"}).content.decode()
    assert "甲A1" in found and "乙B1" not in found
    found = keeper.get(url("register", "powers"), {"agency": city.other.agency.pk}).content.decode()
    assert "乙B1" in found and "甲A1" not in found


@pytest.mark.parametrize("bad", ["x", "e30", "%00", "W10", "WyJuIiwgMSwgMl0", "九" * 50])
def test_a_broken_cursor_begins_at_the_start(keeper: Client, city: City, bad: str) -> None:
    power(city, "A1")
    page = keeper.get(url("register", "powers"), {"at": bad})
    assert page.status_code == 200 and "A1" in page.content.decode()


def test_a_row_is_entered_and_leaves_who_when_what_and_why(reviewer: Client, city: City) -> None:
    sent = {
        "agency": str(city.office.agency.pk), "code": "０１２ a", "base_code": "", "name": "　占道经营 ",
        "type": "行政处罚", "basis": "《条例》第一条", "valid_from": "2026年1月5日", "valid_to": "",
        "reason": "清单调整",
    }  # fmt: skip
    done = reviewer.post(url("register-new", "powers"), sent)
    assert done.status_code == 302
    made = Power.objects.get()
    assert (made.code, made.name, made.type, made.valid_from) == ("012A", "占道经营", "02", date(2026, 1, 5))
    page = reviewer.get(done["Location"]).content.decode()
    assert "清单调整" in page and "杨洋" in page and "设定依据" in page


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(
    reviewer: Client, city: City
) -> None:
    sent = {
        "agency": "",
        "code": "12",
        "name": "事项",
        "type": "没有的",
        "valid_from": "01/02/2026",
        "reason": "",
    }
    page = reviewer.post(url("register-new", "powers"), sent)
    text = page.content.decode()
    assert page.status_code == 422
    for said in ("没有填写", "不在可选范围内", "可以有几种读法", "请写明理由"):
        assert said in text
    assert 'value="01/02/2026"' in text and 'value="12"' in text
    assert not Power.objects.exists()


@pytest.mark.parametrize("name", [n for n, s in all_sheets().items() if s.writable and not s.page])
def test_an_empty_form_is_refused_beside_its_fields(city: City, name: str) -> None:
    """Whatever the register: nothing is written, nothing breaks, and what must be filled in is said."""
    from yifa.registers.sheets.writing import Refusal, Typed, save

    sheet = all_sheets()[name]
    with scope(IMPORTER), pytest.raises(Refusal) as refused:
        save(IMPORTER, sheet, None, Typed({}, "试一试"))
    needed = {c.field for c in sheet.full if c.required}
    assert needed and needed <= set(refused.value.said)


def test_all_that_is_wrong_is_said_at_once(reviewer: Client, city: City) -> None:
    row = power(city)
    at = url("register-edit", "powers", row.pk)
    opened = seen_of(reviewer.get(at).content.decode())
    page = reviewer.post(at, {**opened, "valid_to": "2019-01-01", "reason": ""})
    text = page.content.decode()
    assert page.status_code == 422 and "请写明理由" in text and "失效日期不能早于生效日期" in text
    assert Power.objects.get().valid_to is None


def test_a_wrong_check_digit_is_refused_beside_the_code(keeper: Client, city: City) -> None:
    at = url("register-edit", "agencies", city.office.agency.pk)
    page = keeper.get(at).content.decode()
    code = city.office.agency.code[:-1] + ("1" if city.office.agency.code[-1] != "1" else "2")
    refused = keeper.post(at, {**seen_of(page), "code": code, "reason": "更正"})
    assert refused.status_code == 422 and "校验位不符" in refused.content.decode()


def test_a_conflict_stands_beside_the_field_that_somebody_else_changed(reviewer: Client, city: City) -> None:
    row = power(city)
    at = url("register-edit", "powers", row.pk)
    opened = seen_of(reviewer.get(at).content.decode())
    with scope(IMPORTER):
        change(IMPORTER, Power, row.pk, {"name": "他人改的名称"}, "先改了")
    sent = {
        **opened, "agency": str(city.office.agency.pk), "code": "100", "base_code": "", "name": "我改的名称",
        "type": "行政处罚", "basis": "", "valid_from": "2020-01-01", "valid_to": "", "reason": "后改",
    }  # fmt: skip
    page = reviewer.post(at, sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert "他人已改为“他人改的名称”" in text and 'value="我改的名称"' in text
    assert Power.objects.get().name == "他人改的名称"


def test_a_change_from_a_day_on_ends_the_old_row_and_makes_a_new_one(reviewer: Client, city: City) -> None:
    row = power(city)
    at = url("register-edit", "powers", row.pk)
    opened = seen_of(reviewer.get(at).content.decode())
    sent = {
        **opened, "agency": str(city.office.agency.pk), "code": "100", "base_code": "", "name": "新名称",
        "type": "行政处罚", "basis": "", "valid_from": "2020-01-01", "valid_to": "",
        "effective": "2026-03-01", "reason": "法规修改",
    }  # fmt: skip
    assert reviewer.post(at, sent).status_code == 302
    old, new = Power.objects.order_by("valid_from")
    assert (old.pk, old.name, old.valid_to) == (row.pk, "事项100", date(2026, 2, 28))
    assert (new.name, new.valid_from, new.valid_to) == ("新名称", date(2026, 3, 1), None)


def test_a_row_is_ended_not_deleted(reviewer: Client, city: City) -> None:
    row = power(city)
    at = url("register-stop", "powers", row.pk)
    early = reviewer.post(at, {"last": "2019-01-01", "reason": "取消"})
    assert early.status_code == 422 and "失效日期不能早于生效日期" in early.content.decode()
    assert reviewer.post(at, {"last": "2026-06-30", "reason": "取消"}).status_code == 302
    assert Power.objects.get().valid_to == date(2026, 6, 30)


def test_another_agencys_rows_are_read_but_not_kept(reviewer: Client, city: City) -> None:
    row = power(city, agency=city.other.agency)
    assert reviewer.get(url("register-row", "powers", row.pk)).status_code == 200
    assert reviewer.get(url("register-edit", "powers", row.pk)).status_code == 403
    sent = {
        "agency": str(city.other.agency.pk), "code": "9", "name": "事项", "type": "行政处罚",
        "valid_from": "2026-01-01", "reason": "越界",
    }  # fmt: skip
    page = reviewer.post(url("register-new", "powers"), sent)
    assert page.status_code == 422 and "不属于您管理的机关" in page.content.decode()
    assert Power.objects.count() == 1


def test_whoever_does_not_keep_a_register_only_reads_it(city: City) -> None:
    client = city.client("handler")
    row = power(city)
    assert client.get(url("registers")).status_code == 200
    assert "变更</a>" not in client.get(url("register-row", "powers", row.pk)).content.decode()
    assert client.get(url("register-edit", "powers", row.pk)).status_code == 403
    assert client.get(url("register-new", "powers")).status_code == 403


def test_a_unit_must_be_of_the_rows_agency(keeper: Client, city: City) -> None:
    person = city.office.people["handler"]
    at = url("register-edit", "officers", person.pk)
    opened = seen_of(keeper.get(at).content.decode())
    sent = {
        **opened, "agency": str(city.office.agency.pk), "unit": str(city.other.unit.pk), "staff_no": "",
        "name": person.name, "post": "", "phone": "", "legal_qualified": "否", "auxiliary": "否",
        "valid_from": "2020-01-01", "valid_to": "", "reason": "调动",
    }  # fmt: skip
    page = keeper.post(at, sent)
    assert page.status_code == 422 and "内设机构不属于所属机关" in page.content.decode()


def test_a_certificate_shows_its_states_and_a_suspension_is_entered_from_it(
    keeper: Client, city: City
) -> None:
    held = Certificate.objects.get(officer=city.office.people["handler"])
    page = keeper.get(url("register-row", "certificates", held.pk)).content.decode()
    assert "执法证状态" in page and f"?certificate={held.pk}" in page
    sent = {"certificate": str(held.pk), "since": "2026-02-01", "state": "暂扣", "reason": "违规"}
    done = keeper.post(url("register-new", "certificate_states"), sent)
    assert done.status_code == 302
    again = keeper.get(url("register-row", "certificates", held.pk)).content.decode()
    assert "2026-02-01" in again and "暂扣" in again


def test_exported_texts_run_in_no_spreadsheet(keeper: Client, city: City) -> None:
    power(city, "1", name="=HYPERLINK(1)", basis="@x")
    sent = b"".join(keeper.get(url("register-export", "powers", "csv"))).decode("utf-8-sig")  # type: ignore[arg-type]
    line = list(csv.reader(io.StringIO(sent)))[1]
    assert "'=HYPERLINK(1)" in line and "'@x" in line
    content = b"".join(keeper.get(url("register-export", "powers", "xlsx")))  # type: ignore[arg-type]
    row = next(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2))
    assert {c.data_type for c in row if c.value is not None} == {"s"}
    with scope(WORKER):
        told = SecurityEvent.objects.filter(kind="exported").order_by("at").values_list("detail", flat=True)
        assert [t.rpartition("（")[2] for t in told] == ["csv）", "xlsx）"]


def test_personal_data_is_masked_for_those_who_do_not_keep_the_register(keeper: Client, city: City) -> None:
    person = city.office.people["handler"]
    with scope(IMPORTER):
        change(IMPORTER, Officer, person.pk, {"phone": "13900001234"}, "登记电话")
    kept = keeper.get(url("register-row", "officers", person.pk)).content.decode()
    assert "13900001234" in kept
    read = city.client("handler").get(url("register-row", "officers", person.pk)).content.decode()
    assert "13900001234" not in read and "139******34" in read
    sent = b"".join(city.client("handler").get(url("register-export", "officers", "csv"))).decode()  # type: ignore[arg-type]
    assert "13900001234" not in sent


@pytest.mark.parametrize(
    ("kind", "of", "text", "shown"),
    [
        (
            "identifier",
            {"kind": "natural", "identifier_kind": "identity"},
            "11010519491231002X",
            "110105********002X",
        ),
        (
            "identifier",
            {"kind": "legal", "identifier_kind": "uscc"},
            "91530102400000019A",
            "91530102400000019A",
        ),
        ("identifier", {"kind": "natural"}, "E1234567", "******67"),
        ("phone", {}, "13900001234", "139******34"),
        ("name", {"kind": "natural"}, "孙小明", "孙某某"),
        ("name", {"kind": "legal"}, "云州公司", "云州公司"),
        ("address", {"kind": "natural"}, "和平里5号", "和平里*号"),
        ("address", {"kind": "legal"}, "和平里5号", "和平里5号"),
        ("date", {"kind": "natural"}, "1990-05-01", "1990年"),
    ],
)
def test_masked_columns_hide_what_belongs_to_people(
    kind: str, of: dict[str, str], text: str, shown: str
) -> None:
    from types import SimpleNamespace

    from yifa.desk.register_rights import hide
    from yifa.registers.sheets import Column

    assert hide(Column("x", masked=kind), text, SimpleNamespace(**of)) == shown


@pytest.mark.parametrize("name", ["nothing", "powers"])
def test_what_is_not_there_is_said(keeper: Client, name: str) -> None:
    assert keeper.get(url("register-row", name, "x%00")).status_code == 404


def test_fields_of_history_are_in_words(keeper: Client, city: City) -> None:
    row = power(city)
    with scope(IMPORTER):
        change(IMPORTER, Power, row.pk, {"agency": city.other.agency, "type": "06"}, "职能划转")
        assert history(Power, row.pk).count() == 2
    page = keeper.get(url("register-row", "powers", row.pk)).content.decode()
    assert "<del>行政处罚</del> → <ins>行政检查</ins>" in page
    assert f"<ins>{city.other.agency.name}</ins>" in page


def test_units_with_one_name_are_told_apart_by_their_agency(keeper: Client, city: City) -> None:
    assert Unit.objects.filter(name=city.office.unit.name).count() == 2
    page = keeper.get(url("register-edit", "officers", city.office.people["handler"].pk)).content.decode()
    assert f"{city.office.agency.name} · {city.office.unit.name}" in page


def test_an_unknown_region_is_named(keeper: Client, city: City) -> None:
    at = url("register-edit", "agencies", city.office.agency.pk)
    opened = seen_of(keeper.get(at).content.decode())
    page = keeper.post(at, {**opened, "region": "123456", "reason": "更正"})
    assert page.status_code == 422 and "没有登记“123456”（行政区划）" in page.content.decode()


def test_nothing_is_recorded_by_looking(keeper: Client, city: City) -> None:
    with scope(IMPORTER):
        before = RegisterChange.objects.count()
    for name in all_sheets():
        keeper.get(url("register", name))
        keeper.get(url("register-export", name, "xlsx"))
    with scope(IMPORTER):
        assert RegisterChange.objects.count() == before
    assert Agency.objects.count() == 2
