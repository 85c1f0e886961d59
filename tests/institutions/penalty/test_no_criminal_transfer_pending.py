"""While the police have the case it is not simply taken up again (行政处罚法第二十七条)."""

from institutions.builder import Case

GATE = "no_criminal_transfer_pending"


def test_an_ordinary_suspension_ends():
    assert Case().act("suspend", "2026-05-07").check(GATE, "resume_case").passes


def test_a_transfer_does_not_end_that_way():
    case = Case().act("transfer_criminal_pending", "2026-05-07")
    assert "尚未退回" in case.check(GATE, "resume_case").blocks
    assert case.act("criminal_returned", "2026-07-01").check(GATE, "resume_case").passes
