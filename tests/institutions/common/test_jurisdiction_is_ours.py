"""A case that was given to another agency is not decided here."""

from institutions.builder import Case

GATE, DISPUTE = "jurisdiction_is_ours", {"dispute": "测辖〔2026〕1号", "other_agency": "测试市交通运输局"}


def test_a_case_given_to_the_other_agency_is_not_decided_here():
    case = Case().act("jurisdiction_disputed", "2026-11-02", DISPUTE)
    assert case.check(GATE, "decide", {}).warns
    case.act("jurisdiction_settled", "2026-11-10", {**DISPUTE, "whose": "theirs"})
    assert "测试市交通运输局" in case.check(GATE, "decide", {}).blocks


def test_a_case_that_stays_is_decided():
    assert Case().check(GATE, "decide", {}).passes
    case = Case().act("jurisdiction_disputed", "2026-11-02", DISPUTE)
    case.act("jurisdiction_settled", "2026-11-10", {**DISPUTE, "whose": "ours"})
    assert case.check(GATE, "decide", {}).passes
    later = case.act("jurisdiction_disputed", "2026-11-12", {**DISPUTE, "dispute": "测辖〔2026〕2号"})
    assert later.check(GATE, "decide", {}).warns
