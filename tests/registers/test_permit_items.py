"""标准化许可事项: what is not in order is named with its place; a file is stored whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner, Result

from registers import make
from yifa.cli.load import app
from yifa.registers.change import change
from yifa.registers.lawbook import current
from yifa.registers.loading import load_permit_items
from yifa.registers.models import Agency, PermitItem, Power, PowerState, RegisterChange
from yifa.registers.scope import IMPORTER, scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ047")]
CONDITION = {"content": "有固定场所", "source": "law", "basis": "《某某法》第三条"}
MATERIAL = {"name": "申请书", "form": "original", "copies": 1, "basis": "《行政许可法》第二十九条"}
GOOD: dict[str, Any] = {
    "category": "approval",
    "basis": "《某某法》第二条",
    "conditions": [CONDITION],
    "materials": [MATERIAL],
    "promise_days": 10,
}
FEE = {"fee_fen": 500, "fee_source": "law", "fee_basis": "《某某法》第九条", "fee_standard": "每件5元"}
SIXTY = {"period_days": 60, "period_unit": "cd", "period_from": "received", "period_source": "law",
         "period_basis": "《环境影响评价法》第二十二条第三款"}  # fmt: skip


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


@pytest.fixture
def office(inside: None) -> Agency:
    return make.agency(1, make.region())


def power(of: Agency, code: str = "XK-1", type: str = "01", **values: Any) -> Power:
    row = {
        "agency": of,
        "code": code,
        "name": "临时占用城市道路",
        "type": type,
        "valid_from": make.FROM,
        **values,
    }
    return change(IMPORTER, Power, None, row, "测试")


def item(of: Power, **values: Any) -> PermitItem:
    return change(
        IMPORTER, PermitItem, None, {**GOOD, "power": of, "valid_from": make.FROM, **values}, "登记"
    )


def test_an_item_is_kept_proved_and_known_to_the_law_book(office: Agency) -> None:
    made = item(power(office), **FEE, **SIXTY)
    assert bytes(RegisterChange.objects.get(row_id=made.pk).body)
    known = current().permit_items.get(str(made.pk))
    assert known is not None
    assert (known.code, known.title, known.agency_id) == ("XK-1", "临时占用城市道路", str(office.pk))
    assert (known.fee_fen, known.period_days, known.conditions) == (500, 60, (CONDITION,))
    change(IMPORTER, PermitItem, made.pk, {"promise_days": 8}, "压缩时限")
    changed = current().permit_items.get(str(made.pk))
    assert changed is not None and changed.promise_days == 8


def test_the_newest_version_in_force_on_the_day_is_the_item(office: Agency) -> None:
    of = power(office)
    old, new = item(of), item(of, valid_from=date(2026, 3, 1), promise_days=5)
    shelf = current().permit_items
    for day, found in ((date(2026, 2, 28), old), (date(2026, 3, 1), new)):
        assert [i.id for i in shelf.of_agency(str(office.pk), day)] == [str(found.pk)]
        assert [i.id for i in shelf.of_region(office.region_id, day)] == [str(found.pk)]
        for name in (str(office.pk), office.name, office.code):
            by_code = shelf.find(name, "XK-1", day)
            assert by_code is not None and by_code.id == str(found.pk)
    assert shelf.find(office.name, "XK-1", date(1990, 1, 1)) is None


WRONG = [
    ({"basis": " "}, "basis"),
    ({"conditions": []}, "conditions"),
    ({"conditions": [{**CONDITION, "basis": "某某法"}]}, "conditions"),
    ({"conditions": [{**CONDITION, "source": "other"}]}, "conditions"),
    ({"conditions": [{**CONDITION, "source": "note"}]}, "conditions"),
    ({"conditions": ["有固定场所"]}, "conditions"),
    ({"materials": [{**MATERIAL, "basis": ""}]}, "materials"),
    ({"materials": [{**MATERIAL, "copies": 0}]}, "materials"),
    ({"materials": [{**MATERIAL, "copies": True}]}, "materials"),
    ({"materials": [{**MATERIAL, "form": "scan"}]}, "materials"),
    ({"materials": [{**MATERIAL, "required": False}]}, "materials"),
    ({"materials": [{**MATERIAL, "colour": "红"}]}, "materials"),
    ({"materials": [{**MATERIAL, "name": "申\n请"}]}, "materials"),
    ({"steps": [{"step": "wait", "basis": "《某某法》第三条"}]}, "steps"),
    ({"services": [{"name": "检测"}]}, "services"),
    ({**FEE, "fee_source": "rule"}, "fee_source"),
    ({**FEE, "fee_basis": "收费文件"}, "fee_basis"),
    ({**FEE, "fee_standard": ""}, "fee_standard"),
    ({"promise_days": 21}, "promise_days"),
    ({**SIXTY, "promise_days": 61}, "promise_days"),
    ({**SIXTY, "period_source": "rule"}, "period_source"),
    ({**SIXTY, "period_basis": "环评法"}, "period_basis"),
    ({"period_basis": "《某某法》第三条"}, "period_basis"),
]


@pytest.mark.parametrize(("values", "field"), WRONG, ids=lambda v: v if isinstance(v, str) else "")
def test_what_the_law_does_not_allow_is_refused_beside_its_field(
    office: Agency, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        item(power(office), **values)
    assert set(caught.value.message_dict) == {field}


@pytest.mark.parametrize(
    "values",
    [
        {"promise_days": 20},
        {**SIXTY, "promise_days": 60},
        {"conditions": [{**CONDITION, "source": "state_council", "basis": "《国务院某决定》附件第101项"}]},
        {"conditions": [{**CONDITION, "source": "standard", "basis": "GB 1", "refines": "《某某法》第三条"}]},
        {"materials": [{"name": "平面图", "proves": "有固定场所"}]},
        {"materials": [MATERIAL, {**MATERIAL, "name": "委托书", "required": False, "when": "委托代理的"}]},
    ],
)
def test_what_the_law_allows_is_kept(office: Agency, values: dict[str, Any]) -> None:
    assert item(power(office), **values).pk


def test_only_permits_have_licensing_items(office: Agency) -> None:
    with pytest.raises(ValidationError) as caught:
        item(power(office, type="02"))
    assert set(caught.value.message_dict) == {"power"}


def test_no_process_may_delete_an_item(office: Agency) -> None:
    item(power(office))
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('yifa_app', 'registers_permititem', 'DELETE')")
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT has_table_privilege('yifa_app', 'registers_permititem', 'SELECT, INSERT, UPDATE')"
        )
        assert cursor.fetchone() == (True,)


TOML = """agency = "{name}"
[[items]]
code = "XK-1"
valid_from = 2026-01-01
category = "approval"
basis = "《某某法》第二条"
promise_days = {promise}
fee_fen = {fee}
fee_source = "law"
fee_basis = "《某某法》第九条"
fee_standard = "每件5元"
conditions = [{{ content = "有固定场所", source = "law", basis = "《某某法》第三条" }}]
[[items.materials]]
name = "申请书"
basis = "{basis}"
"""


def file(
    folder: Path, name: str, promise: int = 10, fee: int = 500, basis: str = "《行政许可法》第二十九条"
) -> Path:
    path = folder / "事项.toml"
    path.write_text(TOML.format(name=name, promise=promise, fee=fee, basis=basis), encoding="utf-8")
    return path


def test_a_file_is_tried_loaded_changed_and_left_alone(office: Agency, tmp_path: Path) -> None:
    power(office)
    path = file(tmp_path, office.name)
    dry = load_permit_items(IMPORTER, path, dry_run=True)
    assert dry.ok and dry.counts == {"事项": 1} and not PermitItem.objects.exists()
    assert load_permit_items(IMPORTER, path).created == 1
    assert load_permit_items(IMPORTER, path).unchanged == 1
    row = PermitItem.objects.get()
    assert (row.valid_from, row.fee_fen, row.materials) == (
        date(2026, 1, 1), 500, [{"name": "申请书", "basis": "《行政许可法》第二十九条"}],
    )  # fmt: skip
    text = path.read_text(encoding="utf-8")
    path.write_text("\n".join(x for x in text.split("\n") if not x.startswith("fee_")), encoding="utf-8")
    assert load_permit_items(IMPORTER, path).updated == 1
    assert PermitItem.objects.get().fee_fen == 0


def test_every_bad_row_is_named_with_file_line_and_remedy_and_nothing_is_stored(
    office: Agency, tmp_path: Path
) -> None:
    power(office)
    power(office, "CF-1", "02")
    good = {"code": "XK-1", "valid_from": "2026-01-01", **GOOD}
    rows = [
        good,
        {**good, "valid_from": "2026-02-30"},
        {**good, "code": "XK-9"},
        {**good, "code": "CF-1"},
        {**good, "valid_from": "1990-01-01"},
        {**good, "colour": "红"},
        good,
        {**good, "valid_from": "2027-01-01", "materials": [MATERIAL, {"name": "纳税证明"}]},
        {**good, "valid_from": "2028-01-01", "valid_to": "2027-01-01"},
    ]
    path = tmp_path / "事项.json"
    path.write_text(
        json.dumps({"agency": office.code, "items": rows}, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    lines = path.read_text(encoding="utf-8").split("\n")
    report = load_permit_items(IMPORTER, path)
    said = [(p.line, p.message) for p in report.problems]
    for number, words in ((2, "须为日期"), (3, "没有编码为“XK-9”"), (4, "不是行政许可事项"), (5, "没有生效"),
                          (6, "没有“colour”这一栏"), (7, "同一生效日期"), (8, "材料第2项 basis"),
                          (9, "失效日期不能早于")):  # fmt: skip
        found = [
            line for line, message in said if f"第{number}项" in message.split("：")[0] and words in message
        ]
        assert len(found) == 1, (number, words, said)
        assert lines[found[0] - 1].strip() == "{"
    assert not [m for _, m in said if m.startswith("第1项")]
    assert "整个文件未装载" in said[-1][1]
    assert not PermitItem.objects.exists()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "文件是空的"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b"[[items]\n", "不符合 TOML"),
        (b"title = 1\n", "没有许可事项"),
        (b'{"items": []}', "没有许可事项"),
        (b'{"items": [1]}', "分别写明各栏"),
    ],
)
def test_a_file_that_is_no_list_of_items_is_said_to_be_none(
    inside: None, tmp_path: Path, raw: bytes, words: str
) -> None:
    path = tmp_path / "事项.toml"
    path.write_bytes(raw)
    report = load_permit_items(IMPORTER, path)
    assert any(words in p.message for p in report.problems) and not PermitItem.objects.exists()
    assert not load_permit_items(IMPORTER, tmp_path / "没有.toml").ok


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["permit-items", *arguments])


def test_the_command_fails_with_the_place_and_changes_nothing(
    office: Agency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from yifa.site import boot

    monkeypatch.setattr(boot, "booted", lambda *_: nullcontext())
    monkeypatch.setattr(boot, "unapplied", lambda: False)
    power(office)
    bad = run(str(file(tmp_path, office.name, promise=21)))
    assert bad.exit_code == 1 and "事项.toml:2:第1项（XK-1） promise_days" in bad.output
    assert run(str(file(tmp_path, office.name)), "--dry-run").exit_code == 0
    assert not PermitItem.objects.exists()
    done = run(str(file(tmp_path, office.name)))
    assert done.exit_code == 0 and "新增 1" in done.output
    assert PermitItem.objects.count() == 1


def step(of: Power, since: date, state: str) -> None:
    row = {"power": of, "since": since, "state": state, "document": "云府〔2026〕7号"}
    change(IMPORTER, PowerState, None, row, "登记")


def test_an_item_ends_when_its_power_does_without_being_changed(office: Agency) -> None:
    of = power(office)
    made = item(of)
    gone, day = date(2026, 3, 1), date(2026, 2, 28)
    assert [i.id for i in current().permit_items.of_agency(str(office.pk), gone)] == [str(made.pk)]
    step(of, gone, "suspended")
    assert current().permit_items.of_agency(str(office.pk), gone) == ()
    assert [i.id for i in current().permit_items.of_agency(str(office.pk), day)] == [str(made.pk)]
    step(of, date(2026, 5, 1), "published")
    assert [i.id for i in current().permit_items.of_agency(str(office.pk), date(2026, 5, 1))] == [
        str(made.pk)
    ]
    change(IMPORTER, Power, of.pk, {"valid_to": date(2026, 6, 30)}, "取消")
    assert current().permit_items.of_agency(str(office.pk), date(2026, 7, 1)) == ()
    known = current().permit_items.get(str(made.pk))
    assert known is not None
    assert "自2026-03-01起暂停实施（云府〔2026〕7号）" in known.stopped(gone)
    assert "自2026-06-30的次日起不再列入权责清单" in known.stopped(date(2026, 7, 1))


@pytest.mark.parametrize("state", ["", "claimed", "suspended"])
def test_the_guide_offers_only_items_whose_power_may_be_exercised(
    office: Agency, client: Client, state: str
) -> None:
    of = power(office)
    made = item(of)
    if state:
        step(of, date(2026, 3, 1), state)
    shown = client.get(reverse("portal:permits")).content.decode()
    assert (of.name in shown) == (state == "")
    page = client.get(reverse("portal:permit-item", args=[made.pk])).content.decode()
    assert ("施行中" in page) == (state == "")
    assert ("云府〔2026〕7号" in page) == (state != "")
