"""Articles are found in a text however it names them."""

from __future__ import annotations

import pytest

from yifa.law.citations import citations

KNOWN = {"行政处罚法", "行政强制法"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("违反《食品安全法》第三十四条第一款第（十）项", [("食品安全法", [(34, 0)])]),
        ("依据《食品安全法》第一百二十四条第一款、第一百二十五条", [("食品安全法", [(124, 0), (125, 0)])]),
        ("《刑法》第一百三十三条之一", [("刑法", [(133, 1)])]),
        ("《治安管理处罚法》第23条", [("治安管理处罚法", [(23, 0)])]),
        ("行政处罚法第四十八条至第五十条", [("行政处罚法", [(48, 0), (49, 0), (50, 0)])]),
        ("行政处罚法第34、35条", [("行政处罚法", [(34, 0), (35, 0)])]),
        ("《某市条例》（2020修正）第十六条第一款", [("某市条例", [(16, 0)])]),
        ("依照《行政强制法》办理", [("行政强制法", [])]),
        ("行政处罚法第五条；行政强制法第二十五条", [("行政处罚法", [(5, 0)]), ("行政强制法", [(25, 0)])]),
    ],
)
def test_a_citation_is_read_with_all_its_articles(
    text: str, expected: list[tuple[str, list[tuple[int, int]]]]
) -> None:
    assert [(c.title, list(c.articles)) for c in citations(text, KNOWN)] == expected


def test_a_known_title_without_an_article_is_no_citation() -> None:
    assert list(citations("行政处罚法规定的程序", KNOWN)) == []


def test_an_unknown_title_without_marks_is_no_citation() -> None:
    assert list(citations("某某条例第三条", KNOWN)) == []


def test_the_place_in_the_text_is_told() -> None:
    text = "经查，违反《食品安全法》第三十四条，责令改正"
    (found,) = citations(text)
    assert text[found.start : found.end] == "《食品安全法》第三十四条"


def test_a_mistyped_range_does_not_unfold_without_end() -> None:
    (found,) = citations("《民法典》第一条至第九百九十九条")
    assert found.articles == ((1, 0), (999, 0))
