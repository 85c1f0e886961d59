"""A correction never changes what a decision orders (行政处罚法第七十五条第二款)."""

from institutions.builder import Case, decision

GATE = "correction_keeps_the_decision"


def _correct(field: str, **extra):
    case = Case().act("decide", "2026-04-20", decision())
    return case.check(
        GATE, "correct", {"target": "act-1", "corrections": [{"field": field, "new": "1"}], **extra}
    )


def test_an_address_may_be_put_right():
    assert _correct("party_address").passes


def test_the_fine_may_not():
    assert "办理变更决定" in _correct("fine_fen").findings[0].remedy


def test_a_decision_is_not_declared_void_by_a_correction():
    assert "须依法撤销或者变更" in _correct("party_address", void=True).blocks
