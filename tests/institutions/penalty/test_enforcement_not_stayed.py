"""While a body has stopped enforcement nothing is demanded, and no court is asked (行政复议法 42, 行政诉讼法 56)."""

import pytest

from institutions.builder import Case

GATE, NUMBER = "enforcement_not_stayed", {"remedy": "测复应〔2026〕1号"}


@pytest.mark.parametrize("act", ["demand", "apply_court", "close"])
def test_a_stay_holds_until_it_is_lifted(act):
    case = Case(stage="performing").decided()
    assert case.check(GATE, act, on="2026-06-20").passes
    case.act("remedy_stayed", "2026-06-10", {**NUMBER, "started_on": "2026-06-10"})
    assert "2026-06-10" in case.check(GATE, act, on="2026-06-20").blocks
    case.act("remedy_resumed", "2026-06-15", {**NUMBER, "done_on": "2026-06-15"})
    assert case.check(GATE, act, on="2026-06-20").passes
