"""Masking: people become a surname with 某, numbers lose their middle, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.access.masking import looks_like_a_name, masked_name, masked_party, masked_text


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张伟", "张某"), ("孙小明", "孙某某"), ("欧阳娜娜", "欧阳某某"), ("司马光", "司马某")],
)
def test_a_name_keeps_its_surname(name: str, masked: str) -> None:
    assert masked_name(name) == masked


def test_firms_and_traders_keep_their_names() -> None:
    assert masked_party("云州市顺达商贸有限公司", "legal") == "云州市顺达商贸有限公司"
    assert masked_party("云山区小明便利店", "individual_business") == "云山区小明便利店"
    assert masked_party("孙小明", "natural") == "孙某某"


def test_numbers_in_free_text_are_hidden() -> None:
    text = masked_text(
        "孙小明,11010519491231002X,电话13900001234,账号6200001234567890123", [("孙小明", "natural")]
    )
    assert "孙小明" not in text
    assert "11010519491231002X" not in text
    assert "13900001234" not in text
    assert "6200001234567890123" not in text


@pytest.mark.parametrize("word", ["当事人", "负责人", "本人", "见证人", "收发室", "法定代表人"])
def test_words_for_people_are_no_names(word: str) -> None:
    assert not looks_like_a_name(word)


@given(st.text(alphabet="当事人于在河边处罚款元月日零一二三", max_size=40))
def test_text_that_names_nobody_is_unchanged(text: str) -> None:
    assert masked_text(text, [("孙小明", "natural")]) == text
