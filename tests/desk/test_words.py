"""States in words, texts in Chinese punctuation, exact money."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from yifa.access.masking import masked_number
from yifa.desk.words import date_words, due_state, fen_words, full_width

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.mark.parametrize(
    ("due", "css", "word"),
    [
        (None, "", "无期限"),
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), "near", "今天到期"),
        (datetime(2026, 11, 22, 3, 0, tzinfo=UTC), "over", "今天已逾期"),
        (datetime(2026, 11, 19, 15, 59, 59, tzinfo=UTC), "over", "逾期 3 天"),
        (datetime(2026, 11, 29, 15, 59, 59, tzinfo=UTC), "near", "临期 剩 7 天"),
        (datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC), "ok", "正常 剩 8 天"),
        # 20:30 UTC on the 21st is already the 22nd in Shanghai.
        (datetime(2026, 11, 21, 20, 30, tzinfo=UTC), "over", "今天已逾期"),
    ],
)
def test_days_left_are_words(due: datetime | None, css: str, word: str) -> None:
    state = due_state(due, NOW)
    assert (state.css, state.word) == (css, word)


def test_money_dates_and_masks() -> None:
    assert fen_words(123456789) == "1,234,567.89元"
    assert fen_words(5) == "0.05元"
    assert date_words("2026-01-02") == "2026年1月2日"
    assert date_words("不详") == "不详"
    assert masked_number("identity", "11010519491231002X") == "110105********002X"
    assert masked_number("uscc", "91350100M000100Y43") == "91350100M000100Y43"


def test_punctuation_becomes_chinese_only_within_chinese() -> None:
    assert full_width("没有找到,请核对(案号)") == "没有找到\uff0c请核对\uff08案号\uff09"
    assert full_width("时间 09:30, GB/T 9704 (a)") == "时间 09:30, GB/T 9704 (a)"
