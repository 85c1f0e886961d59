"""Confiscated goods are dealt with before the case closes (行政处罚法第七十四条)."""

from institutions.builder import Case

GATE = "confiscated_goods_disposed"


def test_goods_still_there_block():
    assert "尚未处理" in Case().decided(confiscated_goods="切割机一台").check(GATE, "close").blocks


def test_goods_dealt_with_do_not():
    assert (
        Case()
        .decided(confiscated_goods="切割机一台")
        .act("dispose_goods", "2026-06-01")
        .check(GATE, "close")
        .passes
    )


def test_no_goods_nothing_to_do():
    assert Case().decided().check(GATE, "close").passes
