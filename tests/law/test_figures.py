"""The shipped figures say what the statutes say, and the right row wins for a place, a sector and a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yifa.law.figure_files import FigureErrors
from yifa.law.figures import DEFAULT_FIGURES, FigureBook, UnknownFigure, load_figures

DAY = date(2026, 3, 1)


def winner(id: str, *regions: str, sector: str = "", on: date = DAY) -> str:
    return DEFAULT_FIGURES.resolve(id, on, regions=regions, sector=sector).figure.id


@pytest.mark.parametrize(("letter", "last"), [("C", 11), ("P", 60), ("V", 4), ("D", 6), ("T", 9), ("M", 24)])
def test_every_row_of_the_catalogue_is_there(letter: str, last: int) -> None:
    ids = {row.id for row in DEFAULT_FIGURES}
    assert {f"{letter}{n:02d}" for n in range(1, last + 1)} <= ids


@pytest.mark.parametrize(
    ("id", "number", "unit", "comparison", "article"),
    [
        ("P01", 2, "n", "≥", "42"),
        ("P04", 7, "wd", "", "56"),
        ("P12", 200, "CNY", "≤", "51"),
        ("P13", 3000, "CNY", "≤", "51"),
        ("P20", 90, "cd", "", "60"),
        ("P21", 7, "wd", "", "61"),
        ("P23", 5, "wd", "", "64"),
        ("P28", 15, "cd", "", "67"),
        ("P29", 100, "CNY", "≤", "68"),
        ("P32", 2, "wd", "", "71"),
        ("P34", 3, "%/day", "", "72"),
        ("P37", 2, "y", "", "36"),
        ("P38", 5, "y", "", "36"),
        ("P46", 3, "wd", "", "48"),
        ("V04", 30, "cd", "", "95"),
        ("M01", 15, "wd", "", "18"),
        ("M05", 24, "h", "", "33、36"),
        ("M14", 10_000, "CNY", "≥", "5"),
        ("M15", 100_000, "CNY", "≥", "5"),
        ("M22", 3, "mo", "", "13"),
        ("T01", 20, "wd", "", ""),
        ("T02", 7, "wd", "", ""),
        ("K20", 10, "wd", "", "54"),
    ],
)
def test_numbers_as_the_statute_has_them(
    id: str, number: int, unit: str, comparison: str, article: str
) -> None:
    figure = DEFAULT_FIGURES.resolve(id, DAY).figure
    assert (figure.number, figure.unit, figure.comparison, figure.article) == (
        number,
        unit,
        comparison,
        article,
    )


@pytest.mark.parametrize(
    ("id", "regions", "sector", "expected"),
    [
        ("P20", (), "", "P20"),
        ("P20", (), "market", "M09"),
        ("P20", (), "urban", "P20"),
        ("P20", (), "housing", "O04"),
        ("P20", (), "agri", "O07"),
        ("P20", (), "transport", "O08"),
        ("P04", (), "market", "M06"),
        ("P03", (), "market", "M01"),
        ("P03", (), "agri", "O05"),
        ("V04", (), "market", "M13"),
        ("T02", (), "market", "T02"),  # another channel does not lengthen the duty to publish
        ("P46", (), "market", "P46"),  # the statute's withdrawal stands beside M21
        ("T02", ("150102", "150100", "150000"), "", "T07"),
        ("T01", ("150000",), "", "T07-2"),
        ("T02", ("15",), "", "T07"),  # the short form of the same code
        ("M07", ("150000",), "urban", "T09"),
        ("M07", ("530000",), "agri", "O06"),
        ("M14", ("440300", "440000"), "urban", "O01"),
        ("M15", ("310000",), "market", "O02-2"),
        ("D02", ("500000",), "", "D05"),
        ("D02", (), "agri", "D04"),
        ("P20", (), "public_security", "O13"),
        ("P20", (), "natural_resources", "O11"),
        ("P20", (), "medical_insurance", "O20"),
        ("P12", (), "public_security", "O14"),
        ("P13", (), "public_security", "O14-2"),
        ("M15", (), "public_security", "O12-2"),
        ("M10", (), "medical_insurance", "O21"),
        ("T04", ("340302", "340300", "340000"), "", "F19"),
        ("T02", ("340300", "340000"), "", "F18-2"),
        ("T05", ("530000",), "", "T05"),
    ],
)
def test_the_right_row_wins(id: str, regions: tuple[str, ...], sector: str, expected: str) -> None:
    assert winner(id, *regions, sector=sector) == expected


def test_extensions_are_numbers_to_compute_with() -> None:
    case = DEFAULT_FIGURES.resolve("P20", DAY, sector="market").figure
    assert (case.extension_number, case.extension_unit) == (30, "cd")
    clue = DEFAULT_FIGURES.resolve("P03", DAY, sector="market").figure
    assert (clue.extension_number, clue.extension_unit) == (15, "wd")


def test_money_is_given_in_fen_and_only_for_money() -> None:
    assert DEFAULT_FIGURES.resolve("P13", DAY).figure.fen == 300_000
    with pytest.raises(ValueError, match="不是金额"):
        _ = DEFAULT_FIGURES.resolve("P20", DAY).figure.fen


def test_why_names_winner_loser_and_reason() -> None:
    why = "".join(DEFAULT_FIGURES.resolve("P20", DAY, regions=("530000",), sector="market").why)
    assert "采用 M09" in why and "取代 P20" in why and "领域的特别规定优先于一般规定" in why


def test_a_law_does_not_speak_before_it_is_in_force() -> None:
    assert winner("P20", on=date(2021, 7, 15)) == "P20"
    with pytest.raises(UnknownFigure, match="2021年7月15日起施行"):
        DEFAULT_FIGURES.resolve("P20", date(2021, 7, 14))


def test_before_the_sector_s_rule_the_national_one_holds() -> None:
    assert winner("P20", sector="housing", on=date(2022, 4, 30)) == "P20"
    assert winner("P20", sector="housing", on=date(2022, 5, 1)) == "O04"


def test_a_scoped_row_is_shown_by_its_own_id_only_when_no_place_or_sector_is_given() -> None:
    resolved = DEFAULT_FIGURES.resolve("M14", DAY)
    assert resolved.figure.id == "M14"
    assert any("仅适用于市场监督管理领域" in line for line in resolved.why)
    with pytest.raises(UnknownFigure, match="仅适用于市场监督管理领域"):
        DEFAULT_FIGURES.resolve("M14", DAY, sector="urban")
    assert DEFAULT_FIGURES.find("M14", DAY, regions=("530000",), sector="urban") is None


def test_an_unknown_id_suggests_near_ones() -> None:
    with pytest.raises(UnknownFigure, match="没有编号为“P99”"):
        DEFAULT_FIGURES.resolve("P99", DAY)
    assert "P99" not in DEFAULT_FIGURES
    assert "P20" in DEFAULT_FIGURES


def test_rows_where_the_statute_is_silent_are_marked() -> None:
    silent = {row.id for row in DEFAULT_FIGURES if not row.verified}
    assert {"C11", "X02", "O09"} <= silent
    assert all(row.doubt for row in DEFAULT_FIGURES if not row.verified)


def test_a_conflict_between_sources_is_explained_with_the_rule_that_settled_it() -> None:
    why = "".join(DEFAULT_FIGURES.resolve("T04", DAY).why)
    assert "来源不一致" in why and "写明日数的规定优先于“及时”" in why and "P46" in why
    meeting = "".join(DEFAULT_FIGURES.resolve("P17", DAY).why)
    assert "38(2)" in meeting and "条号以现行文本为准" in meeting


HEAD = """group = "样例"
[sources.s]
title = "样例规定"
in_force_from = 2020-01-01
"""


def row(id: str, **values: object) -> str:
    fields: dict[str, object] = {
        "id": id,
        "subject": "样例",
        "amount": "5",
        "number": 5,
        "unit": "wd",
        "source": "s",
    }
    lines = [
        f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"'
        for key, value in {**fields, **values}.items()
    ]
    return "[[figure]]\n" + "\n".join(lines) + "\n"


def book(tmp_path: Path, *rows: str) -> FigureBook:
    file = tmp_path / "sample.toml"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return load_figures([file])


def test_the_narrowest_region_wins_and_beats_the_sector(tmp_path: Path) -> None:
    figures = book(
        tmp_path,
        row("A1"),
        row("A2", overlays="A1", sector="market"),
        row("A3", overlays="A1", region="530000"),
        row("A4", overlays="A1", region="530100"),
        row("A5", overlays="A1", region="530000", sector="market"),
    )
    chain = ("530102", "530100", "530000")

    def wins(regions: tuple[str, ...], sector: str) -> str:
        return figures.resolve("A1", DAY, regions=regions, sector=sector).figure.id

    assert wins((), "") == "A1"
    assert wins((), "market") == "A2"
    assert wins(("530000",), "") == "A3"
    assert wins(("530000",), "market") == "A5"
    assert wins(chain, "") == "A4"
    assert wins(chain, "market") == "A4"
    assert wins(("440000",), "urban") == "A1"


def test_a_region_that_yields_to_a_lower_sector_number_does(tmp_path: Path) -> None:
    money = {"unit": "CNY", "comparison": "≥"}
    low = row("B2", overlays="B1", sector="eco", amount="3000", **money).replace(
        "number = 5", "number = 3000"
    )
    local = row("B3", overlays="B1", region="440000", amount="5000", **money)
    local = local.replace("number = 5", "number = 5000") + "yields_to_lower = true\n"
    figures = book(tmp_path, row("B1", **money), low, local)
    resolved = figures.resolve("B1", DAY, regions=("440000",), sector="eco")
    assert resolved.figure.id == "B2"
    assert any("更低的从其规定" in line for line in resolved.why)
    assert figures.resolve("B1", DAY, regions=("440000",), sector="urban").figure.id == "B3"


def test_a_figure_that_changed_has_one_row_per_time(tmp_path: Path) -> None:
    old = row("A1", number=3).rstrip() + "\nin_force_to = 2023-12-31\n"
    new = row("A1", number=7).rstrip() + "\nin_force_from = 2024-01-01\n"
    figures = book(tmp_path, old, new)
    assert figures.resolve("A1", date(2023, 12, 31)).figure.number == 3
    assert figures.resolve("A1", date(2024, 1, 1)).figure.number == 7


def test_further_rows_extend_a_book_without_touching_it(tmp_path: Path) -> None:
    local = row("Y1", overlays="A1", region="530000")
    base = book(tmp_path, row("A1"))
    extra = book(tmp_path, row("A1"), local)
    assert len(base.extended([f for f in extra if f.id == "Y1"])) == len(base) + 1 == 2


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ((row("A1"), row("A1")), 13, "重复"),
        ((row("A1", overlays="ZZ", sector="market"),), 12, "取代的“ZZ”不存在"),
        ((row("A1"), row("A2", overlays="A1")), 19, "必须限定"),
        ((row("A1", unit="weeks"),), 10, "不认识的单位"),
        ((row("A1", sector="space"),), 12, "不认识的领域"),
        ((row("A1", region="99"),), 12, "省级部分"),
        ((row("A1", number="five"),), 9, "应为整数"),
        ((row("A1", colour="red"),), 12, "不认识的项目"),
        ((row("A1", source="t"),), 11, "没有名为"),
        ((row("a 1"),), 6, "写法不对"),
        ((row("A1", article="五"),), 12, "应为数字"),
        ((row("A1", subject=""),), 5, "缺少 subject"),
        ((row("A1") + "see = ['Q1']\n",), 12, "另见的“Q1”不存在"),
        ((row("A1") + "verified = false\n",), 12, "存疑之处"),
        ((row("A1") + "in_force_to = 2019-01-01\n",), 12, "早于施行日"),
        ((row("A1") + "extension_number = 3\n",), 12, "同时填写"),
        ((row("A1") + "conflict = '及时'\n",), 12, "同时填写"),
        ((row("A1") + "conflict = '及时'\nconflict_rule = 'x'\n",), 13, "不认识的处理规则"),
        ((row("A1") + "quote = '及时'\n",), 12, "应为列表"),
        (
            (
                row("A1"),
                row("A2", overlays="A1", sector="eco"),
                row("A3", overlays="A1", sector="eco"),
            ),
            28,
            "无法决定",
        ),
        ((row("A1"), row("A2", overlays="A1", sector="eco", unit="CNY")), 17, "不是一类"),
        (("[[figure\n",), 5, "语法错误"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, rows: tuple[str, ...], line: int, message: str) -> None:
    with pytest.raises(FigureErrors) as caught:
        book(tmp_path, *rows)
    found = caught.value.problems
    assert any(message in p.message and p.line == line for p in found), [str(p) for p in found]
    assert all(p.file.endswith("sample.toml") for p in found)


def test_all_mistakes_are_listed_not_only_the_first(tmp_path: Path) -> None:
    with pytest.raises(FigureErrors) as caught:
        book(tmp_path, row("A1", unit="weeks"), row("A2", sector="space"), row("A3", number="x"))
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"figure = 3\n", b'group = 5\nsources = "x"\n'])
def test_a_file_that_is_no_figure_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    with pytest.raises(FigureErrors):
        load_figures([file])
    with pytest.raises(FigureErrors, match="无法读取"):
        load_figures([tmp_path / "missing.toml"])
