"""Every row of the catalogue of figures (shared/facts/figures.csv) is shipped, field by field.

The expected values are read from the catalogue; it is written in English shorthand, so words are compared by the
Chinese ones they contain and numbers one by one. Without the reference data beside the checkout nothing is compared
(YIFA_REFERENCE_DATA names its data folder). A row with several amounts is several rows here: O01 and O01-2.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from yifa.law.chinese_numbers import read_integer
from yifa.law.figures import DEFAULT_FIGURES, Figure

REFERENCE = Path(os.environ.get("YIFA_REFERENCE_DATA") or Path(__file__).parents[3] / "shared" / "data")
FILE = REFERENCE.parent / "facts" / "figures.csv"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="没有参考数据(set YIFA_REFERENCE_DATA)")

Row = dict[str, str]
# What each plan sets for itself: rows without a number, which no catalogue has.
OF_PLANS = {"PL1", "PL2", "PL3"}
# Sources that the catalogue abbreviates beyond "the title with its year".
TITLES = {
    "国办发〔2018〕118号": "行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
    "国办发〔2022〕27号": "国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见",
    "内蒙古三项制度办法(令244号)": "内蒙古自治区行政执法公示执法全过程记录重大执法决定法制审核办法",
    "最高法关于适用行政诉讼法的解释(法释〔2018〕1号)": "关于适用《中华人民共和国行政诉讼法》的解释",
    "市场监管总局关于规范市场监督管理行政处罚裁量权的指导意见(2022)": "关于规范市场监督管理行政处罚裁量权的指导意见",
    "policy 000 清城2024": "清城区提升行政执法质量三年行动计划",
    "policy 001 苏政办发〔2023〕47号": "江苏省提升行政执法质量三年行动实施方案",
    "policy 002 蚌埠2019": "蚌埠市",
    "policy 003 番府办〔2016〕60号": "番禺区",
    "policy 004 河南/郑州汇编": "推进服务型行政执法建设",
}
# Places named in the catalogue's ids, for the scope of a row.
REGIONS = {
    "T07": "150000",
    "T08": "150000",
    "T09": "150000",
    "O01": "440000",
    "O02": "310000",
    "D05": "500000",
    **{f"G{n:02}": "440000" for n in (3, 4)},
    **{f"G{n:02}": "510000" for n in range(5, 9)},
    "G09": "220000",
    "G10": "370000",
    **{f"E{n:02}": "440000" for n in range(1, 6)},
    **{f"F{n:02}": "441802" for n in range(1, 9)},
    **{f"F{n:02}": "320000" for n in range(9, 17)},
    **{f"F{n:02}": "340300" for n in range(17, 30) if n != 23},  # F23 is the nation-wide default, and says so
    **{f"F{n:02}": "440113" for n in range(30, 33)},
    **{f"F{n:02}": "410000" for n in range(33, 37)},
    **{f"F{n:02}": "410100" for n in range(37, 51)},
}
SECTORS = {
    **{f"M{n:02}": "market" for n in range(1, 25)},
    "C09": "market",
    "C10": "market",
    "D02": "market",
    "D03": "market",
    "D04": "agri",
    "O03": "housing",
    "O04": "housing",
    "O22": "housing",
    "O05": "agri",
    "O06": "agri",
    "O07": "agri",
    "O08": "transport",
    "O09": "transport",
    "O10": "natural_resources",
    "O11": "natural_resources",
    **{f"O{n}": "public_security" for n in range(12, 18)},
    **{f"O{n}": "medical_insurance" for n in range(18, 22)},
}


def catalogue() -> list[Row]:
    if not FILE.is_file():
        return []
    with FILE.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = catalogue()
each_row = pytest.mark.parametrize("row", [pytest.param(r, id=r["id"]) for r in ROWS])


# Texts the catalogue does not have: what was in force before its edition, or replaced it.
OTHER_TEXTS = {"中华人民共和国治安管理处罚法（2012年修正）", "自然资源行政处罚办法（2024年修订）"}


def ours(row: Row) -> list[Figure]:
    """The shipped rows of one row of the catalogue, in order."""
    wanted = re.compile(rf"{row['id']}(-\d)?")
    rows = (f for f in DEFAULT_FIGURES if wanted.fullmatch(f.id) and f.source not in OTHER_TEXTS)
    found = sorted(rows, key=lambda f: f.id)
    assert found, row["id"]
    return found


def words(figures: list[Figure]) -> str:
    """Everything that is said about them."""
    return "\n".join(
        " ".join(
            (f.subject, f.trigger, f.amount, f.extension, f.source, f.edition, f.article, f.note, f.doubt)
            + (
                f.conflict,
                " ".join(f.see),
                " ".join(f.quote),
                f.wording,
                "前" if f.counts == "before" else "",
            )
        )
        for f in figures
    )


def numbers(text: str) -> list[int]:
    """Arabic numbers, with or without leading zeros, in order."""
    return [int(n) for n in re.findall(r"\d+", text)]


def numerals(text: str) -> Iterator[int]:
    for found in re.findall("[一二两三四五六七八九十百千万]+", text):
        if (value := read_integer(found)) is not None:
            yield value


def share(expected: str, text: str) -> float:
    """How much of the Chinese in `expected` stands in `text`; 1 when there is none."""
    wanted = set(re.findall(r"[\u4e00-\u9fff]", expected))
    return len(wanted & set(text)) / len(wanted) if wanted else 1.0


def test_all_rows_of_the_catalogue_are_shipped_and_nothing_else() -> None:
    assert len(ROWS) == 311
    shipped = {re.sub(r"-\d$", "", f.id) for f in DEFAULT_FIGURES if f.id not in OF_PLANS}
    assert shipped == {r["id"] for r in ROWS}


@each_row
def test_the_amount_and_its_comparison(row: Row) -> None:
    found, amount = ours(row), row["amount"]
    expected = numbers(amount)
    if row["unit"] == "rule" or not expected:
        assert all(f.amount for f in found)
        return
    shown = [n for f in found for n in numbers(f.amount)] or [f.number or 0 for f in found]
    # A further row (R12-2, F18-2) may hold what the catalogue has as an extension or a note.
    assert set(expected) <= set(shown) <= {*expected, *numbers(row["extension"] + row["note"])}
    if re.fullmatch(r"[≥≤]?\d+", amount):
        assert found[0].number == expected[0]
        assert found[0].comparison == amount.rstrip("0123456789")
    elif re.fullmatch(r"\d+( / \d+)+", amount):
        assert [f.number for f in found] == expected


@each_row
def test_the_unit_working_or_calendar_days(row: Row) -> None:
    expected = row["unit"].rstrip("*")
    units = [f.unit for f in ours(row)]
    if expected == "—":
        assert units == ["rule"]  # P35: no amount accrues
    else:
        # A further row (K22-2) may hold an extension or a note of the catalogue, in the unit named there.
        told = re.findall(r"\d (wd|cd)\b", f"{row['extension']} {row['note']}")
        assert (
            list(dict.fromkeys(units)) == expected.split("/")
            if "cd/" in expected
            else units[0] == expected and set(units) <= {expected, *told}
        )


@each_row
def test_the_extension(row: Row) -> None:
    found, extension = ours(row), row["extension"]
    exact = re.match(r"≤?\+(\d+)(?: (wd|cd))?", extension)
    if exact and row["unit"] != "rule":
        unit = exact[2] or row["unit"]
        assert (found[0].extension_number, found[0].extension_unit) == (int(exact[1]), unit)
    else:
        assert all(f.extension_number is None for f in found)
    said = words(found)
    assert set(numbers(extension)) <= set(numbers(said)) | set(numerals(said))


@each_row
def test_source_article_and_group(row: Row) -> None:
    found = ours(row)
    title = TITLES.get(row["source"]) or re.sub(r"[(（].*", "", row["source"])
    for figure in found:
        assert title in figure.source
        year = re.search(r"[(（](\d{4})", row["source"])
        assert (
            year is None or row["source"] in TITLES or year[1] in figure.edition + str(figure.in_force_from)
        )
        assert figure.group == re.split(r" [/(]|\s*\(| overlay", row["group"])[0] or figure.group.startswith(
            "数据安全"
        )
    articles = {a for f in found for a in f.article.split("、") if a}
    mentioned = set(numbers(row["note"] + " " + row["extension"]))
    assert articles >= ({row["article"]} - {""})
    assert all(int(a) in mentioned for a in articles - {row["article"]})


@each_row
def test_subject_trigger_and_note(row: Row) -> None:
    found = ours(row)
    said = words(found)
    assert share(row["subject"], said) >= 0.5
    assert share(row["trigger"], said) >= 0.5
    assert share(row["note"], said) >= 0.5
    note = row["note"].replace("24:00", "24")
    known = set(numbers(said)) | set(numerals(said))
    assert set(numbers(note)) <= known


@each_row
def test_what_is_not_verified_says_so(row: Row) -> None:
    unverified = (
        row["verified"] != "regex+read"
        or row["unit"].endswith("*")
        or "UNVERIFIED" in row["note"]
        or "AMBIGUOUS" in row["note"]
    )
    for figure in ours(row):
        assert figure.verified is not unverified
        assert ("（未核实）" in figure.wording) is unverified
        assert bool(figure.doubt) or not (unverified or row["trigger"].endswith("*"))


@each_row
def test_the_scope(row: Row) -> None:
    for figure in ours(row):
        assert figure.region == REGIONS.get(row["id"])
        assert figure.sector == SECTORS.get(row["id"])
