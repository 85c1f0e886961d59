"""A violation that is not punished is answered by education (行政处罚法第三十三条第三款)."""

import pytest

from institutions.builder import Case

GATE = "education_when_not_punished"
pytestmark = pytest.mark.requirement("RQ083")


def test_without_education_it_is_refused():
    found = Case().check(GATE, "decide_no_penalty", {"outcome": "no_penalty", "education": ""})
    assert found.fields == {"education"}


def test_with_education_it_passes():
    values = {"outcome": "no_penalty", "education": "当面讲解占道经营的规定并签订承诺书"}
    assert Case().check(GATE, "decide_no_penalty", values).passes


def test_where_nothing_was_done_wrong_none_is_needed():
    assert Case().check(GATE, "decide_no_penalty", {"outcome": "not_established"}).passes
