"""Appraisal goes to a qualified body (程序规定第三十二条)."""

from institutions.builder import Case

GATE = "appraiser_qualified"


def test_no_qualification_is_marked():
    assert Case().check(GATE, "appraise", {"qualification": ""}).warns


def test_a_stated_qualification_passes():
    assert Case().check(GATE, "appraise", {"qualification": "CMA 编号1"}).passes
