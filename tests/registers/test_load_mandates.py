"""授权、委托和赋权 from files: good rows are registered and proved, bad ones named by place; a dry run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from registers import make
from yifa.registers.loading import LoadReport, load_mandates
from yifa.registers.models import Mandate, RegisterChange
from yifa.registers.scope import IMPORTER, scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ001")]

HEADER = (
    "行使机关或者组织,权力来源,事项类型,事项编码,具体事项和权限,委托机关,"
    "文件（委托书、决定）,法律依据,生效日期,失效日期"
)
GOOD = (
    "执法服务中心,委托,行政处罚,T-1、T-2,市容处罚,云州市城管局,委托书1号,某条例第五条,2026年1月1日,2027/12/31"
)


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        region = make.region()
        office = make.agency(1, region, name="云州市城管局")
        make.agency(2, region, name="执法服务中心", kind="entrusted", parent=office)
        yield


def load(folder: Path, text: str, name: str = "委托.csv", *, dry_run: bool = False) -> LoadReport:
    path = folder / name
    path.write_text(text, encoding="utf-8-sig")
    return load_mandates(IMPORTER, path, dry_run=dry_run)


def said(report: LoadReport) -> str:
    return "\n".join(map(str, report.problems))


def headed(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def test_a_row_is_registered_and_proved(inside: None, tmp_path: Path) -> None:
    report = load(tmp_path, headed(GOOD))
    assert (report.ok, report.created) == (True, 1)
    made = Mandate.objects.get()
    assert (made.kind, made.type, made.grantor and made.grantor.name) == ("entrusted", "02", "云州市城管局")
    assert (made.valid_from, made.valid_to) == (date(2026, 1, 1), date(2027, 12, 31))
    assert made.items() == ("T-1", "T-2")
    assert bytes(RegisterChange.objects.get(row_id=made.pk).body)


def test_the_same_file_again_changes_nothing_and_a_new_end_updates(inside: None, tmp_path: Path) -> None:
    load(tmp_path, headed(GOOD))
    again = load(tmp_path, headed(GOOD))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    longer = load(tmp_path, headed(GOOD.replace("2027/12/31", "2028-12-31")))
    assert (longer.created, longer.updated, longer.unchanged) == (0, 1, 0)
    assert Mandate.objects.get().valid_to == date(2028, 12, 31)


def test_a_dry_run_says_the_same_and_writes_nothing(inside: None, tmp_path: Path) -> None:
    report = load(tmp_path, headed(GOOD, GOOD.replace("云州市城管局", "没有的机关")), dry_run=True)
    assert report.created == 1 and "第3行" in said(report)
    assert not Mandate.objects.exists()
    assert not RegisterChange.objects.filter(model=Mandate._meta.label).exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("云州市城管局", "没有的机关", "登记簿中没有机关“没有的机关”"),
        ("云州市城管局", "", "须登记委托机关（行政处罚法第二十条）"),
        ("2027/12/31", "", "委托书须载明期限"),
        ("2027/12/31", "2025-01-01", "日期"),
        ("2026年1月1日", "2026-02-30", "生效日期“2026-02-30”不是日期"),
        ("委托,", "转包,", "权力来源“转包”不在可选范围"),
        ("行政处罚,", "行政许可,", "行政许可只能委托其他行政机关实施"),
        ("某条例第五条", "", "没有填写法律依据"),
        ("市容处罚", "市\x07容", "控制字符"),
        ("T-1、T-2,", "", "应有 10 列，实有 9 列"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_loaded(
    inside: None, tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    report = load(tmp_path, headed(GOOD.replace(old, new, 1), GOOD.replace("委托书1号", "委托书2号")))
    assert not report.ok and report.created == 1
    assert message in said(report) and "委托.csv:2:" in said(report)
    assert Mandate.objects.get().document == "委托书2号"


def test_the_same_document_twice_is_named_with_both_places(inside: None, tmp_path: Path) -> None:
    report = load(tmp_path, headed(GOOD, GOOD))
    assert report.created == 1 and "第3行：与第2行是同一文件的同一授权" in said(report)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "没有可以装载的行"),
        ("甲,乙\n1,2\n", "不认识的列“甲、乙”"),
        (HEADER.replace(",法律依据", "") + "\n", "缺少“法律依据”"),
        (headed('"未完'), "引号不成对"),
        ('{"别的": []}', "含有“mandates”列表"),
    ],
)
def test_a_file_that_is_no_such_list_is_said_to_be_none(
    inside: None, tmp_path: Path, text: str, message: str
) -> None:
    report = load(tmp_path, text)
    assert not report.ok and message in said(report)
    assert not Mandate.objects.exists()


def test_json_rows_are_read_and_a_broken_one_is_named_by_its_line(inside: None, tmp_path: Path) -> None:
    row = {
        "agency": "执法服务中心", "kind": "entrusted", "type": "02", "codes": ["T-1", "T-2"], "scope": "市容处罚",
        "grantor": "云州市城管局", "document": "委托书1号", "basis": "某条例第五条",
        "valid_from": "2026-01-01", "valid_to": "2027-12-31",
    }  # fmt: skip
    good = json.dumps(row, ensure_ascii=False)
    bad = json.dumps({**row, "scope": 1.5}, ensure_ascii=False)
    report = load(tmp_path, f'{{"mandates": [\n{good},\n{bad},\n"x"\n]}}', "委托.json")
    assert report.created == 1
    assert "委托.json:3:第2项" in said(report) and "委托.json:4:第3项" in said(report)
    bare = load(tmp_path, f"[{good}]", "再次.json")
    assert (bare.ok, bare.unchanged) == (True, 1)


def test_a_file_that_is_not_there_or_not_text_is_named(inside: None, tmp_path: Path) -> None:
    assert "无法读取文件" in said(load_mandates(IMPORTER, tmp_path / "无.csv"))
    (tmp_path / "二.csv").write_bytes(b"\xff\xfe\x00")
    assert "不是 UTF-8" in said(load_mandates(IMPORTER, tmp_path / "二.csv"))
