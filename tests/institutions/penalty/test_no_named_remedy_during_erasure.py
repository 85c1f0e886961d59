"""The agency keeps what it has to prove its decision with while a remedy runs (行政诉讼法 34 I)."""

import pytest

from institutions.builder import Case
from institutions.penalty.test_upset_disclosure_withdrawn import RESULT

GATE = "no_named_remedy_during_erasure"


@pytest.mark.parametrize("act", ["erase_body", "destroy_file"])
def test_nothing_goes_while_a_remedy_told_by_number_runs(act):
    case = Case(stage="archived").decided()
    assert case.check(GATE, act, on="2026-06-20").passes
    case.act("remedy_begun", "2026-05-20", {"remedy": RESULT["remedy"]})
    assert RESULT["remedy"] in case.check(GATE, act, on="2026-06-20").blocks
    case.act("remedy_result", "2026-06-10", {**RESULT, "standing": "untouched"})
    assert case.check(GATE, act, on="2026-06-20").passes
