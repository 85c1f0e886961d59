"""The party learns the result (程序规定第三十二条)."""

from institutions.builder import Case

GATE = "appraisal_result_told"


def test_untold_is_marked():
    assert Case().check(GATE, "appraisal_result", {}).warns


def test_told_passes():
    assert Case().check(GATE, "appraisal_result", {"party_told_on": "2026-03-10"}).passes
