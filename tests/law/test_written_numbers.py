"""Numbers of cases as people type them become what is printed."""

import pytest

from yifa.law.written_numbers import canonical, printed


@pytest.mark.parametrize(
    "typed",
    [
        "云城立〔2026〕7号",
        "云城立〔２０２６〕７号",
        "云城立 [2026] 7号",
        "云城立（2026）7号",
        "　云城立【2026】\u00a07\u200b号 ",
        "云城立﹝2026﹞7号",
    ],
)
def test_every_way_of_typing_is_the_printed_one(typed):
    assert canonical(typed) == "云城立〔2026〕7号"


@pytest.mark.parametrize("text", ["", "线索-3", "云城立"])
def test_what_needs_nothing_stays(text):
    assert canonical(text) == text


def test_blanks_alone_are_no_number():
    assert canonical(" \t　\u200b") == ""


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "线索 ３", "（2026）", "１２３", "a [2026] b"])
def test_what_is_no_number_is_kept_to_the_byte(text):
    assert printed(text) == text


def test_a_number_is_kept_as_it_is_printed():
    assert printed("云城立［２０２６］ 7 号") == "云城立〔2026〕7号"
