"""A review answers a submission made after the last report (行政处罚法第五十八条)."""

from institutions.builder import REVIEWER, Case

GATE = "submitted_for_review"


def test_nothing_submitted_nothing_reviewed():
    assert "尚未送" in Case().reported().check(GATE, "legal_review", by=[REVIEWER]).blocks


def test_submitted_passes():
    assert (
        Case()
        .reported()
        .act("submit_legal_review", "2026-03-17")
        .check(GATE, "legal_review", by=[REVIEWER])
        .passes
    )


def test_a_new_report_is_submitted_anew():
    case = Case().reported().act("submit_legal_review", "2026-03-17").reported("2026-03-25")
    assert case.check(GATE, "legal_review", by=[REVIEWER]).blocks
