"""Search in loaded statutes: exact words, what is in force first, one statute by its name, old versions marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yifa.registers.loading import load_laws
from yifa.registers.scope import IMPORTER, scope
from yifa.registers.statute_search import look_up, search, versions_of
from yifa.registers.statutes.typed import typed_citations

DAY = date(2026, 11, 1)
HEAD = "# 云州市{name}\n\n{history}\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n"


def law(folder: Path, file: str, name: str, history: str, *articles: str) -> None:
    text = HEAD.format(name=name, history=history)
    numbers = "一二三四五六七八九"
    text += "\n\n".join(f"**第{numbers[n]}条**　{words}" for n, words in enumerate(articles))
    (folder / file).write_text(text, encoding="utf-8")


@pytest.fixture
def loaded(db: None, tmp_path: Path) -> Iterator[None]:
    law(
        tmp_path, "a.md", "市容条例", "2019年3月1日云州市人民代表大会通过 自2019年5月1日起施行",
        "为了加强市容管理，制定本条例。", "占道经营的，责令改正。", "扣押物品的期限为三十日。",
    )  # fmt: skip
    law(
        tmp_path, "b.md", "摊贩管理办法", "2020年1月1日云州市人民政府公布 自2020年3月1日起施行",
        "占道经营的摊贩应当登记。", "办法自公布之日起施行。",
    )  # fmt: skip
    with scope(IMPORTER):
        report = load_laws(IMPORTER, tmp_path)
        assert not report.problems, report.problems
        yield


def test_an_article_with_all_the_words_is_found_and_marked(loaded: None) -> None:
    answer = search("扣押 期限", DAY)
    assert [(h.title, h.label) for h in answer.hits] == [("云州市市容条例", "第三条")]
    assert [text for text, hit in answer.hits[0].pieces if hit] == ["扣押", "期限"]
    assert not answer.any_word


def test_when_no_article_has_all_words_those_with_some_are_shown_and_said_so(loaded: None) -> None:
    answer = search("扣押 摊贩", DAY)
    assert answer.any_word
    assert {h.title for h in answer.hits} == {"云州市市容条例", "云州市摊贩管理办法"}


def test_a_statute_named_in_marks_narrows_the_search(loaded: None) -> None:
    assert {h.title for h in search("占道经营", DAY).hits} == {"云州市市容条例", "云州市摊贩管理办法"}
    assert {h.title for h in search("《云州市摊贩管理办法》占道经营", DAY).hits} == {"云州市摊贩管理办法"}


def test_two_characters_inside_a_longer_word_are_found(loaded: None) -> None:
    assert [h.label for h in search("道经", DAY).hits] == ["第二条", "第一条"]


@pytest.mark.parametrize(
    "hostile", ["' OR 1=1 --", "a:*b & !c", "'':*", "\\'", "<->", "%", "(((", "罚 & | !"]
)
def test_operators_and_quotation_marks_are_only_text(loaded: None, hostile: str) -> None:
    assert search(hostile, DAY).total >= 0


def test_the_number_of_statements_does_not_grow_with_the_hits(loaded: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        search("扣押", DAY)
    with CaptureQueriesContext(connection) as many:
        search("条例", DAY)
    assert len(many) <= len(one) + 1 <= 4


@pytest.mark.requirement("RQ027")
def test_a_citation_leads_to_the_version_in_force_on_the_day(db: None, tmp_path: Path) -> None:
    for year, words in ((2019, "旧的规定。"), (2024, "新的规定。")):
        history = f"{year}年1月2日云州市人民代表大会通过 自{year}年3月1日起施行"
        law(tmp_path, f"v{year}.md", "市容条例", history, words)
    with scope(IMPORTER):
        assert not load_laws(IMPORTER, tmp_path).problems
    (typed,) = typed_citations("云州市市容条例 1")
    assert [a.text for a in look_up(typed, date(2020, 1, 1)).articles] == ["旧的规定。"]
    assert [a.text for a in look_up(typed, DAY).articles] == ["新的规定。"]
    (older, newer) = sorted(versions_of(look_up(typed, DAY).statute), key=lambda s: s.adopted_on)
    assert older.effective_to == date(2024, 2, 29)
    assert newer.effective_to is None
    hits = search("规定", DAY).hits
    assert [h.in_force for h in hits] == [True, False]


def test_a_typed_list_of_articles_takes_the_law_named_before() -> None:
    found = typed_citations("行政处罚法 54、55;行政强制法第十二条至十四条")
    assert [(t.law, t.articles) for t in found] == [
        ("行政处罚法", ((54, 0),)),
        ("行政处罚法", ((55, 0),)),
        ("行政强制法", ((12, 0), (13, 0), (14, 0))),
    ]
