"""No violation is punished that was not told, none more heavily than told (行政处罚法第四十四条)."""

from institutions.builder import decision, notice
from institutions.penalty.several_cases import both, case, second

GATE = "further_violations_told"


def _told(*rows, **changes):
    return case().act("notify", "2026-03-18", both(notice, *rows, **changes))


def test_what_was_told_may_be_punished():
    assert _told().check(GATE, "decide", both(decision)).passes
    assert _told().check(GATE, "decide", both(decision, second(fine_fen=150_000))).passes


def test_a_violation_the_notice_does_not_have_is_refused():
    found = case().act("notify", "2026-03-18", notice()).check(GATE, "decide", both(decision))
    assert "违法行为二（T-3）没有写入事先告知书" in found.blocks
    assert "further_violations.0.violation_code" in found.fields


def test_a_heavier_part_is_refused_even_when_the_total_is_the_same():
    found = _told().check(GATE, "decide", both(decision, second(fine_fen=300_000), fine_fen=700_000))
    assert "罚款3000元，重于事先告知书的罚款2000元" in found.blocks
    assert "further_violations.0.fine_fen" in found.fields


def test_the_notice_is_held_against_the_report():
    reported = case().reported()
    assert "没有写入调查终结报告" in reported.check(GATE, "notify", both(notice)).blocks
    assert (
        case()
        .reported(further_violations=[second()], fine_fen=700_000)
        .check(GATE, "notify", both(notice))
        .passes
    )


def test_without_further_violations_nothing_is_asked():
    assert not _told().check(GATE, "decide", decision()).findings
    assert (
        not case().check(GATE, "decide", both(decision)).findings
    )  # notice_given asks for the notice itself
    assert not case().at_rest(GATE).findings
