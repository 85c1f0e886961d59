"""The four contents of a demand (行政强制法第三十五条)."""

import pytest

from institutions.builder import Case

GATE = "demand_has_contents"
pytestmark = pytest.mark.requirement("RQ081")


DEMAND = {
    "deadline": "十个工作日内",
    "method": "缴至指定银行",
    "defence_right_told": True,
    "amount_fen": 500_000,
}


def test_all_four_pass():
    assert Case().decided().check(GATE, "demand", DEMAND).passes


def test_each_is_needed():
    case = Case().decided()
    assert case.check(GATE, "demand", {**DEMAND, "deadline": ""}).fields == {"deadline"}
    assert case.check(GATE, "demand", {**DEMAND, "method": ""}).fields == {"method"}
    assert case.check(GATE, "demand", {**DEMAND, "defence_right_told": False}).fields == {
        "defence_right_told"
    }
    assert case.check(GATE, "demand", {**DEMAND, "amount_fen": 400_000}).fields == {"amount_fen"}


def test_nothing_owed_nothing_demanded():
    case = Case().decided().act("pay", "2026-05-01", {"amount_fen": 500_000})
    assert case.check(GATE, "demand", {**DEMAND, "amount_fen": 0}).blocks
    assert case.check(GATE, "demand", {**DEMAND, "amount_fen": 0, "other_duties": "拆除围挡"}).passes
