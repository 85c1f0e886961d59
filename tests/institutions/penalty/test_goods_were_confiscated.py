"""Only confiscated goods are sold or destroyed (行政处罚法第七十四条)."""

from institutions.builder import Case

GATE = "goods_were_confiscated"


def test_confiscated_goods_may_be():
    assert Case().decided(confiscated_goods="切割机一台").check(GATE, "dispose_goods", {}).passes


def test_other_goods_may_not():
    assert Case().decided().check(GATE, "dispose_goods", {}).blocks


def test_the_money_goes_to_the_treasury():
    case = Case().decided(confiscated_goods="切割机一台")
    assert case.check(GATE, "dispose_goods", {"proceeds_fen": 100}).fields == {"voucher"}
    assert case.check(GATE, "dispose_goods", {"proceeds_fen": 100, "voucher": "缴1"}).passes
