"""An auxiliary may assist, never act (行政处罚法第四十二条)."""

import pytest

from institutions.builder import ANN, AUXILIARY, BO, Case

GATE = "auxiliary_may_not_act"
pytestmark = pytest.mark.requirement("RQ006")


def test_officers_pass():
    assert Case().check(GATE, "hear_defence", by=[ANN]).passes


def test_an_auxiliary_is_refused_even_beside_two_officers():
    assert "富辅是辅助人员" in Case().check(GATE, "hear_defence", by=[ANN, BO, AUXILIARY]).blocks
