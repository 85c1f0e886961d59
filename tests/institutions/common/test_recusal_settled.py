"""No decision while a request for recusal waits (行政处罚法第四十三条第三款)."""

from institutions.builder import ANN, Case

GATE = "recusal_settled"


def test_a_waiting_request_blocks_the_decision():
    case = Case().act("declare_recusal", "2026-03-06", {"officer": ANN})
    assert "对安宁的回避申请尚未决定" in case.check(GATE, "decide").blocks


def test_a_decided_request_does_not():
    case = Case().act("declare_recusal", "2026-03-06", {"officer": ANN})
    case.act("decide_recusal", "2026-03-07", {"officer": ANN, "granted": False})
    assert case.check(GATE, "decide").passes
