"""What is kept of a text answers exactly the wordings that stand in it."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.registers.words import asked_words, entries, marked, query

TEXT = "查封、扣押的期限不得超过三十日；情况复杂的，经行政机关负责人批准，可以延长。GB 7718—2011"


def fits(text: str, words: tuple[str, ...]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [entries(text), query(words)])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("word", ["扣押", "期限", "三十日", "行政机关负责人", "7718", "gb", "复杂"])
def test_a_word_that_stands_in_the_text_is_found(db: None, word: str) -> None:
    assert fits(TEXT, (word,))


@pytest.mark.parametrize("word", ["封扣", "押期", "扣留", "十日日", "十日情况", "771"])
def test_a_word_that_does_not_stand_there_or_only_across_punctuation_is_not_found(
    db: None, word: str
) -> None:
    assert not fits(TEXT, (word,))


def test_a_single_character_is_found_at_the_end_of_a_run_too(db: None) -> None:
    assert fits("依法。", ("依",))
    assert fits("罚", ("罚",))


@settings(max_examples=60)
@given(st.text("行政处罚法强制听证告知，。", min_size=2, max_size=30), st.data())
def test_every_wording_of_two_or_more_characters_is_found(db: None, text: str, data: st.DataObject) -> None:
    runs = [r for r in text.replace("。", "，").split("，") if len(r) >= 2]
    if runs:
        run = data.draw(st.sampled_from(runs))
        start = data.draw(st.integers(0, len(run) - 2))
        end = data.draw(st.integers(start + 2, len(run)))
        assert fits(text, (run[start:end],))


def test_what_was_typed_is_cut_into_words_and_small_words_are_left_out() -> None:
    assert asked_words("扣押的期限") == ("扣押", "期限")
    assert asked_words("“法制审核人员” 听证") == ("法制审核人员", "听证")
    assert asked_words("ＧＢ７７１８") == ("gb7718",)
    assert asked_words("罚") == ("罚",)
    assert asked_words("，。！") == ()


def test_hits_are_marked_and_a_long_text_is_shortened_around_them() -> None:
    assert marked("当事人要求听证的", ("听证",)) == [("当事人要求", False), ("听证", True), ("的", False)]
    text = "前" * 500 + "听证" + "后" * 500
    pieces = marked(text, ("听证",))
    assert ("听证", True) in pieces
    assert len("".join(p for p, _ in pieces)) < 200


def test_marking_keeps_every_character_of_a_short_text() -> None:
    text = "ＧＢ７７１８规定的标签"
    assert "".join(p for p, _ in marked(text, ("gb", "标签"))) == text
