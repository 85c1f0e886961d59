"""What is taken back from the public is taken back with a reason (行政处罚法第四十八条第二款)."""

from institutions.builder import Case

GATE = "withdrawal_reason_given"


def test_without_a_reason_it_is_refused():
    assert Case().check(GATE, "withdraw_disclosure", {"public_reason": " "}).fields == {"public_reason"}


def test_with_a_reason_it_passes():
    assert Case().check(GATE, "withdraw_disclosure", {"public_reason": "决定已被依法撤销"}).passes
