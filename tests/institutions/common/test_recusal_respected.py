"""People whose recusal was granted stay away (行政处罚法第四十三条)."""

from institutions.builder import ANN, BO, HEAD, Case

GATE = "recusal_respected"


def _case(granted: bool) -> Case:
    return (
        Case()
        .act("declare_recusal", "2026-03-06", {"officer": ANN, "applicant": "party"})
        .act("decide_recusal", "2026-03-09", {"officer": ANN, "granted": granted})
    )


def test_a_recused_officer_may_not_take_part():
    assert "安宁已决定回避" in _case(True).check(GATE, "record_questioning", by=[ANN, BO]).blocks


def test_others_may():
    assert _case(True).check(GATE, "record_questioning", by=[BO]).passes


def test_a_refused_request_changes_nothing():
    assert _case(False).check(GATE, "record_questioning", by=[ANN, BO]).passes


def test_a_recused_officer_may_not_be_assigned_again():
    assert (
        "已决定回避" in _case(True).check(GATE, "assign_handlers", {"handlers": [ANN, BO]}, by=[HEAD]).blocks
    )


def test_a_pending_request_does_not_stop_the_investigation():
    found = Case().act("declare_recusal", "2026-03-06", {"officer": ANN}).check(GATE, "record_questioning")
    assert found.passes and "尚未决定" in found.findings[0].message
