"""What visitors type, and what is hidden from them: pure parts of the portal."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from yifa.access.masking import clean, hide_identifiers
from yifa.portal.projection import words
from yifa.portal.search import read


@pytest.mark.requirement("RQ061")
@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("身份证号530103199001011234，已核对", "530103199001011234"),
        ("身份证53010319900101123X。", "53010319900101123X"),
        ("旧证530103900101123号", "530103900101123"),
        ("电话13812345678", "13812345678"),
        ("卡号6222020200112233445", "6222020200112233445"),
    ],
)
def test_numbers_that_identify_a_person_are_hidden(text, secret):
    assert secret not in hide_identifiers(text)
    assert secret not in str(clean({"facts": [text, {"more": text}]}))


@pytest.mark.parametrize(
    "text", ["罚款200000元", "云城罚决〔2026〕123号", "2026年11月22日", "91530100MA6K000000"]
)
def test_public_numbers_stay(text):
    assert hide_identifiers(text) == text


def test_values_are_said_in_chinese():
    assert words("fine_fen", 123456) == "1,234.56元"
    assert words("conduct_on", "2026-11-02") == "2026年11月2日"
    assert words("kinds", ["警告", "罚款"]) == "警告、罚款"
    assert words("x", None) == "" and words("x", True) == "是"


@given(
    st.dictionaries(st.sampled_from(["q", "number", "violation", "agency", "from", "to", "after"]), st.text())
)
def test_any_question_is_read_without_error(params):
    query = QueryDict(mutable=True)
    query.update(params)
    question = read(query)
    assert len(question.text) <= 80 and "\x00" not in question.text + question.number + question.violation
    assert question.query().isascii()


def test_what_makes_no_sense_is_named():
    question = read(QueryDict("from=2026-13-40&agency=abc&q=" + "长" * 100))
    assert question.start is None and question.agency == ""
    assert len(question.problems) == 3


def test_brackets_of_numbers_are_forgiven():
    assert read(QueryDict("number=云城罚决[2026] 1号")).number == "云城罚决〔2026〕1号"
