"""Revocation has its own act; reconsideration does not make things worse (行政复议法第六十三条)."""

from institutions.builder import Case

GATE = "change_is_of_its_kind"


def test_a_change_passes():
    values = {"category": "changed", "changed_fine_fen": 300_000, "decided_by": "reconsideration"}
    assert Case().decided().check(GATE, "change_decision", values).passes


def test_revocation_of_an_open_case_is_sent_to_its_own_act():
    assert Case().decided().check(GATE, "change_decision", {"category": "revoked"}).fields == {"category"}


def test_after_archiving_it_is_registered_here():
    case = Case(stage="archived").decided()
    assert case.check(GATE, "change_decision", {"category": "revoked"}).passes


def test_reconsideration_does_not_raise_the_fine():
    values = {"category": "changed", "changed_fine_fen": 900_000, "decided_by": "reconsideration"}
    assert Case().decided().check(GATE, "change_decision", values).fields == {"changed_fine_fen"}


def test_a_change_put_right_counts_from_the_decision():
    case = Case().decided().act("change_decision", "2026-05-20", {"changed_fine_fen": 40_000})
    right = {"category": "changed", "changed_fine_fen": 400_000, "decided_by": "agency"}
    assert case.check(GATE, "change_decision", right, corrects=case.acts[-1].id).passes
    assert case.check(GATE, "change_decision", right).blocks
