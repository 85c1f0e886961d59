"""Only a case that was handed over comes back (行政处罚法第二十七条)."""

from institutions.builder import Case

GATE = "criminal_transfer_pending"


def test_without_a_transfer_it_is_refused():
    assert Case().check(GATE, "criminal_returned").blocks


def test_once_only():
    case = Case().act("transfer_criminal_pending", "2026-05-07")
    assert case.check(GATE, "criminal_returned").passes
    assert case.act("criminal_returned", "2026-07-01").check(GATE, "criminal_returned").blocks
