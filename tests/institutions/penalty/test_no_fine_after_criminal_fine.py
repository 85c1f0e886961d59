"""Where a court has fined, the agency does not (行政处罚法第三十五条第二款)."""

from institutions.builder import Case, decision

GATE = "no_fine_after_criminal_fine"


def test_a_criminal_fine_bars_a_fine():
    case = Case().act("criminal_returned", "2026-05-01", {"criminal_fine_fen": 1_000_000})
    assert case.check(GATE, "decide", decision()).fields == {"fine_fen"}
    assert case.check(GATE, "decide", decision(kinds=["halt"], fine_fen=None)).passes


def test_a_return_without_one_does_not():
    case = Case().act("criminal_returned", "2026-05-01", {"criminal_fine_fen": None})
    assert case.check(GATE, "decide", decision()).passes
