"""Before closing somebody looked (行政处罚法第二十八条第一款)."""

from institutions.builder import Case

GATE = "correction_checked"


def test_an_unchecked_order_is_marked():
    case = Case().act("order_correction", "2026-03-06").decided()
    assert "没有复查" in case.check(GATE, "close").warns


def test_a_failed_check_is_marked():
    case = (
        Case()
        .act("order_correction", "2026-03-06")
        .decided()
        .act("check_correction", "2026-05-01", {"corrected": False})
    )
    assert "尚未改正" in case.check(GATE, "close").warns


def test_a_corrected_violation_passes():
    case = (
        Case()
        .act("order_correction", "2026-03-06")
        .decided()
        .act("check_correction", "2026-05-01", {"corrected": True})
    )
    assert case.check(GATE, "close").passes
