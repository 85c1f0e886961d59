"""A decision on recusal answers a request (行政处罚法第四十三条)."""

from institutions.builder import ANN, BO, HEAD, Case

GATE = "recusal_was_requested"


def test_without_a_request_there_is_nothing_to_decide():
    assert (
        "没有针对该人员的" in Case().check(GATE, "decide_recusal", {"officer": ANN, "granted": False}).blocks
    )


def test_a_request_can_be_decided():
    case = Case().act("declare_recusal", "2026-03-06", {"officer": ANN})
    assert case.check(GATE, "decide_recusal", {"officer": ANN, "granted": False}, by=[HEAD]).passes


def test_granting_leaves_two_handlers():
    case = Case().act("declare_recusal", "2026-03-06", {"officer": ANN})
    assert "不足两人" in case.check(GATE, "decide_recusal", {"officer": ANN, "granted": True}).blocks
    values = {"officer": ANN, "granted": True, "handlers": [BO, HEAD]}
    assert case.check(GATE, "decide_recusal", values, by=[HEAD]).passes
