"""A row is proven by the article it cites, and only a real difference is a mismatch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yifa.law.figures import Figure
from yifa.law.proving import Texts, count, prove, title_of

TEXTS: Texts = {
    "样例法": {
        "1": "应当在五日内报告；情况复杂的，可以延长十日。",
        "2": "应当在五个工作日内答复。",
        "3": "应当及时立案。",
        "4": "有下列情形之一的，不予受理：\n（一）甲；\n（二）乙。",
        "4之1": "应当在三十日内备案。",
    },
    "计日法": {"1": "应当在五日内报告。", "9": "本法中“五日”的规定是指工作日。"},
    "农业农村部办案规定": {"1": "九十日。"},
    "云南省监督条例": {"1": "三十日。"},
}


def row(**values: object) -> Figure:
    base = Figure(
        id="A1", group="样例", subject="样例", trigger="", amount="5", number=5, comparison="", unit="cd",
        extension="", source="样例法", article="1", note="", verified=True, in_force_from=date(2020, 1, 1),
    )  # fmt: skip
    return replace(base, **values)  # type: ignore[arg-type]


def judged(**values: object) -> tuple[str, str]:
    (verdict,) = prove([row(**values)], TEXTS)
    return verdict.outcome, verdict.detail


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"extension_number": 10, "extension_unit": "cd"},
        {"article": "2", "unit": "wd"},
        {"article": "1、2"},
        {"source": "计日法", "unit": "wd"},
        {"article": "4之1", "number": 30},
        {"article": "4", "number": 2, "unit": "n"},
        {"article": "3", "number": None, "unit": "rule", "quote": ("应当及时立案",)},
        {"article": "4", "number": None, "unit": "rule", "quote": ("不予受理：（一）甲",)},
        {"unit": "wd", "verified": False},  # the statute is silent on the kind of day, and the row says so
        {"unit": "wd", "conflict_rule": "silent_like", "conflict": "见注"},
    ],
)
def test_a_row_that_the_article_bears_out_is_proven(values: dict[str, object]) -> None:
    assert judged(**values)[0] == "proven"


@pytest.mark.parametrize(
    ("values", "detail"),
    [
        ({"number": 6}, "条文中没有6日"),
        ({"unit": "wd"}, "条文中的5日不是工作日"),
        ({"article": "2"}, "条文中的5日不是自然日"),
        ({"source": "计日法"}, "条文中的5日不是自然日"),
        ({"unit": "h"}, "条文中没有5（h）"),
        ({"extension_number": 30, "extension_unit": "cd"}, "条文中没有30日"),
        ({"article": "7"}, "文本中没有第7条"),
        ({"article": "1、7"}, "文本中没有第7条"),
        ({"article": "3", "number": None, "unit": "rule", "quote": ("立即立案",)}, "条文中没有“立即立案”"),
        ({"quote": ("立即立案",)}, "条文中没有“立即立案”"),
        ({"article": "3", "number": None, "unit": "rule"}, "没有摘录原文"),
        ({"article": "4", "number": 3, "unit": "n"}, "条文中没有3（n）"),
        ({"number": 6, "verified": False}, "条文中没有6日"),
    ],
)
def test_a_row_that_the_article_contradicts_is_a_mismatch(values: dict[str, object], detail: str) -> None:
    outcome, said = judged(**values)
    assert outcome == "mismatch" and detail in said


def test_a_text_that_is_not_there_and_a_row_without_article_are_no_mistakes() -> None:
    verdicts = prove([row(), row(source="别的法"), row(article=""), row(number=9)], TEXTS)
    assert count(verdicts) == {"proven": 1, "text_absent": 1, "no_article": 1, "mismatch": 1}


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("样例法", "样例法"),
        ("办案规定", "农业农村部办案规定"),
        ("监督条例", None),  # another place's text with the same words at its end
        ("山东省监督条例", None),
        ("样例", None),
    ],
)
def test_only_the_same_document_is_taken_for_the_text(source: str, title: str | None) -> None:
    assert title_of(source, TEXTS) == title
