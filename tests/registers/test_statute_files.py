"""The parser on real statutes, when the reference data lie beside the checkout (YIFA_REFERENCE_DATA)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from yifa.registers.statutes.assemble import ParsedStatute, assemble
from yifa.registers.statutes.parse import parse

DATA = Path(os.environ.get("YIFA_REFERENCE_DATA") or Path(__file__).parents[3] / "shared" / "data")
LAWS = DATA / "laws"
pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason="没有参考数据(set YIFA_REFERENCE_DATA)")


@pytest.fixture(scope="module")
def statutes() -> dict[str, list[ParsedStatute]]:
    files = [parse(f.stem, f.read_text(encoding="utf-8-sig")) for f in sorted(LAWS.rglob("*.md"))]
    found: dict[str, list[ParsedStatute]] = {}
    for statute in assemble(files):
        found.setdefault(statute.title, []).append(statute)
    return found


# Counted by hand: the number of the closing article, plus the articles 之一, 之二… where a law has any.
COUNTS = {
    "中华人民共和国行政处罚法": 86,
    "中华人民共和国行政强制法": 71,
    "中华人民共和国行政许可法": 83,
    "中华人民共和国民法典": 1260,
    "中华人民共和国刑法": 452 + 53,
    "中华人民共和国宪法": 143,
    "中华人民共和国宪法修正案": 52,
    "中华人民共和国民事诉讼法": 306,
    "中华人民共和国刑事诉讼法": 308,
    "行政执法监督条例": 44,
    "市场监督管理行政处罚程序规定": 87,
    "上海市行政处罚听证程序规定": 33,
    "山西省规范行政执法裁量权办法": 22,
}


@pytest.mark.parametrize("title", sorted(COUNTS))
def test_the_number_of_articles(statutes: dict[str, list[ParsedStatute]], title: str) -> None:
    [statute] = statutes[title]
    assert len(statute.articles) == COUNTS[title]


def test_nothing_in_the_real_files_is_a_mistake(statutes: dict[str, list[ParsedStatute]]) -> None:
    found = [(n, u) for rows in statutes.values() for s in rows for n, u in s.unread if u.mistake]
    assert found == []


def test_what_could_not_be_read_is_listed(statutes: dict[str, list[ParsedStatute]]) -> None:
    remarks = {(n, u.line): u.why for rows in statutes.values() for s in rows for n, u in s.unread}
    assert remarks["辽宁省规范行政裁量权办法", 7] == "章节编号无法识别"
    assert remarks["山西省规范行政执法裁量权办法", 71] == "条号书写有误,按前后连续的条号登记"
    assert remarks["互联网信息内容管理行政执法程序规定", 0] == "效力级别无法判断,暂按规范性文件登记"


def test_articles_have_their_place_and_their_whole_text(statutes: dict[str, list[ParsedStatute]]) -> None:
    [penalty] = statutes["中华人民共和国行政处罚法"]
    article = penalty.articles[37 - 1]
    assert article.label == "第三十七条"
    assert article.chapter == "第四章 行政处罚的管辖和适用"
    assert article.text.startswith("实施行政处罚，适用违法行为发生时的法律、法规、规章的规定。")
    assert penalty.articles[56].section == "第三节 普通程序"
    assert penalty.effective_from == date(2021, 7, 15)
    [criminal] = statutes["中华人民共和国刑法"]
    added = next(a for a in criminal.articles if (a.number, a.suffix) == (133, 1))
    assert added.label == "第一百三十三条之一"
    assert added.book.startswith("第二编")
    assert added.text.startswith("在道路上驾驶机动车")


def test_two_versions_of_one_law_are_two_statutes(statutes: dict[str, list[ParsedStatute]]) -> None:
    old, new = sorted(statutes["中华人民共和国商标法"], key=lambda s: s.adopted_on or date.min)
    assert (new.adopted_on, new.effective_from) == (date(2026, 6, 26), date(2027, 1, 1))
    assert old.adopted_on == date(2019, 4, 23)


def test_every_file_is_read_and_no_article_is_empty(statutes: dict[str, list[ParsedStatute]]) -> None:
    every = [s for rows in statutes.values() for s in rows]
    assert sum(len(s.names) for s in every) == sum(1 for _ in LAWS.rglob("*.md"))
    assert [s.title for s in every for a in s.articles if not a.text] == []
    assert [s.title for s in every if not s.articles and not s.preamble] == []
