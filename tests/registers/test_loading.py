"""Loading from files: what is good gets in, what is bad is named with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from law.test_benchmarks import table as table_of_files
from support.benchmark_papers import merged_workbook

from registers.test_lawbook import TABLE
from yifa.registers.change import history
from yifa.registers.loading import LoadReport, load_benchmark_file, load_laws, load_regions
from yifa.registers.models import Article, BenchmarkTable, Region, Statute
from yifa.registers.scope import IMPORTER, scope

LAW = "# 中华人民共和国甲法\n\n2020年1月1日全国人民代表大会常务委员会通过\n\n{}\n"


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


def problems(report: LoadReport) -> list[tuple[str, int]]:
    return [(p.file, p.line) for p in report.problems]


def region_files(folder: Path) -> Path:
    (folder / "provinces.csv").write_text('code,name\n53,"云省"\n', encoding="utf-8-sig")
    (folder / "cities.csv").write_text('code,name,provinceCode\r\n5301,"云州市",53\r\n5309,"直筒市",53\r\n')
    (folder / "areas.csv").write_text(
        'code,name,cityCode,provinceCode\n530102,"东区",5301,53\n530900,"直筒市",5309,53\n'
    )
    (folder / "streets.csv").write_text(
        'code,name,areaCode,provinceCode,cityCode\n530102001,"一街",530102,53,5301\n530900100,"二镇",530900,53,5309\n'
    )
    return folder


def test_regions_get_six_digits_levels_and_parents(inside: None, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    report = load_regions(IMPORTER, region_files(tmp_path), lambda done, total: steps.append((done, total)))
    assert report.ok
    rows = {r.code: (r.name, r.level, r.parent_id) for r in Region.objects.all()}
    assert rows == {
        "530000": ("云省", 1, None),
        "530100": ("云州市", 2, "530000"),
        "530900": ("直筒市", 2, "530000"),
        "530102": ("东区", 3, "530100"),
        "530102001": ("一街", 4, "530102"),
        "530900100": ("二镇", 4, "530900"),
    }
    assert steps[-1] == (6, 6)


def test_loading_again_changes_only_what_differs(inside: None, tmp_path: Path) -> None:
    load_regions(IMPORTER, region_files(tmp_path))
    (tmp_path / "areas.csv").write_text("code,name,cityCode\n530102,东城区,5301\n530900,直筒市,5309\n")
    report = load_regions(IMPORTER, tmp_path)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 5)
    assert [h.after["name"] for h in history(Region, "530102")] == ["东区", "东城区"]


def test_bad_region_rows_are_named_and_the_rest_is_loaded(inside: None, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text(
        "code,name,parent\n"
        "53,云省,\n"  # 2
        "5301,云州市,53\n"
        "53x1,坏码市,53\n"  # 4
        "5302,,53\n"  # 5
        "5303,多一列,53,多\n"  # 6
        "530199,孤区,5377\n"  # 7
        "530199001,孤街,530199\n"  # 8
        "5304,\x00坏,53\n"  # 9
        "5301,另名市,53\n"  # 10
        "530102,东区,\n"  # 11
        "530103,西区,5301\n",
        encoding="utf-8",
    )
    report = load_regions(IMPORTER, file)
    assert sorted(line for _, line in problems(report)) == [4, 5, 6, 7, 8, 9, 10, 11]
    assert set(Region.objects.values_list("code", flat=True)) == {"530000", "530100", "530103"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 0),
        (b"name\n", 1),
        (b"code,name\n53,\xff\xfe\n", 2),
        ('code,name\n53,"云省\n'.encode(), 2),
        (b"\x89PNG\r\n\x1a\n", 1),
    ],
)
def test_a_broken_region_file_is_a_message_with_a_line(
    inside: None, tmp_path: Path, content: bytes, line: int
) -> None:
    (tmp_path / "provinces.csv").write_bytes(content)
    report = load_regions(IMPORTER, tmp_path)
    assert problems(report) == [("provinces.csv", line)]
    assert not Region.objects.exists()


@pytest.mark.parametrize("load", [load_regions, load_laws, load_benchmark_file])
def test_a_path_that_is_not_there(inside: None, tmp_path: Path, load: Any) -> None:
    report = load(IMPORTER, tmp_path / "nowhere")
    assert not report.ok
    empty = tmp_path / "empty"
    empty.mkdir()
    assert not load(IMPORTER, empty).ok


def write_law(folder: Path, body: str, name: str = "x__law.md") -> Path:
    (folder / name).write_text(LAW.format(body), encoding="utf-8")
    return folder


def test_a_law_is_loaded_with_its_articles_and_once_only(inside: None, tmp_path: Path) -> None:
    write_law(tmp_path, "**第一条**　甲。\n\n**第一条之一**　乙。\n\n**第二条**　自2020年5月1日起施行。")
    report = load_laws(IMPORTER, tmp_path)
    assert report.ok
    statute = Statute.objects.get()
    assert (statute.short_title, statute.kind, statute.adopted_on) == ("甲法", "law", date(2020, 1, 1))
    assert statute.effective_from == date(2020, 5, 1)
    assert [a["kind"] for a in statute.amendments] == ["passed", "in_force"]
    rows = list(statute.articles.values_list("number", "suffix", "label", "text", "order"))
    assert rows[:2] == [(1, 0, "第一条", "甲。", 1), (1, 1, "第一条之一", "乙。", 2)]
    again = load_laws(IMPORTER, tmp_path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert history(Statute, statute.pk).count() == 1


def test_a_corrected_file_brings_its_articles_up_to_date(inside: None, tmp_path: Path) -> None:
    write_law(tmp_path, "**第一条**　甲。\n\n**第二条**　乙。\n\n**第三条**　丙。")
    load_laws(IMPORTER, tmp_path)
    before = dict(Article.objects.values_list("label", "pk"))
    write_law(tmp_path, "**第一条**　新甲。\n\n**第一条之一**　插。\n\n**第二条**　乙。")
    report = load_laws(IMPORTER, tmp_path)
    assert (report.created, report.updated) == (0, 1)
    rows = list(Article.objects.order_by("order").values_list("label", "text"))
    assert rows == [("第一条", "新甲。"), ("第一条之一", "插。"), ("第二条", "乙。"), ("第三条", "")]
    after = dict(Article.objects.values_list("label", "pk"))
    assert {k: after[k] for k in before} == before
    assert history(Statute, Statute.objects.get().pk).count() == 2


def test_a_newer_version_ends_the_older_one(inside: None, tmp_path: Path) -> None:
    write_law(tmp_path, "**第一条**　自2020年5月1日起施行。")
    load_laws(IMPORTER, tmp_path)
    newer = LAW.format("2026年6月26日全国人民代表大会常务委员会修订\n\n**第一条**　自2027年1月1日起施行。")
    (tmp_path / "x__law__versions__2027-01-01.md").write_text(newer, encoding="utf-8")
    load_laws(IMPORTER, tmp_path)
    ends = dict(Statute.objects.values_list("effective_from", "effective_to"))
    assert ends == {date(2020, 5, 1): date(2026, 12, 31), date(2027, 1, 1): None}
    assert load_laws(IMPORTER, tmp_path).unchanged == 2


def test_a_broken_law_file_names_its_lines_and_the_others_are_loaded(inside: None, tmp_path: Path) -> None:
    write_law(tmp_path, "**第一条**　甲。\n\n**第x条**　乙。\n\n**第三条**　丙。")
    (tmp_path / "bytes.md").write_bytes("# 乙法\n\n**第一条**　".encode() + b"\xff\xfe\n")
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "good.md").write_text(
        "# 丙省规定\n\n（2020年1月1日丙省人民政府令第1号公布）\n\n第一条 好。\n"
    )
    report = load_laws(IMPORTER, tmp_path)
    assert ("x__law.md", 7) in problems(report)
    assert ("x__law.md", 9) in problems(report)
    assert ("bytes.md", 3) in problems(report)
    assert ("empty.md", 0) in problems(report)
    assert Article.objects.filter(statute__title="中华人民共和国甲法").count() == 2
    assert Article.objects.get(statute__title="丙省规定").text == "好。"
    assert {u["line"] for u in Statute.objects.get(title="中华人民共和国甲法").unread} == {7, 9}


def test_the_same_version_twice_is_told(inside: None, tmp_path: Path) -> None:
    write_law(tmp_path, "**第一条**　甲。")
    write_law(tmp_path, "**第一条**　乙。", "y__law.md")
    report = load_laws(IMPORTER, tmp_path)
    assert problems(report) == [("y__law.md", 0)]
    assert Article.objects.get().text == "甲。"


TABLE_OF_FILES = table_of_files()


def write_table(path: Path, table: Any) -> Path:
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def test_a_benchmark_is_loaded_once(inside: None, tmp_path: Path) -> None:
    file = write_table(tmp_path / "t.json", TABLE)
    report = load_benchmark_file(IMPORTER, file)
    assert report.ok
    row = BenchmarkTable.objects.get()
    assert (row.title, row.region, row.sector) == ("测试裁量基准", "530100", "urban")
    assert row.effective_from == date(2024, 1, 1)
    assert load_benchmark_file(IMPORTER, file).unchanged == 1


def test_where_a_benchmark_applies_can_be_told(inside: None, tmp_path: Path) -> None:
    head = {k: v for k, v in TABLE["benchmark"].items() if k not in ("region", "sector")}
    file = write_table(tmp_path / "t.json", {**TABLE, "benchmark": head})
    load_benchmark_file(IMPORTER, file, region="530100", sector="market")
    row = BenchmarkTable.objects.get()
    assert (row.region, row.sector) == ("530100", "market")
    assert row.data["benchmark"]["sector"] == "market"


def test_a_broken_row_is_named_and_the_rest_is_loaded(inside: None, tmp_path: Path) -> None:
    second = {**TABLE["items"][0], "no": 2, "code": "T-2", "violation": "占道经营"}
    file = write_table(tmp_path / "t.json", {**TABLE, "items": [TABLE["items"][0], second]})
    text = file.read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.split("\n"), 1) if "占道经营" in row)
    file.write_text(text.replace('"占道经营"', '"占道经营', 1), encoding="utf-8")
    report = load_benchmark_file(IMPORTER, file)
    assert not report.ok
    assert line in [p.line for p in report.problems]
    assert [i["code"] for i in BenchmarkTable.objects.get().data["items"]] == ["T-1"]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"not json", b"\xff\xfe\x00", b'{"benchmark": {}, "items": []}']
)
def test_what_is_no_benchmark_is_refused_with_a_sentence(
    inside: None, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "t.json").write_bytes(content)
    report = load_benchmark_file(IMPORTER, tmp_path / "t.json")
    assert not report.ok
    assert all(p.message for p in report.problems)
    assert not BenchmarkTable.objects.exists()


def test_a_workbook_is_loaded_like_a_json_file(inside: None, tmp_path: Path) -> None:
    file = tmp_path / "基准.xlsx"
    file.write_bytes(merged_workbook(TABLE_OF_FILES))
    report = load_benchmark_file(IMPORTER, file, region="530100", sector="urban", dry_run=True)
    assert report.ok and not BenchmarkTable.objects.exists()
    report = load_benchmark_file(IMPORTER, file, region="530100", sector="urban")
    assert report.ok, report.problems
    row = BenchmarkTable.objects.get()
    assert (row.title, row.region, row.data["benchmark"]["sector"]) == ("某市裁量基准", "530100", "urban")
    assert load_benchmark_file(IMPORTER, file, region="530100", sector="urban").unchanged == 1


@pytest.mark.requirement("RQ038")
def test_a_table_that_leaves_its_superiors_range_is_refused_whole(inside: None, tmp_path: Path) -> None:
    load_benchmark_file(IMPORTER, write_table(tmp_path / "国.json", TABLE_OF_FILES))
    head = {**TABLE_OF_FILES["benchmark"], "region": "530100", "document_no": "市规〔2025〕2号"}
    lower = {**TABLE_OF_FILES, "benchmark": head}
    text = json.dumps(lower, ensure_ascii=False).replace("五千元", "六千元")
    (tmp_path / "市.json").write_text(text, "utf-8")
    for dry_run in (True, False):
        report = load_benchmark_file(IMPORTER, tmp_path / "市.json", dry_run=dry_run)
        assert any(
            "6000元超出上级" in p.message and "1000元以上5000元以下" in p.message for p in report.problems
        )
        assert BenchmarkTable.objects.count() == 1
    assert load_benchmark_file(IMPORTER, write_table(tmp_path / "市.json", lower)).ok
