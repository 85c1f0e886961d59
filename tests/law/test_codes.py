"""Codes with check digits: published vectors pass, any single wrong character is caught and named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yifa.law.codes import (
    USCC_CHARS,
    birth_date,
    check_identity_number,
    check_organisation_code,
    check_region_code,
    check_uscc,
    region_chain,
    same_region,
)

USCC = "91350100M000100Y43"
IDENTITY = "11010519491231002X"


def test_published_vectors_pass() -> None:
    assert check_uscc(USCC) is None
    assert check_organisation_code(USCC[8:17]) is None
    assert check_identity_number(IDENTITY) is None
    assert check_identity_number("440524188001010014") is None


@given(st.integers(0, 17), st.sampled_from(USCC_CHARS))
def test_any_single_wrong_character_of_a_credit_code_is_caught(position: int, char: str) -> None:
    assume(USCC[position] != char)
    assert check_uscc(USCC[:position] + char + USCC[position + 1 :])


@given(st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_of_an_identity_number_is_caught(position: int, char: str) -> None:
    assume(IDENTITY[position] != char)
    assert check_identity_number(IDENTITY[:position] + char + IDENTITY[position + 1 :])


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    for check in (check_uscc, check_identity_number, check_region_code, check_organisation_code):
        assert check(text) is None or check(text)


@pytest.mark.parametrize("prefix", ["A1", "N2", "91", "Y1"])
def test_the_first_two_characters_are_not_judged(prefix: str) -> None:
    # Whatever stands in front, exactly one check character completes it.
    accepted = [c for c in USCC_CHARS if check_uscc(prefix + USCC[2:17] + c) is None]
    assert len(accepted) == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "没有填写"),
        (USCC[:17], "应为18位，现为17位"),
        (USCC.replace("M", "I"), "不使用字母I、O、S、V、Z"),
        (USCC.lower(), "应为大写字母"),
        (USCC[:8] + "\u200b" + USCC[9:], "不可见字符"),
        (USCC[:17] + "4", "校验位不符"),
    ],
)
def test_reasons_for_a_wrong_credit_code(code: str, reason: str) -> None:
    assert reason in (check_uscc(code) or "")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "没有填写"),
        ("1101051949123100", "应为18位"),
        ("１１010519491231002X", "不是允许的字符"),
        ("11010519491231002x", "大写字母X"),
        ("99010519491231002X", "地区码“99”不存在"),
        ("110105194913310020", "出生日期“19491331”不存在"),
        ("110105190002290020", "出生日期“19000229”不存在"),
        ("110105194912310021", "校验位不符"),
    ],
)
def test_reasons_for_a_wrong_identity_number(code: str, reason: str) -> None:
    assert reason in (check_identity_number(code) or "")


def test_nobody_is_born_in_the_future() -> None:
    assert birth_date(IDENTITY) == date(1949, 12, 31)
    assert check_identity_number(IDENTITY, on=date(1949, 12, 31)) is None
    assert "在将来" in (check_identity_number(IDENTITY, on=date(1949, 12, 30)) or "")


@pytest.mark.parametrize("code", ["11", "1101", "110101", "110101001", "110101001001", "710000", "820000"])
def test_region_codes(code: str) -> None:
    assert check_region_code(code) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [("", "没有填写"), ("110", "位数字"), ("990000", "“99”不存在"), ("11O101", "不是允许")],
)
def test_wrong_region_codes(code: str, reason: str) -> None:
    assert reason in (check_region_code(code) or "")


def test_a_region_s_chain_goes_outwards() -> None:
    assert region_chain("150102") == ("150102", "150100", "150000")
    assert region_chain("15") == ("150000",)
    assert region_chain("150102001") == ("150102001", "150102", "150100", "150000")
    assert same_region("1501", "150100000000")
    assert not same_region("1501", "150101")
