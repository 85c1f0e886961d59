"""Rights are told on the spot and answers given (行政处罚法第四十四条、第四十五条)."""

import pytest

from institutions.builder import Case, spot

GATE = "spot_rights_told"
pytestmark = pytest.mark.requirement("RQ069")


def test_told_passes():
    assert Case().check(GATE, "decide_on_spot", spot()).passes


def test_untold_is_refused():
    assert Case().check(GATE, "decide_on_spot", spot(rights_told=False)).fields == {"rights_told"}


def test_a_statement_is_answered():
    assert Case().check(GATE, "decide_on_spot", spot(statement="不是我倒的")).fields == {"statement_result"}
    values = spot(statement="不是我倒的", statement_result="监控显示系本人所为，不予采纳")
    assert Case().check(GATE, "decide_on_spot", values).passes
